"""Somebody in front of a school's record: as themselves, or as whom they stand in for today."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from automations.engine.ports import Card
from cards.kit.standing_in import seen_by_deputy
from handbook.cases.cover import Cover
from handbook.cases.standing_in import in_place_of
from handbook.core.british_time import london_date
from handbook.core.people import Person
from store.unit_of_work import UnitOfWork


class OfBoth(Protocol):
    """A school, or a record of one, with its SIP and headteacher."""

    @property
    def sip_id(self) -> str: ...

    @property
    def headteacher_id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Acting:
    """`person` is in whose name somebody acts and reads; `deputy` is who it is, where they stand in for that person, by
    `cover`."""

    person: Person
    deputy: Person | None = None
    cover: Cover | None = None

    @property
    def deputy_id(self) -> str:
        return self.deputy.id if self.deputy else ""

    @property
    def noted(self) -> Mapping[str, Any]:
        """What the audit entry says besides who did it."""
        return {"standing_in_for": self.person.id} if self.deputy else {}

    def sees(self, card: Card) -> Card:
        """A card that was drawn for `person`, as it is for who looks."""
        return seen_by_deputy(card, self.person, self.cover) if self.cover else card


def acting(uow: UnitOfWork, somebody: Person, now: datetime, record: OfBoth, authors: Collection[str] = ()) -> Acting:
    """Of somebody who does not stand in for one of the two: they themselves."""
    covers, today = uow.covers.of_deputy(somebody.id), london_date(now)
    holder_id = in_place_of(
        covers, somebody, today, sip_id=record.sip_id, headteacher_id=record.headteacher_id, authors=authors
    )
    holder = uow.roster.person(holder_id) if holder_id else None
    if holder is None:
        return Acting(somebody)
    return Acting(holder, somebody, next(one for one in covers if one.person_id == holder_id and one.stands(today)))


def deputies_of(uow: UnitOfWork, person_id: str, today: date) -> Iterable[Person]:
    """Who stands in for somebody on a day."""
    for cover in uow.covers.of_person(person_id):
        deputy = uow.roster.person(cover.deputy_id) if cover.stands(today) else None
        if deputy is not None:
            yield deputy


def holders_for(uow: UnitOfWork, somebody: Person, today: date) -> Iterable[Person]:
    """Those for whom somebody stands in on a day."""
    for cover in uow.covers.of_deputy(somebody.id):
        holder = uow.roster.person(cover.person_id) if cover.stands(today) else None
        if holder is not None:
            yield holder
