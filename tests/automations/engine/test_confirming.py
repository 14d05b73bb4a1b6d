"""Asking once more, holding what was pressed, and taking it back."""

from datetime import timedelta

import pytest

from automations.engine.command_bus import TrustPolicy
from automations.engine.inbound.port import Answer, CardAnswer, Click, MessageAnswer, Sender
from automations.engine.inbound.router import SUBMIT
from automations.engine.scheduler import run_due_commands
from automations.workflows import TABLES
from handbook.core.people import Person, Role
from handbook.reports.report import Report, Status
from tests.automations.office import ADVISOR, HEAD, SIP, Office
from tests.support import builders as a
from tests.support.card_reading import buttons, inputs, verbs, words

TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture
def patient(small_office: Office) -> Office:
    """An office in which decisions are held for ten minutes."""
    small_office.bus.policy = TrustPolicy(take_back_for=TEN_MINUTES)
    return small_office


async def press(office: Office, who: Person, verb: str, route: str = "teams", /, **data: str | int) -> Answer:
    return await office.router.clicked(Sender(who.id, f"chat-{who.id}", "https://t/"), Click(verb, data, route=route))


async def shown(office: Office, who: Person, verb: str, /, **data: str | int) -> dict[str, object]:
    answer = await press(office, who, verb, **data)
    assert isinstance(answer, CardAnswer), answer
    return answer.card


def about(report: Report) -> dict[str, str | int]:
    return {"report": report.id, "version": report.sent}


def taking_back(card: dict[str, object]) -> dict[str, str]:
    return buttons(card)["Take it back"]["data"]


async def later(office: Office, by: timedelta = TEN_MINUTES) -> int:
    office.now += by
    done = await run_due_commands(office.bus, TABLES.due)
    await office.run_all()
    return done


