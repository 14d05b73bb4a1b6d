"""Installing SIP Desk in Teams for people who lack it: for whom, and what became of each of them. It is installed for
those whose names were read, and for nobody twice at once."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.reach.states import AccountState, Reached, check_may_see_reach

NOT_SET: Final = "SIP Desk cannot install itself here: nobody has permitted that."
_WITHOUT: Final = (Reached.NOT_INSTALLED, Reached.NEVER)
_NO_ACCOUNT: Final = (AccountState.CLOSED, AccountState.MISSING)


class InstallOutcome(StrEnum):
    """What became of it for one person."""

    WAITING = "waiting"
    INSTALLED = "installed"
    PRESENT = "present"
    REFUSED = "refused"
    NO_TEAMS = "no_teams"
    FAILED = "failed"

    @property
    def words(self) -> str:
        return _WORDS[self]

    @property
    def because(self) -> str:
        """What it can be owed to, in brackets after a space; empty where there is nothing to say."""
        return f" ({_BECAUSE[self]})" if self in _BECAUSE else ""


_WORDS: Final = {
    InstallOutcome.WAITING: "waiting to be tried",
    InstallOutcome.INSTALLED: "installed",
    InstallOutcome.PRESENT: "had it already",
    InstallOutcome.REFUSED: "refused",
    InstallOutcome.NO_TEAMS: "not possible",
    InstallOutcome.FAILED: "failed",
}
_BECAUSE: Final = {
    InstallOutcome.REFUSED: "the permission is missing, or a policy in Teams keeps the app from them",
    InstallOutcome.NO_TEAMS: "no account, no Teams, or the app is not in the trust’s catalogue",
}
INSTALLED: Final = (InstallOutcome.INSTALLED, InstallOutcome.PRESENT)
NOT_INSTALLED: Final = (InstallOutcome.REFUSED, InstallOutcome.NO_TEAMS, InstallOutcome.FAILED)


@dataclass(frozen=True, slots=True)
class AppInstall:
    """What was asked for last for somebody, when and by whom."""

    person_id: str
    asked_at: datetime
    by_id: str
    outcome: InstallOutcome = InstallOutcome.WAITING


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands with Teams, since when, and what the directory says of their account (None: not asked)."""

    person: Person
    reached: Reached
    since: datetime | None = None
    account: AccountState | None = None


@dataclass(frozen=True, slots=True)
class InstallForAll:
    """For those whose names were read: `names` is the mark of them."""

    names: str


@dataclass(frozen=True, slots=True)
class NoteInstall:
    """What became of it for one person."""

    person_id: str
    outcome: InstallOutcome


def lacking(standings: Iterable[Standing], asked: Mapping[str, AppInstall]) -> tuple[Person, ...]:
    """Who has an account and not the app, as far as is known, and for whom it is not under way or done."""
    return tuple(
        one.person
        for one in standings
        if one.reached in _WITHOUT and one.account not in _NO_ACCOUNT and not _is_seen_to(one, asked)
    )


def without_account(standings: Iterable[Standing]) -> tuple[Person, ...]:
    """Who lacks the app, and has no account that it could be installed for."""
    return tuple(one.person for one in standings if one.reached in _WITHOUT and one.account in _NO_ACCOUNT)


def mark_of(people: Sequence[Person]) -> str:
    """The same for the same people, in whatever order."""
    return hashlib.sha256(" ".join(sorted(one.id for one in people)).encode()).hexdigest()[:16]


def check_install(
    command: InstallForAll, found: Sequence[Person], by: Person, administrator_id: str, *, permitted: bool
) -> None:
    """Raises Refused."""
    check_may_see_reach(by, administrator_id)
    if not permitted:
        raise Refused("not_now", NOT_SET)
    if command.names != mark_of(found):
        raise Refused("stale", "The list of people without SIP Desk has changed. Please read the names again.")
    if not found:
        raise Refused("not_now", "Nobody lacks SIP Desk, as far as is known.")


def newest(asked: Mapping[str, AppInstall]) -> tuple[AppInstall, ...]:
    """All for whom it was asked last."""
    last = max((one.asked_at for one in asked.values()), default=None)
    return tuple(one for one in asked.values() if one.asked_at == last)


def counts(installs: Iterable[AppInstall]) -> Counter[InstallOutcome]:
    """How many of each outcome. They come to the number of people."""
    return Counter(one.outcome for one in installs)


def counts_words(installs: Sequence[AppInstall]) -> str:
    """5 people: 3 installed; 2 failed."""
    found = counts(installs)
    parts = [f"{found[one]} {one.words}{one.because}" for one in InstallOutcome if found[one]]
    return f"{people_words(len(installs))}: {'; '.join(parts)}"


def people_words(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _is_seen_to(one: Standing, asked: Mapping[str, AppInstall]) -> bool:
    """Who took the app out after it was installed for them lacks it anew."""
    known = asked.get(one.person.id)
    if known is None or known.outcome in NOT_INSTALLED:
        return False
    return known.outcome is InstallOutcome.WAITING or one.since is None or one.since <= known.asked_at
