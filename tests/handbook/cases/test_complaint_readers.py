"""X4: who reads which part of a complaint, story by story. Each line is one part: what it records, and who may read it
at the end of the story. Nobody else can tell that there is one."""

from collections.abc import Callable

import pytest

from handbook.cases.case import Case
from tests.support.case_readers import check_outsiders, check_readers, check_standing
from tests.support.case_stories import (
    about_the_advisor,
    another_chair,
    not_answered_in_time,
    prepared,
    talked_with_the_sip,
    to_the_chair,
)

STORIES: dict[str, tuple[Callable[[], Case], str]] = {
    "prepared": (
        prepared,
        """
        prepared  head
        added     head
        """,
    ),
    "talked with the SIP": (
        talked_with_the_sip,
        """
        prepared      head
        added         head
        talked        head sip
        acknowledged  head sip
        outcome       head sip
        closed        head
        """,
    ),
    "as far as the Chair": (
        to_the_chair,
        """
        prepared      head
        talked        head sip advisor chair
        taken_on      head advisor chair
        acknowledged  head advisor chair
        outcome       head advisor chair
        added         head sip advisor chair
        taken_on      head chair
        told_of_step  head advisor
        added         head sip advisor chair
        added         head
        acknowledged  head chair
        outcome       head chair
        closed        head chair
        """,
    ),
    "about the Trust Advisor": (
        about_the_advisor,
        """
        taken_on      head chair
        acknowledged  head chair
        outcome       head chair
        review_set    head chair
        added         head chair
        """,
    ),
    "not answered in time": (
        not_answered_in_time,
        """
        taken_on      head advisor chair
        taken_on      head chair
        told_of_step  head advisor
        closed        head chair
        outcome       head advisor
        """,
    ),
    "another Chair comes": (
        another_chair,
        """
        prepared      head
        talked        head sip advisor chair chair2
        taken_on      head advisor chair chair2
        acknowledged  head advisor chair chair2
        outcome       head advisor chair chair2
        taken_on      head chair chair2
        told_of_step  head advisor
        handed_over   head chair2
        """,
    ),
}


@pytest.mark.parametrize("story", STORIES)
def test_who_reads_which_part(story: str) -> None:
    tell_it, lines = STORIES[story]
    case = tell_it()
    check_readers(case, lines)
    check_outsiders(case)
    check_standing(case)
