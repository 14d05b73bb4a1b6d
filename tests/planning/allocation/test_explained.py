"""A1, A2: whatever the problem, each school has a SIP or a reason, each pair an answer to *why not*, and nothing that
is the Trust Advisor's own is among what others read."""

import re
from dataclasses import replace

from hypothesis import given

from handbook.allocation.problem import AllocationProblem
from handbook.allocation.scoring import ranked
from handbook.allocation.why_not import why_not
from planning.allocation import allocate
from tests.support.allocation_problems import problems
from tests.support.examples import examples

SECRET = "a word that nobody else reads"


def with_secrets(problem: AllocationProblem) -> AllocationProblem:
    return replace(
        problem,
        bars=tuple(replace(one, detail=SECRET) for one in problem.bars),
        notes=tuple(replace(one, words=SECRET) for one in problem.notes),
    )


@examples(30)
@given(problems((10,)))
def test_every_school_and_every_pair_is_explained(drawn: AllocationProblem) -> None:
    problem = with_secrets(drawn)
    found = allocate(problem)
    assert sorted([*found.of, *(one.urn for one in found.left_out)]) == sorted(problem.need)
    assert all(one.reason.endswith(".") for one in found.left_out)
    if found.shortage:
        assert found.shortage.lacks
        assert {one.urn for one in found.left_out} == set(found.shortage.urns)
    for urn in problem.need:
        others = [one.name for one in problem.schools if one.urn != urn]
        for match in ranked(problem, urn):
            answer = why_not(problem, found, urn, match.sip_id)
            assert answer.lines
            assert all(line.endswith(".") for line in answer.lines)
            for read in (answer.public, *match.reasons):
                assert SECRET not in read
                assert not any(name in read for name in others)
            assert not re.search(r"\d", re.sub(r"(School|SIP) \d", "", answer.public))


@examples(20)
@given(problems((10,)))
def test_what_the_trust_advisor_thinks_is_in_no_reason(drawn: AllocationProblem) -> None:
    """Their notes may change who is proposed, and nothing of what others read about a pair."""
    plain = replace(drawn, notes=())
    for urn in drawn.need:
        with_notes = {one.sip_id: (one.reasons, one.public_total) for one in ranked(drawn, urn)}
        assert with_notes == {one.sip_id: (one.reasons, one.public_total) for one in ranked(plain, urn)}
