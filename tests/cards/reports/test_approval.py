"""What a headteacher reads between two lessons."""

from dataclasses import replace

import pytest

from cards.reports.approval import approval_card, three_lines
from handbook.reports.paper.proforma import Judgement
from handbook.reports.report import Status
from tests.support import builders as a
from tests.support.card_reading import Json, buttons, inputs, links, parts, verbs, words


def drawn(dossier: a.Dossier, version: int = 1) -> Json:
    return approval_card(dossier, dossier.headteacher, version)


def test_the_card_tells_the_whole_story_in_order() -> None:
    read = words(drawn(a.a_dossier(Status.SENT)))
    story = [
        "Autumn 2026/27 SIP report: St Hilda’s Catholic Primary School, Northbeck",
        "Waiting for you: nothing is approved until you answer",
        "Samir Pell, your SIP",
        "Good practice: Reading buddies meet every day.",
        "2 agreed targets, the first: “Raise writing in Year 4”",
        "Next visit: Tuesday 9 March 2027.",
        "Under “More”: 1 judgement that differs.",
        "More",
        "Requires improvement",
        "Seen so far",
        "Samir Pell (School Improvement Partner)",
        "\nNext\n",
        "Thea Marlowe (Trust Advisor), only after the headteacher approves",
        "You see this because you are the headteacher of this school.",
    ]
    places = [read.index(line) for line in story]
    assert places == sorted(places)


def test_the_four_choices_and_the_details() -> None:
    card = drawn(a.a_dossier(Status.SENT))
    first = next(part for part in parts(card) if part.get("type") == "ActionSet")
    titles = [action["title"] for action in first["actions"]]
    assert titles == ["Open report", "Approve", "Approve and add our view", "Ask for a change", "More"]
    assert list(buttons(card)) == ["Approve", "Approve with this view", "Send this comment"]


def test_boxes_stay_shut_until_their_button_opens_them() -> None:
    card = drawn(a.a_dossier(Status.SENT))
    boxes = {part["id"]: part for part in parts(card) if part.get("isVisible") is False and "id" in part}
    found = {name: set(inputs(box)) for name, box in boxes.items()}
    assert found == {"view_box": {"view"}, "comment_box": {"comment"}, "more": set()}
    toggles = [part for part in parts(card) if part.get("type") == "Action.ToggleVisibility"]
    assert [toggle["targetElements"][0] for toggle in toggles] == [{"elementId": name} for name in boxes]
    for toggle in toggles:
        assert toggle["targetElements"][1]["isVisible"] is False, "opening one shuts the other"


def test_the_report_can_be_opened_once_it_is_placed() -> None:
    dossier = a.a_dossier(Status.SENT)
    assert links(drawn(dossier))["Open report"].startswith("https://trust.example/sites/SIP/drafts/")
    unplaced = replace(dossier, shown=replace(dossier.shown, draft=None))
    assert links(drawn(unplaced)) == {}
    assert "The file is being made ready" in words(drawn(unplaced))
    item = replace(a.a_filed_item("x"), web_url="http://trust.example/x")
    assert links(drawn(replace(dossier, shown=replace(dossier.shown, draft=item)))) == {}


def test_the_new_card_says_what_changed_section_by_section() -> None:
    sections = {**a.a_contents().sections, "visit_notes": "More about writing.", "progress": "", "curriculum": "Music."}
    again = a.send_on(a.receive_again(a.a_dossier(Status.CHANGE_ASKED), a.a_contents(sections=sections)))
    read = words(drawn(again, 2))
    assert "Changed since version 1" in read
    assert "Changed since version 1: 4 changes" in read
    assert "Progress on actions agreed at the previous visit: removed – “Phonics groups are in place.”" in read
    assert "What we looked at and what we found: added – “More about writing.”" in read
    assert "What we looked at and what we found: removed – “We looked at writing in Years 3 and 4.”" in read
    assert "Foundation curriculum and the whole child: added – “Music.”" in read
    worded = sections | {"visit_notes": "We looked at writing in Year 3 alone."}
    again = a.send_on(a.receive_again(a.a_dossier(Status.CHANGE_ASKED), a.a_contents(sections=worded)))
    before, now = "… looked at writing in Years 3 and 4.", "… looked at writing in Year 3 alone."
    assert f"What we looked at and what we found: “{before}” → “{now}”" in words(drawn(again, 2))
    same = a.send_on(a.receive_again(a.a_dossier(Status.CHANGE_ASKED)))
    assert "Nothing has changed in what I read of it." in words(drawn(same, 2))


def test_the_old_card_is_void_and_says_so() -> None:
    again = a.send_on(a.receive_again(a.a_dossier(Status.CHANGE_ASKED)))
    card = drawn(again, 1)
    assert "Replaced by version 2: you can no longer answer this one" in words(card)
    assert verbs(card) == set()
    assert inputs(card) == {}


def test_what_was_asked_to_change_stands_on_the_card() -> None:
    read = words(drawn(a.a_dossier(Status.CHANGE_ASKED, comment="Please say more about writing.")))
    assert "Change asked: your words have gone to Samir Pell" in read
    assert "“Please say more about writing.”" in read


def test_the_decision_names_person_time_and_file() -> None:
    dossier = a.a_dossier(Status.APPROVED, view="We judge writing as good.")
    read = words(drawn(dossier))
    assert "Approved: by Hanna Tilling on Tuesday 24 November 2026 at 16:42" in read
    assert "We judge writing as good." in read
    assert dossier.shown.sha256 in read
    assert "is approved" in drawn(dossier)["fallbackText"]


def test_summer_times_are_londons() -> None:
    dossier = a.a_dossier(Status.APPROVED)
    assert dossier.report.decision
    summer = replace(dossier.report.decision, at=a.MONDAY.replace(month=6))
    read = words(drawn(replace(dossier, report=replace(dossier.report, decision=summer))))
    assert "on Tuesday 23 June 2026 at 17:42" in read


def test_filed_and_shared_are_shown() -> None:
    assert set(links(drawn(a.a_dossier(Status.FILED)))) == {"Open report", "Open PDF"}
    read = words(drawn(a.a_dossier(Status.SHARED)))
    assert "Filed in the library of approved reports." in read
    assert "Shared with Dorothy Osgood" in read


def test_many_gaps_are_cut_short_and_counted() -> None:
    gaps = tuple(Judgement(f"Area {number}", "Good", "Outstanding") for number in range(11))
    read = words(drawn(a.a_dossier(Status.SENT, contents=a.a_contents(judgements=gaps))))
    assert "Area 7" in read
    assert "Area 8" not in read
    assert "and 3 more, in the report" in read


def test_three_lines_are_honest_about_what_is_not_there() -> None:
    empty = a.a_contents(sections={}, targets=())
    assert three_lines(empty) == (
        "No good practice is recorded.",
        "No targets are agreed.",
        "No next visit is recorded.",
    )
    one = a.a_contents(targets=a.a_contents().targets[:1])
    assert three_lines(one)[1] == "One agreed target: “Raise writing in Year 4”"


@pytest.mark.parametrize("written", ["Date of the next visit: 9 March", "Next visit on\n9 March", "9 March"])
def test_the_next_visit_is_not_named_twice(written: str) -> None:
    one = a.a_contents(sections={"next_visit": written})
    assert three_lines(one)[2] == "Next visit: 9 March"


def test_nobody_else_gets_the_card() -> None:
    dossier = a.a_dossier(Status.SENT)
    assert "not open to you" in words(approval_card(dossier, dossier.trust_advisor, 1))
