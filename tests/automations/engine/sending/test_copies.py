"""A message that came twice is known as a copy as soon as it is looked at or pressed on, and goes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from automations.engine.chat_turns import ChatTurns
from automations.engine.inbound.clicks_first import ClicksFirst
from automations.engine.inbound.port import CardAnswer, Click, Sender
from automations.engine.jobs.job_runner import JobRunner
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import send_card
from automations.engine.ports import SentMessage
from automations.engine.sending.copies import (
    KEPT_FOR,
    ForgetSendings,
    _noted,  # pyright: ignore[reportPrivateUsage]
    _pressed_stays,  # pyright: ignore[reportPrivateUsage]
    due_now,
    take_back,
)
from automations.engine.sending.marks import mark_of
from automations.engine.sending.once import TAKEN_FOR_SENT
from automations.reports.cards import ReportKind, report_about
from cards.kit.folding import folded
from cards.kit.lines import closed_card
from cards.kit.twice import COPY, copy_card
from handbook.core.external_errors import Unavailable
from handbook.core.people import Person
from handbook.reports.report import Status
from store.sendings import Sending
from tests.automations.office import HEAD, SIP, Office
from tests.support.card_reading import words
from tests.support.fakes import Message


def no_answer() -> Unavailable:
    error = Unavailable("bot connector: TimeoutError")
    error.maybe_done = True
    return error


async def unheard(office: Office, job: OutboxJob) -> list[OutboxJob]:
    """The message is taken, and its answer never comes; what is tried later."""
    messenger, send = office.ends.messenger, office.ends.messenger.send_card

    async def taken(person_id: str, card: dict[str, object], summary: str, mark: str = "") -> object:
        await send(person_id, card, summary, mark)
        raise no_answer()

    messenger.send_card = taken  # type: ignore[method-assign, assignment] # a slow external service
    await office.run(job)
    messenger.send_card = send  # type: ignore[method-assign] # it answers again
    return [one for one in office.outbox() if one.effect == job.effect]


async def sent_twice(office: Office) -> tuple[Message, Message]:
    """The headteacher's card of a report, once unknown to us and once known."""
    first = await once_unheard(office)
    await office.wait_and_keep()
    copy, known = office.ends.messenger.to(HEAD)
    assert copy is first
    return copy, known


async def once_unheard(office: Office) -> Message:
    report = await office.come_to(Status.SENT)
    office.ends.messenger.messages.clear()
    assert await unheard(office, send_card(ReportKind.APPROVAL, HEAD.id, report_about(report.id), 1, "again"))
    (message,) = office.ends.messenger.to(HEAD)
    return message


async def look(office: Office, message: Message, who: Person = HEAD) -> dict[str, object]:
    """A client asks how the message stands, as it does on seeing it."""
    asks = message.card["refresh"]["action"]
    return await click(office, message, Click(asks["verb"], asks["data"], automatic=True), who)


async def click(office: Office, message: Message, click: Click, who: Person = HEAD) -> dict[str, object]:
    place = message.place
    here = replace(click, message=place, sending=message.mark)
    answer = await office.router.clicked(Sender(who.id, place.conversation_id, place.service_url), here)
    assert isinstance(answer, CardAnswer)
    return answer.card


def approves(message: Message) -> Click:
    data = message.card["refresh"]["action"]["data"]
    return Click("report.approve", data)


async def test_a_copy_that_is_looked_at_says_that_it_is_one_and_goes(small_office: Office) -> None:
    copy, known = await sent_twice(small_office)
    shown = await look(small_office, copy)
    assert (shown["fallbackText"], "refresh" in shown) == (COPY, False)
    assert "came twice" in words(shown)
    await small_office.run_all()
    assert small_office.ends.messenger.to(HEAD) == [known]
    assert "Approve" in str(await look(small_office, known))


async def test_the_copy_that_is_pressed_stays_and_is_kept_true(small_office: Office) -> None:
    copy, known = await sent_twice(small_office)
    shown = await click(small_office, copy, approves(copy))
    assert shown["fallbackText"] != COPY
    await small_office.run_all()
    left = small_office.ends.messenger.to(HEAD)
    assert copy in left
    assert known not in left
    assert (await small_office.report()).status is Status.FILED
    again = await look(small_office, copy)
    assert folded(again) == folded(copy.card)


async def test_what_was_looked_at_before_the_next_attempt_is_not_sent_again(small_office: Office) -> None:
    message = await once_unheard(small_office)
    assert "Approve" in str(await look(small_office, message))
    await small_office.wait_and_keep()
    assert small_office.ends.messenger.to(HEAD) == [message]
    with small_office.database.reading() as uow:
        copy = uow.cards.at(message.place.conversation_id, message.place.activity_id)
    assert copy is not None
    assert copy.key.endswith(f":again:{HEAD.id}")


async def test_what_was_met_long_before_is_sent_anew_and_the_old_one_goes(small_office: Office) -> None:
    message = await once_unheard(small_office)
    await look(small_office, message)
    small_office.now += TAKEN_FOR_SENT
    await small_office.wait_and_keep()
    (new,) = small_office.ends.messenger.to(HEAD)
    assert new is not message


