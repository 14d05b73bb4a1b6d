"""R1-R3 through the front door: who applies, in steps, once, and sees their own."""

import pytest

from automations.engine.inbound.port import CardAnswer
from handbook.core.people import Person, Role
from handbook.recruitment.moves import ApplicationStatus as S
from tests.automations.office import ADVISOR, HEAD, SIP, Office, press
from tests.automations.recruitment_office import (
    ANSWERS,
    EVIDENCE,
    EXTERNAL,
    all_of_them,
    bring,
    come_to,
    do,
    heard,
    said,
    the_one,
    typed,
)
from tests.support import recruitment as r
from tests.support.card_reading import inputs, verbs, words


async def test_a_headteacher_is_told_why_they_are_not_eligible_and_applies_when_they_are(small_office: Office) -> None:
    office = small_office
    bring(office)
    card = await typed(office, HEAD, "I want to become a SIP!")
    assert "application.begin" in verbs(card)
    assert "There is no application" in await said(office, HEAD, "applications.show")
    assert "at least 5 years of headship" in await said(office, HEAD, "application.begin")
    no = await do(office, HEAD, "eligibility", **{**EVIDENCE, "years": "4", "evidence_lle": "n/a"})
    assert "not shown yet: at least 5 years of headship" in no
    assert "One of these is needed as well" in no
    assert "is a form to write" not in no
    assert "National" not in await do(office, HEAD, "eligibility", **EVIDENCE)
    assert the_one(office).status is S.DRAFTED
    assert heard(office, ADVISOR) == [], "a draft is nobody else’s"


async def test_years_that_are_no_number_are_asked_for_again_with_all_that_was_typed(small_office: Office) -> None:
    await come_to(small_office, S.BEGUN)
    one = the_one(small_office).id
    again = await press(small_office, HEAD, "application.eligibility", application=one, **{**EVIDENCE, "years": "nine"})
    assert isinstance(again, CardAnswer)
    assert "whole number" in words(again.card)
    assert inputs(again.card)["evidence_lle"]["value"] == "2022"


async def test_a_draft_is_kept_step_by_step_and_sent_whole(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.DRAFTED)
    second = await do(office, HEAD, "save", step=1, then=2, answer_post="Head of St Hilda’s")
    assert "2 of 3: How you meet the person specification" in second
    assert "Still to be filled in: Telephone" in await do(office, HEAD, "save", step=2, then=0)
    assert "Please fill in: “Telephone”" in await do(office, HEAD, "submit")
    long = await do(office, HEAD, "save", step=1, then=2, answer_post="x" * 201, answer_telephone="0151")
    assert "has 201 characters" in long
    assert "x" * 201 in long
    assert the_one(office).form == {"post": "Head of St Hilda’s"}
    back = await do(office, HEAD, "step", step=1)
    assert "Head of St Hilda’s" in back
    for step in (1, 2, 3):
        await do(office, HEAD, "save", step=step, then=0, **ANSWERS)
    assert "the Trust Advisor reads it" in await do(office, HEAD, "submit")
    assert "Put to the Board…" in heard(office, ADVISOR)[-1]
    assert "Evidence of eligibility" in heard(office, ADVISOR)[-1]
    assert "Head of St Hilda’s" not in str([one.detail for one in office.entries()])


async def test_who_applies_twice_finds_the_first(small_office: Office) -> None:
    office = small_office
    one = await come_to(office, S.DRAFTED)
    assert "Draft" in await said(office, HEAD, "application.begin")
    assert "Your application" in words(await typed(office, HEAD, "apply"))
    external = await said(office, ADVISOR, "application.begin_external", **EXTERNAL)
    assert external == await said(office, ADVISOR, "application.begin_external", **EXTERNAL)
    assert len(all_of_them(office)) == 2
    [second] = [each for each in all_of_them(office) if each.id != one.id]
    gone = await said(office, ADVISOR, "application.withdraw", application=second.id)
    assert gone.startswith("Application: Siân Okafor\nWithdrawn")
    await said(office, ADVISOR, "application.begin_external", **EXTERNAL)
    assert sorted(each.status for each in all_of_them(office)) == [S.DRAFTED, S.DRAFTED, S.WITHDRAWN]
    assert one.id in {each.id for each in all_of_them(office)}


