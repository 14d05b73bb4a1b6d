"""The list of people and a person's card, for who keeps the list alone."""

from datetime import timedelta

import pytest

from automations.engine.command_bus import TrustPolicy
from automations.engine.inbound.port import Answer, CardAnswer, Click, Sender
from automations.schools import people_cards
from handbook.core.people import Person, Role
from handbook.reach.states import AccountState
from handbook.reports.report import Status
from tests.automations.office import ADVISOR, DSO, EVERYBODY, HEAD, SIP, Office
from tests.support import builders as a
from tests.support.card_reading import words
from tests.support.rendering import render

BOARD = a.a_person(Role.BOARD_MEMBER)


async def typed(office: Office, person: Person, text: str) -> list[str]:
    before = len(office.ends.messenger.to(person))
    await office.router.typed(Sender(person.id, "chat", "https://t/"), text, f"{person.id}-{before}")
    await office.run_all()
    return [words(one.card) for one in office.ends.messenger.to(person)[before:]]


async def show(office: Office, verb: str, person: Person = ADVISOR, /, **data: str) -> str:
    answer: Answer = await office.router.clicked(Sender(person.id, "chat", "https://t/"), Click(verb, data))
    return words(answer.card) if isinstance(answer, CardAnswer) else answer.text


async def test_people_are_listed_found_and_opened(small_office: Office) -> None:
    office = small_office
    with office.database.writing() as uow:
        states = {one.id: AccountState.OPEN for one in EVERYBODY if one != BOARD}
        uow.accounts.note({**states, DSO.id: AccountState.MISSING}.items(), office.now)
    [shown] = await typed(office, ADVISOR, "people")
    assert "8 of 9 people" in shown
    assert f"Trust Advisor · {ADVISOR.email} · reached · account open" in await show(
        office, "list_person.list", find="thea"
    )
    assert "no account in Microsoft Entra" in await show(office, "list_person.list", show="no_account")
    assert DSO.name in await show(office, "list_person.list", show="no_account")
    assert SIP.name not in await show(office, "list_person.list", show="no_account")
    assert ADVISOR.name not in await show(office, "list_person.list", show="not_reached")
    assert SIP.name in await show(office, "list_person.list", show="not_reached", office="sip")
    last = await show(office, "list_person.list", after=HEAD.id)
    assert HEAD.name not in last
    assert SIP.name in last
    assert HEAD.name in await show(office, "list_person.list", before=SIP.id)
    [one] = await typed(office, ADVISOR, "person pell")
    assert one.startswith(SIP.name)
    [several] = await typed(office, ADVISOR, "person d")
    assert several.startswith("People")
    [nobody] = await typed(office, ADVISOR, "person cuthbert")
    assert "Nobody on the list is called that." in nobody
    [unknown] = await typed(office, ADVISOR, f"person {BOARD.name.lower()}")
    assert "not looked up yet" in unknown


async def test_a_persons_card_says_what_is_open_and_planned(small_office: Office) -> None:
    office = small_office
    await office.come_to(Status.SENT)
    data = {"kind": "leave", "about": SIP.id, "from_on": "2027-01-05"}
    await office.router.clicked(Sender(ADVISOR.id, "chat", "https://t/"), Click("list_edit.draft", data))
    await office.run_all()
    edit = office.entries()[-1].about.partition(":")[2]
    with office.database.reading() as uow:
        revision = uow.roster.listed().revision
    await show(office, "list_edit.apply", edit=edit, list=str(revision))
    shown = await show(office, "list_person.show", person=SIP.id)
    for part in (
        "1 report",
        "From 5 January 2027: off the list",
        "current, until 31 August 2027",
        a.a_school().full_name,
    ):
        assert part in shown, shown
    assert "Checks" not in await show(office, "list_person.show", person=HEAD.id)
    office.bus.policy = TrustPolicy(administrator_id=BOARD.id)
    assert "Checks" not in await show(office, "list_person.show", BOARD, person=SIP.id)


async def test_who_has_left_reads_on(small_office: Office) -> None:
    office = small_office
    office.now += timedelta(days=1)
    office.bring([one for one in EVERYBODY if one != BOARD])
    assert "This person is no longer on the list." in await show(office, "list_person.show", person=BOARD.id)
    assert await show(office, "list_person.show", person="nobody") == "I cannot find that person."
    assert "8 people" in await show(office, "list_person.list", after="nobody")


@pytest.mark.parametrize("person", [SIP, HEAD, DSO, BOARD])
async def test_others_see_nobody(small_office: Office, person: Person) -> None:
    for text in ("people", "person pell"):
        [no] = await typed(small_office, person, text)
        assert "The list of people is for the Trust Advisor, and for the person who keeps the list." in no
    for verb in ("list_person.list", "list_person.show"):
        assert (await show(small_office, verb, person, person=SIP.id)).startswith("Not open to you")


async def test_a_list_of_another_person_is_not_shown(small_office: Office) -> None:
    with small_office.database.reading() as uow:
        about, context = people_cards.people_about(SIP.id), small_office.bus.render_context
        shown = render(uow, "people", about, ADVISOR, 0, context)
        assert words(shown).startswith("Not open to you")
        assert words(render(uow, "schools", f"schools:{SIP.id}@", ADVISOR, 0, context)).startswith("Not open to you")
