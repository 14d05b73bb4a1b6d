"""Where words belong that stand in no section (M4, P1), and what a clean copy is (W1)."""

from dataclasses import replace

import pytest

from handbook.cases.pupils import strangers
from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.reports import approval
from handbook.reports.approval import SendReport
from handbook.reports.arriving.clean_copy import (
    check_may_send_clean,
    is_over,
    may_send_clean,
    says_the_same,
    what_it_does,
)
from handbook.reports.arriving.placing import PlaceWords, check_may_place, chosen, headings_chosen, with_placements
from handbook.reports.dossier import Dossier
from handbook.reports.paper.passages import LEFT_OUT, OF_ITS_OWN, Passage, Placement, TrackedChange
from handbook.reports.paper.proforma import Form
from handbook.reports.paper.wellbeing import is_surely_without_wellbeing
from handbook.reports.report import Status
from tests.support import builders as a

BOX = Passage("a text box", "A quote of a pupil.", near="good_practice")
ADDED = Passage("a section that was added", "Two checks are missing.", "Safeguarding", "visit_notes")
COMMENT = Passage("a comment by Head", "not this")
SIP, HEAD = a.a_person(Role.SIP), a.a_person(Role.HEADTEACHER)
TRACKED = TrackedChange("put in", "x", "Jo")


def dossier(*passages: Passage, status: Status = Status.DRAFTED, **changes: object) -> Dossier:
    return a.a_dossier(status, contents=a.a_contents(unplaced=passages, **changes))


def place(*choices: tuple[int, str], always: bool = False) -> PlaceWords:
    return PlaceWords("report-900001-2026-autumn", 1, choices, always)


def test_placed_words_are_read_with_their_section_and_left_out_ones_nowhere() -> None:
    contents = a.a_contents(unplaced=(BOX, ADDED, COMMENT), sections={"good_practice": "Singing."})
    assert (contents.open_passages, contents.outside) == ((BOX, ADDED), (BOX, ADDED))
    said = (Placement(BOX.name, "good_practice"), Placement(ADDED.name, "progress"))
    placed = with_placements(contents, said, {})
    assert placed.texts == {
        "good_practice": "Singing.\nA quote of a pupil.",
        "progress": "Safeguarding\nTwo checks are missing.",
    }
    assert [kind.key for kind in placed.filled] == ["progress", "good_practice"]
    assert (placed.open_passages, placed.outside, placed.comments) == ((), (), (COMMENT,))
    out = with_placements(contents, (Placement(BOX.name, LEFT_OUT), Placement(ADDED.name, OF_ITS_OWN)), {})
    assert (out.open_passages, [one.title for one in out.outside]) == ((), ["Safeguarding"])
    assert out.sections == contents.sections


def test_what_was_said_of_this_report_counts_more_than_what_always_holds() -> None:
    contents = a.a_contents(unplaced=(ADDED, BOX))
    always = {"safeguarding": "progress", BOX.name: OF_ITS_OWN}
    assert [one.belongs for one in with_placements(contents, (), always).unplaced] == ["progress", ""]
    said = (Placement("safeguarding", LEFT_OUT),)
    assert with_placements(contents, said, always).unplaced[0].belongs == LEFT_OUT


