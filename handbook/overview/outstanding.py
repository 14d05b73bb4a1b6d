"""Which reports are outstanding, how each stands and since when: as much as who looks may know (W1, W2, W4)."""

from datetime import date
from typing import Final

from handbook.core.british_time import london_date
from handbook.core.people import Person, Role, School
from handbook.core.school_years import Term
from handbook.overview.line import Row
from handbook.reports.readers import APPROVED, is_shared_with, may_read_report
from handbook.reports.report import Report, Status
from handbook.schools.sight import report_words
from handbook.visits.visit import Visit, VisitStatus

TO_SHARE: Final = "approved, not shared yet"


def outstanding(
    school: School,
    term: Term,
    report: Report | None,
    visit: Visit | None,
    viewer: Person,
    *,
    signed: bool,
    is_now: bool,
) -> Row | None:
    """A term's report of a school, where something is to come of it. `visit` is the termly one; `signed`: the school
    lets its reports be shared; `is_now`: this is the term that runs. Before it was approved the Trust Advisor counts
    from the day of the visit, and does not learn whether anything was written."""
    stage, since = "", None
    if report is not None and may_read_report(report, school, viewer):
        stage, since = _known(report, school, viewer, signed=signed)
    elif _is_inside(school, viewer):
        held = _held_on(visit)
        stage, since = (report_words(report, school, viewer), held) if held else ("", None)
    elif is_now:
        stage = report_words(report, school, viewer)
    return Row(school.full_name, stage, f"{term} report", since, f"schools/{school.urn}") if stage else None


def _known(report: Report, school: School, viewer: Person, *, signed: bool) -> tuple[str, date | None]:
    if report.status not in APPROVED:
        since = report.sent_at if report.status is Status.SENT else None
        return report_words(report, school, viewer), london_date(since) if since else None
    to_share = viewer.is_a(Role.TRUST_ADVISOR) and report.status is not Status.SHARED and signed
    if is_shared_with(report, viewer) or not to_share:
        return "", None
    return TO_SHARE, london_date(report.decision.at) if report.decision else None


def _is_inside(school: School, viewer: Person) -> bool:
    return viewer.is_a(Role.TRUST_ADVISOR) or viewer.id in (school.sip_id, school.headteacher_id)


def _held_on(visit: Visit | None) -> date | None:
    return visit.half_day.on if visit and visit.half_day and visit.status is VisitStatus.HELD else None