async def test_the_trust_advisor_sends_it_back(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.SUBMITTED)
    assert "Please say what should be changed" in await do(office, ADVISOR, "return", eligible=1, reason=" ")
    await do(office, ADVISOR, "return", eligible=1, reason="Please name a second referee.")
    assert "Please name a second referee." in heard(office, HEAD)[-1]
    await do(office, HEAD, "submit")
    await do(office, ADVISOR, "return", eligible=0, reason="LLE ended in 2023.")
    assert the_one(office).status is S.NOT_ELIGIBLE
    assert "LLE ended in 2023." in heard(office, HEAD)[-1]


async def test_an_external_applicant_is_entered_with_a_name_and_an_address(small_office: Office) -> None:
    office = small_office
    bring(office)
    assert "Name" in await said(office, ADVISOR, "application.external")
    again = await said(office, ADVISOR, "application.begin_external", **{**EXTERNAL, "email": "sian"})
    assert "Please give the applicant’s e-mail address" in again
    assert "sian" in again
    head = await said(office, ADVISOR, "application.begin_external", **{**EXTERNAL, "email": HEAD.email.upper()})
    assert "eligibility comes first" in head
    assert all_of_them(office) == ()


@pytest.mark.parametrize("who", [SIP, r.DSO, r.MEMBER, HEAD])
async def test_nobody_else_enters_applicants(small_office: Office, who: Person) -> None:
    bring(small_office)
    assert "Not open to you" in await said(small_office, who, "application.external")
    assert "Only the Trust Advisor" in await said(small_office, who, "application.begin_external", **EXTERNAL)
    assert all_of_them(small_office) == ()


_SHOWS: tuple[tuple[str, dict[str, str | int]], ...] = (
    ("show", {}), ("form", {"form": "outcome"}), ("form", {"form": "eligibility"}), ("form", {"form": "vote"}),
    ("step", {"step": 1}), ("read", {"step": 1}),
)  # fmt: skip
_ACTS: tuple[tuple[str, dict[str, str | int]], ...] = (
    ("eligibility", {**EVIDENCE}), ("save", {"step": 1, "then": 0, **ANSWERS}), ("submit", {}), ("withdraw", {}),
    ("return", {"eligible": 1, "reason": "x"}), ("present", {}), ("take_back", {}), ("vote", {"approves": 1}),
    ("step_aside", {"reason": "x"}), ("call_off", {"reason": "x"}), ("file_view", {"recommends": 1, "reason": "x"}),
    ("outcome", {"chosen": 1}), ("condition", {"condition": "dbs", "state": "met"}), ("end", {}),
    ("name_sip", {"sip": SIP.id}),
    ("fix_interview", {"meet_on": "2027-01-12", "meet_at": "10:00-11:00", "panel": f"{r.MEMBER.id},{r.DSO.id}"}),
)  # fmt: skip


async def test_nobody_sees_or_touches_another_applicants(small_office: Office) -> None:
    """The same words as for an application that is none, and a note of each attempt."""
    office = small_office
    one = await come_to(office, S.PRESENTED)
    other = r.a.a_person(Role.HEADTEACHER, id="00000000-0000-4000-8000-0000000000f2", name="Other Head",
                         email="other@trust.example")  # fmt: skip
    office.bring([*r.BOARD, HEAD, ADVISOR, SIP, r.DSO, other])
    for verb, data in (*_SHOWS, *_ACTS):
        assert await do(office, other, verb, **data) == "I cannot find that application.", verb
    assert await said(office, other, "application.show", application="forged") == "I cannot find that application."
    assert the_one(office) == one
    tried = [each for each in office.entries() if each.action in ("refused", "tried") and each.actor_id == other.id]
    assert len(tried) >= len(_SHOWS) + len(_ACTS)
    assert "There is no application" in words(await typed(office, other, "applications"))
    assert HEAD.name not in words(await typed(office, other, "my application"))
    assert "SIP Desk" in words(await typed(office, SIP, "applications")) or heard(office, SIP)


async def test_forged_values_are_refused(small_office: Office) -> None:
    await come_to(small_office, S.DRAFTED)
    for verb, data in (("save", {"step": 4, "then": 0}), ("form", {"form": "nothing"}), ("step", {"step": 0}),
                       ("condition", {"condition": "x", "state": "met"})):  # fmt: skip
        assert "could not read that card" in await do(small_office, HEAD, verb, **data)
