"""Who somebody is in a case, and in whose name they act there."""

from dataclasses import dataclass, replace
from typing import Final

from handbook.cases.case import Case, Ladder, Seat, Signature, check_reads
from handbook.core.people import Person
from handbook.core.refusal import Refused

SERVICE: Final = Signature("service", "SIP Desk")
"""Who signs what nobody decides. It reads nothing."""

_RULES: Final = {Ladder.CONCERN: "E5", Ladder.COMPLAINT: "X4"}


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody, with those for whom they stand in on that day (`handbook.cases.cover`)."""

    person: Person
    covered: tuple[Person, ...] = ()
    leads: frozenset[str] = frozenset()
    """The URNs of the schools whose headteacher they are."""


def ids_in(case: Case, actor: Actor) -> frozenset[str]:
    """The ids that somebody reads a case under. Whoever is in a seat of it, whom it is about, and who leads
    the school stands in for nobody there: one person does not take two steps of a ladder (E5, X4). For its headteacher
    nobody does."""
    own = actor.person.id
    if own == case.subject_id or own in case.seats.values() or case.urn in actor.leads:
        return frozenset((own,))
    return frozenset((own, *(one.id for one in actor.covered))) - {case.seats.get(Seat.HEADTEACHER, "")}


def seats_in(case: Case, actor: Actor) -> frozenset[Seat]:
    """The seats that somebody may act for."""
    ids = ids_in(case, actor)
    return frozenset(seat for seat, holder in case.seats.items() if holder in ids)


def signed(case: Case, actor: Actor, *seats: Seat, only: str = "") -> Signature:
    """In whose name somebody acts for one of these seats; for none, only the service does. `only` says who can, where
    the seats would tell how far the case has come. Raises Refused for anybody else: as for no case where they may read
    nothing of it."""
    check_reads(case, ids_in(case, actor))
    own = seats_in(case, actor)
    seat = next((one for one in seats if one in own), None)
    if seat is None:
        names = only or f"the {' or the '.join(one.words for one in seats) or 'service itself'}"
        raise Refused("not_yours", f"Only {names} can do that.", _RULES[case.ladder])
    return signature(case.seats[seat], actor)


def signature(holder_id: str, actor: Actor) -> Signature:
    """The name of who acts; and where they stand in, of whom they stand in for."""
    person = actor.person
    covered = next((one for one in actor.covered if one.id == holder_id and one.id != person.id), None)
    if covered is None:
        return Signature(person.id, person.name)
    return Signature(person.id, person.name, covered.id, covered.name)


def check_goes_on(by: Signature, to_id: str, rule: str) -> None:
    """Raises Refused for a deputy who takes a step to themselves: there would be nobody on it."""
    if by.person_id == to_id:
        raise Refused("not_yours", f"This step passes it to you, so please let {by.for_name} take it.", rule)


def given_to(by: Signature, *person_ids: str) -> tuple[str, ...]:
    """The readers of a part. A deputy who wrote it reads it under their cover, for as long as that lasts."""
    writes_for_themselves = by != SERVICE and not by.for_id
    return tuple(dict.fromkeys((by.person_id, *person_ids) if writes_for_themselves else person_ids))


def seated(case: Case, seat: Seat, person_id: str) -> Case:
    """The case with somebody in a seat of it; as it was, where there is nobody."""
    return replace(case, seats={**case.seats, seat: person_id}) if person_id else case
