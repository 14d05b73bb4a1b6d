"""A report goes with the office: when the school has another headteacher or SIP, it is theirs to read and to answer.
What was done stays with who did it (W1)."""

from dataclasses import replace
from datetime import datetime

from handbook.core.done_by import DoneBy
from handbook.core.holders import FormerHolder
from handbook.core.people import Role
from handbook.reports.report import Report, Status


def handed_over(report: Report, part: Role, new_id: str, now: datetime) -> Report:
    """The report with its SIP or headteacher of now; as it is where they have it already."""
    old_id = report.sip_id if part is Role.SIP else report.headteacher_id
    if new_id == old_id or (part is Role.SIP and report.external_sip):
        return report
    sent_by, asked_by = report.sent_by, report.change_asked_by
    if sent_by is None and report.sent:
        sent_by = DoneBy(report.sip_id, "", report.sent_at)
    if asked_by is None and report.status is Status.CHANGE_ASKED:
        asked_by = DoneBy(report.headteacher_id)
    return replace(
        report,
        sip_id=new_id if part is Role.SIP else report.sip_id,
        headteacher_id=new_id if part is Role.HEADTEACHER else report.headteacher_id,
        former=(*report.former, FormerHolder(part, old_id, now)),
        sent_by=sent_by,
        change_asked_by=asked_by,
    )
