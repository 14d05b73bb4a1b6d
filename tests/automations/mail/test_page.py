"""What the page behind a letter lets somebody do, and every kind of link that is no use: one refusal, and an entry."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from automations.mail.page import MailPages
from handbook.core.refusal import Refused
from handbook.mail.links import CODES, CODES_APART, LASTS, NO_USE, TRIES, AskForMailCode
from handbook.reports.agreements.agreement import AskForAgreement
from handbook.reports.approval import ApproveReport, SendReport
from handbook.reports.report import Status
from tests.automations import case_office
from tests.automations.mail.test_sending import sent_to_nobody
from tests.automations.mail_office import SESSION, InMemoryMailer, pages, pressed, proved, with_mailbox
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, SIP, Office
from tests.support.card_reading import buttons, words


async def test_reading_needs_the_link_and_answering_a_code(small_office: Office) -> None:
    office, mailer = small_office, with_mailbox(small_office)
    await sent_to_nobody(office)
    key = mailer.key(HEAD)
    opened = await pages(office).opened(key)
    assert opened.card is not None
    assert (opened.is_proved, opened.has_file, opened.may_answer) == (False, True, True)
    approve = buttons(opened.card)["Approve"]
    for ask in (pages(office).pressed(key, "", approve["verb"], approve["data"]), pages(office).file(key, "")):
        with pytest.raises(Refused) as no:
            await ask
        assert no.value.code == "no_code"
    await proved(office, mailer, HEAD)
    file = await pages(office).file(key, SESSION)
    assert (file.name, file.data) == ("report.docx", b"PK first")
    answer = await pressed(office, key, "Approve")
    assert answer.problem == ""
    report = await office.report()
    assert report.decision is not None
    assert (report.decision.by_id, report.decision.route) == (HEAD.id, "mail")
    assert "mail_link_used" in [one.action for one in office.entries()]


async def test_a_second_press_shows_what_was_decided(small_office: Office) -> None:
    office, mailer = small_office, with_mailbox(small_office)
    await sent_to_nobody(office)
    key = await proved(office, mailer, HEAD)
    opened = await pages(office).opened(key, SESSION)
    assert opened.card is not None
    approve = buttons(opened.card)["Approve"]
    await pressed(office, key, "Approve")
    again = await pages(office).pressed(key, SESSION, approve["verb"], approve["data"])
    assert "moved on" in again.problem
    assert "Approved" in words(again.card)
    assert [one.action for one in office.entries()].count("approved") == 1


async def forged(_office: Office, _mailer: InMemoryMailer, _key: str) -> str:
    return "a-key-that-nobody-was-given"


async def expired(office: Office, _mailer: InMemoryMailer, key: str) -> str:
    office.now += LASTS
    return key


async def used(office: Office, mailer: InMemoryMailer, key: str) -> str:
    await proved(office, mailer, HEAD)
    await pressed(office, key, "Approve")
    return key


async def forwarded(office: Office, _mailer: InMemoryMailer, key: str) -> str:
    """Somebody else has the letter, and never gets a code."""
    for _ in range(CODES + 1):
        await pages(office).ask_for_code(key)
        await office.run_all()
        office.now += CODES_APART
    return key


async def of_a_leaver(office: Office, _mailer: InMemoryMailer, key: str) -> str:
    office.bring([one for one in EVERYBODY if one.id != HEAD.id])
    return key


async def not_theirs_any_more(office: Office, _mailer: InMemoryMailer, key: str) -> str:
    report = await office.report()
    entry = office.entries()[-1]
    with office.database.writing() as uow:
        uow.reports.save(replace(report, headteacher_id=ADVISOR.id), entry, office.now)
    return key


@pytest.mark.parametrize("spoil", [forged, expired, used, forwarded, of_a_leaver, not_theirs_any_more])
async def test_a_link_that_is_no_use_says_the_same_whatever_is_wrong(
    small_office: Office, spoil: Callable[[Office, InMemoryMailer, str], Awaitable[str]]
) -> None:
    office, mailer = small_office, with_mailbox(small_office)
    await sent_to_nobody(office)
    key = await spoil(office, mailer, mailer.key(HEAD))
    before = len(office.entries())
    made = pages(office)
    for _ in range(3):
        with pytest.raises(Refused, match=NO_USE):
            await made.opened(key)
    await made.noted()
    assert len(office.entries()) == before + 1  # nobody writes more than once a minute by guessing
    office.now += timedelta(minutes=1)
    with pytest.raises(Refused, match=NO_USE):
        await made.opened(key)
    await made.noted()
    entries = office.entries()[before:]
    assert {(one.action, one.detail["reason"]) for one in entries} == {("turned_away", "mail_link")}
    assert sum(int(one.detail["times"]) for one in entries) == 4
    assert key not in str(entries)


@pytest.mark.parametrize("spoil", [forged, expired, used])
async def test_no_code_is_sent_or_taken_for_such_a_link(
    small_office: Office, spoil: Callable[[Office, InMemoryMailer, str], Awaitable[str]]
) -> None:
    office, mailer = small_office, with_mailbox(small_office)
    await sent_to_nobody(office)
    key = await spoil(office, mailer, mailer.key(HEAD))
    sent = len(mailer.sent)
    made = pages(office)
    for ask in (made.ask_for_code(key), made.enter_code(key, "123456", SESSION)):
        with pytest.raises(Refused, match=NO_USE):
            await ask
        await made.noted()
        assert office.entries()[-1].action == "turned_away"
    await office.run_all()
    assert len(mailer.sent) == sent


async def test_a_command_about_no_link_is_refused(small_office: Office) -> None:
    """Whoever asks on a page was looked at before; here it is asked again, in the transaction that decides."""
    with pytest.raises(Refused, match=NO_USE):
        await small_office.bus.decide(AskForMailCode("nobody’s"))


async def test_wrong_codes_are_counted_and_then_no_code_helps(small_office: Office) -> None:
    office, mailer = small_office, with_mailbox(small_office)
    await sent_to_nobody(office)
    key = mailer.key(HEAD)
    await pages(office).ask_for_code(key)
    await pages(office).ask_for_code(key)  # pressed twice
    await office.run_all()
    assert len(mailer.to(HEAD)) == 2
    code = mailer.code(HEAD)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for number in range(TRIES):
        assert (await pages(office).enter_code(key, wrong, SESSION)).tries == number + 1
    await pages(office).enter_code(key, code, SESSION)
    assert not (await pages(office).opened(key, SESSION)).is_proved
    assert [one.action for one in office.entries()].count("mail_code_wrong") == TRIES + 1
    assert not re.search(code, str(office.entries()))


async def test_a_code_that_is_asked_for_and_too_late_is_not_sent(small_office: Office) -> None:
    office, mailer = small_office, with_mailbox(small_office)
    await sent_to_nobody(office)
    await pages(office).ask_for_code(mailer.key(HEAD))
    office.now += LASTS
    await office.run_all()
    assert len(mailer.sent) == 1


async def test_a_button_of_another_page_does_nothing(small_office: Office) -> None:
    office, mailer = small_office, with_mailbox(small_office)
    await sent_to_nobody(office)
    key = await proved(office, mailer, HEAD)
    report = await office.report()
    attempts: tuple[tuple[str, dict[str, str | int]], ...] = (
        ("report.send", {"report": report.id, "version": 1}),
        ("report.approve", {"report": "another", "version": 1}),
        ("report.approve", {"report": report.id, "version": 2}),
        ("report.approve", {"report": "../../x", "version": 1}),
        ("nobody.knows", {}),
    )
    for verb, data in attempts:
        with pytest.raises(Refused) as no:
            await pages(office).pressed(key, SESSION, verb, data)
        assert no.value.code in ("forged", "unknown")
        assert not pages(office).offers((await pages(office).opened(key, SESSION)).link, verb, data)
    assert (await office.report()).status is Status.SENT


async def test_a_link_is_to_one_version(small_office: Office) -> None:
    office, mailer = small_office, with_mailbox(small_office)
    await sent_to_nobody(office)
    key = await proved(office, mailer, HEAD)
    report = await office.receive(data=b"PK second")
    await office.bus.decide(SendReport(report.id, 2), SIP.id, "teams")
    await office.run_all()
    opened = await pages(office).opened(key, SESSION)
    assert opened.card is not None
    assert "Replaced by version 2" in words(opened.card)
    assert not opened.has_file
    with pytest.raises(Refused):
        await pages(office).file(key, SESSION)
    newest = await pages(office).opened(mailer.key(HEAD))
    assert newest.card is not None
    assert "Waiting for you" in words(newest.card)


async def test_a_school_agrees_by_mail_and_is_asked_about_another_name(small_office: Office) -> None:
    office, mailer = small_office, with_mailbox(small_office)
    office.ends.messenger.away.add(HEAD.id)
    await office.bus.decide(AskForAgreement("900001", 0), ADVISOR.id, "teams")
    await office.run_all()
    assert mailer.to(HEAD)[0].subject == "Something waits for you"
    key = await proved(office, mailer, HEAD)
    asked = await pressed(office, key, "Sign", typed_name="Somebody Else")
    assert "Is this you?" in asked.problem
    yes = buttons(asked.card)["Yes, this is me: sign"]
    done = await pages(office).pressed(key, SESSION, yes["verb"], yes["data"])
    assert "Signed" in words(done.card)
    [signed] = [one for one in office.entries() if one.action == "signed"]
    assert signed.detail["route"] == "mail"


async def test_somebody_in_a_case_reads_it_behind_the_code_alone(small_office: Office) -> None:
    office, mailer = small_office, with_mailbox(small_office)
    office.ends.messenger.away.add(ADVISOR.id)
    await case_office.significant(office)
    letter = mailer.to(ADVISOR)[0]
    assert (letter.subject, "concern" in letter.html.lower()) == ("Something waits for you", False)
    key = mailer.key(ADVISOR)
    assert (await pages(office).opened(key)).card is None
    await proved(office, mailer, ADVISOR)
    opened = await pages(office).opened(key, SESSION)
    assert opened.card is not None
    read = await pressed(office, key, "Open")
    assert "Two teachers left the leadership of maths" in words(read.card)
    offered = [
        one for one in buttons(read.card).values() if pages(office).offers(opened.link, one["verb"], one["data"])
    ]
    assert {one["verb"] for one in offered} <= {"case.open"}, "on the page a case is only read"
    assert "mail_link_used" not in [one.action for one in office.entries()]


async def test_decided_elsewhere_is_what_the_page_shows(small_office: Office) -> None:
    office, mailer = small_office, with_mailbox(small_office)
    await sent_to_nobody(office)
    report = await office.report()
    await office.bus.decide(ApproveReport(report.id, 1), HEAD.id, "teams")
    await office.run_all()
    made: MailPages = pages(office)
    opened = await made.opened(mailer.key(HEAD))
    assert opened.card is not None
    assert "Approved" in words(opened.card)
