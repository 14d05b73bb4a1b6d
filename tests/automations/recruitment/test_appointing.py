"""R3, T1: who is appointed is a SIP on the list, with a record and the training to come; papers go in time."""

from dataclasses import replace
from datetime import date, timedelta

from handbook.core.british_time import london_date
from handbook.core.people import Role
from handbook.recruitment.moves import ApplicationStatus as S
from handbook.sip_team.record import SipKind, SipRecord
from handbook.sip_team.standing import why_not_allocated
from store.audit import AuditEntry
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, SIP, Office
from tests.automations.recruitment_office import all_of_them, come_to, do, heard, said, strike, the_one, typed
from tests.support import recruitment as r
from tests.support.card_reading import words

ENTRY = AuditEntry("service", "tested", "sip_record:x")


def record(office: Office, sip_id: str) -> SipRecord:
    with office.database.reading() as uow:
        return uow.sip_records.of(sip_id)


def note_training(office: Office, sip_id: str, day: date) -> None:
    """As whoever holds it does."""
    with office.database.writing() as uow:
        of = uow.sip_records.of(sip_id)
        uow.sip_records.save(replace(of, initial_training_on=day), ENTRY, office.now)


async def test_a_serving_headteacher_becomes_a_sip_too_and_is_trained(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.CHOSEN)
    assert "references and DBS check" in heard(office, HEAD)[-1]
    await do(office, ADVISOR, "condition", condition="references", state="met")
    await do(office, ADVISOR, "condition", condition="dbs", state="not_met")
    assert "End it…" in await do(office, ADVISOR, "show")
    await do(office, ADVISOR, "condition", condition="dbs", state="met")
    one = the_one(office)
    assert (one.status, one.sip_id) == (S.APPOINTED, HEAD.id)
    with office.database.reading() as uow:
        person = uow.roster.named(HEAD.id)
        assert person.offices == (Role.HEADTEACHER, Role.SIP)
        member = uow.sip_records.member(person)
        assert why_not_allocated(member, london_date(office.now)) != ""
    assert (record(office, HEAD.id).kind, record(office, HEAD.id).own_urn) == (SipKind.SERVING_HEAD, "900001")
    assert any("Initial training" in each and "not on record" in each for each in heard(office, HEAD))
    assert any("still to come" in each for each in heard(office, HEAD))
    await strike(office)
    assert the_one(office).status is S.APPOINTED
    note_training(office, HEAD.id, london_date(office.now))
    await strike(office)
    assert the_one(office).status is S.TRAINED
    assert "you can be given schools" in heard(office, HEAD)[-1]
    assert "Apply to become a SIP" not in words(await typed(office, HEAD, "apply"))
    assert "already" in await said(office, HEAD, "application.begin")


async def test_an_external_applicant_is_added_to_the_list_and_named(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.APPOINTED, is_external=True)
    assert the_one(office).sip_id == ""
    assert "type “people”" in await do(office, ADVISOR, "show")
    assert "their place on the list" in words(await typed(office, ADVISOR, "applications"))
    assert "Please choose the SIP first" in await do(office, ADVISOR, "name_sip")
    assert SIP.name in await do(office, ADVISOR, "form", form="name_sip")
    no = await do(office, ADVISOR, "name_sip", sip=HEAD.id)
    assert "School Improvement Partner on the list" in no
    await do(office, ADVISOR, "name_sip", sip=SIP.id)
    assert record(office, SIP.id).kind is SipKind.RETIRED_HEAD
    assert the_one(office).sip_id == SIP.id
    assert any("Initial training" in each for each in heard(office, SIP))


async def test_who_left_the_list_is_not_appointed(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.CHOSEN)
    office.bring([*(one for one in EVERYBODY if one.id != HEAD.id), r.SECOND, r.THIRD])
    await do(office, ADVISOR, "condition", condition="references", state="met")
    said_ = await do(office, ADVISOR, "condition", condition="dbs", state="met")
    assert "is no longer on the list of people" in said_
    assert the_one(office).status is S.CHOSEN


async def test_who_became_a_sip_meanwhile_stays_one(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.CHOSEN)
    both = replace(HEAD, also=(Role.SIP,))
    office.bring([*(both if one.id == HEAD.id else one for one in EVERYBODY), r.SECOND, r.THIRD])
    for kind in ("references", "dbs"):
        await do(office, ADVISOR, "condition", condition=kind, state="met")
    with office.database.reading() as uow:
        assert uow.roster.named(HEAD.id) == both
    assert record(office, HEAD.id).kind is SipKind.SERVING_HEAD


async def test_a_condition_that_is_not_met_ends_it(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.CHOSEN)
    assert "which condition is not met" in await do(office, ADVISOR, "end")
    await do(office, ADVISOR, "condition", condition="references", state="not_met")
    await do(office, ADVISOR, "end")
    assert (the_one(office).status, the_one(office).reason) == (S.DECLINED, "Not met: references.")
    assert "Not met" not in heard(office, HEAD)[-1]


async def test_papers_are_deleted_when_their_time_is_over(small_office: Office) -> None:
    office = small_office
    one = await come_to(office, S.PRESENTED)
    await do(office, HEAD, "withdraw")
    await strike(office, office.now + timedelta(days=179))
    assert the_one(office).form != {}
    await strike(office, office.now + timedelta(days=1))
    assert all_of_them(office) == ()
    with office.database.reading() as uow:
        left = uow.applications.get(one.id)
        assert uow.applications.of_person(HEAD) == ()
    assert (left.name, left.form, left.votes, left.papers_gone_on) == ("", {}, (), london_date(office.now))
    gone = await said(office, ADVISOR, "application.show", application=one.id)
    assert "Its papers were deleted on" in gone
    assert HEAD.name not in gone
    assert "Not open to you" in await said(office, HEAD, "application.show", application=one.id)


async def test_a_draft_that_nobody_touched_goes_too(small_office: Office) -> None:
    office = small_office
    one = await come_to(office, S.DRAFTED)
    await strike(office, office.now + timedelta(days=180))
    with office.database.reading() as uow:
        assert uow.applications.get(one.id).status is S.WITHDRAWN
    assert "withdrawn" not in "".join(heard(office, ADVISOR)).lower(), "nobody else knew of it"
