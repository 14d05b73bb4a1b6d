"""A copy that the database no longer keeps is taken from the library."""

from dataclasses import replace

from automations.engine.command_bus import RenderContext
from automations.reports.by_mail import document
from handbook.reports.report import Status
from store.tables import files
from tests.automations.office import HEAD, Office
from tests.automations.school_record.test_record_zip import STEM, record


def forget_files(office: Office) -> None:
    with office.database.writing() as uow:
        uow.connection.execute(files.delete())


async def test_the_record_and_the_page_of_a_letter_have_what_was_filed(small_office: Office) -> None:
    report = await small_office.come_to(Status.FILED)
    forget_files(small_office)
    made, lacks = await record(small_office, HEAD)
    assert f"{STEM}.docx" in made.namelist()
    assert lacks == ["Figures: the school has no signed data agreement."]
    with small_office.database.reading() as uow:
        context = RenderContext(small_office.now, small_office.bus.policy)
        shown = document(uow, report.id, report.sent, HEAD, context)
        filed = uow.reports.get(report.id).filed
    assert shown is not None
    assert filed is not None
    assert shown.data == filed.document


async def test_a_version_that_is_nowhere_is_named(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    forget_files(small_office)
    with small_office.database.writing() as uow:
        uow.reports.write_version(report.id, replace(uow.reports.version(report.id, 1), draft=None))
    _, lacks = await record(small_office, HEAD)
    assert "Autumn 2026/27: version 1, which is no longer kept." in lacks
