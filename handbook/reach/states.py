"""How each person stands: whether Teams reaches them, since when, and whether their account is open (M1)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final

from handbook.core.british_time import LONDON
from handbook.core.conversation_reference import ACTIVE, BLOCKED, ConversationReference
from handbook.core.people import DirectoryAccount, Person, Role
from handbook.core.refusal import Refused

CHECKED_EVERY: Final = timedelta(hours=20)
CHECKED_FROM, CHECKED_UNTIL = time(4), time(7)
"""Accounts are asked for once a day, in hours (of London) when nobody waits for the directory."""
ASKED_AT_ONCE: Final = 60
"""So many accounts in one job, which asks twenty at a time."""


class Reached(StrEnum):
    """What Teams tells of somebody. Of who was never written to and never wrote, nothing is known."""

    REACHED = "reached"
    NOT_INSTALLED = "not_installed"
    BLOCKED = "blocked"
    NEVER = "never"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS: Final = {
    Reached.REACHED: "reached",
    Reached.NOT_INSTALLED: "app not installed",
    Reached.BLOCKED: "blocked SIP Desk",
    Reached.NEVER: "never opened SIP Desk",
}


class AccountState(StrEnum):
    """What the directory says of somebody’s account."""

    OPEN = "open"
    CLOSED = "closed"
    MISSING = "missing"
    NO_MAIL = "no_mail"

    @property
    def words(self) -> str:
        return _ACCOUNTS[self]


_ACCOUNTS: Final = {
    AccountState.OPEN: "open",
    AccountState.CLOSED: "closed: they cannot sign in",
    AccountState.MISSING: "no account in Microsoft Entra",
    AccountState.NO_MAIL: "no e-mail address in Microsoft Entra",
}


@dataclass(frozen=True, slots=True)
class AccountSeen:
    """An account as it was found, since when it is so, and when it was asked for last."""

    person_id: str
    state: AccountState
    since: datetime
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class NoteAccounts:
    """The directory was asked for these."""

    found: tuple[tuple[str, AccountState], ...]


@dataclass(frozen=True, slots=True)
class CatchUp:
    """A command of the clock: somebody can be reached again, and what waits for them is sent now."""

    person_id: str


@dataclass(frozen=True, slots=True)
class CheckAccounts:
    """A command of the clock: it is time to ask for these accounts again."""

    person_ids: tuple[str, ...]


def reached(where: ConversationReference | None) -> Reached:
    if where is None:
        return Reached.NEVER
    if where.state == ACTIVE:
        return Reached.REACHED
    return Reached.BLOCKED if where.state == BLOCKED else Reached.NOT_INSTALLED


def account_state(account: DirectoryAccount | None) -> AccountState:
    if account is None:
        return AccountState.MISSING
    if not account.enabled:
        return AccountState.CLOSED
    return AccountState.OPEN if account.email else AccountState.NO_MAIL


def to_check(people: Iterable[Person], seen: Mapping[str, AccountSeen], now: datetime) -> tuple[str, ...]:
    """Whose accounts are due, at most so many at once; the longest unasked first."""
    if not CHECKED_FROM <= now.astimezone(LONDON).time() < CHECKED_UNTIL:
        return ()
    due = [one for one in people if one.id not in seen or seen[one.id].checked_at <= now - CHECKED_EVERY]
    return tuple(one.id for one in sorted(due, key=lambda one: _asked(seen, one))[:ASKED_AT_ONCE])


def changed(
    found: Iterable[tuple[str, AccountState]], seen: Mapping[str, AccountSeen]
) -> tuple[tuple[str, AccountState], ...]:
    """What is other than before, to be told once; that an account is open is no news the first time."""
    return tuple(
        (person_id, state)
        for person_id, state in found
        if state is not (seen[person_id].state if person_id in seen else AccountState.OPEN)
    )


def may_see_reach(person: Person, administrator_id: str) -> bool:
    """The Trust Advisor, and whoever looks after the service."""
    return person.is_a(Role.TRUST_ADVISOR) or person.id == administrator_id


def check_may_see_reach(person: Person, administrator_id: str) -> None:
    if not may_see_reach(person, administrator_id):
        raise Refused("not_yours", "Only the Trust Advisor can see who SIP Desk reaches.")


def told_words(changes: Sequence[tuple[Person, AccountState]]) -> str:
    """The accounts that have changed, in a sentence or two."""
    shown = [
        f"{person.name} ({person.office_words}): {'open again' if state is AccountState.OPEN else state.words}"
        for person, state in changes[:_TOLD_AT_MOST]
    ]
    more = f"; and {len(changes) - _TOLD_AT_MOST} more" if len(changes) > _TOLD_AT_MOST else ""
    return f"Accounts of people on the list have changed. {'; '.join(shown)}{more}. Type “reach” to see all."


_TOLD_AT_MOST: Final = 8


def _asked(seen: Mapping[str, AccountSeen], person: Person) -> tuple[float, str]:
    last = seen.get(person.id)
    return (last.checked_at.timestamp() if last else 0.0), person.id
