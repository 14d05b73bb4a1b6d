"""A3: a SIP is proposed to a school, and headteacher and Chair of Governors confirm or decline."""

from dataclasses import replace
from datetime import timedelta

import pytest

from automations.allocation.cards import TROUBLES
from handbook.allocation.choices.choice import EndReason, ProposeSip
from handbook.allocation.choices.moves import ChoiceStatus
from handbook.core.people import Role
from handbook.core.refusal import Refused
from tests.automations.allocation_office import (
    CHAIR,
    ENTRY,
    HEAD,
    NEW_SIP,
    OTHER,
    OTHER_HEAD,
    PEOPLE,
    SCHOOL,
    SIP,
    TITLE,
    a_trust,
    bring,
    came,
    card_of,
    clock,
    newest,
    press,
    propose,
    push,
    put,
    put_conflict,
    typed,
)
from tests.automations.office import ADVISOR, Office
from tests.support.builders import MONDAY
from tests.support.card_reading import verbs, words
from tests.support.sip_choices import CHAIRS_NAME, a_choice, a_conflict
from tests.support.visit_builders import a_call

S = ChoiceStatus
CONFIRM = f"Confirm {NEW_SIP.name}"
CHAIR_SAID: dict[str, str | int] = {"chair_name": CHAIRS_NAME, "chair_on": "2026-11-23"}


async def test_headteacher_and_chair_confirm_and_it_is_the_trust_advisors_turn(office: Office) -> None:
    a_trust(office)
    made = await propose(office)
    assert made.before_id == SIP.id
    assert "Your turn: please confirm" in words(card_of(office, HEAD))
    with pytest.raises(Refused, match="being asked about a SIP already"):
        await propose(office, SIP if SCHOOL.sip_id != SIP.id else NEW_SIP)
    said = await push(office, HEAD, TITLE, CONFIRM)
    assert "The headteacher confirmed" in said
    again = await press(office, HEAD, "choice.confirm", choice=made.id, revision=1)
    assert "The headteacher confirmed" in again
    both = await push(office, HEAD, TITLE, "Record that the chair confirms", **CHAIR_SAID)
    assert f"{CHAIRS_NAME} confirmed on 23 November 2026, recorded by {HEAD.name}" in both
    turn = words(card_of(office, ADVISOR))
    assert "Both confirmed" in turn
    assert "choice.deploy" in verbs(card_of(office, ADVISOR))
    actions = [one.action for one in office.entries() if one.about == f"sip_choice:{made.id}"]
    assert actions == ["sip_proposed", "choice_confirmed", "refused", "chairs_word_recorded"]


async def test_a_chair_on_the_list_answers_in_teams(office: Office) -> None:
    a_trust(office)
    await propose(office)
    await push(office, HEAD, TITLE, "Ask them in Teams", chair=CHAIR.id)
    assert f"{CHAIR.name} is asked in Teams" in words(card_of(office, HEAD))
    await push(office, CHAIR, TITLE, CONFIRM)
    choice = await newest(office)
    assert choice.chair is not None
    assert (choice.status, choice.chair.by_id) == (S.CHAIR_CONFIRMED, CHAIR.id)
    await press(office, HEAD, "choice.name_chair", choice=choice.id, chair=OTHER_HEAD.id)
    assert await newest(office) == choice


async def test_a_decline_goes_back_with_its_reason_and_the_next_best(office: Office) -> None:
    a_trust(office)
    put(office, a_choice(alternates=(SIP.id, "gone")))
    no = {"decline_reason": "He was our deputy.", "declines": "chair", "declines_for": "conflict"}
    said = await press(office, HEAD, "choice.decline", choice="choice-1", revision=1, **no)
    assert "Declined" in said
    told = card_of(office, ADVISOR)
    assert "“He was our deputy.”" in words(told)
    assert "the Chair of Governors" in words(told)
    conflicts = await office.bus.read(lambda uow: uow.conflicts.of_sip(NEW_SIP.id))
    assert [(one.words, one.noted_by_id) for one in conflicts] == [("He was our deputy.", HEAD.id)]
    assert "has this SIP already" in await press(office, ADVISOR, "choice.another", urn=SCHOOL.urn, alternate=SIP.id)
    with pytest.raises(Refused, match="the school named a conflict of interest"):
        await propose(office)


