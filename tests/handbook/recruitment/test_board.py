"""R3: the Trust Board decides, each member once, with a quorum, and without whoever has a conflict of interest."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.recruitment import board as b
from handbook.recruitment.application import Application, ConditionState
from handbook.recruitment.moves import ApplicationStatus
from tests.support import recruitment as r
from tests.support.recruitment import no

S = ApplicationStatus
SHOWN = r.an_application(S.PRESENTED)


def aside(one: Application, by: Person, reason: str = "We are cousins.") -> Application:
    command = b.StepAside(one.id, reason)
    return b.stepped_aside(one, command, by, r.BOARD, r.NOBODY, r.POLICY.quorum, r.NOW)


def test_it_is_decided_once_enough_members_have() -> None:
    two = r.vote(r.vote(SHOWN, r.MEMBER), r.CHAIR)
    assert two.status is S.PRESENTED
    three = r.vote(two, r.SECOND, approves=False)
    assert three.status is S.APPROVED
    assert [one.state for one in three.conditions] == [ConditionState.PENDING] * 2
    assert r.declined(SHOWN).status is S.DECLINED


def test_each_member_decides_once() -> None:
    one = r.vote(SHOWN, r.MEMBER)
    assert "already" in no("stale", b.check_may_vote, one, r.MEMBER, r.NOBODY)
    assert not b.may_vote(one, r.MEMBER, r.NOBODY)
    assert [each.name for each in b.voters(one, r.BOARD, r.NOBODY)] == [r.CHAIR.name, r.SECOND.name, r.THIRD.name]


def test_a_no_has_a_reason() -> None:
    command = b.VoteOnApplication(SHOWN.id, False, " ")
    assert "say why" in no("missing", b.voted, SHOWN, command, r.MEMBER, r.BOARD, r.NOBODY, 3, r.NOW)


def test_even_votes_wait_for_the_next_and_without_one_are_no() -> None:
    two = r.vote(r.vote(SHOWN, r.MEMBER), r.CHAIR, approves=False)
    command = b.VoteOnApplication(SHOWN.id, True, "")
    four = b.voted(two, command, r.SECOND, r.BOARD, r.NOBODY, 4, r.NOW)
    assert four.status is S.PRESENTED
    even = b.voted(four, replace(command, approves=False, words="No."), r.THIRD, r.BOARD, r.NOBODY, 4, r.NOW)
    assert even.status is S.DECLINED


def test_a_member_with_a_conflict_steps_aside() -> None:
    one = aside(SHOWN, r.MEMBER)
    assert "We are cousins." in no("barred", b.check_may_vote, one, r.MEMBER, r.NOBODY)
    assert "few words" in no("missing", b.stepped_aside, SHOWN, b.StepAside("x", ""), r.MEMBER, r.BOARD, r.NOBODY, 3,
                             r.NOW)  # fmt: skip
    by_advisor = r.put_to_board(r.an_application(S.SUBMITTED), r.CHAIR.id, "nobody")
    assert [one.member_id for one in by_advisor.aside] == [r.CHAIR.id]
    assert "set them aside" in no("barred", b.check_may_vote, by_advisor, r.CHAIR, r.NOBODY)


def test_the_last_who_steps_aside_leaves_it_decided() -> None:
    """Two against two cannot be, where two have decided and nobody is left."""
    even = r.vote(r.vote(SHOWN, r.MEMBER), r.CHAIR, approves=False)
    left = b.stepped_aside(even, b.StepAside("x", "A tie."), r.SECOND, r.BOARD, r.NOBODY, 2, r.NOW)
    assert left.status is S.PRESENTED
    done = b.stepped_aside(left, b.StepAside("x", "A tie."), r.THIRD, r.BOARD, r.NOBODY, 2, r.NOW)
    assert done.status is S.DECLINED


def test_whoever_applies_and_who_chairs_their_governors_take_no_part() -> None:
    own = replace(SHOWN, applicant_id=r.MEMBER.id)
    assert "it is their own application" in no("barred", b.check_may_vote, own, r.MEMBER, r.NOBODY)
    by_address = replace(SHOWN, applicant_id="", email=r.CHAIR.email)
    assert not b.may_vote(by_address, r.CHAIR, r.NOBODY)
    assert "chair the governors" in no("barred", b.check_may_vote, SHOWN, r.SECOND, {r.SECOND.id})
    assert not b.takes_part(SHOWN, r.SECOND, {r.SECOND.id})


@pytest.mark.parametrize("person", [r.HEAD, r.ADVISOR, r.DSO])
def test_nobody_else_decides(person: Person) -> None:
    assert no("not_yours", b.check_may_vote, SHOWN, person, r.NOBODY) == "I cannot find that application."


@pytest.mark.parametrize("status", [one for one in S if one is not S.PRESENTED])
def test_a_decision_that_comes_too_late_or_too_soon_changes_nothing(status: ApplicationStatus) -> None:
    one = replace(r.an_application(status), votes=())
    said = no("stale", b.check_may_vote, one, r.MEMBER, r.NOBODY)
    assert ("was withdrawn" in said) is (status is S.WITHDRAWN)


def test_it_is_not_put_to_a_board_that_cannot_decide() -> None:
    sent = r.an_application(S.SUBMITTED)
    present = b.PresentToBoard(sent.id, sent.version)
    few = no("missing", b.presented, sent, present, r.ADVISOR, r.BOARD, {r.MEMBER.id, r.CHAIR.id}, 3, r.NOW)
    assert "3 members of the Trust Board decide" in few
    assert "2 can take part" in few
    no("not_yours", b.presented, sent, present, r.MEMBER, r.BOARD, r.NOBODY, 3, r.NOW)
    no("stale", b.presented, sent, replace(present, version=4), r.ADVISOR, r.BOARD, r.NOBODY, 3, r.NOW)


def test_it_can_be_taken_back_and_is_then_decided_anew() -> None:
    one = r.vote(SHOWN, r.MEMBER)
    back = b.taken_back(one, b.TakeBack(one.id, one.version), r.ADVISOR, r.NOW)
    assert (back.status, back.votes) == (S.SUBMITTED, ())
    no("not_yours", b.taken_back, one, b.TakeBack(one.id, one.version), r.HEAD, r.NOW)


@given(st.lists(st.tuples(st.sampled_from(r.BOARD), st.sampled_from(("yes", "no", "aside"))), max_size=9),
       st.integers(1, 4))  # fmt: skip
def test_whatever_members_do_it_is_approved_by_a_quorum_and_a_majority_alone(
    acts: list[tuple[Person, str]], quorum: int
) -> None:
    one = SHOWN
    for member, act in acts:
        try:
            if act == "aside":
                one = b.stepped_aside(one, b.StepAside(one.id, "A tie."), member, r.BOARD, r.NOBODY, quorum, r.NOW)
            else:
                vote = b.VoteOnApplication(one.id, act == "yes", "Because.")
                one = b.voted(one, vote, member, r.BOARD, r.NOBODY, quorum, r.NOW)
        except Refused:
            continue
    yes = sum(vote.approves for vote in one.votes)
    assert len({vote.member_id for vote in one.votes}) == len(one.votes)
    assert not {vote.member_id for vote in one.votes} & {each.member_id for each in one.aside}
    if one.status is S.APPROVED:
        assert len(one.votes) >= quorum
        assert 2 * yes > len(one.votes)
    else:
        assert one.status in (S.PRESENTED, S.DECLINED)
