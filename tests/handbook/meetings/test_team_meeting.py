"""SIP team meetings (T2): who sets, moves, cancels and invites, and who sees what is on the agenda."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.meetings.team_meeting import (
    AgendaItem,
    CancelTeamMeeting,
    InviteToTeamMeeting,
    MoveTeamMeeting,
    SetTeamMeeting,
    TeamMeeting,
    attends,
    check_attends,
    is_to_come,
    may_set,
    meeting_cancelled,
    meeting_invited,
    meeting_moved,
    meeting_set,
    put_on_agenda,
)
from tests.support import builders as a
from tests.support.team_meetings import ADVISOR, AFTERNOON, DSO, MORNING, OTHER_SIP, SIP, a_meeting

OVER = a.MONDAY + timedelta(days=30)
INVITED = (SIP, DSO)
SET = SetTeamMeeting(AFTERNOON, (SIP.id, DSO.id))
MOVE = MoveTeamMeeting("meeting-1", 1, AFTERNOON)
INVITE = InviteToTeamMeeting("meeting-1", 1, (OTHER_SIP.id,))
CANCEL = CancelTeamMeeting("meeting-1", 1)

Deed = Callable[[TeamMeeting, Person, Any], TeamMeeting]
DEEDS: dict[str, Deed] = {
    "move": lambda meeting, by, now: meeting_moved(meeting, MOVE, by, (a_meeting(),), now),
    "invite": lambda meeting, by, now: meeting_invited(meeting, INVITE, by, (OTHER_SIP,), now),
    "cancel": lambda meeting, by, now: meeting_cancelled(meeting, CANCEL, by, now),
}


def code(deed: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        deed()
    return caught.value.code


@pytest.mark.parametrize("role", Role)
def test_only_the_trust_advisor_sets_one(role: Role) -> None:
    person = a.a_person(role)
    if role is Role.TRUST_ADVISOR:
        made = meeting_set(SET, person, INVITED, (), a.MONDAY, "meeting-2")
        assert made == TeamMeeting("meeting-2", AFTERNOON, SET.attendee_ids, organiser_id=person.id)
    else:
        assert code(lambda: meeting_set(SET, person, INVITED, (), a.MONDAY, "meeting-2")) == "not_yours"
    assert may_set(person) is (role is Role.TRUST_ADVISOR)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", DEEDS)
def test_only_the_trust_advisor_changes_one_and_outsiders_cannot_tell_that_it_exists(role: Role, name: str) -> None:
    """SIP and DSO attend it."""
    person, deed = a.a_person(role), DEEDS[name]
    if role is Role.TRUST_ADVISOR:
        assert deed(a_meeting(), person, a.MONDAY).version == 2
        assert code(lambda: deed(replace(a_meeting(), version=2), person, a.MONDAY)) == "stale"
        assert code(lambda: deed(a_meeting(), person, OVER)) == "stale"
        assert code(lambda: deed(a_meeting(cancelled_at=a.MONDAY), person, a.MONDAY)) == "stale"
    else:
        expected = "not_yours" if role in (Role.SIP, Role.DSO) else "unknown"
        assert code(lambda: deed(a_meeting(), person, a.MONDAY)) == expected


def test_what_changes() -> None:
    assert DEEDS["move"](a_meeting(), ADVISOR, a.MONDAY) == a_meeting(half_day=AFTERNOON, version=2)
    assert DEEDS["invite"](a_meeting(), ADVISOR, a.MONDAY) == a_meeting(attendee_ids=(OTHER_SIP.id,), version=2)
    assert DEEDS["cancel"](a_meeting(), ADVISOR, a.MONDAY) == a_meeting(cancelled_at=a.MONDAY, version=2)


@pytest.mark.parametrize(
    ("ids", "known", "fits"),
    [
        ((SIP.id, DSO.id, SIP.id), (SIP, DSO, SIP), True),
        ((), (), False),
        ((SIP.id, "nobody"), (SIP,), False),
        ((SIP.id, a.a_person(Role.HEADTEACHER).id), (SIP, a.a_person(Role.HEADTEACHER)), False),
        ((ADVISOR.id,), (ADVISOR,), False),
    ],
)
def test_sips_and_dsos_are_invited_by_choice(ids: tuple[str, ...], known: tuple[Person, ...], fits: bool) -> None:
    for deed in (
        lambda: meeting_set(SetTeamMeeting(AFTERNOON, ids), ADVISOR, known, (), a.MONDAY, "meeting-2"),
        lambda: meeting_invited(a_meeting(), InviteToTeamMeeting("meeting-1", 1, ids), ADVISOR, known, a.MONDAY),
    ):
        if fits:
            assert deed().attendee_ids == (SIP.id, DSO.id)
        else:
            assert code(deed) == "missing"


def test_it_is_set_for_a_time_to_come_that_no_other_meeting_has() -> None:
    def set_on(others: tuple[TeamMeeting, ...], now: Any = a.MONDAY) -> TeamMeeting:
        return meeting_set(replace(SET, half_day=MORNING), ADVISOR, INVITED, others, now, "meeting-2")

    assert set_on((a_meeting(half_day=AFTERNOON),)).half_day == MORNING
    assert code(lambda: set_on((a_meeting(),))) == "taken"
    assert code(lambda: set_on((), MORNING.starts_at)) == "no_date"
    still = MoveTeamMeeting("meeting-1", 1, MORNING)
    assert meeting_moved(a_meeting(), still, ADVISOR, (a_meeting(),), a.MONDAY).half_day == MORNING
    other = a_meeting(id="meeting-2", half_day=AFTERNOON)
    assert code(lambda: meeting_moved(a_meeting(), MOVE, ADVISOR, (other,), a.MONDAY)) == "taken"


@pytest.mark.parametrize("role", Role)
def test_those_invited_see_it_and_the_trust_advisor(role: Role) -> None:
    meeting = a_meeting(attendee_ids=tuple(a.a_person(one).id for one in Role))
    person = a.a_person(role)
    sees = role in (Role.SIP, Role.DSO, Role.TRUST_ADVISOR)
    assert attends(meeting, person) is sees
    assert attends(a_meeting(attendee_ids=(OTHER_SIP.id,)), person) is (role is Role.TRUST_ADVISOR)
    if sees:
        check_attends(meeting, person)
    else:
        with pytest.raises(Refused, match=r"^I cannot find that meeting\.$"):
            check_attends(meeting, person)


def test_a_concern_is_put_on_the_agenda_once_while_the_meeting_is_to_come() -> None:
    with_one = put_on_agenda(a_meeting(), "case-1", 3, a.MONDAY)
    assert with_one == a_meeting(items=(AgendaItem("case-1", 3, a.MONDAY),))
    assert put_on_agenda(with_one, "case-1", 3, OVER - timedelta(days=29)) == with_one
    assert len(put_on_agenda(with_one, "case-1", 4, a.MONDAY).items) == 2
    assert code(lambda: put_on_agenda(a_meeting(), "case-1", 3, OVER)) == "not_now"
    assert code(lambda: put_on_agenda(a_meeting(cancelled_at=a.MONDAY), "case-1", 3, a.MONDAY)) == "not_now"


def test_it_is_to_come_until_it_ends() -> None:
    assert is_to_come(a_meeting(), MORNING.ends_at - timedelta(minutes=1))
    assert not is_to_come(a_meeting(), MORNING.ends_at)
    assert not is_to_come(a_meeting(cancelled_at=a.MONDAY), a.MONDAY)
