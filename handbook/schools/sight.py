"""Who sees what of a school on its card and in the list: each office what is theirs, by what they are to that school,
and nothing else (W1, W2, W4, D1, C1)."""

from enum import StrEnum
from typing import Final

from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.reports.readers import APPROVED, is_shared_with, may_read_report
from handbook.reports.report import Report, Status
from handbook.schools.trust_list import check_may_change
from handbook.visits.purposes import TermlyVisit
from handbook.visits.visit import Visit


class Part(StrEnum):
    """What a school's card is made of. `KEEPING` are the buttons that change the list."""

    PEOPLE = "people"
    DATES = "dates"
    REPORTS = "reports"
    VISITS = "visits"
    HALF_DAYS = "half_days"
    SUPPORT = "support"
    AGREEMENTS = "agreements"
    FIGURES = "figures"
    MEMBERSHIP = "membership"
    CHECKS = "checks"
    KEEPING = "keeping"


_BASE: Final = frozenset((Part.PEOPLE, Part.DATES))
_KEEPER: Final = _BASE | {Part.KEEPING}
_OUTSIDE: Final = _BASE | {Part.REPORTS}
_SIP: Final = _OUTSIDE | {Part.VISITS, Part.HALF_DAYS, Part.SUPPORT, Part.FIGURES}
_HEAD: Final = _SIP | {Part.AGREEMENTS}
NO_SCHOOL: Final = Refused(
    "not_yours",
    "A school’s card is for its headteacher, its SIP, its Diocesan Schools Officer, its local authority officer and "
    "the Trust Advisor.",
)


def is_keeper(person: Person, administrator_id: str) -> bool:
    """Whether somebody may change the list: the same rule as for an import."""
    try:
        check_may_change(person, administrator_id)
    except Refused:
        return False
    return True


def parts_of(school: School, person: Person, administrator_id: str) -> frozenset[Part]:
    """What this person sees of this school; nothing where they are nothing to it."""
    if person.is_a(Role.TRUST_ADVISOR):
        return frozenset(Part)
    by_id = (
        (school.headteacher_id, _HEAD),
        (school.sip_id, _SIP),
        (school.dso_id, _OUTSIDE),
        (school.la_officer_id, _OUTSIDE),
    )
    own = frozenset[Part]().union(*(parts for holder, parts in by_id if holder == person.id))
    return own | _KEEPER if is_keeper(person, administrator_id) else own


def sees(school: School, person: Person, administrator_id: str) -> bool:
    return bool(parts_of(school, person, administrator_id))


_OF_SIP: Final = {
    Status.DRAFTED: "with the SIP, not sent yet",
    Status.SENT: "waits for the headteacher",
    Status.CHANGE_ASKED: "the headteacher asked for a change",
}
_OF_HEAD: Final = {
    Status.SENT: "waits for your answer",
    Status.CHANGE_ASKED: "went back to the SIP for a change",
}


def report_words(report: Report | None, school: School, person: Person) -> str:
    """How a term's report stands, in as many words as this person may know. Before it is approved the Trust Advisor
    learns no more than that it is not (W2), and diocese and authority nothing until it is shared with them (W4)."""
    if report is not None and is_shared_with(report, person):
        return "shared with you"
    if report is not None and may_read_report(report, school, person):
        if report.status in APPROVED:
            return "approved and shared" if report.status is Status.SHARED else "approved"
        of = _OF_SIP if person.id == report.sip_id else _OF_HEAD
        return of.get(report.status, "not sent to you yet")
    if person.is_a(Role.TRUST_ADVISOR) or person.id in (school.sip_id, school.headteacher_id):
        return "not approved yet" if person.is_a(Role.TRUST_ADVISOR) else "none yet"
    return "not shared with you"


def sees_visit(visit: Visit, person: Person) -> bool:
    """Its SIP and its headteacher; the Trust Advisor the termly ones (V2), since what else a school uses its half-days
    for may be its headteacher's appraisal."""
    if person.id in (visit.sip_id, visit.headteacher_id):
        return True
    return person.is_a(Role.TRUST_ADVISOR) and isinstance(visit.purpose, TermlyVisit)
