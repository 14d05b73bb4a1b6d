"""Somebody in front of a school's record: as themselves, or as whom they stand in for today."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Protocol

from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.ports import Card
from cards.kit.lines import is_closed, no_longer_card
from cards.kit.standing_in import seen_by_deputy
from handbook.cases.cover import Cover, stands_in_as
from handbook.cases.standing_in import in_place_of
from handbook.core.british_time import day_words, london_date
from handbook.core.holders import FormerHolder
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from store.unit_of_work import UnitOfWork

PARTS: Final = (Role.SIP, Role.HEADTEACHER)


class OfBoth(Protocol):
    """A school, or a record of one, with its SIP and headteacher."""

    @property
    def urn(self) -> str: ...

    @property
    def sip_id(self) -> str: ...

    @property
    def headteacher_id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Acting:
    """`person` is in whose name somebody acts and reads; `deputy` is who it is, where they stand in for that person, by
    `cover`. `no_longer` says why something is not open any more to somebody who could read it before; `has_left`: the
    list has given their part to another, and the record has not followed yet."""

    person: Person
    deputy: Person | None = None
    cover: Cover | None = None
    no_longer: str = ""
    has_left: bool = False

    @property
    def deputy_id(self) -> str:
        return self.deputy.id if self.deputy else ""

    @property
    def noted(self) -> Mapping[str, Any]:
        """What the audit entry says besides who did it."""
        return {"standing_in_for": self.person.id} if self.deputy else {}

    def sees(self, card: Card) -> Card:
        """A card that was drawn for `person`, as it is for who looks."""
        if self.has_left or (self.no_longer and is_closed(card)):
            return no_longer_card(self.no_longer)
        return seen_by_deputy(card, self.person, self.cover) if self.cover else card


def acting(
    uow: UnitOfWork,
    somebody: Person,
    now: datetime,
    record: OfBoth,
    authors: Collection[str] = (),
    former: Sequence[FormerHolder] = (),
    parts: Collection[Role] = PARTS,
) -> Acting:
    """Of somebody who does not stand in for one of the two: they themselves. `former` are who had a part before;
    `parts` those that go with the office, and are whose the list says from the moment that it says so."""
    covers, today = uow.covers.of_deputy(somebody.id), london_date(now)
    gone = [one for part in parts if (one := _passed_on(uow, record, part))]
    holders = _holders(record, gone)
    has_left = somebody.id in {one.person_id for one, _ in gone} - set(holders.values())
    holder_id = in_place_of(
        covers,
        somebody,
        today,
        sip_id=holders[Role.SIP],
        headteacher_id=holders[Role.HEADTEACHER],
        authors=authors,
    )
    holder = uow.roster.person(holder_id) if holder_id else None
    if holder is None:
        past = [one for one in covers if one.first_on <= today and one.is_over(today)]
        had = (*former, *(one for one, _ in gone))
        return Acting(somebody, no_longer=_no_longer(uow, somebody, holders, past, had), has_left=has_left)
    return Acting(holder, somebody, next(one for one in covers if one.person_id == holder_id and one.stands(today)))


def check_acting(by: Acting) -> Acting:
    """Raises Refused for somebody whose part is another's by now."""
    if by.has_left:
        raise Refused("not_yours", by.no_longer)
    return by


def _passed_on(uow: UnitOfWork, record: OfBoth, part: Role) -> tuple[FormerHolder, str] | None:
    """Who has a part by the record and not by the list any more, and who has it now; None where both say the same, or
    the list never had them."""
    had = record.sip_id if part is Role.SIP else record.headteacher_id
    school = uow.roster.school(record.urn)
    has = had if school is None else school.sip_id if part is Role.SIP else school.headteacher_id
    change = uow.roster.last_change(record.urn, part) if had != has else None
    return (FormerHolder(part, had, change[0]), has) if change else None


def _holders(record: OfBoth, gone: Iterable[tuple[FormerHolder, str]]) -> Mapping[Role, str]:
    own = {Role.SIP: record.sip_id, Role.HEADTEACHER: record.headteacher_id}
    return own | {one.part: now_id for one, now_id in gone}


def _no_longer(
    uow: UnitOfWork,
    somebody: Person,
    holders: Mapping[Role, str],
    past: Iterable[Cover],
    former: Sequence[FormerHolder],
) -> str:
    had = next((one for one in reversed(former) if one.person_id == somebody.id), None)
    if had is not None:
        new_id, until = holders[had.part], day_words(london_date(had.until))
        new = f"{uow.roster.then(new_id, had.part).name} has taken this on" if new_id else _NOBODY
        return f"You were the {had.part.words} of this school until {until}. {new}."
    for cover in past:
        if cover.person_id in holders.values():
            return f"You stood in for {uow.roster.then(cover.person_id, Role.SIP).name} {cover.words}. That is over."
    return ""


_NOBODY: Final = "Nobody has been named for it yet"


def holding(uow: UnitOfWork, somebody: Person, now: datetime, holder_id: str) -> Acting | None:
    """Somebody in front of what is one person's own: theirs, or of whom they stand in for; None for anybody else."""
    if somebody.id == holder_id:
        return Acting(somebody)
    today, holder = london_date(now), uow.roster.person(holder_id)
    covers = (one for one in uow.covers.of_deputy(somebody.id) if one.person_id == holder_id and one.stands(today))
    cover = next(covers, None)
    return Acting(holder, somebody, cover) if holder and cover else None


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


def for_covered(uow: UnitOfWork, person: Person, what: str, message_id: str, *parts: Role) -> list[OutboxJob]:
    """What somebody typed is answered for those with one of these parts for whom they stand in, as the clock has it."""
    standing = (uow.roster.person(one.person_id) for one in uow.covers.of_deputy(person.id) if one.is_under_way)
    if not any(part in parts for holder in standing if holder for part in stands_in_as(person, holder)):
        return []
    args = {"person_id": person.id, "what": what, "message_id": message_id}
    return [OutboxJob("show_covered", f"{what}:{message_id}", args, JobQueue.TEAMS)]
