"""E5, X4: who reads which part of a case, story by story. Each line is one part: what it records, and who may read it
at the end of the story. Nobody else can tell that there is a case."""

from collections.abc import Callable

import pytest

from handbook.case_answers import known_readers
from handbook.case_signing import Actor, ids_in
from handbook.cases import (
    NO_SUCH_CASE,
    Case,
    Deed,
    Seat,
    Stage,
    check_reads,
    is_closed_for,
    parts_for,
    readers_of,
    readers_of_part,
    review_for,
    stage_for,
    version_for,
)
from handbook.complaint_steps import About
from handbook.concern_support import may_be_invited
from handbook.refusal import Refused
from tests.support import case_builders as b
from tests.support import case_commands as c
from tests.support.builders import a_school
from tests.support.case_people import (
    ADVISOR,
    BOARD_MEMBER,
    CHAIR,
    CHAIR_OF_GOVERNORS,
    DIRECTOR,
    DSO,
    HEAD,
    LA_OFFICER,
    LATE,
    OTHER_ADVISOR,
    OTHER_CHAIR,
    OTHER_DSO,
    OTHER_HEAD,
    OTHER_SIP,
    REVIEW_ON,
    SCHOOL,
    SIP,
    WITHOUT_DSO,
    actor,
    deputy,
)

S = Stage
NAMES = {
    "sip": SIP,
    "head": HEAD,
    "advisor": ADVISOR,
    "dso": DSO,
    "director": DIRECTOR,
    "chair": CHAIR,
    "sip2": OTHER_SIP,
    "head2": OTHER_HEAD,
    "advisor2": OTHER_ADVISOR,
    "dso2": OTHER_DSO,
    "chair2": OTHER_CHAIR,
    "la": LA_OFFICER,
    "board": BOARD_MEMBER,
    "governors": CHAIR_OF_GOVERNORS,
}
_IDS = {person.id: name for name, person in NAMES.items()}


def read(case: Case) -> list[tuple[str, set[str]]]:
    """Each part, with who may read it."""
    return [(part.deed.value, {_IDS[one] for one in readers_of_part(case, part.number)}) for part in case.parts]


def table(lines: str) -> list[tuple[str, set[str]]]:
    rows = [line.split() for line in lines.strip().splitlines()]
    return [(deed, set(readers)) for deed, *readers in rows]


def step_1_answered() -> Case:
    case = c.acknowledge(b.a_concern(S.TALKED), actor(HEAD), S.TALKED)
    return c.close(c.conclude(case, actor(SIP), S.TALKED), actor(SIP))


def all_the_way(tell: bool) -> Case:
    case = c.acknowledge(b.a_concern(S.WITH_DSO, tell=tell), actor(DSO), S.WITH_DSO)
    case = c.conclude(case, actor(DSO), S.WITH_DSO)
    case = c.take_to_director(c.arrange_support(case), tell=tell)
    case = c.acknowledge(case, actor(DIRECTOR), S.WITH_DIRECTOR)
    case = c.conclude(case, actor(DIRECTOR), S.WITH_DIRECTOR)
    return c.close(c.set_review(case, actor(ADVISOR)), actor(ADVISOR))


def waived() -> Case:
    """No talk: the headteacher is told by and by."""
    return c.take_to_dso(b.a_concern(S.WITH_TRUST_ADVISOR, talked=False, tell=False), tell=True)


def asked_to_talk() -> Case:
    """Asked to talk, not possible, waived, and possible after all."""
    return c.talk(c.waive_talk(c.say_could_not_talk(b.a_concern(S.TO_TALK))))


def waiting(tell: bool) -> Case:
    return c.reach_dso(b.a_concern(S.WITHOUT_DSO, tell=tell))


def reached_under_another_advisor() -> Case:
    case = b.a_concern(S.WITHOUT_DSO, tell=True)
    return c.reach_dso(b.followed_by(case, {Seat.TRUST_ADVISOR: OTHER_ADVISOR}))


def met() -> Case:
    case = c.set_meeting(b.a_concern(S.WITH_DSO), invited=(SIP.id, HEAD.id, LA_OFFICER.id))
    case = c.hand_over(case, seat=Seat.DSO, to=OTHER_DSO)
    return c.close(c.call_off_meeting(case, actor(OTHER_DSO)), actor(ADVISOR))


