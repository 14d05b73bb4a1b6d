"""Who gets what of a report, by card, search and the page of an e-mail, is what docs/security/matrix.md says."""

from datetime import timedelta
from typing import Final

import pytest

from automations.engine.card_registry import CardRef
from automations.engine.inbound.extension_port import Search
from automations.engine.ports import Card
from automations.reports.cards import ReportKind, report_about
from automations.search.finding import Sought, find
from automations.workflows import TABLES
from cards.kit.lines import is_closed
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.mail.links import MailLink, marked
from handbook.reports.report import Report, Status
from service.access_matrix import REPORT_ROWS, ReportRow, sees_report
from store.audit import AuditEntry
from store.unit_of_work import UnitOfWork
from tests.automations.mail_office import pages
from tests.automations.office import ADVISOR, EVERYBODY, Office
from tests.automations.overview.test_matrix import KEEPER, PEOPLE

KINDS: Final = (ReportKind.ARRIVAL, ReportKind.APPROVAL, ReportKind.REPORT, ReportKind.SHARED)
"""The cards of a report, each for one side."""


async def come_to(office: Office, status: Status) -> Report:
    office.bring([*EVERYBODY, KEEPER])
    if status is not Status.SHARED:
        return await office.come_to(status)
    await office.bus.decide(await office.ready_to_share(), ADVISOR.id, "teams")
    await office.run_all()
    return await office.report()


def reads(office: Office, report: Report, person: Person) -> bool:
    """Whether any card is open to them that shows or opens what stands in it."""
    about, version = report_about(report.id), report.sent or report.latest

    def drawn(uow: UnitOfWork, kind: ReportKind) -> Card:
        return TABLES.cards.render(uow, CardRef(kind, about, version), person, office.bus.render_context)

    with office.database.reading() as uow:
        nothing = drawn(uow, ReportKind.WAITS)  # that it waits, and not a word of it
        return any(not is_closed(card) and card != nothing for card in (drawn(uow, kind) for kind in KINDS))


def finds(office: Office, person: Person) -> bool:
    with office.database.reading() as uow:
        search = Search(Sought.REPORTS, "", 0, 25)
        return bool(find(uow, person, search, "https://teams.example/chat", office.now))


async def opens_by_mail(office: Office, report: Report, person: Person, kind: ReportKind) -> bool:
    """Whether a link to it shows them anything, were they to have one."""
    key, now = f"{kind}-{person.id}", office.now
    until, about = now + timedelta(days=1), report_about(report.id)
    link = MailLink(marked(key), "letter", person.id, kind, about, report.sent, now, until, sent_at=now)
    with office.database.writing() as uow:
        uow.mail_links.open(link, AuditEntry("service", "mail_link_made", "mail_link:x"), now)
    try:
        return (await pages(office).opened(key)).card is not None
    except Refused:
        return False


@pytest.mark.parametrize("row", REPORT_ROWS, ids=lambda row: f"{row.status.value}{'-search' * row.by_search}")
async def test_each_office_gets_of_a_report_what_the_table_says(small_office: Office, row: ReportRow) -> None:
    office = small_office
    report = await come_to(office, row.status)
    for name, stands_for, person in PEOPLE:
        gets = finds(office, person) if row.by_search else reads(office, report, person)
        assert gets == sees_report(stands_for, row), name


@pytest.mark.parametrize("status", [Status.SENT, Status.FILED, Status.SHARED])
async def test_the_page_of_an_e_mail_opens_to_its_headteacher_alone(small_office: Office, status: Status) -> None:
    office = small_office
    report = await come_to(office, status)
    for kind in (ReportKind.APPROVAL, ReportKind.REMINDER):
        opened = {person.id for _, _, person in PEOPLE if await opens_by_mail(office, report, person, kind)}
        assert opened == {report.headteacher_id}
