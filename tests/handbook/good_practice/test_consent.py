"""W3, P4, P5: what stands on the board, with whose consent, and who may see it."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.good_practice.celebration import celebrated, rows
from handbook.good_practice.consent import (
    DecideLines,
    Proposal,
    collected,
    lines_decided,
    lines_withdrawn,
    may_decide,
    may_decide_needs,
    proposal,
)
from handbook.good_practice.line import (
    CorrectTags,
    PracticeLine,
    check_on_board,
    is_on_board,
    line_id,
    may_be_celebrated,
    may_see_board,
    need_forgotten,
    tags_corrected,
    withdrawn,
)
from handbook.good_practice.said import Part, said_lines
from handbook.reports.handing_over import handed_over
from handbook.reports.report import Report, Status
from tests.support import builders as a
from tests.support.builders import MONDAY
from tests.support.good_practice import ADVISOR, AELRED, HEAD, HILDA, NEED, OFFER, OTHER_HEAD, SIP, STRANGER, a_line

CONTENTS = a.a_contents(sections={"good_practice": "Reading buddies\nMaths games", "headteacher": "A peer to talk to"})
REPORT = a.a_dossier(Status.FILED, contents=CONTENTS).report
BUDDIES, MATHS = (line_id(HILDA.urn, one) for one in said_lines(CONTENTS, Part.OFFER))
(PEER,) = (line_id(HILDA.urn, one) for one in said_lines(CONTENTS, Part.NEED))
LATER = MONDAY + timedelta(days=1)


def collect(*kept: PracticeLine, report: Report = REPORT) -> tuple[PracticeLine, ...]:
    return tuple(replace(one, revision=1) for one in collected(report, CONTENTS, HILDA, kept, MONDAY))


def proposed(*kept: PracticeLine, person: Person = HEAD, school: School = HILDA) -> Proposal:
    return proposal(REPORT, CONTENTS, school, person, kept)


def decide(
    of: Proposal, shown: tuple[str, ...], named: tuple[str, ...] = (), version: int = 1
) -> tuple[PracticeLine, ...]:
    return lines_decided(of, DecideLines(REPORT.id, version, shown, named), LATER)


def test_good_practice_goes_on_the_board_with_approval_and_of_the_headteachers_own_part_nothing() -> None:
    lines = collect()
    assert [(one.id, one.text, one.tags) for one in lines] == [
        (BUDDIES, "Reading buddies", ("Reading",)),
        (MATHS, "Maths games", ("Maths",)),
    ]
    assert all(one.is_offer and not one.may_be_named for one in lines)


def test_what_the_school_has_there_already_or_withdrew_is_left_as_it_is() -> None:
    """Also where the next report says it again: consent that was taken back stays so."""
    first, second = collect()
    assert collect(first, withdrawn(second, LATER)) == ()
    spring = replace(REPORT, id="report-spring")
    assert [one.id for one in collect(first, report=spring)] == [MATHS]


def test_a_line_that_may_name_a_pupil_waits_for_the_headteachers_tick() -> None:
    contents = a.a_contents(sections={"good_practice": "Sam Rowe reads.\nMaths games"}, pupils=("Sam Rowe",))
    assert [one.text for one in collected(REPORT, contents, HILDA, (), MONDAY)] == ["Maths games"]
    of = proposal(REPORT, contents, HILDA, HEAD, ())
    (key,) = [key for key, said in of.said.items() if said.names_pupil]
    assert [one.text for one in decide(of, (key,))] == ["Sam Rowe reads."]


def test_each_line_has_its_own_tick() -> None:
    lines = collect()
    of = proposed(*lines)
    assert list(of.said) == [BUDDIES, MATHS, PEER]
    assert [of.is_shown(key) for key in of.said] == [True, True, False]
    taken_off, need = decide(of, (BUDDIES, PEER))
    assert (taken_off.id, taken_off.is_withdrawn, taken_off.text, taken_off.tags) == (MATHS, True, "", ())
    assert (need.id, need.part, need.text, need.by_id) == (PEER, Part.NEED, "A peer to talk to", HEAD.id)
    again = proposed(lines[0], taken_off, replace(need, revision=1))
    assert decide(again, (BUDDIES, PEER)) == ()
    back, named_now = sorted(decide(again, (BUDDIES, MATHS, PEER), named=(BUDDIES, PEER)), key=lambda one: one.text)
    assert (back.text, back.is_withdrawn, back.revision) == ("Maths games", False, taken_off.revision)
    assert (named_now.id, named_now.may_be_named) == (BUDDIES, True)


def test_without_a_tick_nothing_of_a_need_is_kept_and_untick_takes_its_words_away() -> None:
    assert decide(proposed(*collect()), (BUDDIES, MATHS)) == ()
    (need,) = decide(proposed(*collect()), (BUDDIES, MATHS, PEER))
    (gone,) = decide(proposed(*collect(), replace(need, revision=1)), (BUDDIES, MATHS))
    assert (gone.text, gone.tags, gone.is_withdrawn) == ("", (), True)


def test_a_school_is_named_only_with_what_is_shown() -> None:
    lines = collect()
    (off,) = decide(proposed(*lines), (BUDDIES,), named=(MATHS,))
    assert (off.id, off.may_be_named, off.is_withdrawn) == (MATHS, False, True)


@pytest.mark.parametrize(
    ("shown", "named", "version"),
    [((BUDDIES,), (), 2), (("900001.other",), (), 1), ((BUDDIES,), ("900001.other",), 1)],
)
def test_another_version_or_a_line_of_nobody_is_stale(
    shown: tuple[str, ...], named: tuple[str, ...], version: int
) -> None:
    with pytest.raises(Refused, match="changed since"):
        decide(proposed(*collect()), shown, named, version)


def test_before_approval_and_to_others_nothing_may_be_decided() -> None:
    for status in Status:
        report = a.a_dossier(status).report
        assert may_decide(report, HILDA, HEAD) is (status in (Status.APPROVED, Status.FILED, Status.SHARED))
    for person in (*(a.a_person(role) for role in Role if role is not Role.HEADTEACHER), OTHER_HEAD, STRANGER):
        assert not may_decide(REPORT, HILDA, person)
        with pytest.raises(Refused, match="Only the headteacher of St Hilda"):
            proposed(person=person)


def test_a_successor_decides_on_what_stands_on_the_board_and_sees_nothing_of_the_needs() -> None:
    """The headteacher changed between approval and consent."""
    led = replace(HILDA, headteacher_id=STRANGER.id)
    first, second = collect()
    (need,) = decide(proposed(first, second), (BUDDIES, MATHS, PEER))
    of = proposed(first, withdrawn(second, LATER), replace(need, revision=1), person=STRANGER, school=led)
    assert list(of.said) == [BUDDIES]
    assert not may_decide_needs(REPORT, led, STRANGER)
    with pytest.raises(Refused, match="changed since"):
        decide(of, (BUDDIES, PEER))
    (off,) = decide(of, ())
    assert (off.id, off.is_withdrawn) == (BUDDIES, True)
    with pytest.raises(Refused, match="Only the headteacher of St Hilda"):
        proposed(person=HEAD, school=led)


LED_BY_ANOTHER = replace(HILDA, headteacher_id=STRANGER.id)


@pytest.mark.parametrize(
    ("line", "school", "stands"),
    [
        (OFFER, AELRED, True),
        (OFFER, replace(AELRED, headteacher_id=STRANGER.id), True),
        (OFFER, None, False),
        (withdrawn(OFFER, LATER), AELRED, False),
        (NEED, HILDA, True),
        (NEED, LED_BY_ANOTHER, False),
        (NEED, None, False),
        (withdrawn(NEED, LATER), HILDA, False),
    ],
)
def test_who_may_see_what(line: PracticeLine, school: School | None, stands: bool) -> None:
    """The Trust Advisor what stands on the board; nobody else anything of it."""
    assert is_on_board(line, school) is stands
    for role in Role:
        person = a.a_person(role)
        sees = stands and role is Role.TRUST_ADVISOR
        assert may_see_board(person) is (role is Role.TRUST_ADVISOR)
        if sees:
            check_on_board(line, school, person)
        else:
            with pytest.raises(Refused, match="I cannot find that line"):
                check_on_board(line, school, person)


def test_lines_are_taken_off_by_the_headteacher_whose_they_are() -> None:
    mine = [a_line(school=HILDA), NEED]
    gone = lines_withdrawn(mine, HILDA, HEAD, LATER)
    assert [(one.text, one.is_withdrawn) for one in gone] == [("", True)] * 2
    assert lines_withdrawn(gone, HILDA, HEAD, LATER) == ()
    for lines, school, person in (
        (mine, HILDA, STRANGER),
        (mine, AELRED, OTHER_HEAD),
        (mine, None, HEAD),
        ([OFFER], HILDA, HEAD),
        ([], HILDA, ADVISOR),
    ):
        with pytest.raises(Refused, match="Only the headteacher of the school"):
            lines_withdrawn(lines, school, person, LATER)
    with pytest.raises(Refused, match="whose need it is"):
        lines_withdrawn([NEED], LED_BY_ANOTHER, STRANGER, LATER)
    with pytest.raises(Refused, match="choose what should be taken off"):
        lines_withdrawn([], HILDA, HEAD, LATER)


def test_a_need_is_forgotten_when_its_headteacher_leaves_and_not_before() -> None:
    assert need_forgotten(NEED, LED_BY_ANOTHER, LATER).text == ""
    assert need_forgotten(NEED, None, LATER).is_withdrawn
    for line, school in ((NEED, HILDA), (OFFER, None), (withdrawn(NEED, LATER), None)):
        with pytest.raises(Refused, match="stands"):
            need_forgotten(line, school, LATER)


def test_the_trust_advisor_corrects_topics() -> None:
    corrected = tags_corrected(OFFER, CorrectTags(OFFER.id, 1, ("maths",), "judo"), AELRED, ADVISOR)
    assert corrected.tags == ("Maths", "judo")
    with pytest.raises(Refused, match="changed since"):
        tags_corrected(OFFER, CorrectTags(OFFER.id, 2, (), ""), AELRED, ADVISOR)
    for person, school in ((SIP, AELRED), (OTHER_HEAD, AELRED), (ADVISOR, None)):
        with pytest.raises(Refused, match="I cannot find that line"):
            tags_corrected(OFFER, CorrectTags(OFFER.id, 1, (), ""), school, person)


def test_the_list_for_celebration_events_names_whom_it_may() -> None:
    named, unnamed = replace(OFFER, may_be_named=True), replace(OFFER, id="x")
    of_hilda = a_line(text="=1+1", school=HILDA, may_be_named=True, tags=())
    found = [(named, AELRED), (unnamed, AELRED), (replace(NEED, may_be_named=True), HILDA), (of_hilda, HILDA)]
    assert [line.id for line, _ in celebrated(found)] == [named.id, of_hilda.id]
    assert rows(found)[1] == (HILDA.name, "Northbeck", "=1+1", "no topic yet")
    assert not may_be_celebrated(named, None)


@given(st.lists(st.sets(st.sampled_from((BUDDIES, MATHS, PEER))), max_size=6))
def test_whatever_was_ticked_before_the_last_ticks_hold_and_no_words_are_kept_of_the_rest(
    ticks: list[set[str]],
) -> None:
    kept = {one.id: one for one in collect()}
    for shown in ticks:
        for line in decide(proposed(*kept.values()), tuple(shown), tuple(shown)):
            kept[line.id] = replace(line, revision=line.revision + 1)
        of = proposed(*kept.values())
        assert {key for key in of.said if of.is_shown(key)} == shown
        assert {key for key in of.said if of.is_named(key)} == shown - {PEER}
        for key, line in kept.items():
            assert bool(line.text) is (key in shown)
        assert decide(of, tuple(shown), tuple(shown)) == ()


def test_the_needs_of_a_report_are_those_of_whoever_approved_it() -> None:
    assert REPORT.decision is not None
    for approved_by, leads in product((HEAD, STRANGER), repeat=2):
        report = replace(REPORT, decision=replace(REPORT.decision, by_id=approved_by.id))
        school = replace(HILDA, headteacher_id=leads.id)
        for passed_on in (report, handed_over(report, Role.HEADTEACHER, leads.id, LATER)):
            assert may_decide_needs(passed_on, school, HEAD) is (approved_by == leads == HEAD)
            assert may_decide_needs(passed_on, school, STRANGER) is (approved_by == leads == STRANGER)
