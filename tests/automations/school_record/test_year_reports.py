"""The year's reports are put together once, opened to who asked alone, and say what is not in them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from automations.engine.inbound.commands import AnswerTyped
from automations.engine.inbound.port import CardAnswer, Click, Sender
from automations.school_record.year_cards import RecordKind, years_about
from automations.school_record.year_reports import NoteYearMade
from handbook.core.external_errors import NotFound, Rejected, Unavailable
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.reports.approval import ApproveReport
from handbook.reports.library import Library
from handbook.reports.report import Status
from handbook.school_record.year_reports import MakeYearReports, YearReports
from store.audit import AuditEntry
from store.unit_of_work import UnitOfWork
from tests.automations.office import ADVISOR, DSO, EVERYBODY, HEAD, SIP, Office
from tests.documents.test_year_reports import read
from tests.support import builders as a
from tests.support.card_reading import words
from tests.support.pdfs import a_pdf, bookmarks_of, pages_of
from tests.support.rendering import render

YEAR = AcademicYear(2026)
WISH = MakeYearReports("900001", YEAR)
OWN = "2026-27_SIP-reports_900001_autumn_with-wellbeing.pdf"
OTHERS = "2026-27_SIP-reports_900001_autumn.pdf"


@pytest.fixture
def office(small_office: Office) -> Office:
    small_office.ends.libraries.prints = lambda _: a_pdf(2)
    return small_office


async def ask(office: Office, person: Person = HEAD) -> YearReports:
    await office.bus.decide(WISH, person.id, "teams")
    await office.run_all()
    return await of(office, person)


async def of(office: Office, person: Person = HEAD) -> YearReports:
    return await office.bus.read(lambda uow: uow.year_reports.of("900001", YEAR, person.id))


def made(office: Office) -> dict[str, set[str]]:
    """Who can read each PDF of a year, by its name."""
    found = office.ends.libraries.named(Library.REPORTS).items()
    return {name: one.readers for name, one in found if "SIP-reports" in name}


async def test_it_is_bound_with_a_page_in_front_and_opened_to_who_asked(office: Office) -> None:
    await office.come_to(Status.FILED)
    mine = await ask(office)
    assert made(office) == {OWN: {HEAD.email}}
    assert mine.lacks == ("Spring term: there is no report.", "Summer term: there is no report.")
    standing = office.ends.libraries.named(Library.REPORTS)[OWN]
    assert standing.columns["Term"] == "All"
    assert bookmarks_of(standing.data) == [("What is in it", 1), ("Autumn term", 3)]
    with pytest.raises(Refused, match="approved and filed yet"):
        await office.bus.decide(MakeYearReports("900001", AcademicYear(2025)), HEAD.id, "teams")
    assert [entry.action for entry in office.entries() if entry.action.startswith("year")] == [
        "year_asked",
        "year_made",
    ]


async def test_others_get_a_copy_without_the_headteachers_own_part(office: Office) -> None:
    await office.come_to(Status.FILED)
    for person in (SIP, ADVISOR):
        await ask(office, person)
    assert made(office) == {OTHERS: {SIP.email, ADVISOR.email}}
    copies = [name for name in office.ends.libraries.named(Library.DRAFTS) if "without-own-part" in name]
    assert copies == ["2026-27_Autumn_SIP-report_900001_v1_without-own-part.docx"]


async def test_pressed_twice_it_is_made_once_and_noted_once(office: Office) -> None:
    await office.come_to(Status.FILED)
    await office.bus.decide(WISH, SIP.id, "teams")
    with pytest.raises(Refused, match="in a moment"):
        await office.bus.decide(WISH, SIP.id, "teams")
    await office.run_all()
    mine = await of(office, SIP)
    await office.bus.decide(NoteYearMade("900001", YEAR, SIP.id, mine.of, None, (), ()))
    assert (await of(office, SIP)).item == mine.item
    await office.work.tables.effects["make_year_reports"].run(office.work, "900001", 2026, SIP.id)
    assert len(made(office)) == 1


async def test_a_pdf_that_was_taken_away_or_spoilt_is_made_anew(office: Office) -> None:
    await office.come_to(Status.FILED)
    filed = "2026-27_Autumn_SIP-report_900001_v1.pdf"
    for instead in (None, b"no pdf"):
        office.ends.libraries.contents[filed] = instead
        mine = await ask(office)
        assert (mine.item is not None, mine.terms) == (True, ("Autumn",))
        office.now = office.now.replace(hour=office.now.hour + 1)


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (NotFound("404"), "Autumn term: its file is no longer in SharePoint."),
        (Rejected("406"), "Autumn term: its PDF cannot be read."),
    ],
)
async def test_what_cannot_be_had_is_said_and_is_not_fatal(office: Office, fault: Exception, why: str) -> None:
    await office.come_to(Status.FILED)
    office.ends.libraries.contents["2026-27_Autumn_SIP-report_900001_v1.pdf"] = None
    office.ends.faults.for_good["as_pdf"] = fault
    mine = await ask(office)
    assert (mine.item, mine.is_being_made, mine.lacks[0]) == (None, False, why)
    office.ends.faults.for_good.clear()
    assert (await ask(office)).item


async def test_a_copy_that_sharepoint_prints_as_nothing_is_said(office: Office) -> None:
    await office.come_to(Status.FILED)
    office.ends.libraries.prints = lambda _: b"%PDF-1.7 spoilt"
    assert (await ask(office, SIP)).lacks[0] == "Autumn term: its PDF cannot be read."


async def test_a_report_without_filed_files_is_said(office: Office) -> None:
    report = await office.come_to(Status.FILED)
    entry = office.entries()[0]

    def forget(uow: UnitOfWork) -> tuple[()]:
        uow.reports.save(replace(uow.reports.get(report.id), filed=None), entry, office.now)
        return ()

    await office.bus.record(forget)
    assert (await ask(office)).lacks[0].endswith("no longer in SharePoint.")


@pytest.mark.parametrize("pages", [1, 2])
async def test_a_page_in_front_that_is_longer_moves_the_others(office: Office, pages: int) -> None:
    office.ends.libraries.prints = lambda _: a_pdf(pages)
    await office.come_to(Status.FILED)
    await ask(office)
    assert pages_of(office.ends.libraries.named(Library.REPORTS)[OWN].data) == 2 * pages
    fronts = [one.data for name, one in office.ends.libraries.named(Library.DRAFTS).items() if "front" in name]
    assert f"\n{pages + 1}" in read(fronts[-1])
    assert len(fronts) == pages


async def test_who_cannot_be_let_in_yet_gets_it_later(office: Office) -> None:
    await office.come_to(Status.FILED)
    office.ends.directory.gone.add(HEAD.id)
    await office.bus.decide(WISH, HEAD.id, "teams")
    [waits] = await office.run_all()
    assert (waits.effect, waits.args["person_id"]) == ("make_year_reports", HEAD.id)
    assert (await of(office)).is_being_made
    office.ends.directory.gone.clear()
    assert await office.wait_and_keep() == []
    assert (await of(office)).item


async def test_while_sharepoint_is_away_it_waits(office: Office) -> None:
    await office.come_to(Status.FILED)
    office.ends.faults.for_good["content"] = Unavailable("503")
    assert (await ask(office)).is_being_made
    office.ends.faults.for_good.clear()
    await office.wait_and_keep()
    assert (await of(office)).item


async def test_a_new_headteacher_has_the_school_and_not_what_was_anothers_own(office: Office) -> None:
    await office.come_to(Status.FILED)
    new = replace(HEAD, id="00000000-0000-4000-8000-0000000000f3", name="New Head", email="new@trust.example")
    office.bring((*EVERYBODY, new), a.a_school(headteacher_id=new.id))
    office.ends.directory._people[new.id] = new  # pyright: ignore[reportPrivateUsage] - the fake's own list
    await ask(office, new)
    assert made(office) == {OTHERS: {new.email}}
    with pytest.raises(Refused, match="headteacher, its SIP"):
        await office.bus.decide(WISH, HEAD.id, "teams")


async def test_it_is_typed_for_chosen_and_shown_to_its_person_alone(office: Office) -> None:
    await office.come_to(Status.FILED)
    for person, message in ((ADVISOR, "message-1"), (DSO, "message-2")):
        await office.bus.decide(AnswerTyped("year", message), person.id, "teams")
    await office.run_all()
    assert "The year’s reports" in words(office.ends.messenger.to(ADVISOR)[-1].card)
    assert not any("The year’s reports" in words(one.card) for one in office.ends.messenger.to(DSO))
    click = Click("year.make", {"year": 2026, "year_of": "900001"})
    answer = await office.router.clicked(Sender(ADVISOR.id, "chat", "https://t/"), click)
    assert isinstance(answer, CardAnswer)
    assert "Being made" in words(answer.card)
    await office.run_all()
    with office.database.reading() as uow:
        for viewer in (HEAD, DSO):
            card = render(uow, RecordKind.YEARS, years_about(ADVISOR.id), viewer, 0, office.bus.render_context)
            assert "not open to you" in words(card)


async def test_who_leads_the_school_no_more_when_it_is_made_does_not_get_it(office: Office) -> None:
    await office.come_to(Status.FILED)
    await office.bus.decide(WISH, HEAD.id, "teams")
    office.bring(EVERYBODY, a.a_school(headteacher_id=""))
    await office.run_all()
    mine = await of(office)
    assert (made(office), mine.is_being_made, mine.item) == ({}, False, None)
    assert mine.lacks == ("The service’s list no longer names you for this school.",)


async def test_what_the_school_said_ends_each_also_of_what_was_filed_before_pdfs_had_it(office: Office) -> None:
    report = await office.come_to(Status.SENT)
    approve = ApproveReport(report.id, 1, with_view=True, view="We see writing otherwise.")
    await office.bus.decide(approve, HEAD.id, "teams")
    await office.run_all()
    report = await office.report()
    assert report.filed is not None
    with office.database.writing() as uow:
        before = replace(report, filed=replace(report.filed, pdf_has_words=False))
        uow.reports.save(before, AuditEntry("service", "test", "report:x"), office.now)
    for stands, pages in ((a_pdf(3), 7), (a_pdf(password="locked"), 6)):
        office.ends.libraries.contents[report.filed.pdf.name] = stands
        office.now += timedelta(minutes=1)
        item = (await ask(office)).item
        assert item is not None
        whole = office.ends.libraries.of(item).data
        assert (pages_of(whole), bookmarks_of(whole)[-1][0]) == (pages, "The school’s view")
