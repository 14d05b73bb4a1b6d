"""How many points a SIP earns at a school for each factor of A2. Whole numbers, so that every machine counts alike."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from handbook.allocation.problem import AllocationProblem, Request, RequestKind, SchoolNeed, SipOffer
from handbook.core.bare_words import bare


def points(problem: AllocationProblem, need: SchoolNeed, offer: SipOffer) -> int:
    """All that a pair earns: what `planning/` looks for the most of."""
    return (
        experience(problem, need, offer)
        + capacity(problem, need, offer)
        + focus(problem, need, offer)
        + requests(problem, need, offer)
        + personality(problem, need, offer)
    )


def experience(problem: AllocationProblem, need: SchoolNeed, offer: SipOffer) -> int:
    """The school's phase, its contexts together and its Ofsted position count alike; where nothing is known of the
    school, it is half of all. Who is its SIP now knows it, and of a school that has none everybody earns half of that;
    nobody earns it where the school asked for another."""
    most, known = problem.weights.experience, problem.weights.known
    parts = [
        (asked, has)
        for asked, has in (
            ((need.phase,) if need.phase else (), offer.phases),
            (need.contexts, offer.contexts),
            ((need.ofsted_position,) if need.ofsted_position else (), offer.ofsted_positions),
        )
        if asked
    ]
    met = sum(_WHOLE * len(covered(asked, has)) // len(asked) for asked, has in parts)
    earned = _share(met, _WHOLE * len(parts), most) if parts else most // 2
    if not need.sip_id:
        return earned + known // 2
    return earned + (known if knows(need, offer) else 0)


def knows(need: SchoolNeed, offer: SipOffer) -> bool:
    """Whether the SIP is the school's now, and it did not ask for another."""
    wants_another = any(one.kind is RequestKind.ANOTHER_SIP for one in need.requests)
    return need.sip_id == offer.sip_id and not wants_another


def capacity(problem: AllocationProblem, need: SchoolNeed, offer: SipOffer) -> int:
    """The journey only: whether there is room is not a matter of more or less, and the whole trust's to settle. Half of
    all where a place is not known."""
    weights = problem.weights
    if need.place is None or offer.place is None:
        return weights.capacity // 2
    minutes = round(problem.travel.minutes(need.place, offer.place))
    span = weights.far_minutes - weights.near_minutes
    return _share(min(span, max(0, weights.far_minutes - minutes)), span, weights.capacity)


def focus(problem: AllocationProblem, need: SchoolNeed, offer: SipOffer) -> int:
    """The share of the school's areas of focus that the SIP has expertise in."""
    return _share(len(covered(need.focus_areas, offer.expertise)), len(need.focus_areas), problem.weights.focus)


def requests(problem: AllocationProblem, need: SchoolNeed, offer: SipOffer) -> int:
    """The share of the school's requests that the SIP meets, of those that can be judged."""
    judged = [meets(one, need, offer) for one in need.requests if is_judged(one)]
    return _share(sum(judged), len(judged), problem.weights.requests)


def personality(problem: AllocationProblem, need: SchoolNeed, offer: SipOffer) -> int:
    """Half of all where the Trust Advisor has noted nothing."""
    note = problem.note(need.urn, offer.sip_id)
    return problem.weights.personality * (2 + (note.weight if note else 0)) // 4


def is_judged(request: Request) -> bool:
    """What only the Trust Advisor can judge is left out until they have."""
    return request.kind is not RequestKind.OTHER or bool(request.met_by)


def meets(request: Request, need: SchoolNeed, offer: SipOffer) -> bool:
    return _MEETS.get(request.kind, _is_named)(request, need, offer)


def covered(asked: tuple[str, ...], has: tuple[str, ...]) -> tuple[str, ...]:
    """What of the things asked for is among those that somebody has: the same words, or one within the other, such as
    phonics in early reading and phonics."""
    return tuple(one for one in asked if _is_among(one, has))


@lru_cache(maxsize=100_000)
def _is_among(asked: str, has: tuple[str, ...]) -> bool:
    """Between blanks, so that what is within another is whole words. Kept, because the words and lists of a trust are
    few, and its pairs many."""
    plain = f" {bare(asked)} "
    return any(plain in known or known in plain for known in (f" {bare(one)} " for one in has))


def _share(met: int, of: int, most: int) -> int:
    """So much of the points, rounded; all of them where nothing was asked: then nothing is lacking."""
    return (2 * most * met + of) // (2 * of) if of else most


def _is_named(request: Request, need: SchoolNeed, offer: SipOffer) -> bool:
    return offer.sip_id in request.met_by


_WHOLE: Final = 60
_MEETS: Final[dict[RequestKind, Callable[[Request, SchoolNeed, SipOffer], bool]]] = {
    RequestKind.KEEP_SIP: lambda _, need, offer: need.sip_id == offer.sip_id,
    RequestKind.ANOTHER_SIP: lambda _, need, offer: need.sip_id != offer.sip_id,
    RequestKind.APPRAISAL: lambda _, need, offer: offer.appraisal_trained,
    RequestKind.KIND_OF_SIP: lambda request, _, offer: bool(covered((request.words,), (offer.kind,))),
    RequestKind.EXPERTISE: lambda request, _, offer: bool(covered((request.words,), offer.expertise)),
}
