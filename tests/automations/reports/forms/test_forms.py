"""A SIP writes a report in the library: theirs to write until they send it, and read as a file that they sent."""

from dataclasses import replace
from datetime import timedelta

import pytest

from automations.engine.inbound.port import CardAnswer
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.reports.forms.writing import NoteFormRead, NoteFormUnread
from automations.reports.typed import reports_asked
from documents.proforma import write_proforma
from handbook.core.external_errors import Locked, NotFound, Rejected, TooBig, Unavailable
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.approval import ApproveReport, AskForChange, SendReport
from handbook.reports.forms.form import BeginForm, FinishForm, NoteFormOpened, ReportForm
from handbook.reports.library import Library
from handbook.reports.report import Status
from tests.automations.office import EVERYBODY, HEAD, SIP, Office, press
from tests.support import builders as a
from tests.support.card_reading import links, verbs, words
from tests.support.covers import ACTING
from tests.support.fakes import Standing

PLACE = ("900001", AcademicYear(2026), Term.AUTUMN)
KEY = "900001-2026-Autumn"
BEGIN, FINISH = BeginForm(*PLACE), FinishForm(*PLACE)
NAME = "2026-27_Autumn_SIP-report_900001_proforma.docx"


async def form_of(office: Office) -> ReportForm:
    return await office.bus.read(lambda uow: uow.report_forms.of_key(KEY))


def in_library(office: Office) -> Standing:
    return office.ends.libraries.named(Library.DRAFTS)[NAME]


async def begun(office: Office) -> Standing:
    await office.bus.decide(BEGIN, SIP.id, "teams")
    assert await office.run_all() == []
    return in_library(office)


async def finish(office: Office, data: bytes | None = None, person: Person = SIP) -> None:
    """The SIP has written, and presses the button."""
    if data is not None:
        office.ends.libraries.contents[NAME] = data
    await office.bus.decide(FINISH, person.id, "teams")
    await office.run_all()


async def written(office: Office) -> None:
    await begun(office)
    await finish(office, write_proforma(a.a_contents()))


def newest(office: Office) -> str:
    return words(office.ends.messenger.to(SIP)[-1].card)


async def test_it_is_begun_with_what_is_known_and_only_its_sip_can_write_it(small_office: Office) -> None:
    standing = await begun(small_office)
    assert (standing.writers, standing.readers) == ({SIP.email}, set())
    card = small_office.ends.messenger.to(SIP)[-1].card
    assert list(links(card)) == ["Open the form"]
    assert "form.finish" in verbs(card)
    assert "until you send the report to the headteacher" in words(card)
    with pytest.raises(Refused, match="is open to you already"):
        await small_office.bus.decide(BEGIN, SIP.id, "teams")


@pytest.mark.parametrize("command", [BEGIN, FINISH])
async def test_nobody_else_begins_or_finishes_it_and_a_try_is_noted(
    small_office: Office, command: BeginForm | FinishForm
) -> None:
    if command is FINISH:
        await begun(small_office)
    before = await form_of(small_office)
    for person in (HEAD, ACTING):
        small_office.bring((*EVERYBODY, ACTING))
        with pytest.raises(Refused, match=r"writes its report|another School Improvement Partner"):
            await small_office.bus.decide(command, person.id, "teams")
        assert small_office.entries()[-1].detail["code"] == "not_yours"
    assert await form_of(small_office) == before


async def test_what_was_written_is_read_and_offered_as_a_file_that_was_sent(small_office: Office) -> None:
    office = small_office
    await written(office)
    report = await office.report()
    assert (report.status, report.latest) == (Status.DRAFTED, 1)
    assert "ready to send" in newest(office)
    form = await form_of(office)
    assert (form.is_open, form.reading, bool(form.tag)) == (True, "", True)
    await finish(office)  # nothing was changed since: the same version is shown again
    assert (await office.report()).latest == 1
    await finish(office, write_proforma(replace(a.a_contents(), town="Southbeck")))
    assert (await office.report()).latest == 2


async def test_it_is_closed_when_the_report_is_sent_and_opens_again_when_a_change_is_asked(
    small_office: Office,
) -> None:
    office = small_office
    await written(office)
    report = await office.report()
    await office.bus.decide(SendReport(report.id, 1), SIP.id, "teams")
    await office.run_all()
    assert in_library(office).writers == set()
    form = await form_of(office)
    assert (form.is_open, form.changed_since) == (False, False)
    with pytest.raises(Refused, match="is with the headteacher"):
        await office.bus.decide(BEGIN, SIP.id, "teams")
    with pytest.raises(Refused, match="This form is closed"):
        await office.bus.decide(FINISH, SIP.id, "teams")
    await office.bus.decide(AskForChange(report.id, 1, "Say more."), HEAD.id, "teams")
    await office.run_all()
    assert in_library(office).writers == {SIP.email}
    assert list(links(office.ends.messenger.to(SIP)[-1].card)) == ["Open the form"]
    await finish(office, write_proforma(replace(a.a_contents(), town="Southbeck")))
    await office.bus.decide(SendReport(report.id, 2), SIP.id, "teams")
    await office.run_all()
    await office.bus.decide(ApproveReport(report.id, 2), HEAD.id, "teams")
    await office.run_all()
    with pytest.raises(Refused, match="has been approved already"):
        await office.bus.decide(BEGIN, SIP.id, "teams")


