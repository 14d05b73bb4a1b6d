"""What time brings to cases: chased in school days, followed, reached, forgotten."""

from dataclasses import replace
from datetime import datetime

import pytest

from automations.cases.clock import due_now
from automations.cases.workflow import WORKFLOW
from automations.engine.scheduler import run_due_commands
from handbook.cases.case import Case, Deed, Ladder, Seat, Stage
from handbook.cases.concern_steps import ReachDso
from handbook.cases.keeping import ChaseReview, FollowSeats, ForgetCase
from handbook.core.people import Role
from handbook.core.refusal import Refused
from store.cases import CLOSED
from store.sealing.keys import NoKeys
from tests.automations.case_office import (
    DSO,
    URN,
    about,
    acknowledged,
    card,
    heard,
    refused,
    send,
    significant,
    talked,
    texts,
    the_case,
    with_dso,
)
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, SIP, Office
from tests.support import builders as a
from tests.support.card_reading import buttons, inputs, words

NEW_SIP = a.a_person(Role.SIP, id="00000000-0000-4000-8000-0000000000f1", name="New Sip")
NEW_ADVISOR = a.a_person(Role.TRUST_ADVISOR, id="00000000-0000-4000-8000-0000000000f3", name="New Advisor")
NEEDS_YOU = "something for you to read."


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:00:00+00:00")


async def done(office: Office, day: str) -> int:
    office.now = at(day)
    done = await run_due_commands(office.bus, WORKFLOW.due)
    await office.run_all()
    return done


async def test_an_overdue_day_is_chased_on_school_days_until_it_is_set_anew(office: Office) -> None:
    await talked(office)
    told = len(heard(office, SIP))
    for day, comes in (("2026-12-14", 0), ("2026-12-15", 1), ("2026-12-15", 0), ("2026-12-18", 0), ("2026-12-19", 0)):
        assert await done(office, day) == comes, day
    assert len(heard(office, SIP)) == told + 1
    assert "Your SIP service has something for you to read." in heard(office, SIP)[-1]
    office.now = at("2026-12-18")
    data = await about(office, SIP, "Another review date")
    await card(office, SIP, "case.review", **data, review_on="2027-01-11", why="The inspection comes first.")
    case = await the_case(office)
    assert (str(case.review_on), case.chased_on) == ("2027-01-11", None)


async def test_who_has_left_is_followed_by_who_took_their_place(office: Office) -> None:
    case = await talked(office)
    school = replace(a.a_school(), sip_id=NEW_SIP.id)
    office.bring([one for one in EVERYBODY if one.id != SIP.id] + [NEW_SIP], school)
    assert await office.bus.read(lambda uow: due_now(uow, office.bus.policy, office.now)) == (FollowSeats(case.id),)
    assert await done(office, "2026-11-24") == 1
    assert await done(office, "2026-11-24") == 0
    case = await the_case(office)
    assert case.seats[Seat.SIP] == NEW_SIP.id
    assert any(NEEDS_YOU in told for told in heard(office, NEW_SIP))
    assert "Two teachers left" in words(await card(office, NEW_SIP, "case.open", case=case.id))


async def test_another_trust_advisor_takes_the_office_and_what_is_open(office: Office) -> None:
    await significant(office)
    office.bring([*(one for one in EVERYBODY if one.id != ADVISOR.id), NEW_ADVISOR])
    assert await done(office, "2026-11-24") == 1
    assert (await the_case(office)).seats[Seat.TRUST_ADVISOR] == NEW_ADVISOR.id
    record = await card(office, NEW_ADVISOR, "case.open", case=(await the_case(office)).id)
    assert "This was seen in lessons" in words(record)


async def test_no_place_is_handed_over_that_nobody_has(office: Office) -> None:
    untalked = {"school": URN, **texts("there"), "why_not_talked": "They are away for long."}
    await send(office, SIP, "concern.raise_untalked", **untalked)
    data = await about(office, ADVISOR, "Accept this")
    await send(office, ADVISOR, "concern.waive_talk", **data, why="It cannot wait.")
    data = await about(office, SIP, "Take it to the Trust Advisor")
    await send(office, SIP, "concern.to_trust_advisor", **data, **texts("since"), why="It is the second year.")
    data = await about(office, ADVISOR, "Acknowledge")
    record = await card(office, ADVISOR, "concern.acknowledge", **data, tell_headteacher="no", why_not="They are ill.")
    form = await card(office, ADVISOR, "case.form", **buttons(record)["Hand over"]["data"])
    assert [one["title"] for one in inputs(form)["to"]["choices"]] == ["Nobody"]