async def test_it_asks_once_more_with_what_follows_and_what_was_typed(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    card = await shown(
        small_office, HEAD, "sure.ask", asks="report.approve_with_view", view="We agree.", **about(report)
    )
    said = words(card)
    assert "Approve this report?" in said
    assert "(Trust Advisor) reads it." in said
    assert "Your view is filed beside it" in said
    assert inputs(card)["view"]["value"] == "We agree."
    assert "view" not in buttons(card)["Yes, approve"]["data"]
    assert await small_office.report() == report
    yes = await shown(small_office, HEAD, "report.approve_with_view", view="We agree.", **about(report))
    assert "Approved: by Hanna Tilling" in words(yes)


async def test_going_back_leaves_what_was_typed_in_its_box(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    asked = await shown(
        small_office, HEAD, "sure.ask", asks="report.approve_with_view", view="We agree.", **about(report)
    )
    back = buttons(asked)["Go back"]
    card = await shown(small_office, HEAD, back["verb"], **back["data"])
    assert inputs(card)["view"]["value"] == "We agree."
    assert buttons(card)["Approve"]["verb"] == "sure.ask"


async def test_what_would_be_refused_is_refused_before_it_is_asked(small_office: Office) -> None:
    report = await small_office.come_to(Status.FILED)
    card = await shown(small_office, ADVISOR, "sure.ask", asks="report.share", **about(report))
    assert "no signed sharing agreement" in words(card)
    answer = await press(small_office, SIP, "sure.ask", asks="report.share", **about(report))
    assert answer == MessageAnswer("Only the Trust Advisor can share reports outside the school.")
    refused = small_office.entries()[-1].detail
    assert (refused["command"], refused["code"]) == ("ShareReport", "not_yours")


@pytest.mark.parametrize("asks", ["report.send", "sure.ask", "nothing"])
async def test_it_asks_about_nothing_else(small_office: Office, asks: str) -> None:
    report = await small_office.come_to(Status.DRAFTED)
    answer = await press(small_office, SIP, "sure.ask", asks=asks, report=report.id, version=1)
    assert isinstance(answer, MessageAnswer)
    assert await small_office.report() == report


async def test_a_client_that_can_be_shown_no_question_does_it(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    await press(small_office, HEAD, "sure.ask", SUBMIT, asks="report.approve", **about(report))
    assert (await small_office.report()).status is Status.APPROVED


async def test_nothing_goes_out_before_the_time_is_over(patient: Office) -> None:
    report = await patient.come_to(Status.SENT)
    sent = len(patient.ends.messenger.to(ADVISOR))
    card = await shown(patient, HEAD, "report.approve", **about(report))
    await patient.run_all()
    assert "Approved: goes out at 16:52. Until then you can take it back" in words(card)
    assert "sure.take_back" in verbs(card)
    assert "report.ask_change" not in verbs(card)
    assert await patient.report() == report
    assert len(patient.ends.messenger.to(ADVISOR)) == sent
    assert await later(patient, timedelta(minutes=9)) == 0
    assert await later(patient, timedelta(minutes=1)) == 1
    assert (await patient.report()).status is Status.FILED
    assert await later(patient) == 0
    assert [one.action for one in patient.entries() if one.about == f"report:{report.id}"][-5:] == [
        "held",
        "approved",
        "gone_out",
        "filed",
        "opened",
    ]


async def test_taken_back_it_is_as_before_and_what_was_written_is_still_there(patient: Office) -> None:
    report = await patient.come_to(Status.SENT)
    held = await shown(patient, HEAD, "report.approve_with_view", view="We agree with it.", **about(report))
    assert "“We agree with it.”" in words(held)
    card = await shown(patient, HEAD, "sure.take_back", **taking_back(held))
    assert "report.approve" in verbs(card)
    assert inputs(card)["view"]["value"] == "We agree with it."
    assert patient.entries()[-1].action == "taken_back"
    assert await later(patient) == 0
    assert await patient.report() == report
    again = await press(patient, HEAD, "sure.take_back", **taking_back(held))
    assert isinstance(again, CardAnswer)  # how it stands now


async def test_what_has_gone_out_cannot_be_taken_back_and_it_says_what_can_be_done(patient: Office) -> None:
    report = await patient.come_to(Status.SENT)
    held = await shown(patient, HEAD, "report.approve", **about(report))
    await later(patient)
    answer = await press(patient, HEAD, "sure.take_back", **taking_back(held))
    assert isinstance(answer, MessageAnswer)
    assert answer.text.startswith("It went out at 16:52, so it can no longer be taken back.")
    assert "The Trust Advisor can reopen the report" in answer.text
    assert (await patient.report()).status is Status.FILED


async def test_pressed_twice_it_is_held_once_and_what_crosses_it_waits(patient: Office) -> None:
    report = await patient.come_to(Status.SENT)
    first = await shown(patient, HEAD, "report.approve", **about(report))
    assert await shown(patient, HEAD, "report.approve", **about(report)) == first
    crossing = await shown(patient, HEAD, "report.ask_change", comment="Please say more.", **about(report))
    assert "goes out at 16:52" in words(crossing)
    assert (await patient.report()).asked_change == ""
    assert await later(patient) == 1


async def test_a_stranger_cannot_take_it_back(patient: Office) -> None:
    report = await patient.come_to(Status.SENT)
    held = await shown(patient, HEAD, "report.approve", **about(report))
    for who in (SIP, ADVISOR):
        assert isinstance(await press(patient, who, "sure.take_back", **taking_back(held)), MessageAnswer)
    assert isinstance(await press(patient, HEAD, "sure.take_back", held="0" * 32), MessageAnswer)
    assert await later(patient) == 1


async def test_nobody_else_hears_of_it_meanwhile(patient: Office) -> None:
    report = await patient.come_to(Status.SENT)
    await press(patient, HEAD, "report.approve", **about(report))
    await patient.run_all()
    card = await shown(patient, SIP, "report.refresh", **about(report), card="arrival")
    assert "Waiting: with Hanna Tilling (headteacher)" in words(card)


async def test_what_is_not_allowed_any_more_when_its_time_comes_is_told(patient: Office) -> None:
    report = await patient.come_to(Status.SENT)
    await press(patient, HEAD, "report.approve", **about(report))
    await patient.receive(data=b"PK second")
    await press(patient, SIP, "report.send", report=report.id, version=2)
    await patient.run_all()
    await later(patient)
    said = " ".join(patient.ends.messenger.said_to(HEAD))
    assert "was not done. There is a newer version. Please answer that one." in said
    assert (await patient.report()).status is Status.SENT
    answer = await shown(patient, HEAD, "report.refresh", report=report.id, version=2, card="approval")
    assert "report.approve" in verbs(answer)


async def test_of_somebody_who_has_left_the_trust_advisor_hears(patient: Office) -> None:
    report = await patient.come_to(Status.SENT)
    await press(patient, HEAD, "report.approve", **about(report))
    new = a.a_person(Role.HEADTEACHER, id="00000000-0000-4000-8000-0000000000f2", name="Nadia Nye")
    people = [new if one.id == HEAD.id else one for one in map(a.a_person, Role)]
    patient.bring(people, a.a_school(headteacher_id=new.id))
    await later(patient)
    assert "was not done." in " ".join(patient.ends.messenger.said_to(ADVISOR))
