"""What the Trust Advisor writes to many at once: whom it goes to, and what became of each of them. It is written, read
once more with the names of whom it goes to, and sent."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.schools.trust_list import HOLDERS

WORDS_AT_MOST: Final = 3_000
NO_SUCH_BROADCAST: Final = "I cannot find that message."


@dataclass(frozen=True, slots=True)
class Audience:
    """People of these offices; where an authority or a Diocesan Schools Officer is named, those who serve their
    schools."""

    offices: tuple[Role, ...]
    authority: str = ""
    dso_id: str = ""


class Outcome(StrEnum):
    """What became of it for one person."""

    WAITING = "waiting"
    REACHED = "reached"
    NOT_INSTALLED = "not_installed"
    BLOCKED = "blocked"
    FAILED = "failed"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS: Final = {
    Outcome.WAITING: "waiting to be sent",
    Outcome.REACHED: "reached",
    Outcome.NOT_INSTALLED: "app not installed",
    Outcome.BLOCKED: "blocked SIP Desk",
    Outcome.FAILED: "failed",
}
NOT_REACHED: Final = (Outcome.NOT_INSTALLED, Outcome.BLOCKED, Outcome.FAILED)


@dataclass(frozen=True, slots=True)
class Broadcast:
    """`recipient_ids` are each there once. It is a draft until `sent_at`; `round` counts how often it was sent to those
    who were not reached before."""

    id: str
    by_id: str
    written_at: datetime
    audience: Audience
    words: str
    recipient_ids: tuple[str, ...]
    sent_at: datetime | None = None
    round: int = 0
    dropped: bool = False
    revision: int = 0

    @property
    def is_draft(self) -> bool:
        return self.sent_at is None and not self.dropped


@dataclass(frozen=True, slots=True)
class WriteBroadcast:
    audience: Audience
    words: str


@dataclass(frozen=True, slots=True)
class SendBroadcast:
    """It goes to those whose names were read."""

    broadcast_id: str
    revision: int


@dataclass(frozen=True, slots=True)
class DropBroadcast:
    broadcast_id: str
    revision: int


@dataclass(frozen=True, slots=True)
class ResendBroadcast:
    """Once more to those who were not reached."""

    broadcast_id: str
    round: int


@dataclass(frozen=True, slots=True)
class NoteDelivery:
    """What became of it for one person."""

    broadcast_id: str
    person_id: str
    outcome: Outcome


def may_broadcast(person: Person) -> bool:
    return person.is_a(Role.TRUST_ADVISOR)


def check_may_broadcast(person: Person) -> None:
    if not may_broadcast(person):
        raise Refused("not_yours", "Only the Trust Advisor can write to a group.")


def recipients(audience: Audience, people: Iterable[Person], schools: Iterable[School]) -> tuple[Person, ...]:
    """Everybody whom it is for, each once whatever offices they have, by name."""
    asked = set(audience.offices)
    if audience.authority or audience.dso_id:
        served = [one for one in schools if _is_meant(one, audience)]
        ids = {getattr(one, name) for one in served for role, name in HOLDERS.items() if role in asked}
        found = {one.id: one for one in people if one.id in ids}
    else:
        found = {one.id: one for one in people if one.is_a(*asked)}
    return tuple(sorted(found.values(), key=lambda one: (one.name, one.id)))


def written(
    command: WriteBroadcast, before: Broadcast | None, found: Sequence[Person], by: Person, now: datetime, new_id: str
) -> Broadcast:
    """The draft, in the place of the one `before`. Raises Refused."""
    check_may_broadcast(by)
    words = command.words.strip()
    if not words:
        raise Refused("missing", "Please write the message.")
    if len(words) > WORDS_AT_MOST:
        raise Refused("missing", f"Please keep the message below {WORDS_AT_MOST:,} characters: it has {len(words):,}.")
    if not command.audience.offices:
        raise Refused("missing", "Please choose who it is for.")
    if not found:
        raise Refused("missing", "Nobody on the list is like that. Please choose again.")
    ids = tuple(one.id for one in found)
    if before is None:
        return Broadcast(new_id, by.id, now, command.audience, words, ids)
    return replace(before, written_at=now, audience=command.audience, words=words, recipient_ids=ids)


def sent(broadcast: Broadcast, command: SendBroadcast, by: Person, now: datetime) -> Broadcast:
    """Raises Refused."""
    _check_draft(broadcast, command.revision, by)
    return replace(broadcast, sent_at=now, round=1)


def dropped(broadcast: Broadcast, command: DropBroadcast, by: Person) -> Broadcast:
    """Raises Refused."""
    _check_draft(broadcast, command.revision, by)
    return replace(broadcast, dropped=True)


def sent_again(
    broadcast: Broadcast, command: ResendBroadcast, outcomes: Mapping[str, Outcome], by: Person
) -> tuple[Broadcast, tuple[str, ...]]:
    """And to whom. Raises Refused."""
    check_may_broadcast(by)
    if broadcast.sent_at is None or command.round != broadcast.round:
        raise Refused("stale", "This was sent again already. Here is how it stands now.")
    again = tuple(one for one in broadcast.recipient_ids if outcomes.get(one) in NOT_REACHED)
    if not again:
        raise Refused("not_now", "Everybody was reached, or will be tried in a moment.")
    return replace(broadcast, round=broadcast.round + 1), again


def counts(broadcast: Broadcast, outcomes: Mapping[str, Outcome]) -> Counter[Outcome]:
    """How many of each outcome. They come to the number of recipients."""
    return Counter(outcomes.get(one, Outcome.WAITING) for one in broadcast.recipient_ids)


def outcome_of(error: str) -> Outcome:
    """What an attempt’s error says, by the word in it for the state of who could not be reached."""
    if not error.startswith("unreachable"):
        return Outcome.FAILED
    return Outcome.BLOCKED if "blocked" in error else Outcome.NOT_INSTALLED


def _is_meant(school: School, audience: Audience) -> bool:
    of_authority = audience.authority in ("", school.local_authority)
    return of_authority and audience.dso_id in ("", school.dso_id)


def _check_draft(broadcast: Broadcast, revision: int, by: Person) -> None:
    check_may_broadcast(by)
    if not broadcast.is_draft or broadcast.revision != revision:
        raise Refused("stale", "This message has moved on. Here is how it stands now.")
