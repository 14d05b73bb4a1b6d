"""E5: who reads which part of a concern, story by story. Each line is one part: what it records, and who may read it
at the end of the story. Nobody else can tell that there is one."""

from collections.abc import Callable

import pytest

from handbook.cases.case import Case
from tests.support.case_readers import check_outsiders, check_readers, check_standing
from tests.support.case_stories import (
    added_to,
    all_the_way,
    asked_to_talk,
    discussed,
    handed_over,
    met,
    new_headteacher,
    reached_under_another_advisor,
    step_1_answered,
    waiting,
    waived,
)

STORIES: dict[str, tuple[Callable[[], Case], str]] = {
    "talked, and that was enough": (
        step_1_answered,
        """
        talked        sip head
        acknowledged  sip head
        outcome       sip head
        closed        sip head
        """,
    ),
    "all four steps, and the headteacher is told of each": (
        lambda: all_the_way(tell=True),
        """
        talked            sip head advisor
        taken_on          sip advisor
        acknowledged      sip advisor
        told_of_step      head advisor
        taken_on          advisor dso
        told_of_step      head advisor
        acknowledged      advisor dso
        outcome           advisor dso
        support_arranged  sip head advisor dso
        taken_on          advisor director
        told_of_step      head advisor
        acknowledged      advisor director
        outcome           advisor director
        review_set        advisor director
        closed            sip head advisor dso director
        """,
    ),
    "all four steps, and the headteacher is told of none": (
        lambda: all_the_way(tell=False),
        """
        talked            sip head advisor
        taken_on          sip advisor
        acknowledged      sip advisor
        not_told_of_step  advisor
        taken_on          advisor dso
        not_told_of_step  advisor
        acknowledged      advisor dso
        outcome           advisor dso
        support_arranged  sip advisor dso
        taken_on          advisor director
        not_told_of_step  advisor
        acknowledged      advisor director
        outcome           advisor director
        review_set        advisor director
        closed            sip head advisor dso director
        """,
    ),
    "no talk, and the headteacher is told late": (
        waived,
        """
        raised            sip advisor
        could_not_talk    sip advisor
        talk_waived       sip advisor
        taken_on          sip advisor
        acknowledged      sip advisor
        not_told_of_step  advisor
        taken_on          advisor dso
        told_of_step      head advisor
        """,
    ),
    "asked to talk": (
        asked_to_talk,
        """
        raised          sip
        could_not_talk  sip advisor
        asked_to_talk   sip advisor
        could_not_talk  sip advisor
        talk_waived     sip advisor
        talked          sip head
        """,
    ),
    "the DSO comes later, and the headteacher is told then": (
        lambda: waiting(tell=True),
        """
        talked        sip head advisor
        taken_on      sip advisor
        acknowledged  sip advisor
        told_of_step  head advisor
        taken_on      advisor dso
        reached       advisor dso
        told_of_step  head advisor
        """,
    ),
    "the DSO comes later, and the headteacher is not told": (
        lambda: waiting(tell=False),
        """
        talked            sip head advisor
        taken_on          sip advisor
        acknowledged      sip advisor
        not_told_of_step  advisor
        taken_on          advisor dso
        not_told_of_step  advisor
        reached           advisor dso
        """,
    ),
    "the DSO comes when there is another Trust Advisor": (
        reached_under_another_advisor,
        """
        talked        sip head advisor advisor2
        taken_on      sip advisor advisor2
        acknowledged  sip advisor advisor2
        told_of_step  head advisor advisor2
        taken_on      advisor advisor2 dso
        handed_over   advisor2
        reached       advisor2 dso
        told_of_step  head advisor2
        """,
    ),
    "a partnership meeting, and another DSO": (
        met,
        """
        talked        sip head advisor
        taken_on      sip advisor
        acknowledged  sip advisor
        told_of_step  head advisor
        taken_on      advisor dso dso2
        told_of_step  head advisor
        meeting_set   advisor dso dso2 sip head la
        handed_over   advisor dso2
        meeting_off   advisor dso dso2 sip head la
        closed        sip head advisor dso2
        """,
    ),
    "discussed in a team meeting": (
        discussed,
        """
        talked            sip head advisor
        taken_on          sip advisor
        acknowledged      sip advisor
        not_told_of_step  advisor
        taken_on          advisor dso
        not_told_of_step  advisor
        taken_on          advisor director
        not_told_of_step  advisor
        on_agenda         advisor sip sip2 dso2
        added             advisor sip sip2 dso2
        closed            sip head advisor dso director
        """,
    ),
    "added to and corrected": (
        added_to,
        """
        talked    sip head advisor
        added     sip head advisor
        taken_on  sip advisor
        added     sip head advisor
        added     sip head advisor
        added     sip advisor
        added     sip advisor
        """,
    ),
    "another SIP takes over": (
        handed_over,
        """
        talked        sip sip2 head advisor
        taken_on      sip sip2 advisor
        acknowledged  sip sip2 advisor
        told_of_step  head advisor
        taken_on      advisor dso
        told_of_step  head advisor
        added         sip sip2 head advisor
        handed_over   sip2 advisor
        added         sip sip2 head advisor
        outcome       sip2 head
        """,
    ),
    "another headteacher comes": (
        new_headteacher,
        """
        talked            sip head head2 advisor
        taken_on          sip advisor
        acknowledged      sip advisor
        told_of_step      head head2 advisor
        taken_on          advisor dso
        told_of_step      head head2 advisor
        taken_on          advisor director
        not_told_of_step  advisor
        handed_over       head2 advisor
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
