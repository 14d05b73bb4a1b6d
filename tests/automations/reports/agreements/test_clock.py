"""W5, D1: the clock asks again, reminds and tells; what was signed holds until somebody answers."""

from datetime import UTC, datetime

import pytest

from automations.engine.scheduler import run_due_commands
from automations.workflows import TABLES
from handbook.core.refusal import Refused
from handbook.reports.agreements.agreement import AskForAgreement
from handbook.visits.ofsted.call import TellOfstedCalled
from tests.automations.agreement_office import (
    DATA,
    OTHER_HEAD,
    SHARING,
    URN,
    actions,
    agreement_of,
    days,
    new_text,
    press,
    sign,
    strike,
    told,
    with_terms,
)
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, Office
from tests.support import builders as a

KINDS = {SHARING: f"agreement:{URN}", DATA: f"data_agreement:{URN}"}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_new_text_is_asked_for_on_the_next_school_day_and_sharing_goes_on(office: Office, kind: str) -> None:
    of_kind = SHARING if kind == SHARING else DATA
    with_terms(office)
    await sign(office, kind=of_kind)
    await strike(office, days(0))
    version = await new_text(office, of_kind)
    assert await strike(office, days(5)) == 0, "a Saturday"
    assert await strike(office, days(7)) == 1
    again = await agreement_of(office, kind=of_kind)
    assert (again.in_force, again.is_waiting, again.asked_version) == (True, True, version)
    assert "Please sign again: the text has changed. What was signed on" in told(office, HEAD)[-1]
    assert await strike(office, days(7)) == 0, "once"
    await sign(office, kind=of_kind)
    assert actions(office, KINDS[of_kind]) == ["signed", "asked_again", "signed"]
    assert (await agreement_of(office, kind=of_kind)).text_version == version


async def test_a_new_school_year_is_asked_for_on_its_first_school_day(small_office: Office) -> None:
    office = small_office
    with_terms(office)
    await sign(office)
    assert await strike(office, datetime(2027, 7, 20, 9, tzinfo=UTC)) == 0
    assert await strike(office, datetime(2027, 8, 31, 9, tzinfo=UTC)) == 0
    assert await strike(office, datetime(2027, 9, 2, 9, tzinfo=UTC)) == 1
    assert "Please sign again: the school year 2027/28 has begun" in told(office, HEAD)[-1]
    assert (await agreement_of(office)).allows_sharing


async def test_a_headteacher_who_does_not_answer_is_reminded_and_the_trust_advisor_told(small_office: Office) -> None:
    office = small_office
    with_terms(office)
    await office.bus.decide(AskForAgreement(URN, 0), ADVISOR.id, "teams")
    await office.run_all()
    counts = [await strike(office, days(day)) for day in range(25)]
    assert [day for day, count in enumerate(counts) if count] == [7, 14, 21]
    assert counts[21] == 2, "the last reminder, and the word to the Trust Advisor"
    assert ["A kind reminder" in one for one in told(office, HEAD)] == [False, False, False, True]  # the live card
    assert "it has not answered yet" in told(office, ADVISOR)[-1]
    assert len(told(office, ADVISOR)) == 1
    assert actions(office) == ["asked", "reminded", "reminded", "reminded", "waiting_told"]
    await sign(office)
    assert all("A kind reminder" not in one for one in told(office, HEAD)), "an answered card reminds nobody"
    assert await strike(office, days(25)) == 0


async def test_an_answer_that_comes_first_leaves_nothing_to_be_told(small_office: Office) -> None:
    """It was decided to remind, and before that is carried out the headteacher has signed."""
    office = small_office
    with_terms(office)
    await office.bus.decide(AskForAgreement(URN, 0), ADVISOR.id, "teams")
    await office.run_all()
    office.now = days(21)
    assert await run_due_commands(office.bus, {"agreements": TABLES.due["agreements"]}) == 2
    now = await agreement_of(office)
    data = {"urn": URN, "revision": now.revision, "text_version": "2026.1", "typed_name": HEAD.name}
    await press(office, HEAD, "agreement.sign", **data)
    await office.run_all()
    assert len(told(office, HEAD)) == 1
    assert [one for one in told(office, ADVISOR) if "not answered" in one] == []


async def test_a_new_headteacher_is_asked_and_the_one_before_is_not(small_office: Office) -> None:
    office = small_office
    with_terms(office)
    await office.bus.decide(AskForAgreement(URN, 0), ADVISOR.id, "teams")
    await office.run_all()
    with_terms(office, [a.a_school(headteacher_id=OTHER_HEAD.id)], [*EVERYBODY, OTHER_HEAD])
    old = {"urn": URN, "revision": 1, "text_version": "2026.1", "typed_name": HEAD.name}
    with pytest.raises(Refused, match="Only the headteacher of St Hilda’s"):
        await press(office, HEAD, "agreement.sign", **old)
    assert await strike(office, days(1)) == 1
    assert "Waiting for you" in told(office, OTHER_HEAD)[-1]
    assert "not open to you" in told(office, HEAD)[-1]
    assert len(told(office, HEAD)) == 1
    assert "signed" in await sign(office, person=OTHER_HEAD)


async def test_a_school_without_a_headteacher_waits_in_silence_and_is_said(small_office: Office) -> None:
    office = small_office
    with_terms(office, [a.a_school(headteacher_id="")])
    with pytest.raises(Refused, match="has no headteacher on the service’s list"):
        await press(office, ADVISOR, "agreement.ask", urn=URN, revision=0)
    with_terms(office)
    await office.bus.decide(AskForAgreement(URN, 0), ADVISOR.id, "teams")
    with_terms(office, [a.a_school(headteacher_id="")])
    await office.run_all()
    assert await strike(office, days(7)) == 0
    assert office.ends.messenger.messages == []


async def test_a_school_that_ofsted_inspects_is_left_in_peace(small_office: Office) -> None:
    office = small_office
    with_terms(office)
    await office.bus.decide(AskForAgreement(URN, 0), ADVISOR.id, "teams")
    await office.run_all()
    office.now = days(6)
    await office.bus.decide(TellOfstedCalled(URN, days(7).date(), days(8).date()), HEAD.id, "teams")
    assert await strike(office, days(7)) == 0
    assert await strike(office, days(9)) == 0  # nor in what is left of that week
    assert await strike(office, days(14)) == 1


async def test_a_school_that_left_the_list_is_not_looked_after(small_office: Office) -> None:
    office = small_office
    with_terms(office)
    await office.bus.decide(AskForAgreement(URN, 0), ADVISOR.id, "teams")
    await office.run_all()
    with_terms(office, [a.a_school(urn="900002")])
    assert await strike(office, days(7)) == 0
