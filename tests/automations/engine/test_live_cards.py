"""Of several cards about one matter in somebody's chat one is live; those before it are a line, which opens it."""

from dataclasses import replace
from typing import Any

from automations.engine.inbound.commands import AnswerTyped
from automations.engine.inbound.port import Answer, CardAnswer, Click, MessageAnswer, Sender
from automations.engine.live_cards import brought_up
from automations.engine.notifications import redraw, send_card
from automations.reports.cards import ReportKind, report_about
from cards.kit.earlier import EARLIER, OPEN
from handbook.core.people import Person
from handbook.reports.approval import SendReport
from handbook.reports.report import Status
from tests.automations.office import EVERYBODY, HEAD, SIP, Office
from tests.support import builders as a
from tests.support.card_reading import buttons, inputs, verbs, words
from tests.support.fakes import Message

VIEW = "We are glad of the work on phonics."


async def press(office: Office, message: Message, verb: str, *, automatic: bool = False, **data: object) -> Answer:
    place = message.place
    sender = Sender(message.person_id, place.conversation_id, place.service_url)
    return await office.router.clicked(sender, Click(verb, data, place, automatic))


def shown(answer: Answer) -> dict[str, object]:
    assert isinstance(answer, CardAnswer)
    return answer.card


async def asks(office: Office, person: Person, mark: str) -> None:
    await office.bus.decide(AnswerTyped("my reports", mark), person.id, "teams")
    await office.run_all()


def is_line(message: Message) -> bool:
    return message.card["fallbackText"] == EARLIER


async def two_versions(office: Office) -> list[Message]:
    """The headteacher's cards of both."""
    report = await office.come_to(Status.CHANGE_ASKED)
    await office.run_all()
    await office.receive(a.a_contents(), b"PK second")
    await office.bus.decide(SendReport(report.id, 2), SIP.id, "teams")
    await office.run_all()
    return office.ends.messenger.to(HEAD)


async def test_a_card_about_the_same_matter_makes_lines_of_those_before_it(small_office: Office) -> None:
    await small_office.come_to(Status.SENT)
    await asks(small_office, HEAD, "one")
    await asks(small_office, HEAD, "two")
    first, second, third = small_office.ends.messenger.to(HEAD)
    assert [is_line(one) for one in (first, second, third)] == [True, True, False]
    assert set(buttons(first.card)) == {"Open"}
    assert words(first.card).startswith("Autumn 2026/27 SIP report: St Hilda’s")
    assert "report.approve" in verbs(third.card)
    assert [one.rendered for one in (first, second, third)] == [2, 2, 1]
    assert not any(is_line(one) for one in small_office.ends.messenger.to(SIP))  # their own card is another matter


async def test_a_line_opens_and_the_card_that_was_live_becomes_one(small_office: Office) -> None:
    await small_office.come_to(Status.SENT)
    await asks(small_office, HEAD, "one")
    first, second = small_office.ends.messenger.to(HEAD)
    assert "report.approve" in verbs(shown(await press(small_office, first, OPEN)))
    await small_office.run_all()
    assert [is_line(one) for one in (first, second)] == [False, True]
    assert "report.approve" in verbs(shown(await press(small_office, first, OPEN)))  # pressed twice
    assert [job.effect for job in small_office.outbox()] == []
    await press(small_office, second, OPEN)
    await small_office.run_all()
    assert [is_line(one) for one in (first, second)] == [True, False]


async def test_a_line_that_was_opened_is_drawn_as_one_again_though_another_card_came_at_once(
    small_office: Office,
) -> None:
    report = await small_office.come_to(Status.SENT)
    await asks(small_office, HEAD, "one")
    first, _ = small_office.ends.messenger.to(HEAD)
    drawn_before = first.rendered
    await press(small_office, first, OPEN)  # the answer stands in the chat now, before anything is drawn
    await small_office.run(send_card(ReportKind.APPROVAL, HEAD.id, report_about(report.id), 1, "at once"))
    await small_office.run_all()
    assert [is_line(one) for one in small_office.ends.messenger.to(HEAD)] == [True, True, False]
    assert first.rendered == drawn_before + 1


async def test_a_line_that_only_looks_how_it_stands_stays_a_line(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    await asks(small_office, HEAD, "one")
    first, second = small_office.ends.messenger.to(HEAD)
    data: dict[str, Any] = {"report": report.id, "version": 1, "show": "approval"}
    verb = second.card["refresh"]["action"]["verb"]
    assert shown(await press(small_office, first, verb, automatic=True, **data)) == first.card
    assert shown(await press(small_office, second, verb, automatic=True, **data)) == second.card
    assert small_office.outbox() == []


async def test_a_press_on_an_older_version_is_answered_with_the_newest_and_what_was_typed(small_office: Office) -> None:
    old, new = await two_versions(small_office)
    assert [is_line(one) for one in (old, new)] == [True, False]
    report = await small_office.report()
    data = {"report": report.id, "version": 1}
    answer = shown(await press(small_office, old, "report.approve_with_view", **data, view=VIEW))
    assert inputs(answer)["view"]["value"] == VIEW
    assert "newer version" in words(answer)
    assert buttons(answer)["Approve"]["data"]["version"] == 2
    await small_office.run_all()
    assert [is_line(one) for one in (old, new)] == [False, True]
    assert buttons(old.card)["Approve"]["data"]["version"] == 2


async def test_a_line_of_an_older_version_opens_the_newest(small_office: Office) -> None:
    old, new = await two_versions(small_office)
    answer = shown(await press(small_office, old, OPEN))
    assert buttons(answer)["Approve"]["data"]["version"] == 2
    await small_office.run_all()
    assert [is_line(one) for one in (old, new)] == [False, True]


async def test_a_reminder_of_an_older_version_opens_the_live_card(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    about = report_about(report.id)
    await small_office.run(send_card(ReportKind.REMINDER, HEAD.id, about, 1, "1"))
    await small_office.run(send_card(ReportKind.APPROVAL, HEAD.id, about, 2, "later"))
    await small_office.run_all()
    _, reminder, live = small_office.ends.messenger.to(HEAD)
    assert [is_line(one) for one in (reminder, live)] == [True, False]
    await press(small_office, reminder, OPEN)
    await small_office.run_all()
    with small_office.database.reading() as uow:
        copy = uow.cards.at(reminder.place.conversation_id, reminder.place.activity_id)
    assert copy is not None
    assert (copy.kind, copy.version, copy.earlier) == (ReportKind.APPROVAL, 2, False)


async def test_what_is_closed_to_somebody_is_no_line(small_office: Office) -> None:
    await small_office.come_to(Status.SENT)
    await asks(small_office, HEAD, "one")
    first, second = small_office.ends.messenger.to(HEAD)
    small_office.bring([one for one in EVERYBODY if one.id != HEAD.id])
    await small_office.bus.record(lambda uow: redraw(uow.cards.of_person(HEAD.id), "gone"))
    await small_office.run_all()
    assert first.card == second.card
    assert not verbs(first.card)


async def test_only_a_message_that_we_sent_opens(small_office: Office) -> None:
    await small_office.come_to(Status.SENT)
    (own,) = small_office.ends.messenger.to(HEAD)
    unknown = replace(own, place=replace(own.place, activity_id="another"))
    answer = await press(small_office, unknown, OPEN)
    assert isinstance(answer, MessageAnswer)
    assert "I can no longer find this card" in answer.text
    with small_office.database.reading() as uow:
        assert brought_up(uow, "a card that was never sent", ()) == ()
