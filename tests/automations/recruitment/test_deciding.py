"""R3, R4 through the front door: the Board, the interview and its calendar, views and the outcome."""

from dataclasses import replace
from datetime import timedelta

from automations.recruitment.calendar import CALLED_OFF, SUBJECT, keep_interview, look_at_interview
from automations.recruitment.loading import ApplicationKind, applications_about
from cards.kit.lines import closed_card
from handbook.core.calendars import Period
from handbook.core.external_errors import Forbidden
from handbook.recruitment.interview import CallOffInterview
from handbook.recruitment.moves import ApplicationStatus as S
from tests.automations.office import ADVISOR, DSO, EVERYBODY, HEAD, Office
from tests.automations.recruitment_office import (
    INTERVIEW,
    after_interview,
    come_to,
    declines,
    do,
    entry,
    heard,
    strike,
    the_one,
    typed,
)
from tests.support import recruitment as r
from tests.support.card_reading import words
from tests.support.rendering import render

HOUR = timedelta(hours=1)


async def test_each_member_decides_once_and_sees_the_others_afterwards(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.PRESENTED)
    assert all("Decide…" in heard(office, member)[-1] for member in r.BOARD)
    assert "Waits for you: your decision." in words(await typed(office, r.THIRD, "applications"))
    assert "say why" in await do(office, r.MEMBER, "vote", approves=0, reason="")
    seen = await do(office, r.MEMBER, "vote", approves=0, reason="Too little headship.")
    assert "0 for, 1 against" in seen
    assert "Too little headship." not in await do(office, r.CHAIR, "show")
    assert "already" in await do(office, r.MEMBER, "vote", approves=1) or "0 for, 1 against" in seen
    assert len(the_one(office).votes) == 1
    gone = await do(office, r.THIRD, "step_aside", reason="My brother-in-law.")
    assert "Not open to you" in gone
    await do(office, r.CHAIR, "vote", approves=1)
    await do(office, r.SECOND, "vote", approves=1)
    assert the_one(office).status is S.APPROVED
    assert "you will be invited to an interview" in heard(office, HEAD)[-1]
    assert "Too little headship." not in "".join(heard(office, HEAD))


async def test_a_decision_after_the_withdrawal_changes_nothing(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.PRESENTED)
    await do(office, HEAD, "withdraw", reason="A new post.")
    said = await do(office, r.MEMBER, "vote", approves=1)
    assert "Not open to you" in said
    assert (the_one(office).status, the_one(office).votes) == (S.WITHDRAWN, ())
    assert any("Withdrawn" in each and "A new post." in each for each in heard(office, ADVISOR))


async def test_it_is_taken_back_from_a_board_and_put_to_it_anew(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.PRESENTED)
    await do(office, r.MEMBER, "vote", approves=1)
    assert "waits for the Trust Advisor" in await do(office, ADVISOR, "take_back")
    few = await do(office, ADVISOR, "present", aside=f"{r.MEMBER.id},{r.CHAIR.id}")
    assert "2 can take part in this one" in few
    assert "Took no part: Beatrix Mounsey" in await do(office, ADVISOR, "present", aside=r.MEMBER.id)
    assert the_one(office).votes == ()


async def test_an_interview_stands_in_the_calendars_of_panel_and_applicant(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.APPROVED)
    no = await do(office, ADVISOR, "fix_interview", **{**INTERVIEW, "panel": f"{r.MEMBER.id},{r.CHAIR.id}"})
    assert "This panel has no Diocesan Schools Officer" in no
    assert "Trust office" in no, "what was typed is there still"
    assert office.ends.calendars.standing(ADVISOR) == []
    assert "Please choose the day" in await do(office, ADVISOR, "fix_interview", panel=r.DSO.id)
    await do(office, ADVISOR, "fix_interview", **INTERVIEW)
    assert (entry(office).subject, entry(office).private) == (SUBJECT, True)
    assert {each.email for each in entry(office).invited} == {r.MEMBER.email, DSO.email, HEAD.email}
    assert HEAD.name not in entry(office).subject + entry(office).body_html
    assert "Tuesday 12 January 2027, 10:00 to 11:00, Trust office" in heard(office, HEAD)[-1]
    assert "Interview" in heard(office, DSO)[-1]
    one = the_one(office)
    await keep_interview(office.work, one.id, ADVISOR.id)
    assert len(office.ends.calendars.standing(ADVISOR)) == 1
    assert the_one(office).interview == one.interview


async def test_a_panel_that_dissolves_in_outlook_is_no_interview(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.INVITED)
    await strike(office)
    assert the_one(office).status is S.INVITED
    declines(office, DSO)
    await strike(office)
    assert the_one(office).status is S.INVITED, "it is read once an hour"
    await strike(office, office.now + HOUR)
    one = the_one(office)
    assert one.status is S.APPROVED
    assert office.ends.calendars.standing(ADVISOR) == []
    assert office.ends.calendars.comments == [CALLED_OFF]
    for person in (ADVISOR, HEAD):
        assert "The panel now has no Diocesan Schools Officer" in heard(office, person)[-1]
    await do(office, ADVISOR, "fix_interview", **{**INTERVIEW, "panel": f"{r.MEMBER.id},{r.OTHER_DSO.id}"})
    assert {each.email for each in entry(office).invited} == {r.MEMBER.email, r.OTHER_DSO.email, HEAD.email}


