"""Headteacher appraisal (PM1): only a SIP trained in it carries it out. Where the school's is not, the Trust Advisor
finds another for it, within the school's half-days or as an extra service (PM2)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused, allows
from handbook.core.school_years import AcademicYear
from handbook.sip_team.standing import TeamMember, check_may_appraise
from handbook.visits.checks import check_may_visit

NAME: Final = "Headteacher appraisal"
"""What it is called as an extra service (PM2)."""


@dataclass(frozen=True, slots=True)
class Appraisal:
    """That of one school in a year, where another SIP than its own is wanted for it. `sip_id` is who was named, empty
    until then; `extra_id` the extra service that it is, where it is one."""

    id: str
    urn: str
    year: AcademicYear
    asked_by_id: str
    asked_at: datetime
    sip_id: str = ""
    named_at: datetime | None = None
    extra_id: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class AskForAppraiser:
    """The school's SIP or headteacher asks the Trust Advisor for another SIP."""

    urn: str
    year: AcademicYear


@dataclass(frozen=True, slots=True)
class NameAppraiser:
    """The Trust Advisor names who carries it out."""

    appraisal_id: str
    revision: int
    sip_id: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A SIP who may carry it out. `left` are half-days of the year that they can still take on, None where nobody said
    how many they can. `barred`: a conflict of interest keeps them from the school (A2)."""

    member: TeamMember
    left: int | None
    barred: bool = False


def appraisal_id(urn: str, year: AcademicYear) -> str:
    return f"{urn}-{year.starts_in}"


def appraisal_about(record_id: str) -> str:
    """What its cards are about."""
    return f"appraisal:{record_id}"


def asked(command: AskForAppraiser, school: School, own: TeamMember | None, person: Person, now: datetime) -> Appraisal:
    """`own` is the school's SIP, None where it has none. Raises Refused, also where that SIP is trained in it."""
    if person.id not in (school.sip_id, school.headteacher_id):
        words = f"Only the headteacher of {school.name} and its SIP can ask for that."
        raise Refused("not_yours", words, "PM1")
    if own is not None and own.record.may_appraise(now.date()):
        words = f"{own.person.name} is trained in performance management, and can book the appraisal."
        raise Refused("not_now", words, "PM1")
    return Appraisal(appraisal_id(school.urn, command.year), school.urn, command.year, person.id, now)


def check_may_name(appraisal: Appraisal, person: Person, revision: int, has_visit: bool) -> None:
    """Raises Refused unless the Trust Advisor may name somebody now. `has_visit`: who was named before has a visit for
    it under way, or held it."""
    if not person.is_a(Role.TRUST_ADVISOR):
        raise Refused("not_yours", "Only the Trust Advisor can name who carries out an appraisal.", "PM1")
    if revision != appraisal.revision:
        raise Refused("stale", "Somebody was named meanwhile. Here is how it stands now.", "PM1")
    if has_visit:
        raise Refused("not_now", "The visit for this appraisal is under way or was held already.", "PM1")


def may_name(appraisal: Appraisal, person: Person, has_visit: bool) -> bool:
    return allows(lambda: check_may_name(appraisal, person, appraisal.revision, has_visit))


def check_can_appraise(one: Candidate, school: School, today: date) -> None:
    """Raises Refused unless this SIP can carry out the appraisal of this school: trained, with current checks, not of
    their own school, and with room in the year."""
    member = one.member
    check_may_appraise(member, today)
    check_may_visit(member.checks, member.person, today)
    if school.urn == member.record.own_urn or member.person.id in (school.headteacher_id, school.sip_id):
        raise Refused("taken", f"{member.person.name} belongs to {school.name}. Please choose somebody else.", "PM1")
    if one.barred:
        words = f"{member.person.name} has a conflict of interest with {school.name} on record."
        raise Refused("taken", words, "PM1")
    if one.left is not None and one.left < 1:
        raise Refused("used_up", f"{member.person.name} can take on no more half-days this year.", "PM1")


def can_appraise(one: Candidate, school: School, today: date) -> bool:
    return allows(lambda: check_can_appraise(one, school, today))


def named(appraisal: Appraisal, sip_id: str, now: datetime, extra_id: str = "") -> Appraisal:
    """Somebody carries it out."""
    return replace(appraisal, sip_id=sip_id, named_at=now, extra_id=extra_id)
