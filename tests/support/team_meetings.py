"""SIP team meetings for tests."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from cards.meetings.team_meeting import ITEMS_AT_MOST, LISTED_AT_MOST, meeting_card, meetings_card
from handbook.core.half_days import SchoolHours
from handbook.core.people import Person, Role
from handbook.core.school_years import AcademicYear
from handbook.meetings.team_meeting import TeamMeeting
from handbook.meetings.themes import name_of
from tests.support.builders import MONDAY, a_person
from tests.support.covers import another

HOURS = SchoolHours()
MORNING, AFTERNOON = HOURS.half_days(date(2026, 12, 9))
SIP, DSO, ADVISOR = a_person(Role.SIP), a_person(Role.DSO), a_person(Role.TRUST_ADVISOR)
OTHER_SIP = another(Role.SIP)
MAY_ATTEND = (SIP, DSO, OTHER_SIP)
COMMON = ("Good practice in Reading: 3 schools", "School and SIP judge Attendance differently: 2 schools")
THEMES = {name_of(one): one for one in COMMON}
SO_FAR = (AcademicYear(2026), 1, 6)


def a_meeting(**changes: Any) -> TeamMeeting:
    return replace(TeamMeeting("meeting-1", MORNING, (SIP.id, DSO.id), organiser_id=ADVISOR.id), **changes)


def meeting_cards(words: str = "") -> Iterator[tuple[str, dict[str, Any], Person]]:
    """In every state and for several viewers; `words` is what was put on the agenda."""
    items = [(SIP.name, words[:600] or "Attendance falls.")] * (ITEMS_AT_MOST + 2)
    crowd = [*MAY_ATTEND, *(replace(OTHER_SIP, id=f"sip-{number}", name=f"Sip {number}") for number in range(40))]
    states = {
        "to come": (a_meeting(themes=tuple(THEMES.values())[:1], revision=1), MONDAY),
        "over": (a_meeting(), MONDAY + timedelta(days=30)),
        "cancelled": (a_meeting(cancelled_at=MONDAY), MONDAY),
        "nobody left": (a_meeting(attendee_ids=()), MONDAY),
    }
    for viewer in (SIP, DSO, ADVISOR, OTHER_SIP, a_person(Role.HEADTEACHER)):
        for state, (meeting, now) in states.items():
            for name, own, people in (("none", [], MAY_ATTEND), ("many", items, crowd), ("nobody", [], ())):
                invited = [one for one in people if one.id in meeting.attendee_ids]
                card = meeting_card(meeting, invited, people, own, viewer, now, HOURS, THEMES if own else {})
                yield f"team meeting · {state} · {name} · {viewer.name}", card, viewer
        many = [a_meeting(id=f"meeting-{number}") for number in range(LISTED_AT_MOST + 2)]
        for name, to_come, people in (("none", [], ()), ("many", many, crowd)):
            yield (
                f"team meetings · {name} · {viewer.name}",
                meetings_card(to_come, people, viewer, HOURS, SO_FAR),
                viewer,
            )