async def test_one_of_several_declines_and_the_time_is_moved(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.APPROVED)
    await do(
        office, ADVISOR, "fix_interview", **{**INTERVIEW, "panel": f"{INTERVIEW['panel']},{r.CHAIR.id},{ADVISOR.id}"}
    )
    assert ADVISOR.email not in {each.email for each in entry(office).invited}, "it is their calendar"
    declines(office, r.CHAIR)
    moved = Period(r.WHEN.starts_at + 2 * HOUR, r.WHEN.ends_at + 2 * HOUR)
    office.ends.calendars.put(ADVISOR, replace(entry(office), period=moved))
    await strike(office)
    one = the_one(office)
    assert one.status is S.INVITED
    assert one.interview is not None
    assert one.interview.panel == (r.MEMBER.id, r.DSO.id, ADVISOR.id)
    assert one.interview.when.words == "Tuesday 12 January 2027, 12:00 to 13:00"


async def test_the_applicant_declines_or_the_entry_is_deleted(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.INVITED)
    declines(office, HEAD)
    await strike(office)
    assert "The applicant declined" in the_one(office).reason
    await do(office, ADVISOR, "fix_interview", **INTERVIEW)
    office.ends.calendars.take_out(ADVISOR.id, entry(office).id)
    await strike(office)
    assert the_one(office).reason == "It was taken out of the calendar in Outlook."
    await look_at_interview(office.work, the_one(office).id)


async def test_who_leaves_the_list_is_on_no_panel(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.INVITED)
    office.bring([one for one in EVERYBODY if one.id != DSO.id])
    await strike(office)
    assert the_one(office).status is S.APPROVED
    assert "no Diocesan Schools Officer" in heard(office, ADVISOR)[-1]


async def test_a_calendar_that_cannot_be_written_is_told_and_written_later(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.APPROVED)
    office.ends.faults.for_good["write"] = Forbidden("ErrorAccessDenied")
    await do(office, ADVISOR, "fix_interview", **INTERVIEW)
    assert any("The interview could not be updated in the calendars yet" in each for each in heard(office, ADVISOR))
    await look_at_interview(office.work, the_one(office).id)
    assert the_one(office).status is S.INVITED, "what was never written was not deleted"


async def test_it_is_called_off_and_fixed_again(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.INVITED)
    await do(office, ADVISOR, "call_off", reason="Snow is forecast.")
    assert "Snow is forecast." in heard(office, HEAD)[-1]
    assert office.ends.calendars.standing(ADVISOR) == []
    await do(office, ADVISOR, "fix_interview", **INTERVIEW)
    await after_interview(office)
    assert the_one(office).status is S.INTERVIEWED
    await do(office, ADVISOR, "call_off", reason="The applicant was ill.")
    assert the_one(office).status is S.APPROVED


async def test_interviewers_see_others_views_after_their_own(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.INTERVIEWED)
    assert "File my view…" in heard(office, DSO)[-1]
    assert "Please say in a few words" in await do(office, DSO, "file_view", recommends=1, reason="")
    await do(office, r.MEMBER, "file_view", recommends=0, reason="Weak on data.")
    assert "Weak on data." not in await do(office, DSO, "show")
    assert "your view of the interview" in words(await typed(office, DSO, "applications"))
    assert "one each" in await do(office, ADVISOR, "outcome", chosen=1)
    assert "Weak on data." in await do(office, DSO, "file_view", recommends=1, reason="Warm and clear.")
    assert "Weak on data." in await do(office, ADVISOR, "show")
    assert "Please say why" in await do(office, ADVISOR, "outcome", chosen=0, reason=" ")
    await do(office, ADVISOR, "outcome", chosen=0, reason="Not this time.")
    assert the_one(office).status is S.DECLINED
    own = heard(office, HEAD)[-1]
    assert "the Trust Advisor can tell you more" in own
    assert "Not this time." not in own


async def test_what_is_changed_while_the_calendar_is_written_is_written_too(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.APPROVED)

    async def called_off_meanwhile() -> None:
        one = the_one(office)
        await office.bus.decide(CallOffInterview(one.id, one.version, "Snow."), ADVISOR.id, "teams")

    office.ends.calendars.meanwhile["write"] = called_off_meanwhile
    await do(office, ADVISOR, "fix_interview", **INTERVIEW)
    assert office.ends.calendars.standing(ADVISOR) == []
    assert the_one(office).status is S.APPROVED


async def test_a_list_is_its_owners(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.PRESENTED)
    of = office.bus.render_context
    with office.database.reading() as uow:
        own = render(uow, ApplicationKind.APPLICATIONS, applications_about(r.MEMBER.id), r.MEMBER, 0, of)
        other = render(uow, ApplicationKind.APPLICATIONS, applications_about(r.MEMBER.id), DSO, 0, of)
    assert "your decision" in words(own)
    assert other == closed_card()