async def test_another_is_proposed_from_the_card_of_one_that_was_declined(office: Office) -> None:
    a_trust(office, replace(SCHOOL, sip_id=""))
    put(office, a_choice(S.DECLINED, alternates=(SIP.id,), before_id="", proposed_at=MONDAY - timedelta(days=1)))
    shown = await press(office, ADVISOR, "choice.another", urn=SCHOOL.urn, alternate=SIP.id)
    assert "Proposed: Samir Pell; headteacher and Chair of Governors have not answered yet" in shown
    assert (await newest(office)).sip_id == SIP.id
    none = await press(office, ADVISOR, "choice.another", urn="900009", alternate=SIP.id)
    assert "no longer on the list" in none


async def test_a_decline_for_another_reason_is_no_conflict_and_troubles_name_the_school(office: Office) -> None:
    a_trust(office)
    put(office, a_choice())
    office.now += timedelta(days=7)
    assert await clock(office) == 1  # of a chair without an account the headteacher is reminded
    assert came(office, HEAD, TITLE) == 1
    await press(office, HEAD, "choice.confirm", choice="choice-1", revision=2)
    office.now += timedelta(days=7)
    assert await clock(office) == 1
    assert came(office, HEAD, TITLE) == 2
    no = {"decline_reason": "Too far away.", "declines_for": "other"}
    await press(office, HEAD, "choice.decline", choice="choice-1", revision=4, **no)
    assert (await newest(office)).status is S.DECLINED
    assert await office.bus.read(lambda uow: uow.conflicts.every()) == ()
    with office.database.reading() as uow:
        keys = {"school_needs": "900001-2026", "sip_choice": "choice-1", "other_support": "900001", "declaration": "x"}
        called = [trouble(uow, keys[word]) for word, one in TROUBLES.items() if (trouble := one.called)]
    assert sum(SCHOOL.full_name in one for one in called) == 3


async def test_nobody_else_has_a_part_in_it(office: Office) -> None:
    a_trust(office)
    put(office, a_choice())
    seen = {"choice": "choice-1", "revision": 1}
    presses: tuple[tuple[str, dict[str, str | int]], ...] = (
        ("choice.show", {}),
        ("choice.confirm", {}),
        ("choice.chair_said", CHAIR_SAID),
        ("choice.name_chair", {"chair": CHAIR.id}),
        ("choice.decline", {"decline_reason": "No."}),
        ("choice.call_off", {}),
        ("choice.deploy", {"starts_on": "2026-11-23"}),
        ("choice.undo", {"undo_reason": "No."}),
        ("choice.list", {"page": 1}),
        ("choice.another", {"urn": SCHOOL.urn, "alternate": NEW_SIP.id}),
    )
    for person in PEOPLE:
        if person in (ADVISOR, HEAD):
            continue
        for verb, data in presses:
            said = await press(office, person, verb, **{**seen, **data})
            assert NEW_SIP.name not in said, (person.role, verb, said)
    assert (await newest(office)).status is S.PROPOSED
    with pytest.raises(Refused):
        await office.bus.decide(ProposeSip(SCHOOL.urn, NEW_SIP.id), HEAD.id, "teams")


async def test_who_does_not_answer_is_reminded_and_the_trust_advisor_told(office: Office) -> None:
    a_trust(office)
    put(office, a_choice(chair_id=CHAIR.id))
    office.now += timedelta(days=7)
    assert await clock(office) == 1
    assert [came(office, one, TITLE) for one in (HEAD, CHAIR)] == [1, 1]
    await press(office, HEAD, "choice.confirm", choice="choice-1", revision=2)
    office.now += timedelta(days=14)
    assert await clock(office) == 2
    assert [came(office, one, TITLE) for one in (HEAD, CHAIR, ADVISOR)] == [1, 2, 1]
    assert await clock(office) == 0


