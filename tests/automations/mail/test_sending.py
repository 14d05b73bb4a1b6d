"""Letters: to whom Teams does not reach, once, and only while it may be read."""

from datetime import timedelta

from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.scheduler import run_due_commands
from automations.workflows import TABLES
from handbook.core.external_errors import Forbidden, Unavailable
from handbook.core.people import Person
from handbook.reach.states import AccountState
from handbook.reports.approval import SendReport
from handbook.reports.report import Status
from tests.automations.mail_office import with_mailbox
from tests.automations.office import ADVISOR, HEAD, SIP, Office
from tests.support.card_reading import words


async def sent_to_nobody(office: Office, person: Person = HEAD) -> None:
    """A report waits for a headteacher whom Teams does not reach."""
    office.ends.messenger.away.add(person.id)
    await office.come_to(Status.SENT)


async def test_who_is_not_reached_gets_one_letter_and_the_record_says_so(small_office: Office) -> None:
    office, mailer = small_office, with_mailbox(small_office)
    await sent_to_nobody(office)
    await office.wait_and_keep()  # Teams is tried again and again
    await office.wait_and_keep()
    [letter] = mailer.sent
    assert (letter.to, letter.subject) == (HEAD.email, "A report waits for you")
    assert "An e-mail goes to them instead" in words(office.ends.messenger.to(SIP)[-1].card)
    actions = [one.action for one in office.entries()]
    assert (actions.count("mail_link_made"), actions.count("mailed")) == (1, 1)


async def test_who_is_reached_gets_none(small_office: Office) -> None:
    mailer = with_mailbox(small_office)
    await small_office.come_to(Status.SENT)
    assert mailer.sent == []


async def test_without_a_mailbox_nobody_is_written_to(small_office: Office) -> None:
    await sent_to_nobody(small_office)
    [card] = [one.card for one in small_office.ends.messenger.to(SIP)][-1:]
    assert "e-mail" not in words(card)


async def test_to_an_account_that_is_closed_nothing_is_sent(small_office: Office) -> None:
    office, mailer = small_office, with_mailbox(small_office)
    with office.database.writing() as uow:
        uow.accounts.note([(HEAD.id, AccountState.CLOSED)], office.now)
    await sent_to_nobody(office)
    assert mailer.sent == []


async def test_what_does_not_go_by_mail_is_not_promised(small_office: Office) -> None:
    """The Trust Advisor hears in Teams that a report was filed, or not at all."""
    office, mailer = small_office, with_mailbox(small_office)
    office.ends.messenger.away.add(ADVISOR.id)
    await office.come_to(Status.FILED)
    assert mailer.to(ADVISOR) == []


async def test_who_was_reached_meanwhile_or_may_not_read_it_any_more_gets_none(small_office: Office) -> None:
    office, mailer = small_office, with_mailbox(small_office)
    report = await office.come_to(Status.SENT)
    key = f"report:{report.id}:v1:approval:{HEAD.id}"
    args = {"kind": "approval", "about": f"report:{report.id}", "version": 1, "letter": key}
    await office.run(OutboxJob("mail_card", "k1", {**args, "person_id": HEAD.id}, JobQueue.MAIL))
    await office.run(OutboxJob("mail_card", "k2", {**args, "person_id": SIP.id, "letter": "x"}, JobQueue.MAIL))
    args["about"] = "report:nobody"
    await office.run(OutboxJob("mail_card", "k3", {**args, "person_id": HEAD.id, "letter": "y"}, JobQueue.MAIL))
    assert mailer.sent == []
    assert await office.run_all() == [], "what nobody may hear is not tried again"


async def test_a_letter_that_could_not_be_sent_is_tried_again_with_a_new_key(small_office: Office) -> None:
    office, mailer = small_office, with_mailbox(small_office)
    office.ends.fail("send_mail", Unavailable("throttled", 5.0))
    await sent_to_nobody(office)
    assert mailer.sent == []
    await office.wait_and_keep()
    assert len(mailer.sent) == 1
    await office.run(OutboxJob("mail_code", "k", {"link_id": "nobody’s"}, JobQueue.MAIL))
    assert len(mailer.sent) == 1


async def test_that_the_mailbox_is_shut_is_told_on_the_record(small_office: Office) -> None:
    office, _ = small_office, with_mailbox(small_office)
    office.ends.fail_for_good(send_mail=Forbidden("403"))
    await sent_to_nobody(office)
    said = " ".join(words(one.card) for one in office.ends.messenger.to(SIP))
    assert f"An e-mail to {HEAD.name} could not be sent: SIP Desk has no permission for it" in said


async def test_a_reminder_goes_the_same_way(small_office: Office) -> None:
    office, mailer = small_office, with_mailbox(small_office)
    await sent_to_nobody(office)
    office.now += timedelta(days=10)
    await run_due_commands(office.bus, TABLES.due)
    await office.run_all()
    first, second = mailer.sent
    assert "reminder" not in first.html
    assert "This is a reminder." in second.html


async def test_links_that_are_late_are_forgotten(small_office: Office) -> None:
    office, _ = small_office, with_mailbox(small_office)
    await sent_to_nobody(office)
    office.now += timedelta(days=40)
    report = await office.receive(data=b"PK second")
    await office.bus.decide(SendReport(report.id, 2), SIP.id, "teams")
    await office.run_all()
    with office.database.reading() as uow:
        assert len(uow.mail_links.of_job(f"report:{report.id}:v1:approval:{HEAD.id}")) == 0
        assert len(uow.mail_links.of_job(f"report:{report.id}:v2:approval:{HEAD.id}")) == 1
