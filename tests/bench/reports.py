"""Many reports that wait for their headteachers, in a database of their own, and the presses that approve them."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from documents.example_report import sample_contents
from handbook.core.people import School
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.report import Report, Status, Version
from service.roster import RosterFile
from store.audit import AuditEntry
from store.database import Database
from tests.store.filled import take_list
from tests.support.echo_bots import echo_invoke

SENT_AT = datetime.now(UTC)
"""Of reports that were sent long ago the service would remind people while it is measured."""


def fill(database: Database, roster: Path, count: int) -> list[tuple[str, str]]:
    """Writes `count` waiting reports; returns each one's id and its headteacher's."""
    with database.writing() as uow:
        take_list(uow, RosterFile.read(roster).trust_list())
        schools = uow.roster.schools()
        made: list[tuple[str, str]] = []
        for number, (year, term, school) in zip(range(count), places(schools), strict=False):
            report = a_report(f"bench{number:06d}", school, year, term)
            uow.reports.open(report, AuditEntry("service", "sent", f"report:{report.id}"), SENT_AT)
            contents = sample_contents(school, term, year, "Bench")
            version = Version(1, f"{number:064x}", "report.docx", SENT_AT, contents)
            uow.reports.add_version(report.id, version, report.id)
            made.append((report.id, school.headteacher_id))
    return made


def presses(made: list[tuple[str, str]], tenant_id: str) -> list[bytes]:
    """An Approve of each."""
    return [json.dumps(_press(report_id, person_id, tenant_id)).encode() for report_id, person_id in made]


def _press(report_id: str, person_id: str, tenant_id: str) -> dict[str, Any]:
    activity: dict[str, Any] = echo_invoke()
    data = {"report": report_id, "version": 1}
    action = {"type": "Action.Execute", "verb": "report.approve", "data": data}
    return activity | {
        "id": f"f:{report_id}",
        "from": {"id": f"29:{person_id}", "aadObjectId": person_id},
        "conversation": {"conversationType": "personal", "tenantId": tenant_id, "id": f"a:{person_id}"},
        "channelData": {"tenant": {"id": tenant_id}},
        "replyToId": f"m{report_id}",
        "value": {"action": action, "trigger": "manual"},
    }


def places(schools: tuple[School, ...], first: int = 2000) -> Iterator[tuple[AcademicYear, Term, School]]:
    for year in range(first, 9999):
        for term in Term:
            for school in schools:
                yield AcademicYear(year), term, school


def a_report(report_id: str, school: School, year: AcademicYear, term: Term) -> Report:
    return Report(
        id=report_id,
        urn=school.urn,
        year=year,
        term=term,
        sip_id=school.sip_id,
        headteacher_id=school.headteacher_id,
        status=Status.SENT,
        latest=1,
        sent=1,
        sent_at=SENT_AT,
    )
