"""What the school said ends the PDF that is filed; what was approved stays as it was approved."""

from handbook.reports.approval import ApproveReport, AskForChange, SendReport
from handbook.reports.library import Library
from handbook.reports.report import Filed, Status
from tests.automations.office import HEAD, SIP, Office
from tests.support.pdfs import a_pdf, bookmarks_of, pages_of

VIEW = "We judge writing as good."


async def filed(office: Office, view: str = VIEW) -> Filed:
    report = await office.come_to(Status.SENT)
    command = ApproveReport(report.id, report.sent, with_view=bool(view), view=view)
    await office.bus.decide(command, HEAD.id, "teams")
    assert await office.run_all() == []
    stands = (await office.report()).filed
    assert stands is not None
    return stands


async def test_the_pdf_ends_with_the_view_and_the_document_is_what_was_approved(small_office: Office) -> None:
    office = small_office
    office.ends.libraries.prints = lambda _: a_pdf(2)
    stands = await filed(office)
    pdf = office.ends.libraries.of(stands.pdf).data
    assert (pages_of(pdf), bookmarks_of(pdf)) == (4, [("The school’s view", 3)])
    assert office.ends.libraries.of(stands.document).data == b"PK first"
    assert stands.pdf_has_words
    assert stands.view is not None


async def test_a_pdf_that_cannot_be_added_to_is_filed_as_it_is_with_the_view_beside_it(small_office: Office) -> None:
    office = small_office
    office.ends.libraries.prints = lambda _: a_pdf(password="locked")
    stands = await filed(office)
    assert office.ends.libraries.of(stands.pdf).data.startswith(b"%PDF")
    assert stands.view is not None
    assert not stands.pdf_has_words


async def test_where_the_school_said_nothing_nothing_is_added(small_office: Office) -> None:
    stands = await filed(small_office, "")
    assert (stands.view, stands.pdf_has_words) == (None, False)
    assert len(small_office.ends.libraries.named(Library.REPORTS)) == 2


async def test_what_was_asked_ends_it_too_where_there_is_no_view(small_office: Office) -> None:
    office = small_office
    office.ends.libraries.prints = lambda _: a_pdf()
    report = await office.come_to(Status.SENT)
    await office.bus.decide(AskForChange(report.id, 1, "Please say more."), HEAD.id, "teams")
    await office.receive(data=b"PK second")
    await office.bus.decide(SendReport(report.id, 2), SIP.id, "teams")
    await office.run_all()
    await office.bus.decide(ApproveReport(report.id, 2), HEAD.id, "teams")
    assert await office.run_all() == []
    stands = (await office.report()).filed
    assert stands is not None
    assert stands.pdf_has_words
    assert pages_of(office.ends.libraries.of(stands.pdf).data) == 2