def test_the_choice_is_known_again_by_heading_or_by_words() -> None:
    assert ADDED.name == replace(ADDED, title=" SAFEGUARDING ", text="Three.").name
    assert BOX.name != replace(BOX, text="Another quote.").name
    one = dossier(BOX, ADDED)
    report = replace(one.report, placements=(Placement(ADDED.name, "progress"), Placement("other", "context")))
    kept = chosen(replace(one, report=report), place((0, LEFT_OUT), (1, "targets")), SIP)
    assert kept == (Placement("other", "context"), Placement(BOX.name, LEFT_OUT), Placement(ADDED.name, "targets"))
    assert headings_chosen(one, place((0, LEFT_OUT), (1, "targets"), always=True)) == {"safeguarding": "targets"}


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        ((), "missing"),
        (((3, "progress"),), "stale"),
        (((0, "nowhere"),), "stale"),
        (((0, OF_ITS_OWN),), "stale"),
        (((2, "progress"),), "stale"),
    ],
)
def test_only_what_can_be_chosen_is(choices: tuple[tuple[int, str], ...], code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_may_place(dossier(BOX, ADDED, COMMENT), place(*choices), SIP)
    assert refused.value.code == code


def test_only_its_sip_places_and_only_before_it_is_sent() -> None:
    for person, status in ((HEAD, Status.DRAFTED), (SIP, Status.SENT), (SIP, Status.APPROVED)):
        with pytest.raises(Refused):
            check_may_place(dossier(BOX, status=status), place((0, LEFT_OUT)), person)


def test_tracked_changes_and_comments_stop_the_sending() -> None:
    unclean = dossier(COMMENT, tracked=(TRACKED, TRACKED))
    with pytest.raises(Refused, match=r"^2 tracked changes and 1 comment: accept or delete them first\.$"):
        approval.sent(unclean, SendReport(unclean.report.id, 1), SIP, a.MONDAY)
    with pytest.raises(Refused, match=r"^1 tracked change: "):
        approval.check_may_send(dossier(tracked=(TRACKED,)), SIP, 1)
    assert not approval.may_send(unclean, SIP)
    assert approval.is_in_hand(unclean, SIP)
    approval.check_may_set_aside(unclean, SIP, 1)


def test_a_clean_copy_is_offered_where_there_is_something_to_clean() -> None:
    assert may_send_clean(dossier(COMMENT), SIP)
    assert may_send_clean(dossier(hidden_words=2), SIP)
    assert not may_send_clean(dossier(), SIP)
    assert not may_send_clean(dossier(COMMENT), HEAD)
    one = dossier(COMMENT)
    being_made = replace(one, newest=replace(one.newest, cleaning=True))
    with pytest.raises(Refused, match="being made already"):
        check_may_send_clean(being_made, SIP, 1)
    assert not is_over(being_made, 1)
    assert is_over(one, 1)
    assert is_over(replace(being_made, newest=replace(being_made.newest, set_aside=True)), 1)
    assert is_over(being_made, 2)


def test_what_a_clean_copy_does_is_said() -> None:
    contents = a.a_contents(unplaced=(BOX, COMMENT), tracked=(TRACKED, TRACKED), hidden_words=1)
    assert what_it_does(contents) == (
        "2 tracked changes are accepted",
        "1 comment is taken out",
        "1 hidden word is taken out",
        "Prompts of the form and rows that nobody filled are taken out",
    )
    assert says_the_same(contents, a.a_contents(unplaced=(BOX,)))
    assert not says_the_same(contents, a.a_contents())


def test_wellbeing_is_surely_absent_only_where_every_word_was_accounted_for() -> None:
    """P5: otherwise the headteacher is asked to look before governors get it."""
    without = a.a_contents(sections={"good_practice": "Singing."})
    assert is_surely_without_wellbeing(without)
    assert is_surely_without_wellbeing(replace(without, unplaced=(COMMENT,)))
    for changed in (
        {"form": Form.OTHER},
        {"form": Form.UNKNOWN},
        {"unplaced": (BOX,)},
        {"unplaced": (replace(BOX, belongs=LEFT_OUT),)},
        {"sections": {"progress": "The headteacher’s workload is high."}},
        {"facts": (("Well-being", "discussed"),)},
    ):
        assert not is_surely_without_wellbeing(replace(without, **changed)), changed


def test_names_of_our_own_people_are_no_pupils() -> None:
    found = ("Jo Marsh", "Sam Rowe", "A123456789012", "Northbeck")
    assert strangers(found, ("Jo Marsh", "Northbeck")) == ("Sam Rowe", "A123456789012")
