"""The half-days in which a SIP prepares, plans and writes for a school (V1)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from handbook.core.british_time import day_words, london_date
from handbook.core.people import Person, School
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear


@dataclass(frozen=True, slots=True)
class Preparation:
    """Planned until done. What was `dropped` is on record and counts no more."""

    id: str
    urn: str
    year: AcademicYear
    sip_id: str
    on: date
    half_days: int = 1
    done: bool = False
    dropped: bool = False
    revision: int = 0


@dataclass(frozen=True, slots=True)
class PlanPreparation:
    """The SIP sets half-days aside for a school on a day."""

    urn: str
    on: date
    half_days: int = 1


@dataclass(frozen=True, slots=True)
class NotePreparationDone:
    """The SIP has done it."""

    preparation_id: str


@dataclass(frozen=True, slots=True)
class DropPreparation:
    """It will not be needed on that day."""

    preparation_id: str


def preparation_planned(
    command: PlanPreparation, school: School, person: Person, now: datetime, id: str
) -> Preparation:
    """At most the two half-days of a day of this academic year, ahead or just past. That enough are left is
    `entitlement.check_preparation_left`. Raises Refused."""
    if person.id != school.sip_id:
        raise Refused("not_yours", f"{school.full_name} has another School Improvement Partner.", "V1")
    if command.half_days not in (1, 2):
        raise Refused("missing", "Please choose one half-day or two for a day of preparation.", "V1")
    year = AcademicYear.of(london_date(now))
    if AcademicYear.of(command.on) != year:
        raise Refused("no_date", f"{day_words(command.on)} is not in {year}. Please choose a day of this year.", "V1")
    return Preparation(id, school.urn, AcademicYear.of(command.on), person.id, command.on, command.half_days)


def preparation_done(preparation: Preparation, person: Person, now: datetime) -> Preparation:
    """Raises Refused for another's, one that is done, and one that is still to come."""
    _check_is_open(preparation, person)
    if london_date(now) < preparation.on:
        raise Refused("not_now", "This preparation is still to come. Please mark it as done on the day or later.", "V1")
    return replace(preparation, done=True)


def preparation_dropped(preparation: Preparation, person: Person) -> Preparation:
    """Raises Refused for another's, and for one that is done."""
    _check_is_open(preparation, person)
    return replace(preparation, dropped=True)


def _check_is_open(preparation: Preparation, person: Person) -> None:
    if person.id != preparation.sip_id:
        raise Refused("not_yours", "I cannot find that.", "V1")  # as of one that there is not
    if preparation.done:
        raise Refused("stale", "This preparation has been noted as done already.", "V1")
    if preparation.dropped:
        raise Refused("stale", "This preparation has been taken off the record already.", "V1")
