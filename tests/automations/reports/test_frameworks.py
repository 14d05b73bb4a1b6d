"""P2: by which framework a school and its SIP judge, in chat."""

from automations.engine.inbound.port import CardAnswer, Click, Sender
from handbook.core.people import Person
from handbook.reports.framework_choice import ChooseFramework
from handbook.reports.paper.proforma import Judgement
from tests.automations.office import DSO, HEAD, SIP, Office
from tests.support import builders as a
from tests.support.card_reading import words


async def typed(office: Office, person: Person, text: str) -> str:
    await office.router.typed(Sender(person.id, "chat", "https://t/"), text, f"{person.id}-{text}")
    await office.run_all()
    return words(office.ends.messenger.to(person)[-1].card)


async def press(office: Office, person: Person, verb: str, **data: str) -> str:
    sent = office.ends.messenger.to(person)[-1]
    answer = await office.router.clicked(Sender(person.id, "chat", "https://t/"), Click(verb, data, sent.place))
    await office.run_all()
    return words(answer.card) if isinstance(answer, CardAnswer) else answer.text


async def test_who_may_choose_is_shown_and_chooses_once(small_office: Office) -> None:
    assert "nobody has chosen another" in await typed(small_office, SIP, "framework")
    assert "nobody has chosen another" in await typed(small_office, HEAD, "frameworks")
    chosen = {"framework_for": "900001", "framework": "ofsted_2024"}
    for _ in range(2):
        assert "Ofsted, September 2024" in await press(small_office, HEAD, "framework.choose", **chosen)
    assert [entry.action for entry in small_office.entries()].count("framework_chosen") == 1
    assert "Ofsted, September 2024" in words(small_office.ends.messenger.to(SIP)[-1].card)
    assert "Ofsted, September 2024" in await press(small_office, SIP, "framework.show")


async def test_others_are_answered_as_if_there_were_nothing(small_office: Office) -> None:
    assert "” is for: " in await typed(small_office, DSO, "framework")
    assert "not open to you" in await press(small_office, DSO, "framework.show")


async def test_a_blank_form_is_promised_to_anybody(small_office: Office) -> None:
    assert "A blank form" in await typed(small_office, DSO, "blank form")


async def test_a_report_by_another_framework_tells_its_sip(small_office: Office) -> None:
    judged = (Judgement("Inclusion", "Expected standard", "Expected standard"),)
    await press_first(small_office, "ofsted_2024")
    await small_office.receive(a.a_contents(judgements=judged))
    assert "Another framework than was chosen" in words(small_office.ends.messenger.to(SIP)[-1].card)
    await press_first(small_office, "ofsted_2025")
    await small_office.receive(a.a_contents(judgements=judged), b"PK second")
    assert "Another framework than was chosen" not in words(small_office.ends.messenger.to(SIP)[-1].card)


async def press_first(office: Office, key: str) -> None:
    await office.bus.decide(ChooseFramework("900001", key), SIP.id, "teams")
    await office.run_all()
