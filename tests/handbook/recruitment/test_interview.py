"""R4: an interview is fixed with a member of the Trust Board and a DSO, and follows Outlook."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from handbook.core.half_days import HalfDay
from handbook.core.people import Person, Role
from handbook.recruitment import interview as i
from handbook.recruitment.application import SteppedAside
from handbook.recruitment.moves import ApplicationStatus
from tests.support import builders as a
from tests.support import recruitment as r
from tests.support.recruitment import no

S = ApplicationStatus
APPROVED, INVITED = r.an_application(S.APPROVED), r.an_application(S.INVITED)
LATER = HalfDay(date(2027, 3, 2), time(14), time(15))
SIP = a.a_person(Role.SIP)


def fix(*panel: Person, when: HalfDay = r.WHEN, place: str = "") -> i.FixInterview:
    return i.FixInterview(APPROVED.id, APPROVED.version, when, place, tuple(one.id for one in panel))


@pytest.mark.parametrize(
    ("panel", "lacks"),
    [
        ((r.MEMBER, r.DSO), ""),
        ((r.CHAIR, r.DSO, r.ADVISOR), ""),
        ((r.MEMBER, r.CHAIR), "Diocesan Schools Officer"),
        ((r.DSO, r.OTHER_DSO), "Trust Board member"),
        ((r.ADVISOR,), "Trust Board member and no Diocesan Schools Officer"),
        ((), "Trust Board member and no Diocesan Schools Officer"),
    ],
)
def test_a_panel_has_a_board_member_and_a_dso(panel: tuple[Person, ...], lacks: str) -> None:
    assert i.lacks(panel) == lacks
    if lacks:
        said = no("missing", i.fixed, APPROVED, fix(*panel), r.ADVISOR, panel, r.NOBODY, r.NOW)
        assert lacks in said
    else:
        assert r.invited(APPROVED, *panel).status is S.INVITED


def test_one_person_is_not_both() -> None:
    both = replace(r.MEMBER, also=(Role.DSO,))
    assert i.lacks([both, both]).startswith("second person")
    assert i.lacks([both, r.CHAIR]) == ""


def test_who_has_a_conflict_or_no_part_does_not_interview() -> None:
    for person in (r.HEAD, SIP):
        no("barred", i.fixed, APPROVED, fix(person), r.ADVISOR, [person], r.NOBODY, r.NOW)
    chairs = {r.MEMBER.id}
    no("barred", i.fixed, APPROVED, fix(r.MEMBER, r.DSO), r.ADVISOR, r.PANEL, chairs, r.NOW)
    aside = replace(APPROVED, aside=(SteppedAside(r.MEMBER.id, "A cousin.", r.MEMBER.id),))
    assert not i.may_interview(aside, r.MEMBER, r.NOBODY)
    own = replace(APPROVED, applicant_id=r.CHAIR.id)
    assert not i.may_interview(own, r.CHAIR, r.NOBODY)
    assert i.may_interview(own, r.DSO, r.NOBODY)


def test_a_time_to_come_and_people_of_the_list() -> None:
    past = HalfDay(date(2026, 11, 2), time(9), time(10))
    assert "has passed" in no(
        "no_date", i.fixed, APPROVED, fix(*r.PANEL, when=past), r.ADVISOR, r.PANEL, r.NOBODY, r.NOW
    )
    left = no("missing", i.fixed, APPROVED, fix(*r.PANEL), r.ADVISOR, [r.MEMBER], r.NOBODY, r.NOW)
    assert "not on the list" in left
    no("missing", i.fixed, APPROVED, fix(*r.PANEL, place="x" * 121), r.ADVISOR, r.PANEL, r.NOBODY, r.NOW)
    no("not_yours", i.fixed, APPROVED, fix(*r.PANEL), r.MEMBER, r.PANEL, r.NOBODY, r.NOW)
    no("stale", i.fixed, r.an_application(S.PRESENTED), fix(*r.PANEL), r.ADVISOR, r.PANEL, r.NOBODY, r.NOW)
    assert r.invited(APPROVED, when=LATER).interview == i.Interview(
        LATER, "Trust office", (r.MEMBER.id, r.DSO.id), r.ADVISOR.id
    )


def entry(*away: Person, stands: HalfDay | None = r.WHEN, times: int = INVITED.times) -> i.NoteInterviewEntry:
    return i.NoteInterviewEntry(INVITED.id, times, stands, tuple(one.email.upper() for one in away))


def test_who_declines_is_on_the_panel_no_more() -> None:
    wide = r.invited(APPROVED, r.MEMBER, r.CHAIR, r.DSO)
    without = i.noted(wide, entry(r.CHAIR), (r.MEMBER, r.CHAIR, r.DSO), r.HEAD.email, r.NOW)
    assert without.status is S.INVITED
    assert without.interview is not None
    assert without.interview.panel == (r.MEMBER.id, r.DSO.id)
    assert without.times == wide.times, "the entry says so already"


@pytest.mark.parametrize(("gone", "lacks"), [(r.DSO, "Diocesan Schools Officer"), (r.MEMBER, "Trust Board member")])
def test_a_panel_that_is_not_enough_is_no_interview(gone: Person, lacks: str) -> None:
    off = i.noted(INVITED, entry(gone), r.PANEL, r.HEAD.email, r.NOW)
    assert off.status is S.APPROVED
    assert lacks in off.reason
    assert off.times == INVITED.times + 1
    assert off.interview is not None, "a start for the next"
    assert r.invited(off).status is S.INVITED


def test_the_applicant_declines_or_the_entry_is_gone() -> None:
    assert "applicant declined" in i.noted(INVITED, entry(r.HEAD), r.PANEL, r.HEAD.email, r.NOW).reason
    gone = i.noted(INVITED, entry(stands=None), r.PANEL, "", r.NOW)
    assert (gone.status, gone.reason) == (S.APPROVED, "It was taken out of the calendar in Outlook.")


def test_outlook_is_the_truth_for_the_time() -> None:
    moved = i.noted(INVITED, entry(stands=LATER), r.PANEL, r.HEAD.email, r.NOW)
    assert moved.interview is not None
    assert (moved.interview.when, moved.status) == (LATER, S.INVITED)
    no("stale", i.noted, INVITED, entry(), r.PANEL, r.HEAD.email, r.NOW)
    no("stale", i.noted, INVITED, entry(times=INVITED.times - 1), r.PANEL, r.HEAD.email, r.NOW)
    no("stale", i.noted, APPROVED, entry(), r.PANEL, r.HEAD.email, r.NOW)


def test_it_is_written_once_and_looked_at() -> None:
    written = i.written(INVITED, i.NoteInterviewWritten(INVITED.id, INVITED.times))
    no("stale", i.written, written, i.NoteInterviewWritten(INVITED.id, INVITED.times))
    look = i.LookAtInterview(INVITED.id, INVITED.times)
    seen = i.looked_at(written, look, r.PANEL, r.NOW)
    assert seen.interview is not None
    assert seen.interview.looked_at == r.NOW
    assert i.looked_at(written, look, [r.MEMBER], r.NOW).status is S.APPROVED, "the DSO has left the list"
    assert i.with_panel(APPROVED, (), r.NOW) == APPROVED


def test_it_is_called_off_before_and_not_held_after() -> None:
    off = i.CallOffInterview(INVITED.id, INVITED.version, "")
    assert i.called_off(INVITED, off, r.ADVISOR, r.NOW).reason == "The Trust Advisor called it off."
    held = r.an_application(S.INTERVIEWED)
    again = i.called_off(held, replace(off, version=held.version, reason="Snow."), r.ADVISOR, r.NOW)
    assert (again.status, again.reason, again.views) == (S.APPROVED, "Snow.", ())
    no("not_yours", i.called_off, INVITED, off, r.DSO, r.NOW)
    no("stale", i.called_off, APPROVED, off, r.ADVISOR, r.NOW)


def test_it_is_over_when_its_time_is() -> None:
    hold = i.HoldInterview(INVITED.id, INVITED.times)
    no("stale", i.held, INVITED, hold, r.WHEN.ends_at - timedelta(minutes=1))
    assert i.held(INVITED, hold, r.WHEN.ends_at).status is S.INTERVIEWED


def test_who_is_on_the_panel_sees_it_while_it_matters() -> None:
    on = [status for status in S if i.on_panel(r.an_application(status), r.DSO)]
    assert on == [S.INVITED, S.INTERVIEWED, S.CHOSEN]
    assert not i.on_panel(INVITED, r.OTHER_DSO)
    assert not i.on_panel(replace(INVITED, applicant_id=r.DSO.id), r.DSO)
