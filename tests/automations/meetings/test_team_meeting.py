"""SIP team meetings (T2) through the front door: set, moved, cancelled, opened by those who attend, and nobody else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from automations.engine.inbound.commands import AnswerTyped
from automations.engine.inbound.port import CardAnswer, MessageAnswer
from automations.engine.ports import SentMessage
from automations.meetings.team_meeting_cards import MeetingKind, meetings_about
from cards.meetings.team_meeting import CALLED_OFF, INVITATION, SUBJECT
from handbook.core.external_errors import Forbidden
from handbook.core.half_days import HalfDay
from handbook.core.people import Person, Role
from handbook.meetings.team_meeting import CancelTeamMeeting, TeamMeeting
from tests.automations.office import ADVISOR, DSO, EVERYBODY, HEAD, SIP, Office, press
from tests.support import builders as a
from tests.support.card_reading import verbs, words
from tests.support.rendering import render
from tests.support.team_meetings import AFTERNOON, MORNING, OTHER_SIP

BOTH = {"attend": f"{SIP.id},{DSO.id}"}
AT = {"meet_on": MORNING.on.isoformat(), "meet_half": "09:00-12:00"}
LATER = {"meet_on": MORNING.on.isoformat(), "meet_half": "13:00-16:00"}
NONE = "I cannot find that meeting."


async def pressed(office: Office, who: Person, verb: str, **data: str | int) -> str:
    """What the card says that answers, or the sentence."""
    answer = await press(office, who, verb, **data)
    return words(answer.card) if isinstance(answer, CardAnswer) else answer.text


async def typed(office: Office, who: Person) -> SentMessage:
    await office.bus.decide(AnswerTyped("Team  meeting", f"m-{who.id}"), who.id, "teams")
    await office.run_all()
    return office.ends.messenger.to(who)[-1].place


async def is_set(office: Office) -> TeamMeeting:
    office.bring([*EVERYBODY, OTHER_SIP])
    await press(office, ADVISOR, "team_meeting.set", **AT, **BOTH)
    return await the_meeting(office)


async def the_meeting(office: Office) -> TeamMeeting:
    [meeting] = await office.bus.read(lambda uow: uow.team_meetings.since(MORNING.on))
    return meeting


def shown(office: Office, who: Person) -> str:
    return words(office.ends.messenger.to(who)[-1].card)


def of(meeting: TeamMeeting) -> dict[str, str | int]:
    return {"meeting": meeting.id, "version": meeting.version}


def in_calendar(office: Office) -> list[tuple[HalfDay, set[str]]]:
    entries = office.ends.calendars.standing(ADVISOR)
    assert all((one.subject, one.body_html, one.location) == (SUBJECT, INVITATION, "") for one in entries)
    return [(HalfDay.between(one.period.start, one.period.end), {i.email for i in one.invited}) for one in entries]


async def test_one_is_set_moved_and_cancelled_and_calendars_and_lists_say_so(office: Office) -> None:
    office.bring([*EVERYBODY, OTHER_SIP])
    for who in (ADVISOR, SIP, DSO, OTHER_SIP):
        await typed(office, who)
    for _ in range(2):
        listed = await pressed(office, ADVISOR, "team_meeting.set", **AT, **BOTH)
        assert "Wednesday 9 December 2026, morning" in listed
    meeting = await the_meeting(office)
    assert in_calendar(office) == [(MORNING, {SIP.email, DSO.email})]
    for who in (ADVISOR, SIP, DSO):
        assert "Wednesday 9 December 2026, morning" in shown(office, who)
    assert "No meetings are set" in shown(office, OTHER_SIP)

    assert "afternoon, 13:00" in await pressed(office, ADVISOR, "team_meeting.move", **of(meeting), **LATER)
    assert in_calendar(office) == [(AFTERNOON, {SIP.email, DSO.email})]
    assert "afternoon" in shown(office, SIP)
    stale = await pressed(office, ADVISOR, "team_meeting.move", **of(meeting), **AT)
    assert "afternoon, 13:00" in stale

    meeting = await the_meeting(office)
    await press(office, ADVISOR, "team_meeting.invite", **of(meeting), attend=OTHER_SIP.id)
    [(_, invited)] = in_calendar(office)
    assert "No meetings are set" in shown(office, SIP)
    assert "afternoon" in shown(office, OTHER_SIP)
    assert invited == {OTHER_SIP.email}

    meeting = await the_meeting(office)
    assert "Cancelled" in await pressed(office, ADVISOR, "team_meeting.cancel", **of(meeting))
    assert in_calendar(office) == []
    assert office.ends.calendars.comments == [CALLED_OFF]
    assert "No meetings are set" in shown(office, OTHER_SIP)
    assert [one.action for one in office.entries() if one.about == f"team_meeting:{meeting.id}"] == [
        "team_meeting_set",
        "team_meeting_moved",
        "team_meeting_invited",
        "team_meeting_cancelled",
    ]


async def test_the_agenda_is_opened_by_those_who_attend_and_that_is_noted(small_office: Office) -> None:
    meeting = await is_set(small_office)
    for who in (SIP, DSO, ADVISOR):
        assert "There is nothing on it." in await pressed(small_office, who, "team_meeting.open", **of(meeting))
    reads = [one for one in small_office.entries() if one.action == "team_meeting_read"]
    assert [(one.actor_id, one.about) for one in reads] == [
        (who.id, f"team_meeting:{meeting.id}") for who in (SIP, DSO, ADVISOR)
    ]
    card = await press(small_office, ADVISOR, "team_meeting.open", **of(meeting))
    assert isinstance(card, CardAnswer)
    assert "team_meeting.move" in verbs(card.card)


@pytest.mark.parametrize("verb", ["open", "move", "invite", "cancel"])
async def test_a_meeting_of_others_is_answered_as_none(small_office: Office, verb: str) -> None:
    meeting = await is_set(small_office)
    given = AT | {"attend": SIP.id}
    for who in (OTHER_SIP, HEAD, a.a_person(Role.LA_OFFICER)):
        theirs = await press(small_office, who, f"team_meeting.{verb}", **of(meeting), **given)
        none = await press(small_office, who, f"team_meeting.{verb}", meeting="forged", version=1, **given)
        assert theirs == none == MessageAnswer(NONE)
        first, second = small_office.entries()[-2:]
        assert (first.about, first.detail) == (second.about, second.detail)
    assert await the_meeting(small_office) == meeting


async def test_what_is_not_allowed_is_said(small_office: Office) -> None:
    office = small_office
    meeting = await is_set(office)
    for who, verb, data, why in (
        (SIP, "set", AT | BOTH, "The Trust Advisor sets"),
        (SIP, "cancel", of(meeting), "The Trust Advisor sets"),
        (ADVISOR, "set", AT | {"attend": SIP.id}, "There is a SIP team meeting on Wednesday 9 December 2026"),
        (ADVISOR, "set", LATER | {"attend": HEAD.id}, "Only SIPs and DSOs"),
        (ADVISOR, "set", LATER | {"attend": ""}, "Please choose who attends."),
        (ADVISOR, "set", LATER | BOTH | {"meet_on": "2026-11-20"}, "has passed"),
    ):
        assert why in await pressed(office, who, f"team_meeting.{verb}", **data)
    assert await the_meeting(office) == meeting
    await office.bus.decide(AnswerTyped("team meeting", "m-head"), HEAD.id, "teams")
    await office.run_all()
    assert "” is for: " in shown(office, HEAD)
    own = meetings_about(SIP.id)
    card = await office.bus.read(
        lambda uow: render(uow, MeetingKind.TEAM_MEETINGS, own, DSO, 0, office.bus.render_context)
    )
    assert "not open to you" in words(card)


async def test_what_changes_while_calendars_are_written_is_written_too(small_office: Office) -> None:
    office = small_office

    async def cancelled_meanwhile() -> None:
        meeting = await the_meeting(office)
        await office.bus.decide(CancelTeamMeeting(meeting.id, meeting.version), ADVISOR.id, "teams")

    office.ends.calendars.meanwhile["write"] = cancelled_meanwhile
    office.bring([*EVERYBODY, OTHER_SIP])
    await press(office, ADVISOR, "team_meeting.set", **AT, **BOTH)
    assert in_calendar(office) == []


async def test_a_calendar_that_may_not_be_written_is_told_to_the_trust_advisor(small_office: Office) -> None:
    small_office.ends.faults.coming["write"] = [Forbidden("403")]
    await is_set(small_office)
    assert "The SIP team meeting could not be updated in the calendars yet" in shown(small_office, ADVISOR)
    await small_office.wait_and_keep()
    assert [at for at, _ in in_calendar(small_office)] == [MORNING]


@pytest.mark.parametrize("now_is", [None, Role.BOARD_MEMBER])
async def test_somebody_who_has_left_or_has_another_office_is_invited_no_longer(
    small_office: Office, now_is: Role | None
) -> None:
    meeting = await is_set(small_office)
    others = [person for person in EVERYBODY if person != DSO]
    small_office.bring(others if now_is is None else [*others, replace(DSO, role=now_is)])
    await press(small_office, ADVISOR, "team_meeting.move", **of(meeting), **LATER)
    assert in_calendar(small_office) == [(AFTERNOON, {SIP.email})]
    small_office.now += timedelta(days=30)
    assert "No meetings are set" in await pressed(small_office, SIP, "team_meeting.show")
    assert "Over: " in await pressed(small_office, SIP, "team_meeting.open", **of(meeting))
