"""A training session of the SIP team (T1, T3): when, on what, who is invited, and who came. External SIPs may attend
(M5): as guests, by their addresses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from handbook.core.half_days import HalfDay
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.sip_team.record import TrainingTopic

NO_SUCH_SESSION: Final = "I cannot find that training."
INITIAL_WORDS: Final = "the initial training"


@dataclass(frozen=True, slots=True)
class Guest:
    """An external SIP, by the address that the invitation goes to."""

    email: str
    name: str


@dataclass(frozen=True, slots=True)
class SessionSubject:
    """What it is on. `is_initial`: the full day before a SIP takes schools (T1)."""

    is_initial: bool = False
    topics: tuple[TrainingTopic, ...] = ()

    @property
    def words(self) -> str:
        """The initial training; data; Ofsted updates."""
        named = ((INITIAL_WORDS,) if self.is_initial else ()) + tuple(topic.words for topic in self.topics)
        return "; ".join(named)


@dataclass(frozen=True, slots=True)
class TrainingSession:
    """`organiser_id` is the Trust Advisor who set it, in whose calendar it stands. `version` counts what calendars
    show, and `shown` is the version that they showed last. `present` are ids of people and addresses of guests, once
    `recorded_at` is set: who was invited and is not among them was absent."""

    id: str
    at: HalfDay
    subject: SessionSubject
    place: str = ""
    invited_ids: tuple[str, ...] = ()
    guests: tuple[Guest, ...] = ()
    organiser_id: str = ""
    cancelled_at: datetime | None = None
    present: tuple[str, ...] = ()
    recorded_at: datetime | None = None
    asked_at: datetime | None = None
    shown: int = 0
    version: int = 1
    revision: int = 0

    @property
    def counts_as_initial(self) -> bool:
        """It still is a full day: in Outlook it can be made shorter."""
        return self.subject.is_initial and self.at.is_more_than_one

    @property
    def absent(self) -> tuple[str, ...]:
        """Who was invited and did not come; nobody before it was recorded."""
        invited = (*self.invited_ids, *(guest.email for guest in self.guests)) if self.recorded_at else ()
        return tuple(one for one in invited if one not in self.present)


def may_set(person: Person) -> bool:
    return person.is_a(Role.TRUST_ADVISOR)


def check_may_set(person: Person) -> None:
    if not may_set(person):
        raise Refused("not_yours", "The Trust Advisor sets and changes training, and records who came.", "T1")


def is_to_come(session: TrainingSession, now: datetime) -> bool:
    """Whether it takes place and has not begun."""
    return session.cancelled_at is None and now < session.at.starts_at


def has_begun(session: TrainingSession, now: datetime) -> bool:
    """Whether it can be said who came."""
    return session.cancelled_at is None and now >= session.at.starts_at


def waits_for_attendance(session: TrainingSession, now: datetime) -> bool:
    """It is over, and nobody has said who came."""
    return session.cancelled_at is None and session.recorded_at is None and now >= session.at.ends_at


def is_invited(session: TrainingSession, sip_id: str) -> bool:
    return session.cancelled_at is None and sip_id in session.invited_ids


def untrained(team: Iterable[tuple[Person, bool]], sessions: Sequence[TrainingSession]) -> list[tuple[Person, str]]:
    """The SIPs without the initial training (`team` says of each whether they had it), and the day of the session to
    come that they are invited to; empty where there is none."""
    initial = [one for one in sessions if one.counts_as_initial]
    return [
        (person, next((one.at.words for one in initial if is_invited(one, person.id)), ""))
        for person, had in team
        if not had
    ]
