"""A press in a dialog that is refused brings the dialog's card again, with all that was typed in it."""

import json

import pytest

from automations.engine.inbound.port import Answer, CardAnswer, Click, MessageAnswer, Sender
from handbook.core.people import Person
from handbook.reports.report import Status
from tests.automations.office import HEAD, SIP, Office
from tests.support.card_reading import inputs, words

VIEW = "We are glad of the work on phonics."
NO = "Please write what should change"


async def press(office: Office, person: Person, verb: str, opened: object, **data: object) -> Answer:
    sent = {**data, "opener": opened if isinstance(opened, str) else json.dumps(opened)}
    return await office.router.clicked(Sender(person.id, "chat", "https://t/"), Click(verb, sent, route="dialog"))


@pytest.mark.parametrize("version", [1, "one"])
async def test_what_was_typed_and_why_it_was_not_taken_stand_on_it(small_office: Office, version: int | str) -> None:
    report = await small_office.come_to(Status.SENT)
    opened = {"verb": "report.refresh", "report": report.id, "version": 1, "card": "approval"}
    data = {"report": report.id, "version": version, "comment": "", "view": VIEW}
    answer = await press(small_office, HEAD, "report.ask_change", opened, **data)
    assert isinstance(answer, CardAnswer)
    assert inputs(answer.card)["view"]["value"] == VIEW
    assert (NO if version == 1 else "I could not read that card") in words(answer.card)
    assert await small_office.report() == report


@pytest.mark.parametrize(
    "opened",
    [
        "no JSON",
        [1],
        {"verb": "report.explode"},
        {"verb": "report.approve", "report": "r", "version": 1},
        {"verb": "report.refresh", "report": "gone", "version": 1, "card": "approval"},
        {"verb": "case.open", "case": "c1"},
    ],
)
async def test_where_nothing_can_be_opened_again_it_is_one_sentence(small_office: Office, opened: object) -> None:
    report = await small_office.come_to(Status.SENT)
    answer = await press(small_office, HEAD, "report.ask_change", opened, report=report.id, version=1, comment="")
    assert isinstance(answer, MessageAnswer)
    assert NO in answer.text


async def test_nothing_is_shown_again_that_is_not_open_to_them(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    opened = {"verb": "report.refresh", "report": report.id, "version": 1, "card": "approval"}
    answer = await press(small_office, SIP, "report.approve", opened, report=report.id, version=1)
    assert isinstance(answer, MessageAnswer)
