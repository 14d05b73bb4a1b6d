"""Every card that was ever sent says what is true, wherever it stands; nobody is told twice."""

import pytest

from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.jobs.trouble_words import trouble_words
from automations.engine.live_cards import drawn
from automations.engine.notifications import digest, send_card
from automations.reports.cards import ReportKind, report_about
from automations.reports.troubles import NoteTrouble, NoteTroubleOver
from automations.workflows import TABLES
from handbook.core.external_errors import NotFound, Unavailable
from handbook.reports.approval import ApproveReport
from handbook.reports.report import Status
from tests.automations.office import ADVISOR, HEAD, SIP, Office
from tests.support.card_reading import words as words_of
from tests.support.fakes import Message


async def true_copies(office: Office) -> bool:
    """Whether each message shows what its card would show now."""

    def check(message: Message) -> bool:
        with office.database.reading() as uow:
            copy = uow.cards.at(message.place.conversation_id, message.place.activity_id)
            assert copy is not None
            rendered = drawn(uow, TABLES.cards, copy, office.bus.render_context)
            return digest(rendered) == copy.shows == digest(message.card)

    return all(check(message) for message in office.ends.messenger.messages)


async def test_after_every_step_every_copy_is_true(office: Office) -> None:
    report = await office.come_to(Status.SENT)
    assert await true_copies(office)
    await office.bus.decide(ApproveReport(report.id, 1), HEAD.id, "teams")
    await office.run_all()
    assert await true_copies(office)
    assert max(message.rendered for message in office.ends.messenger.messages) > 1


async def test_a_card_is_sent_once_however_often_it_is_promised(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    seen = len(small_office.ends.messenger.to(HEAD))
    job = send_card(ReportKind.APPROVAL, HEAD.id, report_about(report.id), 1)
    await small_office.run(job)
    await small_office.run(job.again(0))
    assert len(small_office.ends.messenger.to(HEAD)) == seen == 1


async def test_a_decision_between_drawing_and_sending_is_drawn_at_once(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    first = send_card(ReportKind.APPROVAL, HEAD.id, report_about(report.id), 1).key
    messenger, send = small_office.ends.messenger, small_office.ends.messenger.send_card

    async def slowly(person_id: str, card: dict[str, object], summary: str, mark: str) -> object:
        """Meanwhile the headteacher presses Approve on a card that they have."""
        messenger.send_card = send  # type: ignore[method-assign] # once
        await small_office.bus.decide(ApproveReport(report.id, 1), HEAD.id, "teams")
        return await send(person_id, card, summary, mark)

    messenger.send_card = slowly  # type: ignore[method-assign, assignment] # a slow external service
    await small_office.run(send_card(ReportKind.APPROVAL, HEAD.id, report_about(report.id), 1, "again"))
    shrinks, refresh = [job for job in small_office.outbox() if job.effect == "redraw_card"]
    assert (shrinks.key.partition("@")[0], refresh.key.endswith("@sent")) == (first, True)
    await small_office.run_all()
    assert await true_copies(small_office)


async def test_a_card_that_is_true_is_left_alone(small_office: Office) -> None:
    await small_office.come_to(Status.SENT)
    rendered = [message.rendered for message in small_office.ends.messenger.messages]
    with small_office.database.reading() as uow:
        keys = [copy.key for copy in uow.cards.about(report_about((await small_office.report()).id))]
    for key in (*keys, "a card that was never sent"):
        await small_office.run(OutboxJob("redraw_card", f"{key}@now", {"key": key}, JobQueue.TEAMS))
    assert [message.rendered for message in small_office.ends.messenger.messages] == rendered


async def test_a_copy_whose_message_is_gone_is_left_in_peace(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    small_office.ends.fail_for_good(update_card=NotFound("the message was deleted"))
    await small_office.bus.decide(ApproveReport(report.id, 1), HEAD.id, "teams")
    waits = await small_office.run_all()
    assert [job for job in waits if job.effect == "redraw_card"] == []
    with small_office.database.reading() as uow:
        standing = uow.cards.about(report_about(report.id))
    assert {copy.person_id for copy in standing} == {HEAD.id, ADVISOR.id}  # those that were sent last


async def test_a_redrawing_that_fails_is_tried_again_and_bothers_nobody(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    small_office.ends.fail("update_card", Unavailable("down"), Unavailable("down"))
    await small_office.bus.decide(ApproveReport(report.id, 1), HEAD.id, "teams")
    waits = await small_office.run_all()
    assert {job.effect for job in waits} == {"redraw_card"}
    await small_office.wait_and_keep()
    assert await true_copies(small_office)
    assert (await small_office.report()).trouble == ""


async def test_a_trouble_that_came_with_another_card_of_the_record_is_not_told_again(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    words = trouble_words("It could not be placed", None, gave_up=False)
    await small_office.bus.decide(NoteTrouble(report.id, "place_draft", "423", words))
    other = send_card(ReportKind.REPORT, SIP.id, report_about(report.id), 1, "asked")
    await small_office.bus.record(lambda _: [other])
    before = len(small_office.ends.messenger.to(SIP))
    await small_office.run(other)
    await small_office.run_all()
    [*_, last] = small_office.ends.messenger.to(SIP)
    assert len(small_office.ends.messenger.to(SIP)) == before + 1
    assert "It could not be placed" in words_of(last.card)


@pytest.mark.parametrize("over", [False, True])
async def test_a_trouble_that_is_over_before_it_is_told_is_told_to_nobody(small_office: Office, over: bool) -> None:
    report = await small_office.come_to(Status.SENT)
    words = trouble_words("It could not be placed", None, gave_up=False)
    await small_office.bus.decide(NoteTrouble(report.id, "place_draft", "423", words))
    (follow_up,) = small_office.outbox()
    await small_office.run(follow_up)
    before = len(small_office.ends.messenger.to(SIP))
    if over:
        await small_office.bus.decide(NoteTroubleOver(report.id, "place_draft", "It could not be placed"))
    await small_office.run_all()
    assert len(small_office.ends.messenger.to(SIP)) == before + (not over)
