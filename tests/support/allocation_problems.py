"""Small allocation problems of every kind, for hypothesis."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from handbook.allocation.problem import AllocationProblem, Bar, BarReason, Lock, PrivateNote, SchoolNeed, SipOffer
from tests.support.allocation import a_need, an_offer

TOPICS = ("phonics", "writing", "SEND", "maths")
SIP_IDS = ("sip-0", "sip-1", "sip-2")
SOME_TOPICS = st.lists(st.sampled_from(TOPICS), max_size=3, unique=True).map(tuple)


def offers(sizes: Sequence[int], step: int) -> st.SearchStrategy[list[SipOffer]]:
    one = st.builds(
        lambda half_days, schools, topics, barred: an_offer(
            half_days=half_days, schools_at_most=schools, expertise=topics, barred=barred
        ),
        st.integers(0, 3 * max(sizes) // step).map(lambda number: step * number),
        st.sampled_from((None, None, 0, 1, 2)),
        SOME_TOPICS,
        st.sampled_from((None, None, None, BarReason.NO_CHECKS)),
    )
    return st.lists(one, min_size=0, max_size=3)


def needs(sizes: Sequence[int], schools: int) -> st.SearchStrategy[list[SchoolNeed]]:
    one = st.builds(
        lambda half_days, topics, weight, sip_id, work: a_need(
            half_days=half_days, focus_areas=topics, weight=weight, sip_id=sip_id, open_work=work
        ),
        st.sampled_from(sizes),
        SOME_TOPICS,
        st.integers(0, 3),
        st.sampled_from(("", *SIP_IDS, "sip-left")),
        st.sampled_from(("", "", "", "the spring report is open")),
    )
    return st.lists(one, min_size=0, max_size=schools)


@st.composite
def problems(draw: st.DrawFn, sizes: Sequence[int], step: int = 1, schools: int = 5) -> AllocationProblem:
    needed = [replace(one, urn=f"90000{n}", name=f"School {n}") for n, one in enumerate(draw(needs(sizes, schools)))]
    sips = [replace(one, sip_id=SIP_IDS[n], name=f"SIP {n}") for n, one in enumerate(draw(offers(sizes, step)))]
    pairs = [(sip.sip_id, school.urn) for school in needed for sip in sips]
    some = st.lists(st.sampled_from(pairs), max_size=4, unique=True) if pairs else st.just([])
    locks = {urn: sip_id for sip_id, urn in draw(some)} if draw(st.booleans()) else {}
    if needed and draw(st.integers(0, 9)) == 0:
        locks[needed[0].urn] = "sip-left"
    proposed = {urn: sip_id for sip_id, urn in draw(some)}
    return AllocationProblem(
        tuple(needed),
        tuple(sips),
        tuple(Bar(*pair, draw(st.sampled_from(BarReason))) for pair in draw(some)),
        tuple(Lock(sip_id, urn) for urn, sip_id in locks.items()),
        tuple(PrivateNote(*pair, draw(st.integers(-2, 2))) for pair in draw(some)),
        proposed=proposed,
    )


@st.composite
def tight_problems(draw: st.DrawFn) -> AllocationProblem:
    """As many schools as SIPs, one for each: so that what is best for one may be bad for another."""
    number = draw(st.integers(2, 4))
    topics = st.lists(SOME_TOPICS, min_size=number, max_size=number)
    weights = st.lists(st.integers(1, 3), min_size=number, max_size=number)
    schools = [
        a_need(n, focus_areas=own, weight=weight)
        for n, (own, weight) in enumerate(zip(draw(topics), draw(weights), strict=True))
    ]
    sips = [an_offer(letter, 1, expertise=own) for letter, own in zip("ABCD", draw(topics), strict=False)]
    return AllocationProblem(tuple(schools), tuple(sips))
