"""Records of SIPs in chat: who reads and changes what, and what they are told."""

from dataclasses import replace
from datetime import date

import pytest

from handbook.core.people import Person
from handbook.schools.trust_list import TrustList
from handbook.sip_team.record import Capacity, SipKind, SipRecord, TrainingTopic
from handbook.visits.checks import DbsLevel, SipChecks
from store.audit import AuditEntry
from tests.automations.office import ADVISOR, DSO, EVERYBODY, HEAD, SIP, Office
from tests.automations.practice_office import press, typed
from tests.support.sip_team import OTHER_SIP, RECORD
from tests.support.visits import CHECKS

NOT_YOURS = "Only the Trust Advisor reads the records of SIPs"


async def record(office: Office) -> SipRecord:
    return await office.bus.read(lambda uow: uow.sip_records.of(SIP.id))


async def checks(office: Office) -> SipChecks | None:
    return await office.bus.read(lambda uow: uow.roster.checks(SIP.id))


async def listed(office: Office) -> TrustList:
    return await office.bus.read(lambda uow: uow.roster.listed())


async def test_the_trust_advisor_reads_a_record_and_changes_all_of_it(small_office: Office) -> None:
    office = small_office
    [card] = await typed(office, ADVISOR, "sip samir")
    assert "Current: the checks are current until 31 August 2027" in card
    assert "no initial training on record, and needs it before taking schools" in card
    assert "Not on record yet: initial training, kind, capacity, experience, area." in card
    form = await press(office, ADVISOR, "sip.form", sip=SIP.id, form="checks")
    assert "Next review: the last day on which it counts as current" in form
    mark = "20260701.20260701.20270831"
    days = {"recruitment_on": "2026-09-01", "dbs_on": "2026-09-02", "review_by": "2029-09-02"}
    said = {**days, "level": "enhanced", "checked_by": "Trust office"}
    card = await press(office, ADVISOR, "sip.checks", sip=SIP.id, mark=mark, **said)
    assert "2 September 2026 (enhanced)" in card
    assert await checks(office) == SipChecks(
        SIP.id, date(2026, 9, 1), date(2026, 9, 2), date(2029, 9, 2), DbsLevel.ENHANCED, "Trust office"
    )
    had = {"initial_on": "2026-08-20", "topic": "data", "trained_on": "2026-09-07"}
    await press(office, ADVISOR, "sip.training", sip=SIP.id, revision=0, **had)
    await press(office, ADVISOR, "sip.kind", sip=SIP.id, revision=1, kind="serving_head", own_urn="900009")
    await press(office, ADVISOR, "sip.capacity", sip=SIP.id, revision=2, year="40", week="2", schools="6", area="L18")
    known = {"phases": "primary,junior", "contexts": "small", "positions": "urgent", "topics": "reading"}
    card = await press(office, ADVISOR, "sip.experience", sip=SIP.id, revision=3, **known, own_topics="outdoors")
    assert "leads the school 900009" in card
    assert "40 half-days a year, 2 half-days a week, 6 schools" in card
    found = await record(office)
    assert (found.kind, found.capacity, found.home_area) == (SipKind.SERVING_HEAD, Capacity(40, 2, 6), "L18")
    assert found.is_trained(TrainingTopic.DATA, date(2026, 9, 7))
    assert found.revision == 4
    changes = [one for one in office.entries() if one.action in ("sip_changed", "checks_changed")]
    assert [one.actor_id for one in changes] == [ADVISOR.id] * 5
    assert not any("L18" in str(one.detail) for one in changes)


async def test_a_sip_amends_what_they_can_take_on_and_know_and_nothing_else(small_office: Office) -> None:
    office = small_office
    [card] = await typed(office, SIP, "my record")
    assert "You see this because it is your own record." in card
    await press(office, SIP, "sip.capacity", sip=SIP.id, revision=0, year="20", week="", schools="3", area="Northbeck")
    assert (await record(office)).capacity == Capacity(20, None, 3)
    told = office.ends.messenger.said_to(ADVISOR)
    assert told == ["Samir Pell has changed what they can take on. Type “sip samir pell” to read it."]
    await press(office, SIP, "sip.experience", sip=SIP.id, revision=1, phases="primary")
    for verb, data in (
        ("sip.checks", {"mark": "20260701.20260701.20270831", "review_by": "2035-01-01"}),
        ("sip.training", {"revision": 2, "initial_on": "2026-08-20"}),
        ("sip.kind", {"revision": 2, "kind": "consultant"}),
    ):
        assert "Only the Trust Advisor can change" in await press(office, SIP, verb, sip=SIP.id, **data)
    assert "Not open to you" in await press(office, SIP, "sip.form", sip=SIP.id, form="checks")
    assert await checks(office) == CHECKS
    assert (await record(office)).kind is None
    assert [one.detail["code"] for one in office.entries() if one.action == "refused"] == ["not_yours"] * 4