async def test_a_card_that_is_looked_at_before_its_sending_is_noted_is_no_copy(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    small_office.ends.messenger.messages.clear()
    messenger, send = small_office.ends.messenger, small_office.ends.messenger.send_card

    async def looked_at(person_id: str, card: dict[str, object], summary: str, mark: str = "") -> object:
        sent = await send(person_id, card, summary, mark)
        await look(small_office, messenger.messages[-1])
        return sent

    messenger.send_card = looked_at  # type: ignore[method-assign, assignment] # the chat is open
    await small_office.run(send_card(ReportKind.APPROVAL, HEAD.id, report_about(report.id), 1, "again"))
    await small_office.run_all()
    (message,) = small_office.ends.messenger.to(HEAD)
    assert "Approve" in str(await look(small_office, message))


async def test_of_two_workers_that_send_the_same_one_takes_its_own_back(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    small_office.ends.messenger.messages.clear()
    job = send_card(ReportKind.APPROVAL, HEAD.id, report_about(report.id), 1, "again")
    other = JobRunner(replace(small_office.work, turns=ChatTurns()), ClicksFirst(), jitter=0)
    messenger, send = small_office.ends.messenger, small_office.ends.messenger.send_card

    async def meanwhile(person_id: str, card: dict[str, object], summary: str, mark: str = "") -> object:
        messenger.send_card = send  # type: ignore[method-assign] # once
        sent = await send(person_id, card, summary, mark)
        await other.run(job)
        return sent

    messenger.send_card = meanwhile  # type: ignore[method-assign, assignment] # a worker that was taken for dead
    await small_office.run(job)
    await small_office.run_all()
    (message,) = small_office.ends.messenger.to(HEAD)
    with small_office.database.reading() as uow:
        assert uow.cards.at(message.place.conversation_id, message.place.activity_id) is not None


@pytest.mark.parametrize("mark", ["", "made up"])
async def test_what_is_forged_takes_nothing_back(small_office: Office, mark: str) -> None:
    copy, known = await sent_twice(small_office)
    await look(small_office, replace(copy, mark=mark))
    await small_office.run_all()
    assert small_office.ends.messenger.to(HEAD) == [copy, known]


async def test_nobody_takes_back_what_stands_in_the_chat_of_another(small_office: Office) -> None:
    copy, known = await sent_twice(small_office)
    await look(small_office, copy, SIP)
    await look(small_office, replace(copy, place=replace(copy.place, conversation_id="elsewhere")))
    await small_office.run_all()
    assert small_office.ends.messenger.to(HEAD) == [copy, known]


async def test_a_copy_that_is_gone_already_is_let_go(small_office: Office) -> None:
    copy, known = await sent_twice(small_office)
    await look(small_office, copy)
    small_office.ends.messenger.messages.remove(copy)
    await small_office.run_all()
    assert small_office.ends.messenger.to(HEAD) == [known]
    assert not [job for job in small_office.outbox() if job.effect == "take_back_copy"]


async def test_nobody_is_told_that_a_copy_could_not_be_taken_back(small_office: Office) -> None:
    copy, _ = await sent_twice(small_office)
    small_office.ends.fail_for_good(delete_card=Unavailable("503"))
    await look(small_office, copy)
    await small_office.run_all()
    before = len(small_office.outbox())
    await small_office.run(OutboxJob("take_back_copy", "late", _args(copy), JobQueue.TEAMS, attempt=50))
    assert len(small_office.outbox()) == before + 1


def _args(message: Message) -> dict[str, str | int]:
    place = message.place
    return {
        "conversation_id": place.conversation_id,
        "activity_id": place.activity_id,
        "service_url": place.service_url,
    }


async def test_a_card_that_says_nothing_stays_one_that_says_nothing() -> None:
    assert copy_card(closed_card()) == closed_card()


async def test_after_a_term_the_places_are_forgotten(small_office: Office) -> None:
    copy, _ = await sent_twice(small_office)
    assert not list(await small_office.bus.read(lambda uow: due_now(uow, small_office.bus.policy, small_office.now)))
    late = small_office.now + KEPT_FOR + timedelta(days=1)
    (due,) = await small_office.bus.read(lambda uow: list(due_now(uow, small_office.bus.policy, late)))
    assert isinstance(due, ForgetSendings)
    await small_office.bus.decide(due)
    with small_office.database.reading() as uow:
        assert uow.sendings.of(copy.mark) is None
    assert mark_of("x") != mark_of("y")


async def test_where_another_has_noted_it_meanwhile_that_stays(small_office: Office) -> None:
    """Between the look and the commit, on another worker."""
    now = small_office.now
    with small_office.database.writing() as uow:
        there = Sending("m1", HEAD.id, "chat", "a1", "https://t/", now)
        uow.sendings.note(there)
        _noted(uow, replace(there, activity_id="a2"))
        assert uow.sendings.of("m1") == there


async def test_of_a_message_that_is_no_card_of_a_record_the_copy_that_was_pressed_stays(small_office: Office) -> None:
    pressed = SentMessage("chat", "a2", "https://t/")
    with small_office.database.writing() as uow:
        known = Sending("m1", HEAD.id, "chat", "a1", "https://t/", small_office.now)
        assert list(_pressed_stays(uow, known, pressed, ())) == [take_back(SentMessage("chat", "a1", "https://t/"))]
        assert uow.sendings.of("m1") == replace(known, activity_id="a2")
