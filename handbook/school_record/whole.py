"""A school's whole record, to take away: for the Trust Advisor, and for its headteacher. It never holds a concern or a
complaint, and a headteacher's own part (P5) is in their own copy alone."""

from collections.abc import Iterable, Sequence

from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.reports.dossier import Dossier
from handbook.reports.readers import APPROVED
from handbook.reports.report import Report, Version
from handbook.school_record.year_reports import is_whole_for


def check_may_have_record(school: School, person: Person) -> None:
    """Raises Refused unless this is the Trust Advisor or the school's headteacher (W1, W2)."""
    if not person.is_a(Role.TRUST_ADVISOR) and person.id != school.headteacher_id:
        who = "The record of a school is for its headteacher and the Trust Advisor, and for nobody else."
        raise Refused("not_yours", who, "W2")


def versions_for(dossier: Dossier, versions: Iterable[Version], person: Person) -> tuple[Version, ...]:
    """The files of a report that somebody gets as they were: the headteacher whom it waits for, or who approved it,
    each that was sent to them (W1); others, the Trust Advisor among them, the one that was approved (W2), where it is
    whole for them."""
    report = dossier.report
    if person.id == report.own_part_of:
        sent = (report.sent, report.sent_before)
        return tuple(one for one in versions if one.number in sent or one.draft is not None)
    if report.status not in APPROVED or not is_whole_for(dossier, person):
        return ()
    return tuple(one for one in versions if one.number == report.sent)


def gets_copy(dossier: Dossier, person: Person) -> bool:
    """Whether a copy without the headteacher's own part stands in for the approved file."""
    return dossier.report.status in APPROVED and not is_whole_for(dossier, person)


def why_not(report: Report, person: Person) -> str:
    """Why there is nothing of a report in it; empty where there is something."""
    if report.status in APPROVED or (person.id == report.headteacher_id and report.sent):
        return ""
    return "not sent to you yet" if person.id == report.headteacher_id else "not approved yet"


def by_time(reports: Iterable[Report]) -> Sequence[Report]:
    """The oldest first."""
    terms = ("Autumn", "Spring", "Summer")
    return sorted(reports, key=lambda one: (one.year, terms.index(one.term.value)))
