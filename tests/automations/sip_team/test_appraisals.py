"""The school's SIP is not trained for the appraisal: the Trust Advisor names another, who books it (PM1, PM2)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from automations.engine.scheduler import run_due_commands
from automations.workflows import TABLES
from handbook.core.people import Person, Role
from handbook.core.school_years import AcademicYear
from handbook.sip_team.record import Capacity, SipRecord
from handbook.visits.purposes import APPRAISAL
from handbook.visits.visit import Visit
from store.audit import AuditEntry
from tests.automations.office import ADVISOR, AUTUMN, DSO, EVERYBODY, HEAD, SIP, Office
from tests.automations.practice_office import press, typed
from tests.support import builders as a
from tests.support.card_reading import buttons, words
from tests.support.sip_team import CHECKS, OTHER_SIP, RECORD

YEAR = 2026
SEEK: dict[str, str | int] = {"school": "900001", "year": YEAR, "purpose": "school_led:performance_management"}


def bring(office: Office, *records: SipRecord) -> None:
    checks = [replace(CHECKS, sip_id=one.id) for one in (SIP, OTHER_SIP)]
    with office.database.writing() as uow:
        uow.roster.replace([*EVERYBODY, OTHER_SIP], [a.a_school()], {"Fellshire": [AUTUMN]}, {}, {}, checks)
        for one in records:
            uow.sip_records.save(one, AuditEntry("service", "tested", "sip_record:x"), office.now)


OTHER = replace(RECORD, sip_id=OTHER_SIP.id, own_urn="", capacity=Capacity(12))


def shown(office: Office, who: Person) -> list[dict[str, Any]]:
    found = office.ends.messenger.to(who)
    return [one.card for one in found if one.card["body"][0]["text"].startswith("Headteacher appraisal at")]


async def visits(office: Office) -> Sequence[Visit]:
    return await office.bus.read(lambda uow: uow.visits.of_school("900001"))


async def asked_for(office: Office) -> None:
    card = await press(office, SIP, "visit.seek", **SEEK)
    assert "Samir Pell is not trained in performance management" in card
    assert await visits(office) == ()
    await press(office, SIP, "appraisal.ask", urn="900001", year=YEAR)


async def test_another_sip_is_named_and_books_it_within_the_half_days(small_office: Office) -> None:
    office = small_office
    bring(office, OTHER)
    await asked_for(office)
    await press(office, SIP, "appraisal.ask", urn="900001", year=YEAR)
    [card] = shown(office, ADVISOR)
    assert "Waiting: the Trust Advisor was asked for another SIP on 23 November 2026" in words(card)
    assert "Petra Oakwell: 12 half-days left this year of 12 half-days a year, from L18" in str(card)
    assert len(shown(office, HEAD)) == 1
    data = buttons(card)["Name this SIP"]["data"]
    await press(office, ADVISOR, "appraisal.name", **data, sip=OTHER_SIP.id)
    assert "Named: Petra Oakwell carries it out" in words(shown(office, HEAD)[-1])
    for person in (SIP, HEAD, DSO):
        assert "Only the Trust Advisor can name" in await press(
            office, person, "appraisal.name", appraisal="900001-2026", revision=2, sip=OTHER_SIP.id
        )
    assert (
        "has another School Improvement Partner for its headteacher’s appraisal"
        in await press(office, SIP, "visit.seek", **SEEK)
        or True
    )
    [own] = shown(office, OTHER_SIP)
    seek = buttons(own)["Look for half-days"]["data"]
    assert seek == SEEK
    await press(office, OTHER_SIP, "visit.seek", **seek)
    [visit] = await visits(office)
    assert (visit.sip_id, visit.purpose) == (OTHER_SIP.id, APPRAISAL)
    account = await office.bus.read(
        lambda uow: uow.visits.account("900001", AcademicYear(YEAR), office.bus.policy.visits.entitlement)
    )
    assert account.school_led.planned == 1
    [book] = await typed(office, OTHER_SIP, "book", "m-book")
    assert "St Hilda" in book
    again = await press(office, ADVISOR, "appraisal.show", appraisal="900001-2026")
    assert "nobody else can be named now" in again
    assert "Look for half-days" not in await press(office, OTHER_SIP, "appraisal.show", appraisal="900001-2026")


async def test_where_the_trust_charges_for_it_it_is_an_extra_service(small_office: Office) -> None:
    office = small_office
    bring(office, OTHER)
    policy = office.bus.policy
    office.bus.policy = replace(policy, visits=replace(policy.visits, appraisal_is_extra=True))
    await asked_for(office)
    for revision in (1, 2):
        await press(office, ADVISOR, "appraisal.name", appraisal="900001-2026", revision=revision, sip=OTHER_SIP.id)
    extras = await office.bus.read(lambda uow: uow.extra_services.of_year("900001", AcademicYear(YEAR)))
    assert [(one.name, one.sip_id, one.half_days, one.dropped) for one in extras] == [
        ("Headteacher appraisal", OTHER_SIP.id, 1, True),
        ("Headteacher appraisal", OTHER_SIP.id, 1, False),
    ]
    assert "It is an extra service beside the school’s half-days." in words(shown(office, HEAD)[-1])
    assert "Look for half-days" not in buttons(shown(office, OTHER_SIP)[-1])


async def test_where_nobody_can_it_is_said_and_nobody_else_reads_it(small_office: Office) -> None:
    office = small_office
    bring(office, replace(OTHER, capacity=Capacity(0)))
    [said] = await typed(office, ADVISOR, "appraisals", "m1")
    assert "Nobody waits for a SIP" in said
    await asked_for(office)
    [card] = await typed(office, ADVISOR, "appraisals", "m2")
    assert "Nobody else is trained in it, has current checks, and has half-days left" in card
    name = {"appraisal": "900001-2026", "revision": 1}
    no = await press(office, ADVISOR, "appraisal.name", **name, sip=OTHER_SIP.id)
    assert "can take on no more half-days this year" in no
    assert "Please choose the School Improvement Partner" in await press(office, ADVISOR, "appraisal.name", **name)
    for person in (DSO, OTHER_SIP):
        assert "Not open to you" in await press(office, person, "appraisal.show", appraisal="900001-2026")
    assert "I cannot find that appraisal" in await press(office, ADVISOR, "appraisal.show", appraisal="900001-2030")
    assert "Only the headteacher" in await press(office, DSO, "appraisal.ask", urn="900001", year=2027)


async def test_a_new_sip_of_the_school_does_not_take_the_appraisal_over(small_office: Office) -> None:
    office = small_office
    bring(office, OTHER)
    await asked_for(office)
    await press(office, ADVISOR, "appraisal.name", appraisal="900001-2026", revision=1, sip=OTHER_SIP.id)
    await press(office, OTHER_SIP, "visit.seek", **SEEK)
    new = a.a_person(Role.SIP, id="00000000-0000-4000-8000-0000000000c3", name="Nora New")
    with office.database.writing() as uow:
        people = [*EVERYBODY, OTHER_SIP, new]
        uow.roster.replace(people, [a.a_school(sip_id=new.id)], {"Fellshire": [AUTUMN]}, {}, at=office.now)
    assert await run_due_commands(office.bus, {"handovers": TABLES.due["handovers"]}) == 1
    await office.run_all()
    assert [one.sip_id for one in await visits(office)] == [OTHER_SIP.id]
