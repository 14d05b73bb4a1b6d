"""A2: SIPs declare their conflicts of interest each year, and the Trust Advisor lifts one with a reason."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from handbook.core.people import Role
from handbook.core.school_years import AcademicYear
from tests.automations.allocation_office import (
    HEAD,
    NEW_SIP,
    OTHER,
    PEOPLE,
    SCHOOL,
    a_trust,
    bring,
    clock,
    press,
    push,
    put_conflict,
    titled,
    typed,
)
from tests.automations.office import ADVISOR, SIP, Office
from tests.support.builders import a_person
from tests.support.card_reading import words
from tests.support.sip_choices import a_conflict

MINE, LIST = "Your conflicts of interest, 2026/27", "Conflicts of interest, 2026/27"
SECRET = "My sister teaches there."
TIE = {"urn": SCHOOL.urn, "kind": "family", "first_on": "2019-09-01", "last_on": "", "words": SECRET}
REASON = "The sister has retired since then."


async def test_sips_are_asked_declare_and_end_what_ties_them(office: Office) -> None:
    a_trust(office)
    (shown,) = await typed(office, ADVISOR, "conflicts")
    assert "Not asked this year: 2" in shown
    asked = await push(office, ADVISOR, LIST, "Ask 2 SIPs")
    assert "Asked, no answer yet: 2" in asked
    await press(office, ADVISOR, "conflict.ask_all", year=2026)  # a second press
    assert len(titled(office, NEW_SIP, MINE)) == 1
    said = await push(office, NEW_SIP, MINE, "Put it on record", **TIE)
    assert f"{SCHOOL.full_name}: has family or a close friend there, since 1 September 2019" in said
    assert "It keeps you from this school." in said
    await push(office, NEW_SIP, MINE, "Put it on record", **TIE)  # a second press
    one = (await office.bus.read(lambda uow: uow.conflicts.of_sip(NEW_SIP.id)))[0]
    over = await press(office, NEW_SIP, "conflict.end", conflict=one.id, over_on="2026-11-01")
    assert "from 1 September 2019 until 1 November 2026" in over
    done = await push(office, NEW_SIP, MINE, "This is complete")
    assert "Declared: on Monday 23 November 2026" in done
    declared = await press(office, ADVISOR, "conflict.list", show="declared", find="other")
    assert "Declared: Other sip – 1 on record" in declared
    assert len(await office.bus.read(lambda uow: uow.conflicts.of_sip(NEW_SIP.id))) == 1
    assert SECRET not in f"{office.entries()} {office.outbox()}"


async def test_one_is_lifted_with_a_reason_and_can_bar_again(office: Office) -> None:
    a_trust(office)
    put_conflict(office, a_conflict(words=SECRET))
    opened = await press(office, ADVISOR, "conflict.of_sip", sip=NEW_SIP.id)
    assert "Bars the allocation: declared by the SIP." in opened
    assert "write why" in await press(office, ADVISOR, "conflict.lift", conflict="conflict-1", lift_reason="")
    lifted = await press(office, ADVISOR, "conflict.lift", conflict="conflict-1", lift_reason=REASON)
    assert f"Lifted by {ADVISOR.name} on 23 November 2026: “{REASON}”" in lifted
    assert REASON not in str(office.entries())
    assert {"conflict_lifted"} <= {one.action for one in office.entries()}
    restored = await press(office, ADVISOR, "conflict.restore", lifted="conflict-1")
    assert "Bars the allocation" in restored


async def test_what_the_list_shows_is_on_record_and_can_be_lifted_but_not_the_own_school(office: Office) -> None:
    led = replace(OTHER, headteacher_id=NEW_SIP.id)
    bring(office, SCHOOL, led, at=datetime(2020, 9, 1, tzinfo=UTC))
    bring(office, SCHOOL, OTHER, at=datetime(2025, 9, 1, tzinfo=UTC))
    opened = await press(office, ADVISOR, "conflict.of_sip", sip=NEW_SIP.id)
    assert "St Aelred’s, Eastholm: was its headteacher" in opened
    key = f"{NEW_SIP.id}.900002.former_head"
    lifted = await press(office, ADVISOR, "conflict.lift", conflict=key, lift_reason=REASON)
    assert "Does not bar: from the trust’s list." in lifted
    assert [one.id for one in await office.bus.read(lambda uow: uow.conflicts.every())] == [key]
    bring(office, SCHOOL, led, at=office.now)
    own = f"{NEW_SIP.id}.900002.own_school"
    no = await press(office, ADVISOR, "conflict.lift", conflict=own, lift_reason=REASON)
    assert "never serves the school where they work" in no
    assert "cannot find" in await press(office, ADVISOR, "conflict.lift", conflict="nothing", lift_reason=REASON)


async def test_nobody_else_reads_or_changes_any_of_it(office: Office) -> None:
    a_trust(office)
    put_conflict(office, a_conflict(words=SECRET))
    before = await office.bus.read(lambda uow: uow.conflicts.every())
    presses = (
        ("conflict.of_sip", {"sip": NEW_SIP.id}),
        ("conflict.list", {"page": 1}),
        ("conflict.lift", {"conflict": "conflict-1", "lift_reason": REASON}),
        ("conflict.restore", {"lifted": "conflict-1"}),
        ("conflict.ask_all", {"year": 2026}),
        ("conflict.mine", {"sip": NEW_SIP.id}),
        ("conflict.declare", {"sip": NEW_SIP.id, **TIE}),
        ("conflict.end", {"conflict": "conflict-1", "over_on": "2026-11-01"}),
        ("conflict.all_declared", {"sip": NEW_SIP.id, "year": 2026}),
    )
    for person in PEOPLE:
        for verb, data in presses:
            if person in (ADVISOR, NEW_SIP):
                continue
            said = await press(office, person, verb, **data)
            assert SECRET not in said, (person.role, verb)
            assert NEW_SIP.name not in said, (person.role, verb)
    assert await office.bus.read(lambda uow: uow.conflicts.every()) == before
    assert await office.bus.read(lambda uow: uow.declarations.every()) == ()
    assert "Only SIPs declare" in await press(office, ADVISOR, "conflict.declare", sip=ADVISOR.id, **TIE)


async def test_from_the_first_time_on_the_clock_asks_reminds_and_tells(office: Office) -> None:
    a_trust(office)
    assert await clock(office) == 0
    await press(office, ADVISOR, "conflict.ask_all", year=2026)
    third = a_person(Role.SIP, id="00000000-0000-4000-8000-0000000000c3", name="Third Sip")
    bring(office, people=(*PEOPLE, third))
    assert await clock(office) == 1
    assert len(titled(office, third, MINE)) == 1
    office.now += timedelta(days=7)
    assert await clock(office) == 3
    office.now += timedelta(days=14)
    assert await clock(office) == 6
    assert len(titled(office, ADVISOR, LIST)) == 1
    office.now = datetime(2027, 9, 6, 7, 0, tzinfo=UTC)
    assert await clock(office) == 0
    office.now += timedelta(hours=3)
    assert await clock(office) == 3
    assert "2027/28" in words(titled(office, SIP, "Your conflicts of interest, 2027/28")[-1])
    bring(office, people=(ADVISOR, HEAD, SIP))
    with office.database.writing() as uow:
        uow.roster.replace((ADVISOR, SIP), (), {}, {})
    assert await clock(office) == 0  # no school, so no school days
    late = await office.bus.read(lambda uow: uow.declarations.of(SIP.id, AcademicYear(2027)))
    assert late.is_waiting


async def test_my_conflicts_is_a_sips_own(office: Office) -> None:
    a_trust(office)
    (mine,) = await typed(office, SIP, "my conflicts")
    assert "Nothing is on record." in mine
    (lost,) = await typed(office, HEAD, "my conflicts", "m2")
    assert "” is for: " in lost
