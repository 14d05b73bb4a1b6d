"""W1: a SIP's file, also when it comes twice, late, or with others."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from automations.engine.inbound.clicks_first import ClicksFirst
from automations.engine.inbound.commands import NoteFile
from automations.engine.inbound.port import Sender, SentFile
from automations.engine.ports import Card, SentMessage
from automations.reports import arrival
from automations.reports.arrival import ReceiveReport
from documents.proforma import write_proforma
from handbook.core.external_errors import SignInRefused, Unavailable
from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.approval import SendReport, SetReportAside
from handbook.reports.arriving.file_question import AnswerFile
from handbook.reports.paper.proforma import Target
from handbook.reports.report import Report, Status
from store.tables import report_versions
from tests.automations.office import EVERYBODY, SIP, Office
from tests.store.filled import ENTRY, a_report
from tests.support import builders as a
from tests.support.card_reading import words
from tests.support.fakes import words_of

LATER = datetime(2099, 1, 1, tzinfo=UTC)


async def test_the_same_file_again_is_the_same_version(small_office: Office) -> None:
    await small_office.receive()
    report = await small_office.receive()
    assert report.latest == 1
    assert len(small_office.ends.messenger.to(SIP)) == 2  # its card once more


async def test_what_was_set_aside_and_comes_again_unchanged_is_a_new_version(small_office: Office) -> None:
    """The SIP thought better of it."""
    report = await small_office.receive()
    await small_office.bus.decide(SetReportAside(report.id, 1), SIP.id, "teams")
    assert (await small_office.receive()).latest == 2


async def test_a_file_that_was_read_already_is_not_received_twice(small_office: Office) -> None:
    report = await small_office.receive()
    arrival_id = next(
        entry.about.removeprefix("arrival:") for entry in small_office.entries() if entry.action == "file_sent"
    )
    for known in (arrival_id, "never-sent"):
        await small_office.bus.decide(ReceiveReport(known, b"PK other", a.a_contents()), SIP.id, "teams")
    assert await small_office.report() == report


async def test_a_file_is_fetched_and_read_once(small_office: Office) -> None:
    small_office.ends.messenger.files["https://t/a"] = write_proforma(a.a_contents(), school=a.a_school())
    await small_office.router.sent_files(
        Sender(SIP.id, "chat", "https://t/"), (SentFile("a.docx", "https://t/a", "m1"),)
    )
    (read,) = small_office.outbox()
    await small_office.run_all()
    report = await small_office.report()
    small_office.ends.messenger.files.clear()
    await small_office.run(read.again(0))  # as after a crash between reading and noting that it was done
    assert await small_office.report() == report
    assert len(small_office.ends.messenger.to(SIP)) == 1


async def sent(office: Office) -> None:
    office.ends.messenger.files["https://t/a"] = write_proforma(a.a_contents(), school=a.a_school())
    files = (SentFile("a.docx", "https://t/a", "m1"),)
    await office.router.sent_files(Sender(SIP.id, "chat", "https://t/"), files)


async def test_a_fresh_link_that_is_refused_is_asked_again(small_office: Office) -> None:
    await sent(small_office)
    small_office.ends.fail("fetch_file", SignInRefused("401"))
    [waits] = await small_office.run_all()
    assert (waits.effect, waits.attempt) == ("read_file", 2)
    assert small_office.ends.messenger.to(SIP) == []
    assert await small_office.wait_and_keep() == []
    assert (await small_office.report()).latest == 1


async def test_an_old_link_that_is_refused_has_run_out(small_office: Office) -> None:
    await sent(small_office)
    small_office.now += timedelta(minutes=10)
    small_office.ends.fail("fetch_file", SignInRefused("401"))
    assert await small_office.run_all() == []
    assert small_office.ends.messenger.said_to(SIP) == [arrival.EXPIRED]
    [away] = [entry for entry in small_office.entries() if entry.action == "file_turned_away"]
    assert away.detail["code"] == "expired"
    assert await small_office.bus.read(lambda uow: uow.reports.of_school("900001")) == ()


class Died(BaseException):
    """The service goes down, as far as whatever is under way is concerned."""


async def test_a_file_that_takes_the_service_down_is_not_begun_for_ever(
    small_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each time the worker dies while it reads; then the SIP is told, once."""
    office, begun = small_office, 0

    def dies(_data: bytes) -> None:
        nonlocal begun
        begun += 1
        raise Died

    monkeypatch.setattr(arrival, "begin_to_take", dies)
    office.ends.messenger.files["https://t/a"] = b"PK"
    sent = (SentFile("a.docx", "https://t/a", "m1"),)
    await office.router.sent_files(Sender(SIP.id, "chat", "https://t/"), sent)
    (read,) = office.outbox()
    for _ in range(arrival.BEGUN_AT_MOST):
        with pytest.raises(Died):
            await office.run(read)
    with suppress(Died):
        await office.run(read)
    await office.run_all()
    assert begun == arrival.BEGUN_AT_MOST
    assert [one.startswith("I could not read that document") for one in office.ends.messenger.said_to(SIP)] == [True]
    assert office.outbox() == []


async def test_a_new_version_of_an_approved_report_is_refused(small_office: Office) -> None:
    await small_office.come_to(Status.FILED)
    with pytest.raises(Refused, match="has been approved already"):
        await small_office.receive(data=b"PK late")
    assert (await small_office.report()).latest == 1