def discussed() -> Case:
    case = c.place_on_agenda(b.a_concern(S.WITH_DIRECTOR, tell=False), attending=(SIP, OTHER_SIP, OTHER_DSO))
    return c.close(c.add(case, actor(OTHER_SIP)), actor(ADVISOR))


def added_to() -> Case:
    """The headteacher corrects the talk before and after it went on; so do others what was written for them."""
    case = c.take_to_advisor(c.add(b.a_concern(S.TALKED), actor(HEAD)))
    case = c.add(c.add(case, actor(HEAD), place=1), actor(SIP), place=2)
    return c.add(c.add(case, actor(ADVISOR)), actor(SIP))


def handed_over() -> Case:
    case = c.hand_over(c.add(b.a_concern(S.WITH_DSO), actor(HEAD), place=1))
    return c.conclude(c.add(case, actor(HEAD), place=1), actor(OTHER_SIP), S.TALKED)


def new_headteacher() -> Case:
    case = c.take_to_director(b.a_concern(S.WITH_DSO), tell=False)
    return c.hand_over(case, seat=Seat.HEADTEACHER, to=OTHER_HEAD)


def prepared() -> Case:
    return c.add(b.a_complaint(S.PREPARING), actor(HEAD))


def talked_with_the_sip() -> Case:
    case = c.acknowledge(c.talk_to_sip(prepared()), actor(SIP), S.TALKED_TO_SIP)
    return c.close(c.conclude(case, actor(HEAD), S.TALKED_TO_SIP), actor(HEAD))


def to_the_chair() -> Case:
    case = c.add(b.answer(b.a_complaint(S.WITH_TRUST_ADVISOR), S.WITH_TRUST_ADVISOR, ADVISOR), actor(SIP))
    case = c.add(c.add(c.take_on_to_chair(case), actor(HEAD), place=2), actor(HEAD), place=1)
    return c.close(b.answer(case, S.WITH_CHAIR, CHAIR), actor(CHAIR))


def about_the_advisor() -> Case:
    case = b.answer(b.a_complaint(S.WITH_CHAIR, About.TRUST_ADVISOR), S.WITH_CHAIR, CHAIR)
    return c.add(c.set_review(case, actor(CHAIR)), actor(HEAD))


def not_answered_in_time() -> Case:
    """The Trust Advisor answers after all, to whom they owe it."""
    case = c.take_on_to_chair(b.a_complaint(S.WITH_TRUST_ADVISOR, About.SERVICE), now=LATE)
    return c.conclude(c.close(case, actor(HEAD)), actor(ADVISOR), S.WITH_TRUST_ADVISOR)


def another_chair() -> Case:
    return b.followed_by(b.a_complaint(S.WITH_CHAIR), {Seat.CHAIR: OTHER_CHAIR})


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
        prepared      head advisor chair
        talked        head sip advisor chair
        taken_on      head advisor chair
        acknowledged  head advisor chair
        outcome       head advisor chair
        added         head sip advisor chair
        taken_on      head chair
        told_of_step  head advisor
        added         head sip advisor chair
        added         head advisor chair
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
        prepared      head advisor chair chair2
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
    assert read(tell_it()) == table(lines)


@pytest.mark.parametrize("story", STORIES)
def test_nobody_else_can_tell_that_there_is_a_case(story: str) -> None:
    case = STORIES[story][0]()
    for person in NAMES.values():
        ids = [person.id]
        reads = any(person.id in readers_of_part(case, part.number) for part in case.parts)
        assert reads is (person.id in readers_of(case)) is bool(parts_for(case, ids))
        if not reads:
            assert (version_for(case, ids), review_for(case, ids), is_closed_for(case, ids)) == (0, None, False)
            with pytest.raises(IndexError):
                stage_for(case, ids)
            with pytest.raises(Refused, match=NO_SUCH_CASE):
                check_reads(case, ids)


