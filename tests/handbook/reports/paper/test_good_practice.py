"""P4, W3: good practice, a line each, and what it is about."""

import pytest

from handbook.reports.paper.boxes import PRACTICE_TAGS, TableRow
from handbook.reports.paper.good_practice import GoodPractice, good_practices, tags_of
from tests.support import builders as a


@pytest.mark.parametrize(
    ("written", "tags", "own"),
    [
        ("", (), ()),
        ("Reading", ("Reading",), ()),
        ("reading, PHONICS; reading", ("Reading", "Phonics"), ()),
        ("EYFS / maths", ("Early years", "Maths"), ()),
        ("Reading and phonics", ("Reading", "Phonics"), ()),
        ("Parents & community\nParents and community", ("Parents and community",), ()),
        ("• SEN\n• pupil premium", ("SEND", "Disadvantaged pupils"), ()),
        ("retrieval, Retrieval, Reading", ("Reading",), ("retrieval",)),
        ("reading and forest school", (), ("reading and forest school",)),
        (" , ;", (), ()),
    ],
)
def test_tags_are_known_in_whatever_way_they_are_written(
    written: str, tags: tuple[str, ...], own: tuple[str, ...]
) -> None:
    assert tags_of(written) == (tags, own)


@pytest.mark.parametrize("tag", PRACTICE_TAGS)
def test_each_tag_of_the_list_is_itself(tag: str) -> None:
    assert tags_of(tag.upper()) == ((tag,), ())


def test_lines_of_the_table_come_with_their_tags_and_other_lines_without() -> None:
    rows = {
        "practice": (
            TableRow({"practice": "Reading\nbuddies", "tags": "Reading, joy"}),
            TableRow({"tags": "Maths"}),
            TableRow({"practice": "A garden"}),
        )
    }
    text = "Reading buddies (What it is about: Reading, joy)\n (What it is about: Maths)\nA garden\n• A choir\n\nA club"
    assert good_practices(a.a_contents(sections={"good_practice": text}, rows=rows)) == (
        GoodPractice("Reading buddies", ("Reading",), ("joy",)),
        GoodPractice("A garden"),
        GoodPractice("A choir"),
        GoodPractice("A club"),
    )


def test_reports_without_the_table_have_their_lines() -> None:
    said = good_practices(a.a_contents(sections={"good_practice": "A choir.\nA club."}))
    assert said == (GoodPractice("A choir."), GoodPractice("A club."))
    assert good_practices(a.a_contents(sections={})) == ()
