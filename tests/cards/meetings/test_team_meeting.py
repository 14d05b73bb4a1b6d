"""SIP team meetings (T2) as those who attend read them, and what the buttons are read as."""

from datetime import timedelta

import pytest

from cards.actions import read
from cards.meetings.actions import ShowTeamMeetings
from cards.meetings.team_meeting import INVITATION, ITEMS_AT_MOST, SUBJECT, meeting_card, meetings_card
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.meetings.team_meeting import (
    CancelTeamMeeting,
    InviteToTeamMeeting,
    MoveTeamMeeting,
    OpenTeamMeeting,
    SetTeamMeeting,
    TeamMeeting,
)
from tests.support.builders import MONDAY, a_person
from tests.support.card_reading import Json, buttons, inputs, verbs, words
from tests.support.team_meetings import (
    ADVISOR,
    AFTERNOON,
    DSO,
    HOURS,
    MAY_ATTEND,
    OTHER_SIP,
    SIP,
    SO_FAR,
    THEMES,
    a_meeting,
)

ITEMS = [(SIP.name, "Attendance falls.")]
CHANGES = {"team_meeting.move", "team_meeting.invite", "team_meeting.cancel", "team_meeting.themes"}


def listed(viewer: Person, *meetings: TeamMeeting, people: tuple[Person, ...] = MAY_ATTEND) -> Json:
    return meetings_card(meetings, people, viewer, HOURS, SO_FAR)


def drawn(viewer: Person, days: int = 0, **changes: object) -> Json:
    now = MONDAY + timedelta(days=days)
    return meeting_card(a_meeting(**changes), (SIP, DSO), MAY_ATTEND, ITEMS, viewer, now, HOURS, THEMES)


def test_the_list_says_when_and_nothing_else() -> None:
    for viewer in (SIP, DSO):
        card = listed(viewer, a_meeting())
        assert "Wednesday 9 December 2026, morning, 09:00 to 12:00" in words(card)
        assert verbs(card) == {"team_meeting.open"}
        assert inputs(card) == {}
    assert "No meetings are set." in words(listed(OTHER_SIP, a_meeting()))
    assert "not open to you" in words(listed(a_person(Role.HEADTEACHER), a_meeting()))


def test_the_trust_advisor_sets_one_with_all_sips_chosen_already() -> None:
    card = listed(ADVISOR, a_meeting())
    assert "Meetings set for 2026/27: 1 of 6." in words(card)
    assert inputs(card)["attend"]["value"] == f"{SIP.id},{OTHER_SIP.id}"
    assert inputs(card)["attend"]["isMultiSelect"] is True
    assert "nobody on the service’s list who could be invited" in words(listed(ADVISOR, people=()))


def test_the_agenda_is_for_those_who_attend() -> None:
    for viewer in (SIP, DSO, ADVISOR):
        assert "“Attendance falls.”" in words(drawn(viewer))
        assert "“Attendance falls.”" in words(drawn(viewer, days=30))
        assert "Attendance" not in words(drawn(viewer, cancelled_at=MONDAY))
    for viewer in (OTHER_SIP, a_person(Role.HEADTEACHER)):
        assert "not open to you" in words(drawn(viewer))
    many = meeting_card(a_meeting(), (SIP,), MAY_ATTEND, ITEMS * (ITEMS_AT_MOST + 2), SIP, MONDAY, HOURS, THEMES)
    assert "2 more are on it." in words(many)


def test_what_is_confidential_can_be_answered_on_that_card_alone() -> None:
    """A client that cannot show an answer there has no button for it."""
    opens = [button for button in buttons(listed(SIP, a_meeting())).values() if button["verb"] == "team_meeting.open"]
    assert [button["fallback"] for button in [*opens, *buttons(drawn(ADVISOR)).values()]] == ["drop"] * 6


@pytest.mark.parametrize(
    ("viewer", "days", "changes", "may"),
    [
        (ADVISOR, 0, {}, True),
        (SIP, 0, {}, False),
        (ADVISOR, 30, {}, False),
        (ADVISOR, 0, {"cancelled_at": MONDAY}, False),
    ],
)
def test_only_the_trust_advisor_changes_what_is_to_come(
    viewer: Person, days: int, changes: dict[str, object], may: bool
) -> None:
    assert verbs(drawn(viewer, days, **changes)) == {"team_meeting.show", *(CHANGES if may else ())}


def test_calendars_and_notifications_say_nothing() -> None:
    for said in (SUBJECT, INVITATION, drawn(SIP)["fallbackText"], listed(SIP, a_meeting())["fallbackText"]):
        assert not {"school", "concern", "attendance"} & set(said.lower().replace(".", " ").split())


MEETING = {"meeting": "meeting-1", "version": 2}
AT = {"meet_on": "2026-12-09", "meet_half": "13:00-16:00"}
BOTH = {"attend": f"{SIP.id},{DSO.id}"}


@pytest.mark.parametrize(
    ("verb", "data", "command"),
    [
        ("team_meeting.show", {}, ShowTeamMeetings()),
        ("team_meeting.set", AT | BOTH, SetTeamMeeting(AFTERNOON, (SIP.id, DSO.id))),
        ("team_meeting.set", AT, SetTeamMeeting(AFTERNOON, ())),
        ("team_meeting.open", MEETING, OpenTeamMeeting("meeting-1")),
        ("team_meeting.move", MEETING | AT, MoveTeamMeeting("meeting-1", 2, AFTERNOON)),
        ("team_meeting.invite", MEETING | BOTH, InviteToTeamMeeting("meeting-1", 2, (SIP.id, DSO.id))),
        ("team_meeting.cancel", MEETING, CancelTeamMeeting("meeting-1", 2)),
    ],
)
def test_buttons_are_read(verb: str, data: dict[str, str | int], command: object) -> None:
    assert read(verb, data) == command


@pytest.mark.parametrize(
    ("verb", "data", "code"),
    [
        ("team_meeting.set", BOTH, "missing"),
        ("team_meeting.set", AT | {"attend": "; drop"}, "forged"),
        ("team_meeting.set", AT | BOTH | {"meet_half": "soon"}, "forged"),
        ("team_meeting.open", {}, "missing"),
    ],
)
def test_what_no_card_sends_is_refused(verb: str, data: dict[str, str | int], code: str) -> None:
    with pytest.raises(Refused) as caught:
        read(verb, data)
    assert caught.value.code == code