@pytest.mark.parametrize("story", STORIES)
def test_what_a_reader_is_told_of_how_it_stands_comes_from_what_they_may_read(story: str) -> None:
    """Were all that they may not read another's, they would be told the same."""
    case = STORIES[story][0]()
    for person in NAMES.values():
        known = parts_for(case, [person.id])
        if known:
            assert stage_for(case, [person.id]) in {part.stage for part in known}
            assert review_for(case, [person.id]) in {part.review_on for part in known} | {None}
            assert is_closed_for(case, [person.id]) is any(part.deed is Deed.CLOSED for part in known)
            assert version_for(case, [person.id]) == len(known)


@pytest.mark.parametrize(
    ("case", "somebody", "stage"),
    [
        (discussed(), OTHER_SIP, S.WITH_TRUST_ADVISOR),
        (met(), LA_OFFICER, S.WITH_DSO),
        (all_the_way(tell=False), HEAD, S.TALKED),
        (all_the_way(tell=False), SIP, S.WITH_TRUST_ADVISOR),
        (all_the_way(tell=False), DSO, S.WITH_DSO),
        (all_the_way(tell=True), HEAD, S.WITH_DIRECTOR),
        (waiting(tell=True), DSO, S.WITH_DSO),
        (waiting(tell=False), HEAD, S.TALKED),
        (reached_under_another_advisor(), OTHER_ADVISOR, S.WITH_DSO),
        (new_headteacher(), OTHER_HEAD, S.WITH_DSO),
        (to_the_chair(), SIP, S.TALKED_TO_SIP),
        (to_the_chair(), ADVISOR, S.WITH_CHAIR),
        (another_chair(), OTHER_CHAIR, S.WITH_CHAIR),
    ],
)
def test_how_far_it_has_come_as_far_as_somebody_knows(case: Case, somebody: object, stage: Stage) -> None:
    assert stage_for(case, [somebody.id]) is stage


def test_when_it_is_looked_at_again_as_far_as_somebody_knows() -> None:
    case = to_the_chair()
    assert review_for(case, [SIP.id]) == REVIEW_ON
    assert review_for(case, [ADVISOR.id]) == REVIEW_ON
    assert review_for(case, [CHAIR.id]) is None  # closed
    assert not is_closed_for(case, [SIP.id])
    assert review_for(discussed(), [OTHER_SIP.id]) is None


@pytest.mark.parametrize("somebody", [SIP, ADVISOR])
def test_whom_a_complaint_is_about_sees_no_step_in_which_they_take_no_part(somebody: object) -> None:
    """X4: not even through those for whom they stand in."""
    case = to_the_chair() if somebody == SIP else about_the_advisor()
    expected = {S.TALKED_TO_SIP} if somebody == SIP else set()
    for covered in ((), (ADVISOR, HEAD, CHAIR) if somebody == SIP else (SIP, HEAD, CHAIR)):
        ids = ids_in(case, Actor(somebody, covered))
        assert {part.stage for part in parts_for(case, ids)} == expected
        assert {part.by.person_id for part in parts_for(case, ids)} <= {SIP.id, HEAD.id}


def test_whoever_has_a_seat_stands_in_for_nobody_there() -> None:
    """E5, X4: one person does not take two steps."""
    case = b.a_concern(S.WITH_DIRECTOR)
    assert ids_in(case, Actor(DSO, (ADVISOR, DIRECTOR))) == {DSO.id}
    assert ids_in(case, Actor(OTHER_DSO, (ADVISOR, DIRECTOR))) == {OTHER_DSO.id, ADVISOR.id, DIRECTOR.id}


def test_a_deputy_reads_what_they_stand_in_for_as_long_as_they_do() -> None:
    case = c.waive_talk(b.a_concern(S.NOT_TALKED), deputy(ADVISOR))
    stand_in = deputy(ADVISOR)
    assert len(parts_for(case, ids_in(case, stand_in))) == 2
    assert parts_for(case, [stand_in.person.id]) == ()
    assert case.parts[-1].by.words == f"{stand_in.person.name} for {ADVISOR.name}"
    assert b.a_concern(S.TALK_WAIVED).parts[-1].by.words == ADVISOR.name


# Additions


