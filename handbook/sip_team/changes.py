"""A SIP's record is changed: checks, training and kind by whoever keeps the list; what they can take on and what they
know also by the SIP."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused, allows
from handbook.good_practice.tags import checked_tags
from handbook.schools.imported_training import trained
from handbook.schools.trust_list import check_may_change
from handbook.sip_team.home_area import home_area_in
from handbook.sip_team.record import (
    Capacity,
    Experience,
    OfstedPosition,
    Phase,
    SchoolContext,
    SipKind,
    SipRecord,
    Training,
    TrainingTopic,
)
from handbook.visits.checks import DbsLevel, SipChecks, checker_in

CHANGED: Final = "This was changed meanwhile, so nothing was saved. Here is how it stands now."
MOST: Final = Capacity(400, 10, 60)
"""More than that is a slip."""


@dataclass(frozen=True, slots=True)
class ChangeChecks:
    """`mark` says which checks the form was drawn with. A day that is empty is on record no more."""

    sip_id: str
    mark: str
    recruitment_checked_on: date | None
    dbs_checked_on: date | None
    dbs_review_by: date | None
    dbs_level: DbsLevel | None
    checked_by: str


@dataclass(frozen=True, slots=True)
class ChangeTraining:
    """`topic` and `on` are of one more training; `taken_off` are marks of those that were noted by mistake."""

    sip_id: str
    revision: int
    initial_on: date | None
    topic: TrainingTopic | None
    on: date | None
    taken_off: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeKind:
    """`own_urn` is the school that a serving head leads."""

    sip_id: str
    revision: int
    kind: SipKind | None
    own_urn: str = ""


@dataclass(frozen=True, slots=True)
class ChangeCapacity:
    """The figures as they were typed; empty for what nobody can say."""

    sip_id: str
    revision: int
    half_days_a_year: str
    half_days_a_week: str
    schools: str
    home_area: str


@dataclass(frozen=True, slots=True)
class ChangeExperience:
    """`topics` are keys of the list of topics, `own_topics` words with commas between."""

    sip_id: str
    revision: int
    phases: tuple[Phase, ...]
    contexts: tuple[SchoolContext, ...]
    positions: tuple[OfstedPosition, ...]
    topics: tuple[str, ...]
    own_topics: str


ChangeRecord = ChangeTraining | ChangeKind | ChangeCapacity | ChangeExperience
ChangeSip = ChangeChecks | ChangeRecord


def keeps_records(person: Person | None, administrator_id: str) -> bool:
    """Whoever keeps the list."""
    return allows(lambda: check_may_change(person, administrator_id))


def may_see(sip_id: str, person: Person, administrator_id: str) -> bool:
    return keeps_records(person, administrator_id) or _is_own(sip_id, person)


def check_may_keep(person: Person, administrator_id: str) -> None:
    if not keeps_records(person, administrator_id):
        raise Refused("not_yours", "Only the Trust Advisor can change checks and training of a SIP.", "C1")


def check_may_amend(sip_id: str, person: Person, administrator_id: str) -> None:
    if not may_see(sip_id, person, administrator_id):
        raise Refused("not_yours", "Only this SIP and the Trust Advisor can change that.", "A2")


def checks_mark(checks: SipChecks | None) -> str:
    """What a form says of the checks that it was drawn with."""
    days = (checks.recruitment_checked_on, checks.dbs_checked_on, checks.dbs_review_by) if checks else ()
    return ".".join(f"{day:%Y%m%d}" if day else "0" for day in days) or "none"


def training_mark(one: Training) -> str:
    return f"{one.topic.value}.{one.on:%Y%m%d}"


def checks_changed(checks: SipChecks | None, command: ChangeChecks, today: date) -> SipChecks:
    """Raises Refused."""
    if command.mark != checks_mark(checks):
        raise Refused("stale", CHANGED, "C1")
    made = (command.recruitment_checked_on, command.dbs_checked_on)
    if any(day is not None and day > today for day in made):
        raise Refused("no_date", "A check cannot have been made on a day to come. Please correct the day.", "C1")
    checked, review = command.dbs_checked_on, command.dbs_review_by
    if checked is not None and review is not None and review <= checked:
        raise Refused("no_date", "The next review of the DBS check is after the check. Please correct the day.", "C1")
    return SipChecks(command.sip_id, *made, review, command.dbs_level, checker_in(command.checked_by))


def record_changed(record: SipRecord, command: ChangeRecord, now: datetime, today: date) -> SipRecord:
    """Raises Refused."""
    if command.revision != record.revision:
        raise Refused("stale", CHANGED, "A2")
    if isinstance(command, ChangeTraining):
        after = _trained(record, command, today)
    elif isinstance(command, ChangeKind):
        after = _of_kind(record, command)
    elif isinstance(command, ChangeCapacity):
        after = _with_capacity(record, command)
    else:
        experience = Experience(command.phases, command.contexts, command.positions)
        topics = checked_tags(command.topics, command.own_topics)
        after = replace(record, experience=experience, expertise=topics)
    return replace(after, changed_at=now)


def _trained(record: SipRecord, command: ChangeTraining, today: date) -> SipRecord:
    kept = tuple(one for one in record.trainings if training_mark(one) not in command.taken_off)
    after = replace(record, trainings=kept, initial_training_on=command.initial_on)
    if (command.topic is None) is not (command.on is None):
        raise Refused("missing", "Please choose both a training and its day, or neither.", "T3")
    if command.topic is None or command.on is None:
        return after
    if command.on > today:
        raise Refused("no_date", "Please note a training once it was held: this day is to come.", "T3")
    return trained(after, command.topic, command.on)


def _of_kind(record: SipRecord, command: ChangeKind) -> SipRecord:
    own_urn = command.own_urn.strip()
    if own_urn and command.kind is not SipKind.SERVING_HEAD:
        raise Refused("missing", "Only a serving headteacher leads a school of their own. Please leave it empty.", "R1")
    if own_urn and not (own_urn.isdecimal() and own_urn.isascii() and len(own_urn) == 6):
        raise Refused("missing", "Please give the school’s URN, which has six digits.", "R1")
    return replace(record, kind=command.kind, own_urn=own_urn)


def _with_capacity(record: SipRecord, command: ChangeCapacity) -> SipRecord:
    capacity = Capacity(
        _number(command.half_days_a_year, "half-days in a year", MOST.half_days_a_year),
        _number(command.half_days_a_week, "half-days in a week", MOST.half_days_a_week),
        _number(command.schools, "schools", MOST.schools),
    )
    return replace(record, capacity=capacity, home_area=home_area_in(command.home_area))


def _number(text: str, what: str, most: int | None) -> int | None:
    words = text.strip()
    if not words:
        return None
    if not (words.isdecimal() and words.isascii() and len(words) <= 4 and int(words) <= (most or 0)):
        raise Refused("missing", f"Please give the number of {what} as a whole number from 0 to {most}.", "A2")
    return int(words)


def _is_own(sip_id: str, person: Person) -> bool:
    return person.id == sip_id and person.is_a(Role.SIP)


def lacking(checks: SipChecks | None, record: SipRecord) -> Sequence[str]:
    """What is not on record yet, in words."""
    capacity = record.capacity
    has = (
        (checks is not None and checks.recruitment_checked_on is not None, "recruitment checks"),
        (checks is not None and checks.dbs_checked_on is not None, "DBS check"),
        (checks is not None and checks.dbs_review_by is not None, "next review of the DBS check"),
        (record.initial_training_on is not None, "initial training"),
        (record.kind is not None, "kind"),
        (capacity.half_days_a_year is not None or capacity.schools is not None, "capacity"),
        (bool(record.experience.phases), "experience"),
        (bool(record.home_area), "area"),
    )
    return [words for there, words in has if not there]
