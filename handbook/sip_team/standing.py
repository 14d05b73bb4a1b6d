"""Whether a School Improvement Partner may be given schools (C1, T1), and may visit on a day (C1), or why not."""

from dataclasses import dataclass
from datetime import date

from handbook.core.people import Person
from handbook.core.refusal import Refused, allows
from handbook.sip_team.record import SipRecord
from handbook.visits.checks import SipChecks, check_may_visit, not_trained_words


@dataclass(frozen=True, slots=True)
class TeamMember:
    """A SIP with all that is on record; `checks` is None where none are."""

    person: Person
    checks: SipChecks | None
    record: SipRecord


def check_may_be_allocated(one: TeamMember, on: date) -> None:
    """Raises Refused unless the SIP may be given a school from that day on: checks are current then (C1), and they have
    had the initial training (T1). What is not on record was not."""
    check_may_visit(one.checks, one.person, on, one.record.initial_training_on)
    if one.record.initial_training_on is None:
        reason = f"{one.person.name} has no initial training on record, and needs it before taking schools."
        raise Refused("not_trained", reason, "T1")


def may_be_allocated(one: TeamMember, on: date) -> bool:
    return allows(lambda: check_may_be_allocated(one, on))


def why_not_allocated(one: TeamMember, on: date) -> str:
    """The one sentence that says why not; empty where they may be."""
    try:
        check_may_be_allocated(one, on)
    except Refused as no:
        return no.reason
    return ""


def check_may_appraise(one: TeamMember, on: date) -> None:
    """Raises Refused unless the SIP is trained in performance management by that day (PM1)."""
    if not one.record.may_appraise(on):
        raise Refused("not_trained", not_trained_words(one.person), "PM1")
