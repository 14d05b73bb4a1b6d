"""Which offers may help with a need (W3): those that share a topic with it, of similar schools first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from handbook.core.people import School
from handbook.data.nearness import Nearness, distance_words
from handbook.good_practice.line import PracticeLine, is_on_board
from handbook.good_practice.tags import named, shared

AT_MOST: Final = 5
NOT_COMPARED: Final = "How similar it is cannot be said: no figures of both schools may be compared."


@dataclass(frozen=True, slots=True)
class Match:
    """An offer for a need. `topics` are what they share; `words` say how the offering school differs from the other,
    empty where that cannot be said."""

    offer: PracticeLine
    school: School
    topics: tuple[str, ...]
    is_similar: bool
    words: str

    @property
    def reasons(self) -> str:
        """Why it is proposed, in sentences."""
        near = f"{'One' if self.is_similar else 'Not one'} of the five most similar schools."
        return f"Shares {named(self.topics)}. " + (f"{near} {self.words}" if self.words else NOT_COMPARED)


def matches(
    need: PracticeLine, school: School, offers: Iterable[tuple[PracticeLine, School]], nearness: Nearness
) -> tuple[Match, ...]:
    """The offers of other schools, with other headteachers, that share a topic with the need; the most similar school
    first, and those that cannot be compared last."""
    order = {other.urn: place for place, (other, _) in enumerate(nearness.others)}
    found = [
        _match(offer, other, topics, nearness)
        for offer, other in offers
        if other.urn != school.urn and other.headteacher_id != school.headteacher_id and is_on_board(offer, other)
        if (topics := shared(need.tags, offer.tags))
    ]
    last = len(order)
    ranked = sorted(found, key=lambda one: (order.get(one.school.urn, last), -len(one.topics), one.offer.id))
    return tuple(ranked[:AT_MOST])


def _match(offer: PracticeLine, school: School, topics: tuple[str, ...], nearness: Nearness) -> Match:
    neighbour = nearness.of(school.urn)
    words = distance_words(neighbour) if neighbour else ""
    return Match(offer, school, topics, nearness.is_similar(school.urn), words)