async def test_a_school_that_ofsted_inspects_is_left_in_peace(office: Office) -> None:
    a_trust(office)
    put(office, a_choice())
    office.now += timedelta(days=7)
    with office.database.writing() as uow:
        day = office.now.date()
        uow.ofsted_calls.open(a_call(called_at=office.now, first_on=day, last_on=day), ENTRY, office.now)
    assert await clock(office) == 0


@pytest.mark.parametrize(
    ("schools", "people", "unchecked", "reason"),
    [
        ((OTHER,), PEOPLE, (), EndReason.CLOSED),
        ((SCHOOL,), [one for one in PEOPLE if one != NEW_SIP], (), EndReason.SIP_LEFT),
        ((SCHOOL,), PEOPLE, (NEW_SIP,), EndReason.CHECKS),
        ((replace(SCHOOL, sip_id=""),), PEOPLE, (), EndReason.LISTED),
    ],
)
async def test_what_has_happened_ends_it_and_the_trust_advisor_hears(
    small_office: Office, schools: object, people: object, unchecked: object, reason: EndReason
) -> None:
    a_trust(small_office)
    await propose(small_office)
    bring(small_office, *schools, people=people, unchecked=unchecked)  # type: ignore[misc, arg-type]
    assert await clock(small_office) == 1
    choice = await newest(small_office)
    assert (choice.status, choice.ended) == (S.ENDED, reason)
    assert reason.words in words(card_of(small_office, ADVISOR))
    assert await clock(small_office) == 0
    assert (await press(small_office, HEAD, "choice.show", choice=choice.id)).count(reason.words) == 0


async def test_a_conflict_that_comes_on_record_ends_it_too(office: Office) -> None:
    a_trust(office)
    await propose(office)
    put_conflict(office, a_conflict())
    assert await clock(office) == 1
    assert (await newest(office)).ended is EndReason.CONFLICT


async def test_who_comes_is_asked_anew(office: Office) -> None:
    a_trust(office)
    put(office, a_choice(S.CONFIRMED, chair_id=CHAIR.id))
    bring(office, replace(SCHOOL, headteacher_id=OTHER_HEAD.id))
    assert await clock(office) == 1
    assert "Your turn" in words(card_of(office, OTHER_HEAD))
    assert (await newest(office)).status is S.CHAIR_CONFIRMED
    bring(
        office,
        replace(SCHOOL, headteacher_id=OTHER_HEAD.id),
        people=[one for one in PEOPLE if one.role is not Role.CHAIR_OF_GOVERNORS],
    )
    assert await clock(office) == 1
    assert ((await newest(office)).status, (await newest(office)).chair_id) == (S.PROPOSED, "")


async def test_it_is_called_off_and_listed(office: Office) -> None:
    a_trust(office, SCHOOL, OTHER)
    (empty,) = await typed(office, ADVISOR, "proposals")
    assert "No SIP has been proposed" in empty
    put(office, a_choice(), a_choice(S.DECLINED, id="choice-2", urn=OTHER.urn))
    listed = await press(office, ADVISOR, "choice.list", show="declined", find="aelred")
    assert "Proposals 1 to 1 of 1" in listed
    await press(office, ADVISOR, "choice.call_off", choice="choice-1")
    assert (await newest(office)).ended is EndReason.CALLED_OFF
    assert "Ended: St Hilda’s" in await press(office, ADVISOR, "choice.list", page=9)


async def test_proposals_brings_their_own_to_headteacher_and_chair(office: Office) -> None:
    a_trust(office)
    (none,) = await typed(office, HEAD, "proposals")
    assert "No SIP is being proposed" in none
    put(office, a_choice(chair_id=CHAIR.id))
    for number, person in enumerate((HEAD, CHAIR)):
        (shown,) = await typed(office, person, "proposals", f"m{number + 2}")
        assert "Your turn" in shown
    (lost,) = await typed(office, SIP, "proposals", "m9")
    assert "” is for: " in lost
