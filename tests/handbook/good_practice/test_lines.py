"""P4, P5: which lines of a report can go on the board, and what they are about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.core.refusal import Refused
from handbook.good_practice.line import PracticeLine, tags_used
from handbook.good_practice.said import LINES_AT_MOST, WORDS_AT_MOST, Part, SaidLine, said_lines
from handbook.good_practice.tags import KEYS, checked_tags, named, own_words, shared, tags_in
from handbook.reports.paper.boxes import PRACTICE_TAGS, TableRow
from handbook.reports.paper.passages import Passage
from tests.support import builders as a
from tests.support.good_practice import a_line


def said(text: str, **more: object) -> list[str]:
    contents = a.a_contents(sections={"good_practice": text}, **more)
    return [line.text for line in said_lines(contents, Part.OFFER)]


def test_each_line_is_one_without_its_bullet_and_said_twice_it_is_one() -> None:
    assert said("• Reading buddies\n- Maths  games \n\n–\n•\nreading  Buddies\n1. Eco club") == [
        "Reading buddies",
        "Maths games",
        "1. Eco club",
    ]
    assert said("") == []


def test_headings_that_people_put_in_and_what_belongs_elsewhere_are_no_lines() -> None:
    assert said("In Year 3\nBuddies", subheadings=(("good_practice", "In Year 3"), ("progress", "Buddies"))) == [
        "Buddies"
    ]
    placed = (
        Passage("a text box", "A quiet room.", belongs="good_practice"),
        Passage("a text box", "Left.", belongs="out"),
    )
    assert said("Buddies", unplaced=placed) == ["Buddies", "A quiet room."]


def test_of_the_headteachers_part_only_its_own_lines_are_needs() -> None:
    contents = a.a_contents()
    assert [line.text for line in said_lines(contents, Part.NEED)] == ["Would like a peer to talk to about staffing."]
    assert all("peer" not in line.text for line in said_lines(contents, Part.OFFER))


def test_a_line_of_ten_thousand_characters_is_kept_short_and_known_by_the_whole_of_it() -> None:
    [line] = said_lines(a.a_contents(sections={"good_practice": "read " * 2000}), Part.OFFER)
    assert len(line.text) == 9999
    assert len(line.words) <= WORDS_AT_MOST + 2
    assert line.words.endswith("read …")
    other = SaidLine(Part.OFFER, line.text + " more")
    assert (line.words, line.name == other.name) == (other.words, False)
    assert SaidLine(Part.OFFER, "x" * 10_000).words == "x" * WORDS_AT_MOST + " …"
    assert SaidLine(Part.NEED, line.text).name != line.name


def test_of_too_many_lines_the_first_are_taken() -> None:
    assert len(said("\n".join(f"Line {number}" for number in range(40)))) == LINES_AT_MOST


def test_a_line_that_seems_to_name_a_pupil_is_marked() -> None:
    contents = a.a_contents(sections={"good_practice": "Sam Rowe reads aloud.\nMaths games."}, pupils=("Sam Rowe",))
    assert [line.names_pupil for line in said_lines(contents, Part.OFFER)] == [True, False]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Reading buddies meet every day.", ("Reading",)),
        ("Phonics for pupils with SEND, led by the SENDCo", ("Phonics", "SEND")),
        ("Well-being of staff; less workload", ("Staff development",)),
        ("EAL parents' coffee morning", ("EAL", "Parents and community")),
        ("The weather was fine.", ()),
        ("Bread and ready meals", ()),
        ("Artful massage of the timetable", ()),
    ],
)
def test_topics_are_guessed_by_whole_words(text: str, tags: tuple[str, ...]) -> None:
    assert tags_in(text) == SaidLine(Part.OFFER, text).tags == tags


def test_every_topic_of_the_forms_list_can_be_guessed_and_chosen() -> None:
    for tag in PRACTICE_TAGS:
        assert tag in tags_in(f"We do {tag} well.")
        assert checked_tags([KEYS[tag]], "") == checked_tags([], tag) == (tag,)


def test_what_the_report_says_a_line_is_about_counts_before_any_guess() -> None:
    rows = {"practice": (TableRow({"practice": "Reading buddies", "tags": "Behaviour, joy"}),)}
    sections = {"good_practice": "Reading buddies (What it is about: Behaviour, joy)\n \nMaths games"}
    first, second = said_lines(a.a_contents(sections=sections, rows=rows), Part.OFFER)
    assert (first.text, first.tags) == ("Reading buddies", ("Behaviour", "joy"))
    assert (second.text, second.tags) == ("Maths games", ("Maths",))


def test_needs_stand_in_a_table_in_a_box_and_beside_them() -> None:
    rows = {
        "cpd": tuple(TableRow({"need": need, "consent": yes}) for need, yes in (("Coaching", " Yes."), ("NPQ", "No")))
    }
    sections = {"headteacher": "Wellbeing: Tired; less sleep\nCoaching (Yes)\nNPQ (No)\nA peer\n• To ask:"}
    contents = a.a_contents(sections=sections, rows=rows, boxes={"wellbeing": "Tired\nless sleep"})
    found = said_lines(contents, Part.NEED)
    assert [(line.text, line.wished) for line in found] == [
        ("Coaching", True),
        ("NPQ", False),
        ("Tired", False),
        ("less sleep", False),
        ("A peer", False),
    ]


def test_the_list_of_topics_is_closed_and_own_words_stand_beside_it() -> None:
    assert checked_tags(["reading", "send"], " Forest school,, writing ,READING, forest  School") == (
        "Reading",
        "SEND",
        "Writing",
        "Forest school",
    )
    assert named(("Reading", "forest school")) == "Reading, forest school"
    assert named(()) == "no topic yet"
    assert own_words(("Reading", "forest school", "judo")) == "forest school, judo"
    assert shared(("Reading", "Judo", "Maths"), ("judo", "reading")) == ("Reading", "Judo")


@pytest.mark.parametrize("own", ["a,b,c,d,e,f", "x" * 41])
def test_own_words_are_few_and_short(own: str) -> None:
    with pytest.raises(Refused, match="5 topics of your own at most, each below 40 characters"):
        checked_tags([], own)


def test_a_topic_that_nobody_knows_is_refused() -> None:
    with pytest.raises(Refused, match="I do not know that topic") as no:
        checked_tags(["reading", "fencing"], "")
    assert no.value.code == "unknown"


@given(st.text(), st.lists(st.sampled_from(tuple(KEYS.values())), unique=True))
def test_whatever_people_write_it_is_taken_whole_or_refused(own: str, known: list[str]) -> None:
    try:
        tags = checked_tags(known, own)
    except Refused:
        return
    of_list = [tag for tag in tags if tag in KEYS]
    assert set(known) <= {KEYS[tag] for tag in of_list}
    assert all(tag.strip() and "," not in tag for tag in tags)
    again = checked_tags([KEYS[tag] for tag in of_list], own_words(tags))
    assert again == (*of_list, *(tag for tag in tags if tag not in KEYS))


def test_topics_are_offered_by_how_often_they_are_used() -> None:
    lines: list[PracticeLine] = [a_line(tags=tags) for tags in (("b", "c"), ("c",), ("a",))]
    assert tags_used(lines) == ("c", "a", "b")
