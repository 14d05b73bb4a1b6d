"""The schools most like one, with the distances in words (P2): what a reader can weigh, and no figures."""

from dataclasses import dataclass
from typing import Final

from handbook.core.people import Person, Role, School
from handbook.data.measures import Topic
from handbook.data.similar import AT_MOST, Apart, Neighbour
from handbook.reports.agreements.agreement import SharingAgreement

_SAME: Final = 0.5
_FEW: Final = 1.5
_MANY: Final = 3.0
_COUNTED: Final = {
    Topic.FREE_MEALS: "pupils with free school meals",
    Topic.OTHER_LANGUAGE: "pupils whose first language is not English",
    Topic.SEN_SUPPORT: "pupils with special educational needs support",
    Topic.EHC_PLAN: "pupils with an education, health and care plan",
}
_NAMED: Final = {
    Topic.ON_ROLL: "size",
    **_COUNTED,
    Topic.KS1_START: "starting point at key stage 1",
}
NOT_TAKEN_IN: Final = (
    "Compared by the DfE’s published figures. More and fewer are meant of every hundred pupils. Phase and deprivation "
    "are not among the figures taken in; free school meals in the last six years stand for deprivation."
)


@dataclass(frozen=True, slots=True)
class Nearness:
    """A school and all others in the order of their distance; none while its data agreement is not signed (D1).
    `is_known`: something that schools are compared by is known of it."""

    school: School
    agreement: SharingAgreement
    others: tuple[tuple[School, Neighbour], ...] = ()
    is_known: bool = False

    @property
    def nearest(self) -> tuple[tuple[School, Neighbour], ...]:
        """The five that count as similar."""
        return self.others[:AT_MOST]

    def of(self, urn: str) -> Neighbour | None:
        """Another school, where it can be compared."""
        return next((neighbour for school, neighbour in self.others if school.urn == urn), None)

    def is_similar(self, urn: str) -> bool:
        return any(school.urn == urn for school, _ in self.nearest)


def may_compare(school: School, person: Person) -> bool:
    """Whether somebody may see which schools are most like this one: the Trust Advisor and its SIP (P2)."""
    return person.is_a(Role.TRUST_ADVISOR) or (person.is_a(Role.SIP) and person.id == school.sip_id)


def distance_words(neighbour: Neighbour) -> str:
    """How another school differs, in a sentence that ends with what could not be compared."""
    said = "; ".join(map(_apart_words, neighbour.apart))
    unknown = ", ".join(_NAMED[topic] for topic in neighbour.unknown)
    return f"{said[0].upper()}{said[1:]}." + (f" Not known: {unknown}." if unknown else "")


def _apart_words(apart: Apart) -> str:
    far, more = abs(apart.steps), apart.steps > 0
    if apart.topic is Topic.ON_ROLL:
        return "about the same size" if far < _SAME else f"{_much(far)}{'larger' if more else 'smaller'}"
    if apart.topic is Topic.KS1_START:
        return f"{'about the same' if far < _SAME else _start(far, more)} starting point at key stage 1"
    counted = _COUNTED[apart.topic]
    if far < _SAME:
        return f"about as many {counted}"
    a_few, many = ("a few ", "many ") if more else ("slightly ", "far ")
    how_many = a_few if far < _FEW else many if far >= _MANY else ""
    return f"{how_many}{'more' if more else 'fewer'} {counted}"


def _start(far: float, more: bool) -> str:
    much = _much(far)
    return f"{much if much.startswith('a') else f'a {much}'}{'higher' if more else 'lower'}"


def _much(far: float) -> str:
    return "a little " if far < _FEW else "much " if far >= _MANY else ""
