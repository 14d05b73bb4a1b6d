"""Why a school is not proposed this other SIP, in plain words: a bar, no room, a weaker match, or who would have to
give way."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from handbook.allocation.points import points
from handbook.allocation.problem import AllocationProblem, SchoolNeed, SipOffer
from handbook.allocation.proposal import Allocation, Load, Placement, Why
from handbook.allocation.reasons import NOT_AVAILABLE, bar_words
from handbook.allocation.scoring import match
from handbook.core.plain_words import and_list, several


@dataclass(frozen=True, slots=True)
class WhyNot:
    """`lines` are the Trust Advisor's. `public` is what anybody may read: nothing of bars, other schools, the
    personalities or numbers that they went into."""

    lines: tuple[str, ...]
    public: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """The question: why not this SIP for this school, who has `now`, or nobody."""

    problem: AllocationProblem
    allocation: Allocation
    need: SchoolNeed
    offer: SipOffer
    now: Placement | None

    def score(self, need: SchoolNeed, offer: SipOffer) -> int:
        return points(self.problem, need, offer)

    def load(self, sip_id: str) -> Load:
        return self.allocation.load.get(sip_id) or Load(sip_id, 0, self.problem.offer[sip_id].half_days)

    def has_room(self, sip_id: str, need: SchoolNeed, without: SchoolNeed | None = None) -> bool:
        """Whether the SIP has room for the school, once they no longer had another."""
        load = self.load(sip_id)
        if without and without.urn in load.urns:
            kept = tuple(one for one in load.urns if one != without.urn)
            load = replace(load, half_days=load.half_days - without.half_days, urns=kept)
        return load.has_room(self.problem.offer[sip_id], need.half_days)


def why_not(problem: AllocationProblem, allocation: Allocation, urn: str, sip_id: str) -> WhyNot:
    """Why this SIP is not proposed for this school, or that they are."""
    asked = _Asked(problem, allocation, problem.need[urn], problem.offer[sip_id], allocation.of.get(urn))
    return _settled(asked) or WhyNot(tuple(_compared(asked)), _public(asked))


def _settled(asked: _Asked) -> WhyNot | None:
    """What needs no weighing."""
    need, offer, now = asked.need, asked.offer, asked.now
    if now and now.sip_id == offer.sip_id:
        proposed = f"{offer.name} is proposed for {need.name}."
        return WhyNot((proposed,), proposed)
    if bar := asked.problem.bar(need.urn, offer.sip_id):
        after = "You can lift this with a reason." if bar.reason.can_be_lifted else "This cannot be lifted."
        return WhyNot((f"{bar_words(offer, bar)}.", after), f"{offer.name} {NOT_AVAILABLE}.")
    if now and now.why is not Why.CHOSEN:
        holder = asked.problem.offer[now.sip_id].name
        if now.why is Why.OPEN_WORK:
            stays = f"{need.name} stays with {holder} for now: {need.open_work}."
            return WhyNot((stays,), stays)
        return WhyNot((f"You have settled that {holder} serves {need.name}.",), f"{holder} is settled as the SIP.")
    return None


def _compared(asked: _Asked) -> Iterator[str]:
    need, offer, now = asked.need, asked.offer, asked.now
    if now:
        yield _difference(asked, now)
    else:
        yield f"{need.name} has no SIP in this proposal."
    if not asked.has_room(offer.sip_id, need):
        yield _taken(asked)
        yield _giving_way(asked)
    elif now and _gain(asked, now) >= 0:
        yield f"{offer.name} has room. The proposal weighs the whole trust, and keeps to the one before it."


def _gain(asked: _Asked, now: Placement) -> int:
    return asked.score(asked.need, asked.offer) - asked.score(asked.need, asked.problem.offer[now.sip_id])


def _difference(asked: _Asked, now: Placement) -> str:
    """A suits it better (78 of 100, B 70): areas of focus by 10; B by experience 2."""
    problem, urn, other = asked.problem, asked.need.urn, asked.offer
    chosen, instead = match(problem, urn, now.sip_id), match(problem, urn, other.sip_id)
    holder = problem.offer[now.sip_id].name
    pairs = zip((*chosen.factors, chosen.private), (*instead.factors, instead.private), strict=True)
    by = [(one.factor.words, one.points - its.points) for one, its in pairs]
    ahead = [f"{what} ({more} more)" for what, more in by if more > 0]
    behind = [f"{what} ({-more} more)" for what, more in by if more < 0]
    scores = f"{holder} has {chosen.total} of 100 points, {other.name} {instead.total}"
    for_each = [f"{name} for {and_list(what)}" for name, what in ((holder, ahead), (other.name, behind)) if what]
    return f"{scores}: {'; '.join(for_each)}." if for_each else f"{scores}: they suit the school equally."


def _taken(asked: _Asked) -> str:
    load, offer = asked.load(asked.offer.sip_id), asked.offer
    schools = [asked.problem.need[urn].name for urn in load.urns]
    if not schools:
        return f"{offer.name} gives {several(offer.half_days, 'half-day')} a year, too few for {asked.need.name}."
    if load.half_days + asked.need.half_days <= load.of:
        return f"{offer.name} takes {several(len(schools), 'school')} at most, and has {and_list(schools)}."
    taken = f"{load.half_days} of {several(offer.half_days, 'half-day')} of {offer.name}"
    return f"{taken} are taken, by {and_list(schools)}; {asked.need.name} needs {asked.need.half_days}."


def _giving_way(asked: _Asked) -> str:
    """Who would have to move for it, to whom, and what that would cost: the single move that costs least."""
    moves = sorted(_moves(asked), key=lambda one: (-one[0] * one[1].weight, one[1].urn, one[2].sip_id))
    if not moves:
        return f"No single school of {asked.offer.name} could move to another SIP to make room."
    lost, school, to = moves[0]
    before = asked.score(school, asked.offer)
    moved = f"To make room, {school.name} would move to {to.name} ({before + lost} of 100 points instead of {before})"
    worst = asked.allocation.worst
    if worst is not None and before + lost < worst:
        return f"{moved}, and would have the weakest match of all."
    if asked.now is None:
        return f"{moved}."
    after = asked.score(asked.need, asked.offer)
    return f"{moved}, and {asked.need.name} would go from {after - _gain(asked, asked.now)} to {after}."


def _moves(asked: _Asked) -> Iterator[tuple[int, SchoolNeed, SipOffer]]:
    """By how many points which school would fare better or worse with whom, of those whose leaving makes room."""
    problem, sip_id = asked.problem, asked.offer.sip_id
    for urn in asked.load(sip_id).urns:
        school = problem.need[urn]
        if asked.allocation.of[urn].why is not Why.CHOSEN or not asked.has_room(sip_id, asked.need, without=school):
            continue
        for other in problem.sips:
            is_free = other.sip_id != sip_id and problem.bar(urn, other.sip_id) is None
            if is_free and asked.has_room(other.sip_id, school, without=asked.need):
                yield asked.score(school, other) - asked.score(school, asked.offer), school, other


def _public(asked: _Asked) -> str:
    need, offer, now = asked.need, asked.offer, asked.now
    if not asked.has_room(offer.sip_id, need):
        return f"{offer.name} has no room left."
    if now is None:
        return f"Nobody is proposed for {need.name} yet."
    chosen, other = match(asked.problem, need.urn, now.sip_id), match(asked.problem, need.urn, offer.sip_id)
    pairs = zip(chosen.factors, other.factors, strict=True)
    better = [one.factor.words for one, its in pairs if one.points > its.points]
    holder = asked.problem.offer[now.sip_id].name
    if better:
        return f"{holder} suits {need.name} better for {and_list(better)}."
    return f"{offer.name} would suit {need.name} too. The Trust Advisor weighs the needs of all schools."