async def test_every_term_has_its_report(small_office: Office) -> None:
    for year in (2025, 2026):
        await small_office.bus.decide(NoteFile(f"f{year}", "r.docx", "https://t/f"), SIP.id, "teams")
        contents = replace(a.a_contents(), academic_year=AcademicYear(year))
        await small_office.bus.decide(ReceiveReport(f"f{year}", b"PK", contents), SIP.id, "teams")
    [asked] = await small_office.bus.read(lambda uow: uow.file_questions.waiting_since(LATER))
    last_year = next(at for at, choice in enumerate(asked.question.choices) if choice.year == AcademicYear(2025))
    with pytest.raises(Refused, match="I cannot find that file"):
        await small_office.bus.decide(AnswerFile(asked.id, 1, last_year), a.a_person(Role.HEADTEACHER).id, "teams")
    await small_office.bus.decide(AnswerFile(asked.id, 1, last_year), SIP.id, "teams")
    with small_office.database.reading() as uow:
        assert [report.year for report in uow.reports.of_school("900001")] == [AcademicYear(2026), AcademicYear(2025)]


async def test_what_was_agreed_last_time_and_is_dropped_is_said(small_office: Office) -> None:
    """P3: of the last report that was approved; on the SIP’s card and on the headteacher’s."""
    agreed = a.a_contents(judgements=(), sections={"progress": ""})
    done = Target("Sing every day", "daily", "Music lead", "July")
    last = replace(a_report("last", year=AcademicYear(2025), term=Term.SUMMER), status=Status.FILED, sent=1)
    with small_office.database.writing() as uow:
        uow.reports.open(last, ENTRY, a.MONDAY)
        uow.reports.add_version("last", a.a_version(contents=replace(agreed, targets=(*agreed.targets, done))), "last")
    await small_office.bus.decide(NoteFile("f", "r.docx", "https://t/f"), SIP.id, "teams")
    await small_office.bus.decide(ReceiveReport("f", b"PK", a.a_contents()), SIP.id, "teams")
    await small_office.run_all()
    # others are agreed again
    said = "Agreed before, and not mentioned in this report\n- Sing every day (daily; Music lead; July)\n"
    assert said in words(small_office.ends.messenger.to(SIP)[-1].card)
    report = await small_office.bus.read(lambda uow: uow.reports.of_term("900001", AcademicYear(2026), Term.AUTUMN))
    assert report
    await small_office.bus.decide(SendReport(report.id, 1), SIP.id, "teams")
    await small_office.run_all()
    assert said in words(small_office.ends.messenger.to(a.a_person(Role.HEADTEACHER))[-1].card)


async def test_more_than_a_chat_can_take_come_in_parts(small_office: Office) -> None:
    def waits(year: int) -> Report:
        return a_report(f"r{year}", year=AcademicYear(year))

    with small_office.database.writing() as uow:
        for year in range(2015, 2023):
            uow.reports.open(waits(year), ENTRY, a.MONDAY)
            uow.reports.add_version(f"r{year}", a.a_version(), f"arrival-{year}")
    await small_office.router.typed(Sender(SIP.id, "chat", "https://t/"), "my reports", "m1")
    [only] = small_office.outbox()  # several at once would come in any order
    sends, messenger = small_office.ends.messenger.send_card, small_office.ends.messenger

    async def slow(person_id: str, card: Card, summary: str, mark: str = "") -> SentMessage:
        if len(messenger.messages) == 2 and slowed == []:
            slowed.append(summary)
            raise Unavailable("throttled")
        return await sends(person_id, card, summary, mark)

    slowed: list[str] = []
    messenger.send_card = slow
    await small_office.run(only)
    with small_office.database.writing() as uow:  # meanwhile one of them is not there any more
        uow.connection.execute(report_versions.delete().where(report_versions.c.report_id == "r2019"))
    await small_office.wait_and_keep()
    said = messenger.said_to(SIP)
    assert len(slowed) == 1
    shown = [
        year for message in messenger.to(SIP)[:-1] for year in range(2015, 2023) if f"{year}/" in words_of(message.card)
    ]
    assert shown == [2022, 2021, 2020, 2018, 2017]
    assert said[-1].startswith("2 more wait for you.")


async def test_promises_wait_while_somebody_waits_for_an_answer_but_not_for_ever() -> None:
    clicks = ClicksFirst()
    with clicks.click():
        assert clicks._is_busy()  # pyright: ignore[reportPrivateUsage] - what `quiet` looks at
        await clicks.quiet()  # returns though nobody was answered
    await clicks.quiet()
    assert not clicks._is_busy()  # pyright: ignore[reportPrivateUsage] - what `quiet` looks at


async def test_a_report_of_a_school_without_a_headteacher_waits_for_one(small_office: Office) -> None:
    office = small_office
    office.bring(EVERYBODY, a.a_school(headteacher_id=""))
    await office.bus.decide(NoteFile("arrival-1", "report.docx", "https://x/1"), SIP.id, "teams")
    with pytest.raises(Refused, match="has no headteacher on the service’s list"):
        await office.bus.decide(ReceiveReport("arrival-1", b"PK", a.a_contents()), SIP.id, "teams")
