"""What follows from a change of the list: who gets access, who loses it, and what work moves to whom (W1, W2, W4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from handbook.core.people import Role, School
from handbook.schools.trust_list import HOLDERS, ListChanges, TrustList, applied

_GETS: Final = {
    Role.HEADTEACHER: "answers for the school from then on: reports, visits, agreements",
    Role.SIP: "writes the school’s reports and books its visits from then on",
    Role.DSO: "gets the reports that are shared from then on",
    Role.LA_OFFICER: "gets the reports that are shared from then on",
}
_PASSES: Final = (Role.HEADTEACHER, Role.SIP)
CASES: Final = "Concerns and complaints do not move with the list: the person who has one hands it over in the record."


OpenWork = Mapping[tuple[str, Role], Sequence[str]]
"""By school and office, what is open there now, counted in words."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Who has an office of a school before and after; either is empty where it is nobody."""

    school: School
    role: Role
    old_id: str
    new_id: str


def moved(known: TrustList, changes: ListChanges) -> list[Moved]:
    """The offices that change hands, of schools that were on the list before."""
    both = ((known.schools.get(urn), entry) for urn, entry in changes.schools.items())
    return [
        Moved(before.school, role, getattr(before.school, name), getattr(entry.school, name) if entry else "")
        for before, entry in both
        if before is not None
        for role, name in HOLDERS.items()
        if getattr(before.school, name) != (getattr(entry.school, name) if entry else "")
    ]


def what_follows(known: TrustList, changes: ListChanges, open_work: OpenWork, today: date) -> list[str]:
    """Sentences, each about one office, school or person."""
    after = applied(known, changes)
    found = moved(known, changes)
    lines = [line for one in found for line in _of_office(known, after, one, open_work)]
    lines += [_of_closed(known, urn) for urn, entry in changes.schools.items() if entry is None]
    lines += [
        line for one_id, entry in changes.people.items() for line in _of_person(known, one_id, leaves=entry is None)
    ]
    lines += _of_checks(after, found, today)
    return [*lines, *([CASES] if any(one.old_id for one in found) else [])]


def _of_office(known: TrustList, after: TrustList, one: Moved, open_work: OpenWork) -> Iterable[str]:
    gone = one.school.urn not in after.schools
    if one.new_id:
        yield f"{_name(after, one.new_id)} {_GETS[one.role]} ({one.school.full_name})."
        also = [school for school in _served(after, one.new_id, one.role) if school.urn != one.school.urn]
        if also and one.role is Role.HEADTEACHER:
            yield f"They are the headteacher of {also[0].full_name} too."
    if one.old_id:
        yield f"{_name(known, one.old_id)} can read and do no more for {one.school.full_name} as {one.role.words}."
        if one.old_id in after.people and not _served(after, one.old_id, one.role):
            yield f"{_name(known, one.old_id)} stays on the list without a school: see “Leaves…” on their card."
    counted = open_work.get((one.school.urn, one.role), ())
    if counted and one.role in _PASSES and not gone:
        goes = f"passes to {_name(after, one.new_id)}" if one.new_id else f"waits for the next {one.role.words}"
        yield f"What is open {goes}: {', '.join(counted)}."


def _of_checks(after: TrustList, found: Iterable[Moved], today: date) -> Iterable[str]:
    """A SIP without current checks visits nobody (C1)."""
    for sip_id in dict.fromkeys(one.new_id for one in found if one.role is Role.SIP and one.new_id):
        checks = after.people[sip_id].checks
        if checks is None or not checks.are_current(today):
            yield f"{_name(after, sip_id)} has no current checks on record: no visit can be booked until then."


def _served(one: TrustList, person_id: str, role: Role) -> list[School]:
    """The schools that somebody serves in an office."""
    return [entry.school for entry in one.schools.values() if getattr(entry.school, HOLDERS[role]) == person_id]


def _of_closed(known: TrustList, urn: str) -> str:
    return f"{known.schools[urn].school.full_name} leaves the list. What was done there stays, and can be read."


def _of_person(known: TrustList, one_id: str, *, leaves: bool) -> Iterable[str]:
    if leaves:
        yield f"{_name(known, one_id)} can no longer use SIP Desk, and their cards in Teams are emptied."
    elif one_id not in known.people:
        yield "They can use SIP Desk as soon as the app is installed for them in Teams."


def _name(one: TrustList, person_id: str) -> str:
    return one.people[person_id].person.name if person_id in one.people else "Somebody"
