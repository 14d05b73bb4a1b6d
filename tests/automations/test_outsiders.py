"""Somebody on the list who has nothing to do with a record learns nothing from its id: whatever button of whatever card
they forge, the answer is that of an id which there is not."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from automations.engine.inbound.port import Answer, Click, MessageAnswer, Sender
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.reports.report import Status
from handbook.visits.visit import VisitStatus as S
from tests.automations import lapsing
from tests.automations.handover.test_every_kind import KINDS, PEOPLE
from tests.automations.office import SIP, Office
from tests.automations.test_leavers import a_world
from tests.support import builders as a
from tests.support.covers import DEPUTY
from tests.support.rendering import render

_ID = re.compile(r"[0-9a-f]{32}|[0-9a-f-]{36}|run-1|[a-z]+-[0-9]{1,3}")
OUTSIDERS = tuple(
    a.a_person(role, id=f"00000000-0000-4000-8000-00000000020{number}", name=f"Outside {role.value}")
    for number, role in enumerate((Role.SIP, Role.HEADTEACHER, Role.DSO))
)
NOBODYS = "0" * 32


def buttons(office: Office) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Of every card of every kind, for each who can be shown it, filled in; each once. A card that asks by itself how
    it stands has that among them."""
    found: dict[str, tuple[str, Mapping[str, Any]]] = {}
    with office.database.reading() as uow:
        for abouts in KINDS.values():
            for viewer in PEOPLE:
                for kind, about in abouts(uow, viewer):
                    try:
                        card = render(uow, kind, about, viewer, 1, office.bus.render_context)
                    except Refused:
                        continue
                    filled = lapsing.filled_in(card, office.now)
                    for one in (*lapsing.buttons(card), *asks_by_itself(card)):
                        data = {**filled, **one.get("data", {})}
                        found[json.dumps([one["verb"], one.get("data", {})], sort_keys=True)] = one["verb"], data
    yield from found.values()


def asks_by_itself(card: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [card["refresh"]["action"]] if "refresh" in card else []


async def answered(office: Office, who: Person, verb: str, data: Mapping[str, Any]) -> str:
    answer: Answer = await office.router.clicked(Sender(who.id, "chat", "https://t/"), Click(verb, data))
    return answer.text if isinstance(answer, MessageAnswer) else json.dumps(answer.card, sort_keys=True)


def records_in(data: Mapping[str, Any], people: set[str]) -> dict[str, str]:
    """The ids that a button carries, but those of people, which their colleagues know."""
    texts = {name: value for name, value in data.items() if isinstance(value, str)}
    return {name: value for name, value in texts.items() if _ID.fullmatch(value) and value not in people}


async def test_an_id_tells_an_outsider_nothing_on_any_button(small_office: Office) -> None:
    office = small_office
    await a_world(office, Status.SENT, S.BOOKED)
    office.bring({one.id: one for one in (*PEOPLE, DEPUTY, *OUTSIDERS)}.values())
    people = {one.id for one in (*PEOPLE, DEPUTY, *OUTSIDERS)}
    asked = [(verb, data, records) for verb, data in buttons(office) if (records := records_in(data, people))]
    assert {name for *_, records in asked for name in records} >= {"visit", "report", "call", "plan", "cover"}
    for outsider in OUTSIDERS:
        for verb, data, records in asked:
            told = await answered(office, outsider, verb, data)
            none = await answered(office, outsider, verb, {**data, **dict.fromkeys(records, NOBODYS)})
            assert told == none, (outsider.role, verb, records)


async def test_who_sees_a_record_is_told_why_not(small_office: Office) -> None:
    """The SIP, whose report it is, may not answer for the headteacher."""
    office = small_office
    report = await office.come_to(Status.SENT)
    told = await answered(office, SIP, "report.approve", {"report": report.id, "version": 1})
    assert "Only the headteacher of" in told


async def test_of_what_nobody_has_a_card_yet_who_may_is_told_why_not(small_office: Office) -> None:
    office = small_office
    office.bring((*PEOPLE, *OUTSIDERS))
    report = await office.receive()
    with office.database.writing() as uow:
        uow.connection.exec_driver_sql("delete from cards_sent")
    sends = {"report": report.id, "version": 7}
    assert "I cannot find" in await answered(office, OUTSIDERS[0], "report.send", sends)
    assert "I cannot find" not in await answered(office, SIP, "report.send", sends)
