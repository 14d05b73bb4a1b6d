"""Common themes (T2): proposed from what several schools have in common, and never from what one alone has."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handbook.core.refusal import Refused
from handbook.meetings.in_outlook import (
    NoteMeetingGone,
    NoteMeetingMoved,
    gone_in_outlook,
    is_to_be_looked_at,
    moved_in_outlook,
)
from handbook.meetings.themes import THEMES_AT_MOST, SetThemes, name_of, offered, proposed, themes_set
from tests.support.builders import MONDAY
from tests.support.team_meetings import ADVISOR, AFTERNOON, COMMON, OTHER_SIP, SIP, a_meeting

FIRST, SECOND = COMMON


def test_what_two_schools_have_is_proposed_and_what_one_has_is_not() -> None:
    practice = [("Reading", "1"), ("Reading", "2"), ("Reading", "2"), ("Maths", "1"), ("Maths", "1")]
    gaps = [("Attendance", "1"), ("Attendance", "3"), ("Leadership", "1")]
    assert proposed(practice, gaps, ["Who pays?"]) == (
        "Good practice in Reading: 2 schools",
        "School and SIP judge Attendance differently: 2 schools",
        "Asked by more than one headteacher: Who pays?",
    )
    assert proposed([], [], []) == ()


def test_of_each_a_few_are_proposed_those_of_most_schools_first() -> None:
    topics = [(f"T{topic}", str(school)) for topic in range(6) for school in range(topic + 1)]
    found = proposed(topics, [], ["q"] * 9)
    assert found[0] == "Good practice in T5: 6 schools"
    assert len(found) == 8


def test_what_is_chosen_stands_with_own_words_and_can_be_taken_off() -> None:
    meeting = a_meeting(themes=("An old theme",))
    assert list(offered(meeting, COMMON).values()) == ["An old theme", *COMMON]
    command = SetThemes(meeting.id, 1, (name_of(FIRST), "0123456789abcdef"), ("  Our  own ", "", "Our own"))
    assert themes_set(meeting, command, ADVISOR, COMMON, (), MONDAY).themes == (FIRST, "Our own")
    kept = replace(command, chosen=(name_of("An old theme"),), own=())
    assert themes_set(meeting, kept, ADVISOR, COMMON, (), MONDAY).themes == ("An old theme",)


def test_what_may_not_be() -> None:
    command = SetThemes("meeting-1", 1, (name_of(SECOND),), ())
    many = replace(command, own=tuple(f"Theme {one}" for one in range(THEMES_AT_MOST)))
    for changed, person, named, why in (
        (command, OTHER_SIP, (), "I cannot find that meeting"),
        (command, SIP, (), "The Trust Advisor chooses"),
        (replace(command, version=2), ADVISOR, (), "has changed since"),
        (command, ADVISOR, ("St Hilda’s",), "take out “St Hilda’s”"),
        (many, ADVISOR, (), "10 themes at most"),
    ):
        with pytest.raises(Refused, match=why):
            themes_set(a_meeting(), changed, person, COMMON, named, MONDAY)


def test_outlook_is_followed_where_nothing_of_ours_is_on_its_way() -> None:
    meeting = a_meeting(shown=1)
    moved = moved_in_outlook(meeting, NoteMeetingMoved("meeting-1", 1, AFTERNOON), MONDAY)
    assert (moved.half_day, moved.version, moved.shown) == (AFTERNOON, 2, 2)
    assert gone_in_outlook(meeting, NoteMeetingGone("meeting-1", 1), MONDAY).cancelled_at == MONDAY
    others: tuple[dict[str, object], ...] = ({"shown": 0}, {"version": 2, "shown": 2}, {"cancelled_at": MONDAY})
    for other in (a_meeting(**{"shown": 1, **changes}) for changes in others):
        with pytest.raises(Refused, match="noted already"):
            gone_in_outlook(other, NoteMeetingGone("meeting-1", 1), MONDAY)


def test_it_is_looked_at_every_hour_until_it_is_over() -> None:
    assert is_to_be_looked_at(a_meeting(), MONDAY)
    looked = a_meeting(looked_at=MONDAY)
    assert not is_to_be_looked_at(looked, MONDAY + timedelta(minutes=59))
    assert is_to_be_looked_at(looked, MONDAY + timedelta(hours=1))
    assert not is_to_be_looked_at(looked, MONDAY + timedelta(days=60))
