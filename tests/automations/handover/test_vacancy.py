"""A part that was vacant: who comes then takes over from whoever had it last, and the first of all from nobody."""

from dataclasses import replace
from datetime import timedelta

from handbook.reports.report import Status
from handbook.visits.visit import VisitStatus as S
from store.audit import AuditEntry
from tests.automations.handover.test_passing_on import NEW_HEAD, PEOPLE, SCHOOL, heard, new_list, strike
from tests.automations.office import AUTUMN, HEAD, SIP, Office
from tests.automations.visit_office import come_to
from tests.support import visits as v

FIRST = replace(SCHOOL, urn="100001", sip_id="", headteacher_id="")
"""A school that nobody had before."""


async def test_after_a_vacancy_the_one_who_had_it_last_is_named(office: Office) -> None:
    new_list(office)
    await office.come_to(Status.SENT)
    for holder in ("", NEW_HEAD.id):
        office.now += timedelta(days=1)
        new_list(office, HEAD, headteacher_id=holder)
        await strike(office)
    assert f"you are the headteacher of {SCHOOL.full_name} now, after {HEAD.name}." in heard(office, NEW_HEAD)[0]


async def test_who_comes_back_after_a_vacancy_takes_over_nothing(small_office: Office) -> None:
    office = small_office
    new_list(office)
    await come_to(office, S.PROPOSED)
    for holder in ("", HEAD.id):
        office.now += timedelta(days=1)
        new_list(office, headteacher_id=holder)
        await strike(office)
    assert not any("You take over" in one for one in heard(office, HEAD))


async def test_a_schools_first_sip_and_headteacher_take_over_from_nobody_what_they_began(small_office: Office) -> None:
    """The list came in two parts, and the clock was late."""
    office = small_office
    for school in (FIRST, replace(FIRST, sip_id=SIP.id, headteacher_id=HEAD.id)):
        office.now += timedelta(days=1)
        with office.database.writing() as uow:
            uow.roster.replace(PEOPLE, [SCHOOL, school], {"Fellshire": [AUTUMN]}, {}, {}, [v.CHECKS], at=office.now)
    begun = replace(v.a_visit(S.PROPOSED), urn=FIRST.urn)
    with office.database.writing() as uow:
        uow.visits.open(begun, AuditEntry(SIP.id, "found", f"visit:{begun.id}"), office.now)
    await strike(office)
    made = [one for one in office.entries() if one.action == "handed_over"]
    assert {(one.detail["of"], one.detail["items"]) for one in made} == {("", 0)}
    assert not any("You take over" in one for person in (SIP, HEAD) for one in heard(office, person))
