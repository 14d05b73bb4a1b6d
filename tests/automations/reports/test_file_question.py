"""W1: a file whose head looks like a slip, from the question to the report, or to nothing."""

from dataclasses import replace
from datetime import timedelta

from automations.engine.inbound.commands import NoteFile
from automations.engine.inbound.port import CardAnswer, Click, Sender
from automations.engine.scheduler import run_due_commands
from automations.reports.arrival import ReceiveReport
from automations.workflows import TABLES
from handbook.core.people import Person
from handbook.core.school_years import AcademicYear
from handbook.reports.arriving.file_question import KEPT_FOR, FileAsked
from handbook.reports.paper.proforma import Contents
from handbook.reports.report import Status
from tests.automations.office import HEAD, SIP, Office
from tests.support import builders as a
from tests.support.card_reading import words

LAST_YEAR = a.a_contents(academic_year=AcademicYear(2025))


async def asked(office: Office, contents: Contents = LAST_YEAR) -> FileAsked:
    await office.bus.decide(NoteFile("f", "r.docx", "https://t/f"), SIP.id, "teams")
    await office.bus.decide(ReceiveReport("f", b"PK", contents), SIP.id, "teams")
    await office.run_all()
    soon = office.now + timedelta(seconds=1)
    (found,) = await office.bus.read(lambda uow: uow.file_questions.waiting_since(soon))
    return found


async def press(office: Office, verb: str, found: FileAsked, person: Person = SIP, **data: int) -> str:
    sent = office.ends.messenger.to(SIP)[0]
    click = Click(verb, {"file": found.id, **data}, sent.place)
    answer = await office.router.clicked(Sender(person.id, "chat", "https://t/"), click)
    return words(answer.card) if isinstance(answer, CardAnswer) else answer.text


async def test_one_answer_makes_it_a_report(small_office: Office) -> None:
    found = await asked(small_office)
    assert "which was last year" in words(small_office.ends.messenger.to(SIP)[-1].card)
    assert "Autumn 2026/27 SIP report" in await press(small_office, "file.answer", found, number=1, choice=0)
    await small_office.run_all()
    assert (await small_office.report()).year == AcademicYear(2026)
    assert "Autumn 2026/27 SIP report" in await press(small_office, "file.show", found)


async def test_a_second_question_follows_on_the_same_card(small_office: Office) -> None:
    other = replace(LAST_YEAR, urn="900009")
    found = await asked(small_office, other)
    assert "which was last year" in await press(small_office, "file.answer", found, number=1, choice=0)
    assert "SIP report" in await press(small_office, "file.answer", found, number=2, choice=0)


async def test_it_is_let_go_by_its_sip_or_by_the_clock(small_office: Office) -> None:
    found = await asked(small_office)
    small_office.now += KEPT_FOR + timedelta(seconds=2)
    assert await run_due_commands(small_office.bus, {"files": TABLES.due["files"]}) == 1
    await small_office.run_all()
    assert "I have kept nothing of this file" in words(small_office.ends.messenger.to(SIP)[-1].card)
    assert "I have kept nothing of this file" in await press(small_office, "file.let_go", found, number=1)


async def test_what_may_not_be_any_more_is_said_on_the_question(small_office: Office) -> None:
    found = await asked(small_office)
    await small_office.come_to(Status.FILED)
    assert "Not possible: The autumn 2026/27 SIP report" in await press(
        small_office, "file.answer", found, number=1, choice=0
    )


async def test_others_find_nothing(small_office: Office) -> None:
    found = await asked(small_office)
    assert "I cannot find that file" in await press(small_office, "file.let_go", found, HEAD, number=1)