async def test_what_was_written_after_it_was_read_is_said_where_the_report_is_sent(small_office: Office) -> None:
    office = small_office
    await written(office)
    office.ends.libraries.contents[NAME] = b"PK written on"
    await office.bus.decide(SendReport((await office.report()).id, 1), SIP.id, "teams")
    await office.run_all()
    form = await form_of(office)
    assert form.changed_since
    updated = [words(one.card) for one in office.ends.messenger.to(SIP)]
    assert any("You wrote in it after I had read it" in one for one in updated)


async def test_a_report_that_came_as_a_file_does_not_open_the_form_again(small_office: Office) -> None:
    office = small_office
    await begun(office)
    report = await office.come_to(Status.CHANGE_ASKED)
    assert not (await form_of(office)).is_open
    assert in_library(office).writers == set()
    await office.bus.decide(BEGIN, SIP.id, "teams")  # but on request
    await office.run_all()
    assert in_library(office).writers == {SIP.email}
    assert report.status is Status.CHANGE_ASKED


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NotFound("gone"), "The form is no longer in the library"),
        (Locked("checked out"), "checked out or locked"),
        (TooBig("large"), "over 25 MB"),
        (Rejected("400"), "I could not read the form where it lies"),
    ],
)
async def test_why_it_cannot_be_read_is_said_and_nothing_is_half_done(
    small_office: Office, error: Exception, said: str
) -> None:
    office = small_office
    await begun(office)
    office.ends.fail("written", error)
    await finish(office)
    form = await form_of(office)
    assert said in form.trouble or "MB" in form.trouble
    assert form.reading == ""
    assert any(form.trouble[:40] in words(one.card) for one in office.ends.messenger.to(SIP))
    assert form.is_open is not isinstance(error, NotFound)
    await office.bus.decide(BEGIN if isinstance(error, NotFound) else FINISH, SIP.id, "teams")


@pytest.mark.parametrize("data", [b"%PDF-1.7 no Word file", b"PK\x03\x04 broken"])
async def test_what_is_no_report_is_refused_as_a_file_is(small_office: Office, data: bytes) -> None:
    await begun(small_office)
    await finish(small_office, data)
    form = await form_of(small_office)
    assert form.trouble
    assert form.is_open
    assert small_office.entries()[-1].action == "form_not_read"


async def test_a_form_that_changes_while_it_is_read_is_read_again_later(small_office: Office) -> None:
    office = small_office
    await begun(office)
    office.ends.libraries.contents[NAME] = write_proforma(a.a_contents())
    office.ends.fail("written", Unavailable("it changes"))
    await office.bus.decide(FINISH, SIP.id, "teams")
    [waits] = await office.run_all()
    assert waits.effect == "read_form"
    with pytest.raises(Refused, match="I am reading it"):
        await office.bus.decide(FINISH, SIP.id, "teams")
    await office.wait_and_keep()
    assert (await office.report()).latest == 1


async def test_it_cannot_be_finished_before_it_is_made(small_office: Office) -> None:
    await small_office.bus.decide(BEGIN, SIP.id, "teams")
    with pytest.raises(Refused, match="is being made"):
        await small_office.bus.decide(FINISH, SIP.id, "teams")


async def test_jobs_that_come_too_late_change_nothing(small_office: Office) -> None:
    """After a crash, or where the report was sent meanwhile."""
    office = small_office
    await written(office)
    form = await form_of(office)
    for command in (NoteFormRead(KEY, "other", "t", "s"), NoteFormUnread(KEY, "other", "locked", "No.")):
        await office.bus.decide(command)
    await office.run(OutboxJob("read_form", "late", {"form": KEY, "arrival_id": "form-none"}, JobQueue.GRAPH))
    await office.run(OutboxJob("begin_form", "again", {"form": KEY}, JobQueue.GRAPH))
    assert await form_of(office) == form
    await office.bus.decide(SendReport((await office.report()).id, 1), SIP.id, "teams")
    await office.run_all()
    closed = await form_of(office)
    for effect in ("begin_form", "close_form"):
        await office.run(OutboxJob(effect, "late", {"form": KEY}, JobQueue.GRAPH))
    args = {"form": KEY, "report_id": (await office.report()).id}
    await office.run(OutboxJob("reopen_form", "late", args, JobQueue.DESK))
    assert form.item is not None
    await office.bus.decide(NoteFormOpened(KEY, form.item, (SIP.id,)))
    await office.run_all()
    assert await form_of(office) == closed
    assert in_library(office).writers == set()


async def test_a_form_that_is_gone_when_the_report_is_sent_is_closed_all_the_same(small_office: Office) -> None:
    office = small_office
    await written(office)
    office.ends.libraries.contents[NAME] = None
    await office.bus.decide(SendReport((await office.report()).id, 1), SIP.id, "teams")
    await office.run_all()
    form = await form_of(office)
    assert (form.is_open, form.changed_since) == (False, False)


async def test_my_reports_brings_the_open_form_too(small_office: Office) -> None:
    office = small_office
    await begun(office)
    before = len(office.ends.messenger.to(SIP))
    office.now += timedelta(minutes=1)
    jobs = await office.bus.read(lambda uow: reports_asked(uow, SIP, "my reports", "m-1"))
    for job in jobs or ():
        await office.run(job)
    assert len(office.ends.messenger.to(SIP)) == before + 1


async def test_a_form_shows_itself_where_it_is_pressed(small_office: Office) -> None:
    await begun(small_office)
    urn, year, term = PLACE
    data = {"urn": urn, "year": year.starts_in, "term": term.value}
    answer = await press(small_office, SIP, "form.show", **data)
    assert isinstance(answer, CardAnswer)
    assert "I have finished" in words(answer.card)
