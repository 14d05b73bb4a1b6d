"""Each SIP declares once a year that their conflicts of interest are on record (A2). They are asked, and chased."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from handbook.allocation.needs import check_advises
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear


@dataclass(frozen=True, slots=True)
class Declaration:
    """Of one SIP in one year: when they were asked, and when they said that all is on record."""

    sip_id: str
    year: AcademicYear
    asked_at: datetime | None = None
    reminders: int = 0
    waits_told_at: datetime | None = None
    declared_at: datetime | None = None
    revision: int = 0

    @property
    def id(self) -> str:
        """As a log names it."""
        return f"{self.sip_id}-{self.year.starts_in}"

    @property
    def is_waiting(self) -> bool:
        return self.asked_at is not None and self.declared_at is None


class DeclarationStanding(StrEnum):
    """As the Trust Advisor reads it."""

    DECLARED = "declared"
    ASKED = "asked"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class AskAllToDeclare:
    """The Trust Advisor asks every SIP who has not declared this year. From then on the clock asks each year."""

    year: AcademicYear


@dataclass(frozen=True, slots=True)
class AskToDeclare:
    """A command of the clock: a year has begun, or a SIP has come."""

    sip_id: str
    year: AcademicYear


@dataclass(frozen=True, slots=True)
class Declare:
    """A SIP says that all their conflicts of interest are on record."""

    sip_id: str
    year: AcademicYear


def standing(declaration: Declaration) -> DeclarationStanding:
    if declaration.declared_at is not None:
        return DeclarationStanding.DECLARED
    return DeclarationStanding.ASKED if declaration.asked_at is not None else DeclarationStanding.NEVER


def asked(declaration: Declaration, person: Person | None, now: datetime) -> Declaration:
    """`person` is None where the clock asks. Raises Refused where they were asked or have declared."""
    if person is not None:
        check_advises(person)
    if declaration.asked_at is not None or declaration.declared_at is not None:
        raise Refused("stale", "They were asked already.", "A2")
    return replace(declaration, asked_at=now)


def made(declaration: Declaration, command: Declare, person: Person, now: datetime) -> Declaration:
    """Raises Refused for anybody but the SIP, and a second time."""
    if person.id != command.sip_id:
        raise Refused("not_yours", "Each SIP declares their own conflicts of interest.", "A2")
    if declaration.declared_at is not None:
        raise Refused("stale", f"You have declared for {declaration.year}. You can add to it at any time.", "A2")
    return replace(declaration, declared_at=now)


def to_ask(sips: Iterable[Person], known: Iterable[Declaration], year: AcademicYear) -> tuple[str, ...]:
    """Whom the clock asks: once the Trust Advisor has asked for the first time, every SIP in every year."""
    declarations = tuple(known)
    if not declarations:
        return ()
    done = {one.sip_id for one in declarations if one.year == year}
    return tuple(one.id for one in sips if one.id not in done)
