"""Cover through the front door: named, told to both, ended, and nothing to anybody else."""

import json

from automations.cases.cover_cards import covers_about
from automations.cases.kinds import CaseKind
from automations.engine.inbound.commands import AnswerTyped
from automations.engine.inbound.port import CardAnswer, MessageAnswer
from automations.engine.ports import SentMessage
from handbook.core.people import Person, Role
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, OFFICER, SIP, Office, press
from tests.support import builders as a
from tests.support.card_reading import verbs, words
from tests.support.covers import DEPUTY, FIRST, LAST
from tests.support.rendering import render

FORM = {"person": SIP.id, "deputy": DEPUTY.id, "first_on": FIRST.isoformat(), "last_on": LAST.isoformat()}
STANDS = f"{DEPUTY.name} stands in for {SIP.name}"


async def asked(office: Office, person: Person) -> SentMessage:
    """Somebody types the word; where the card stands."""
    await office.bus.decide(AnswerTyped(" Cover", f"m-{person.id}"), person.id, "teams")
    await office.run_all()
    return office.ends.messenger.to(person)[-1].place


def shown(office: Office, person: Person, place: SentMessage) -> str:
    return next(words(one.card) for one in office.ends.messenger.to(person) if one.place == place)


async def test_a_deputy_is_named_once_and_both_are_told(office: Office) -> None:
    office.bring([*EVERYBODY, DEPUTY])
    own, advisors = await asked(office, SIP), await asked(office, ADVISOR)
    for _ in range(2):
        answer = await press(office, SIP, "cover.name", own, **FORM)
        assert isinstance(answer, CardAnswer)
        assert STANDS in words(answer.card)
    [cover] = await office.bus.read(lambda uow: uow.covers.of_deputy(DEPUTY.id))
    assert STANDS in shown(office, SIP, own)
    assert STANDS in shown(office, ADVISOR, advisors)
    [told] = office.ends.messenger.to(DEPUTY)
    assert f"To come: {STANDS}" in words(told.card)
    again = await press(office, DEPUTY, "cover.end", told.place, cover=cover.id)
    assert isinstance(again, CardAnswer)
    assert "Ended: " in words(again.card)
    assert STANDS not in shown(office, SIP, own)
    assert "Ended: " in words(office.ends.messenger.to(SIP)[-1].card)
    assert len(office.ends.messenger.to(DEPUTY)) == 2
    late = await press(office, DEPUTY, "cover.end", told.place, cover=cover.id)
    assert isinstance(late, CardAnswer)
    assert verbs(late.card) == set()
    named, ended = (one for one in office.entries() if one.action.startswith("cover"))
    assert (named.about, ended.about) == (f"cover:{cover.id}",) * 2
    assert SIP.name not in json.dumps([entry.detail for entry in office.entries()])


async def test_what_is_not_allowed_is_said_and_changes_nothing(small_office: Office) -> None:
    office = small_office
    office.bring([*EVERYBODY, DEPUTY])
    await press(office, SIP, "cover.name", **FORM)
    [cover] = await office.bus.read(lambda uow: uow.covers.of_person(SIP.id))
    for person, verb, data, why in (
        (
            HEAD,
            "cover.name",
            FORM | {"person": HEAD.id},
            "Only the Trust Advisor can name who stands in for a headteacher.",
        ),
        (SIP, "cover.name", FORM | {"deputy": "nobody"}, "not on the service’s list"),
        (DEPUTY, "cover.name", FORM, ""),
        (DEPUTY, "cover.name", FORM | {"last_on": ""}, "Only the Trust Advisor"),
        (ADVISOR, "cover.name", FORM | {"last_on": ""}, "Somebody stands in for Samir Pell"),
        (a.a_person(Role.DSO), "cover.end", {"cover": cover.id}, "I cannot find that cover."),
        (a.a_person(Role.DSO), "cover.end", {"cover": "forged"}, "I cannot find that cover."),
    ):
        answer = await press(office, person, verb, **data)
        if why:
            assert isinstance(answer, MessageAnswer)
            assert why in answer.text
    assert await office.bus.read(lambda uow: uow.covers.of_person(SIP.id)) == (cover,)


async def test_a_card_shows_how_it_stands_and_nobody_elses(small_office: Office) -> None:
    office = small_office
    office.bring([*EVERYBODY, DEPUTY])
    fresh = await press(office, SIP, "cover.show")
    assert isinstance(fresh, CardAnswer)
    assert "Nobody is named now." in words(fresh.card)
    place = await asked(office, SIP)
    about = covers_about(SIP.id)
    not_theirs = await office.bus.read(
        lambda uow: render(uow, CaseKind.COVERS, about, DEPUTY, 0, office.bus.render_context)
    )
    assert "not open to you" in words(not_theirs)
    await press(office, SIP, "cover.name", place, **FORM)
    office.bring(EVERYBODY)
    left = await press(office, SIP, "cover.show", place)
    assert isinstance(left, CardAnswer)
    assert STANDS in words(left.card)
    await asked(office, HEAD)
    assert "The Trust Advisor records who stands in for a headteacher" in words(office.ends.messenger.to(HEAD)[-1].card)
    await asked(office, OFFICER)
    assert "” is for: " in words(office.ends.messenger.to(OFFICER)[-1].card)