async def test_the_trust_advisor_hands_over(office: Office) -> None:
    await acknowledged(office)
    office.bring([*EVERYBODY, NEW_SIP])
    form = await about(office, ADVISOR, "Hand over")
    record = await card(
        office, ADVISOR, "concern.hand_over", **form, to=f"sip:{NEW_SIP.id}", why="The SIP is ill for long."
    )
    assert "Handed over" in words(record)
    assert "This was seen in lessons" in words(
        await card(office, NEW_SIP, "case.open", case=(await the_case(office)).id)
    )


async def test_a_school_without_a_dso_waits_and_nothing_is_lost(office: Office) -> None:
    none = replace(a.a_school(), dso_id="")
    await acknowledged(office)
    office.bring(EVERYBODY, none)
    data = await about(office, ADVISOR, "Take it to the DSO")
    await send(office, ADVISOR, "concern.to_dso", **data, **texts("by us"), tell_headteacher="yes")
    case = await the_case(office)
    assert case.stage is Stage.WITHOUT_DSO
    gap = [told for told in heard(office, ADVISOR) if "has no Diocesan Schools Officer on the list of people" in told]
    assert len(gap) == 1
    assert heard(office, DSO) == []
    assert await office.bus.read(lambda uow: due_now(uow, office.bus.policy, office.now)) == ()
    office.bring(EVERYBODY, a.a_school())
    assert await done(office, "2026-11-24") == 1
    case = await the_case(office)
    assert case.stage is Stage.WITH_DSO
    assert "This was seen by us" in words(await card(office, DSO, "case.open", case=case.id))
    assert "with the Diocesan Schools Officer" in words(await card(office, HEAD, "case.open", case=case.id))


async def test_what_is_old_is_forgotten_and_opens_nothing_any_more(office: Office) -> None:
    case = await significant(office)
    data = await about(office, ADVISOR, "Close")
    await send(office, ADVISOR, "case.close", **data, why="The plan is good now.")
    assert any(part.deed is Deed.CLOSED for part in (await found(office, case.id)).parts)
    assert await done(office, "2032-11-20") == 0
    assert await done(office, "2032-11-24") == 1
    case = await found(office, case.id)
    assert (case.parts, case.urn, case.seats) == ((), "", {})
    shown = office.ends.messenger.to(ADVISOR)[0].card
    assert "This is not open to you" in words(shown)
    assert office.entries()[-1].action == "case_forgotten"


async def test_for_an_office_that_is_vacant_a_case_waits_and_whoever_keeps_the_list_hears_of_it(office: Office) -> None:
    complaint = {"school": "900001", "about": "trust_advisor", **texts("from us"), "why": ""}
    await send(office, HEAD, "complaint.make", **complaint)
    office.bring([one for one in EVERYBODY if one.role is not Role.CHAIR_OF_TRUST_BOARD])
    assert await done(office, "2026-12-15") == 1
    [told] = heard(office, ADVISOR)
    assert "The list of people (the roster) has no Chair of the Trust Board." in told
    assert (await the_case(office, Ladder.COMPLAINT)).is_open


async def test_what_was_done_meanwhile_is_left_alone(small_office: Office) -> None:
    office = small_office
    case = await with_dso(office)
    for command in (
        ChaseReview(case.id, office.now.date()),
        FollowSeats(case.id),
        ReachDso(case.id),
        ForgetCase(case.id),
    ):
        with pytest.raises(Refused) as refusal:
            await office.bus.decide(command, "clock", "clock")
        assert refusal.value.code in ("stale", "not_now"), command


async def test_a_school_that_is_gone_stops_nobody(small_office: Office) -> None:
    office = small_office
    case = await significant(office)
    office.bring(EVERYBODY, replace(a.a_school(), urn="900002"))
    assert a.a_school().full_name in words(await card(office, ADVISOR, "case.open", case=case.id))
    assert await done(office, "2026-12-15") == 1
    refused = await office.bus.read(lambda uow: uow.roster.school("900001"))
    assert refused is None


async def found(office: Office, case_id: str) -> Case:
    return await office.bus.read(lambda uow: uow.cases.get(case_id))


async def test_while_the_key_is_missing_nothing_is_due_and_what_is_to_be_told_waits(small_office: Office) -> None:
    """Once it is back, all goes on. Whoever asks for a case reads one sentence."""
    database, keys = small_office.bus.database, small_office.bus.database.keys
    await talked(small_office)
    case = await the_case(small_office)
    database.keys = NoKeys()
    assert await done(small_office, "2026-12-15") == 0
    assert await refused(small_office, SIP, "case.open", case=case.id) == CLOSED
    told = len(heard(small_office, SIP))
    database.keys = keys
    assert await done(small_office, "2026-12-15") == 1
    assert len(heard(small_office, SIP)) == told + 1
