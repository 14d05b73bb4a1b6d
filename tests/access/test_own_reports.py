"""Somebody in two offices is judged by what they are to the record: nobody approves a report that they wrote, and
nobody answers a complaint about themselves, whoever else they are and whomever they stand in for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest

from handbook.cases.cover import Cover
from handbook.core.people import Person, Role
from handbook.reports.approval import SendReport
from store.audit import AuditEntry
from tests.access.judging import YES, judged
from tests.access.people import CHAIR, FAR, MEMBER, OTHER_HEAD, OTHER_SIP, RELATIONS, SCHOOL, SUB, URN, bring
from tests.access.play import Play
from tests.automations.case_office import texts
from tests.automations.office import ADVISOR, HEAD, SIP, Office
from tests.support import visits as v

ENTRY: Final = AuditEntry("service", "tested", "cover:x")
ANSWERS: Final = ("report.approve", "report.approve_with_view", "report.ask_change")


def with_people(office: Office, *changed: Person, **school: str) -> None:
    """The list, with these people as they are now."""
    people = {one.id: one for one in (*RELATIONS.values(), *changed)}
    with office.database.writing() as uow:
        schools = (replace(SCHOOL, **school), FAR)
        uow.roster.replace(people.values(), schools, {"Fellshire": v.SESSIONS}, {}, {}, [v.CHECKS])


def stands_in(office: Office, person: Person, deputy: Person) -> None:
    today = office.now.date()
    with office.database.writing() as uow:
        uow.covers.open(Cover("own", person.id, deputy.id, today, today + timedelta(days=9)), ENTRY, office.now)


def told(office: Office, people: Sequence[Person], verbs: Sequence[str], data: dict[str, Any]) -> dict[str, set[str]]:
    """What each is told, by their name."""
    with office.database.writing() as uow:
        return {
            one.name: {judged(office, uow, one.id, verb, data, draws=False).said for verb in verbs} for one in people
        }


async def a_sent_report(office: Office) -> dict[str, Any]:
    report = await office.receive()
    await office.bus.decide(SendReport(report.id, 1), SIP.id, "teams")
    await office.run_all()
    return {"report": report.id, "version": 1, "comment": "Please say more.", "view": "We agree."}


@pytest.mark.parametrize("also", [(), (Role.HEADTEACHER,), (Role.HEADTEACHER, Role.BOARD_MEMBER)])
async def test_who_wrote_a_report_does_not_approve_it_standing_in_for_its_headteacher(
    small_office: Office, also: tuple[Role, ...]
) -> None:
    both = replace(SIP, also=also)
    with_people(small_office, both)
    data = await a_sent_report(small_office)
    stands_in(small_office, HEAD, both)
    assert told(small_office, [both], ANSWERS, data) == {SIP.name: {"not_yours"}}
    assert told(small_office, [HEAD], ANSWERS, data) == {HEAD.name: {YES}}


async def test_another_office_approves_nothing_and_takes_nothing_away(small_office: Office) -> None:
    """A SIP who leads another school, and a headteacher who is the SIP of another: each by what they are here."""
    sip, head = replace(SIP, also=(Role.HEADTEACHER,)), replace(HEAD, also=(Role.SIP,))
    elsewhere = replace(OTHER_HEAD, also=(Role.SIP,))
    with_people(small_office, sip, head, elsewhere)
    data = await a_sent_report(small_office)
    said = told(small_office, [sip, head, elsewhere, OTHER_SIP], ANSWERS, data)
    assert said == {SIP.name: {"not_yours"}, HEAD.name: {YES}, OTHER_HEAD.name: {"not_yours"},
                    OTHER_SIP.name: {"not_yours"}}  # fmt: skip


async def test_who_becomes_headteacher_does_not_approve_what_they_wrote_as_its_sip(small_office: Office) -> None:
    with_people(small_office)
    data = await a_sent_report(small_office)
    became = replace(SIP, role=Role.HEADTEACHER, also=(Role.SIP,))
    with_people(small_office, became, headteacher_id=SIP.id, sip_id=OTHER_SIP.id)
    said = told(small_office, [became], ANSWERS, data)
    assert said[SIP.name] <= {"not_yours", "unknown"}, said


async def test_a_complaint_about_the_trust_advisor_is_answered_by_neither_them_nor_who_stands_in(
    small_office: Office,
) -> None:
    bring(small_office)
    play = Play(small_office)
    await play.typed(HEAD, "complaint")
    await play.send(HEAD, "complaint.about_trust_advisor", school=URN, **texts("from us"))
    with small_office.database.reading() as uow:
        case = uow.cases.standing()[-1]
    data = {"case": case.id, "version": 1, "stage": "with_chair", "review_on": "2026-12-14", **texts("answered")}
    said = told(small_office, [ADVISOR, SUB, MEMBER, SIP, CHAIR], ["complaint.answer", "complaint.acknowledge"], data)
    assert YES not in said[ADVISOR.name] | said[SUB.name] | said[MEMBER.name] | said[SIP.name]
    assert said[CHAIR.name] & {YES, "stale"}, said
    stands_in(small_office, CHAIR, SUB)  # of the Trust Board, and standing in for the Trust Advisor too
    said = told(small_office, [SUB, ADVISOR], ["complaint.answer"], data)
    assert YES not in said[ADVISOR.name]
