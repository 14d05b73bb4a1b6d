"""Which questions are taken for one, which are worth showing, and which are neither."""

from handbook.questions.alike import NEAR, SAME, groups, likeness, nearest, searched, stems
from tests.support.questions import TRAVEL, TRAVEL_TOO

TEXTS = {
    "travel": TRAVEL,
    "travel too": TRAVEL_TOO,
    "visits": "How many visits do we get in a year?",
    "visits too": "How many visits does our school get each year?",
    "governors": "Can our SIP come to a governors’ meeting?",
    "governors too": "May the SIP attend the governing body’s meeting?",
    "change": "Can we change our SIP?",
    "other": "What do I do if I want a different SIP?",
    "report": "When is the report due?",
    "report late": "How long after the visit do we get the report?",
    "days": "Can we buy extra half-days?",
}


def test_the_same_question_in_like_words_is_one() -> None:
    assert [set(group) for group in groups(TEXTS) if len(group) > 1] == [
        {"travel", "travel too"},
        {"visits", "visits too"},
        {"governors", "governors too"},
    ]


def test_the_same_question_in_wholly_other_words_is_not_found() -> None:
    """A limit, and said to people."""
    assert likeness(stems(TEXTS["change"]), stems(TEXTS["other"])) == 0


def test_what_is_near_is_shown_the_nearest_first() -> None:
    assert nearest("How many SIP visits are there in one year?", TEXTS) == ("visits", "visits too", "report late")
    assert nearest("How many SIP visits are there in one year?", TEXTS, SAME) == ("visits", "visits too")
    assert nearest("Who is the Director?", TEXTS, NEAR) == ()


def test_a_chain_of_alike_questions_is_one_group() -> None:
    chain = {"1": "fees invoice", "2": "fees invoice date month", "3": "date month payment"}
    assert groups(chain) == [("1", "2", "3")]
    assert groups({}) == []


def test_words_of_a_search_may_be_begun_only_and_small_ones_alone_find_all() -> None:
    assert searched("gov meet", TEXTS, 9) == ("governors", "governors too")
    assert searched("Governors’ MEETINGS", TEXTS, 1) == ("governors",)
    assert searched("", TEXTS, 2) == ("travel", "travel too")
    assert searched("fencing", TEXTS, 9) == ()


def test_a_text_of_small_words_alone_is_known_by_them() -> None:
    assert stems("What is a SIP?") == {"what", "is", "a", "sip"}
    assert stems("") == frozenset()
    assert likeness(stems(""), stems(TRAVEL)) == 0