@pytest.mark.parametrize(
    ("case", "somebody", "place"),
    [
        (b.a_concern(S.WITH_TRUST_ADVISOR), ADVISOR, 1),  # the talk: the headteacher need not know who reads it
        (to_the_chair(), ADVISOR, 2),  # so the SIP of a complaint
        (to_the_chair(), CHAIR, 2),
        (handed_over(), OTHER_SIP, 1),
        (waiting(tell=True), DSO, 1),
        (all_the_way(tell=False), DSO, 4),  # support, which the SIP reads
        (all_the_way(tell=False), DIRECTOR, 5),  # the closing, which all read
        (all_the_way(tell=False), HEAD, 2),
    ],
)
def test_nobody_shows_themselves_to_readers_who_need_not_know_of_them(case: Case, somebody: object, place: int) -> None:
    with pytest.raises(Refused, match="written for you or by you") as caught:
        c.add(case, actor(somebody), place=place)
    assert caught.value.code == "not_now"


def test_who_closed_it_can_correct_that() -> None:
    after = c.add(all_the_way(tell=False), actor(ADVISOR))
    assert read(after)[-1] == ("added", {"sip", "head", "advisor", "dso", "director"})
    again = c.add(after, actor(ADVISOR))
    assert again.parts[-1].adds_to == len(after.parts)
    with pytest.raises(Refused, match="written for you or by you"):
        c.add(again, actor(DIRECTOR), place=len(parts_for(again, [DIRECTOR.id])))


@pytest.mark.parametrize("place", [-1, 0, 5, 99])
def test_an_addition_is_to_a_part_that_its_author_can_read(place: int) -> None:
    with pytest.raises(Refused, match="choose which part"):
        c.add(b.a_concern(S.WITH_DSO), actor(HEAD), place=place)


def test_an_author_is_told_of_all_whom_they_know_to_be_readers_and_of_no_others() -> None:
    """The headteacher adds to the talk: that the Trust Advisor reads it too is the SIP's to know."""
    case = c.add(b.a_concern(S.WITH_TRUST_ADVISOR, tell=False), actor(HEAD))
    newest = case.parts[-1]
    assert set(known_readers(case, newest, frozenset((HEAD.id,)))) == {HEAD.id, SIP.id}
    assert set(known_readers(case, newest, frozenset((SIP.id,)))) == {HEAD.id, SIP.id, ADVISOR.id}
    assert readers_of_part(case, newest.number) == {HEAD.id, SIP.id, ADVISOR.id}
    assert set(newest.readers) == {HEAD.id, SIP.id}


# Meetings


def test_who_can_be_invited_is_who_knows_that_it_came_so_far() -> None:
    """O1: a headteacher of whom it is recorded that they are not told is not told by an invitation, and the DSO not by
    a list that it came to the Director."""
    untold, told = b.a_concern(S.WITH_DIRECTOR, tell=False), b.a_concern(S.WITH_DIRECTOR)
    assert may_be_invited(untold, SCHOOL, actor(ADVISOR)) == (SIP.id, DIRECTOR.id, LA_OFFICER.id)
    assert may_be_invited(untold, SCHOOL, actor(DSO)) == (SIP.id, LA_OFFICER.id)
    assert may_be_invited(told, SCHOOL, deputy(ADVISOR)) == (SIP.id, DIRECTOR.id, HEAD.id, LA_OFFICER.id)
    only_of_step_2 = c.take_to_dso(b.a_concern(S.WITH_TRUST_ADVISOR), tell=False)
    assert HEAD.id not in may_be_invited(only_of_step_2, SCHOOL, actor(ADVISOR))
    assert "" not in may_be_invited(told, a_school(la_officer_id=""), actor(ADVISOR))


@pytest.mark.parametrize("invited", [(OTHER_SIP.id,), (SIP.id, "nobody"), ("",), (DIRECTOR.id,)])
def test_nobody_else_is_invited(invited: tuple[str, ...]) -> None:
    with pytest.raises(Refused, match="invite people of this case"):
        c.set_meeting(b.a_concern(S.WITH_DIRECTOR), actor(DSO), invited=invited)


def test_a_school_without_a_dso_tells_the_headteacher_nothing_before_there_is_a_step() -> None:
    assert [part.deed for part in b.a_concern(S.WITHOUT_DSO).parts][-1] is Deed.TAKEN_ON
    with pytest.raises(Refused, match="say whether the headteacher is told"):
        c.take_to_dso(b.a_concern(S.WITH_TRUST_ADVISOR), tell=None, school=WITHOUT_DSO)
