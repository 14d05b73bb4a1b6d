"""Conflicts that the trust's own list shows (A2): a SIP's own school, and where they were headteacher, SIP or officer
of its local authority. They are worked out each time, and are kept only where one was lifted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from handbook.allocation.conflicts.conflict import Conflict, ConflictKind, Origin
from handbook.core.british_time import london_date
from handbook.core.people import School

SHORTEST: Final = timedelta(days=60)
"""Who was a school's SIP for less time, such as until an allocation was undone, has no tie to it."""
States = Sequence[tuple[datetime, School]]
"""What the list said of a school, each from an instant on, the oldest first."""


@dataclass(frozen=True, slots=True)
class Stint:
    """From when until when somebody had a part in a school; None: they have it now."""

    urn: str
    kind: ConflictKind
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class ListTies:
    """What the list shows of everybody: their stints by id, and the schools of each local authority."""

    stints: Mapping[str, Sequence[Stint]] = field(default_factory=dict[str, Sequence[Stint]])
    authorities: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    authority_of: Mapping[str, str] = field(default_factory=dict[str, str])


_PARTS: Final = (
    ("headteacher_id", ConflictKind.FORMER_HEAD),
    ("sip_id", ConflictKind.FORMER_SIP),
    ("la_officer_id", ConflictKind.AUTHORITY),
)


def list_ties(history: Mapping[str, States]) -> ListTies:
    """All of it, in one pass."""
    stints: dict[str, list[Stint]] = defaultdict(list)
    authorities: dict[str, list[str]] = defaultdict(list)
    authority_of: dict[str, str] = {}
    for urn, states in history.items():
        authority = states[-1][1].local_authority
        authorities[authority].append(urn)
        authority_of[urn] = authority
        for part, kind in _PARTS:
            for person_id, since, until in _holders(states, part):
                stints[person_id].append(Stint(urn, kind, since, until))
    return ListTies(stints, authorities, authority_of)


def derived(sip_id: str, own_urn: str, ties: ListTies, now: datetime) -> tuple[Conflict, ...]:
    """All that is shown of one SIP; of several of a kind at one school the newest. `own_urn` is the school that their
    own record says they lead."""
    found = {own_urn: _conflict(sip_id, Stint(own_urn, ConflictKind.OWN_SCHOOL, now, None), now)} if own_urn else {}
    conflicts = {one.id: one for one in found.values()}
    for stint in ties.stints.get(sip_id, ()):
        for one in _counted(stint, ties):
            conflict = _conflict(sip_id, one, now)
            conflicts[conflict.id] = conflict
    return tuple(conflicts.values())


def with_derived(kept: Iterable[Conflict], found: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Those that are kept and those that were found. A derived one that was lifted stays so for as long as it is the
    same: somebody who comes back has a new one."""
    joined = {one.id: one for one in kept}
    for one in found:
        was = joined.get(one.id)
        if was is None or was.last_on != one.last_on:
            joined[one.id] = replace(one, revision=was.revision if was else 0)
    return tuple(joined.values())


def _counted(stint: Stint, ties: ListTies) -> Iterable[Stint]:
    """What a stint means: who leads a school has it as their own; who is its SIP has no tie yet; who was an officer of
    an authority has one to all its schools."""
    if stint.kind is ConflictKind.AUTHORITY:
        return (replace(stint, urn=urn) for urn in ties.authorities[ties.authority_of[stint.urn]])
    if stint.until is None:
        is_head = stint.kind is ConflictKind.FORMER_HEAD
        return (replace(stint, kind=ConflictKind.OWN_SCHOOL),) if is_head else ()
    was_short = stint.kind is ConflictKind.FORMER_SIP and stint.until - stint.since < SHORTEST
    return () if was_short else (stint,)


def _holders(states: States, part: str) -> Iterable[tuple[str, datetime, datetime | None]]:
    """Who had a part, from when until when."""
    holder, since = "", states[0][0]
    for at, school in states:
        now = getattr(school, part)
        if now == holder:
            continue
        if holder:
            yield holder, since, at
        holder, since = now, at
    if holder:
        yield holder, since, None


def _conflict(sip_id: str, stint: Stint, now: datetime) -> Conflict:
    is_own = stint.kind is ConflictKind.OWN_SCHOOL
    return Conflict(
        f"{sip_id}.{stint.urn}.{stint.kind.value}",
        sip_id,
        stint.urn,
        stint.kind,
        Origin.DERIVED,
        now,
        first_on=None if is_own or stint.since.year <= 1970 else london_date(stint.since),
        last_on=london_date(stint.until) if stint.until else None,
    )
