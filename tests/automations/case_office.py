"""Concerns and complaints of the office's school, written through the reception as people write them."""

from typing import Any

from automations.engine.inbound.port import Answer, CardAnswer, Click, MessageAnswer, Sender
from handbook.cases.case import Case, Ladder
from handbook.core.people import Person, Role
from tests.automations.office import ADVISOR, SIP, Office
from tests.support import builders as a
from tests.support.card_reading import buttons, words

DIRECTOR, CHAIR = a.a_person(Role.DIRECTOR), a.a_person(Role.CHAIR_OF_TRUST_BOARD)
DSO = a.a_person(Role.DSO)
URN = "900001"
REVIEW, TALKED = "2026-12-14", "2026-11-20"
TEXTS = {"facts": "Two teachers left the leadership of maths.", "opinion": "", "action": "We look at the plan."}
TALK = {**TEXTS, "school": URN, "talked_on": TALKED, "response": "They see it so too.", "review_on": REVIEW}


def texts(step: str) -> dict[str, str]:
    """Words of their own for a step."""
    return {"facts": f"This was seen {step}, twice.", "action": f"Please help {step}.", "review_on": REVIEW}


async def press(office: Office, person: Person, verb: str, *, route: str = "teams", **data: Any) -> Answer:
    answer = await office.router.clicked(Sender(person.id, "chat", "https://t/"), Click(verb, data, route=route))
    await office.run_all()
    return answer


async def card(office: Office, person: Person, verb: str, **data: Any) -> dict[str, Any]:
    answer = await press(office, person, verb, **data)
    assert isinstance(answer, CardAnswer), answer
    return answer.card


async def refused(office: Office, person: Person, verb: str, **data: Any) -> str:
    answer = await press(office, person, verb, **data)
    assert isinstance(answer, MessageAnswer), words(answer.card) if isinstance(answer, CardAnswer) else answer
    return answer.text


async def send(office: Office, person: Person, verb: str, **data: Any) -> dict[str, Any]:
    """Shows what will be read, and sends that."""
    preview = await card(office, person, verb, **data)
    marked = next(one["data"] for one in buttons(preview).values() if "read" in one["data"])
    return await card(office, person, verb, **{**data, **marked})


async def the_case(office: Office, ladder: Ladder = Ladder.CONCERN) -> Case:
    [found] = [one for one in await office.bus.read(lambda uow: uow.cases.standing()) if one.ladder is ladder]
    return found


async def about(office: Office, person: Person, title: str) -> dict[str, Any]:
    """What the button behind a form of the record carries, for somebody."""
    case = await the_case(office)
    record = await card(office, person, "case.open", case=case.id)
    form = await card(office, person, "case.form", **buttons(record)[title]["data"])
    return next(one["data"] for one in buttons(form).values())


async def talked(office: Office) -> Case:
    await send(office, SIP, "concern.raise", **TALK)
    return await the_case(office)


async def significant(office: Office) -> Case:
    await talked(office)
    data = await about(office, SIP, "Take it to the Trust Advisor")
    await send(office, SIP, "concern.to_trust_advisor", **data, **texts("in lessons"), why="It is the second year.")
    return await the_case(office)


async def acknowledged(office: Office, **more: str) -> Case:
    await significant(office)
    data = await about(office, ADVISOR, "Acknowledge")
    await card(office, ADVISOR, "concern.acknowledge", **data, **{"tell_headteacher": "yes", **more})
    return await the_case(office)


async def with_dso(office: Office) -> Case:
    await acknowledged(office)
    data = await about(office, ADVISOR, "Take it to the DSO")
    await send(office, ADVISOR, "concern.to_dso", **data, **texts("by us"), tell_headteacher="yes")
    return await the_case(office)


def heard(office: Office, person: Person) -> list[str]:
    """What was sent to somebody."""
    return [words(one.card) for one in office.ends.messenger.to(person)]