@pytest.mark.parametrize("person", [HEAD, DSO, OTHER_SIP])
async def test_nobody_else_reads_or_changes_it(small_office: Office, person: Person) -> None:
    office = small_office
    office.bring([*EVERYBODY, OTHER_SIP])
    for words in ("sips", "sip samir"):
        [said] = await typed(office, person, words, f"m-{words}")
        assert NOT_YOURS in said
    for verb, data in (("sip.show", {}), ("sip.form", {"form": "capacity"})):
        assert "Not open to you" in await press(office, person, verb, sip=SIP.id, **data)
    assert "Not open to you" in await press(office, person, "sip.list")
    said = await press(office, person, "sip.capacity", sip=SIP.id, revision=0, year="1")
    assert "Only this SIP and the Trust Advisor" in said
    assert (await record(office)) == SipRecord(SIP.id)


async def test_what_is_not_taken_stands_in_the_form_with_the_reason(small_office: Office) -> None:
    office = small_office
    data: dict[str, str | int] = {"sip": SIP.id, "revision": 0, "year": "many", "area": "4 Mill Lane"}
    form = await press(office, SIP, "sip.capacity", **data)
    assert "whole number from 0 to 400" in form
    for verb, more, words in (
        ("sip.checks", {"mark": "20260701.20260701.20270831", "checked_by": "001234567890"}, "never kept here"),
        ("sip.training", {"revision": 0, "topic": "data", "trained_on": "2027-01-01"}, "this day is to come"),
        ("sip.kind", {"revision": 0, "kind": "consultant", "own_urn": "900001"}, "Only a serving headteacher"),
        ("sip.experience", {"revision": 0, "phases": "nursery", "topics": "reading", "own_topics": "x" * 50}, "topics"),
    ):
        form = await press(office, ADVISOR, verb, sip=SIP.id, **more)
        assert words in form
        assert "You see this because you keep the list" in form
        assert "001234567890" not in form
    assert await record(office) == SipRecord(SIP.id)
    card = await press(office, ADVISOR, "sip.kind", sip=SIP.id, revision=7, kind="consultant")
    assert "What they are beside this" not in card


async def test_the_list_says_what_is_missing_and_narrows(small_office: Office) -> None:
    office = small_office
    with office.database.writing() as uow:
        uow.roster.replace([*EVERYBODY, OTHER_SIP], uow.roster.schools(), {}, {}, {}, [CHECKS])
        entry = AuditEntry("service", "tested", "sip_record:x")
        uow.sip_records.save(replace(RECORD, sip_id=SIP.id), entry, office.now)
    [card] = await typed(office, ADVISOR, "sips")
    assert "2 SIPs" in card
    assert "Look at this: checks are not complete" in card
    assert "1 school of 6" in card
    for show, found in (("checks", "Petra"), ("lacking", "Petra"), ("appraisal", "Samir"), ("room", "Samir")):
        card = await press(office, ADVISOR, "sip.list", show=show)
        assert "1 of 2 SIPs" in card
        assert found in card
    assert "No SIP is like that" in await press(office, ADVISOR, "sip.list", find="nobody", page=3)
    [one] = await typed(office, ADVISOR, "sip oakwell", "m2")
    assert "Missing: the checks are not complete" in one
    [said] = await typed(office, ADVISOR, "sip nobody", "m3")
    assert "No School Improvement Partner on the list is called that" in said
    [both] = await typed(office, ADVISOR, "sip a", "m4")
    assert "2 SIPs" in both


async def test_somebody_who_is_no_sip_has_no_record(small_office: Office) -> None:
    office = small_office
    assert "Not open to you" in await press(office, ADVISOR, "sip.show", sip=HEAD.id)
    assert "I cannot find" in await press(office, ADVISOR, "sip.form", sip=HEAD.id, form="kind")
    assert "I cannot find" in await press(office, ADVISOR, "sip.capacity", sip=HEAD.id, revision=0)
    assert await typed(office, HEAD, "my record") != []
    assert (await listed(office)).sips == {}
