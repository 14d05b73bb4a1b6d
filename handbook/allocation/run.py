"""The proposal for the whole trust as the Trust Advisor works with it (A1): what they have settled, what was worked
out, and what is still to be proposed to schools."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from handbook.allocation.needs import advises, check_advises
from handbook.allocation.problem import Lock
from handbook.allocation.proposal import Allocation
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear

NO_SUCH_RUN: Final = "I cannot find that proposal for the trust. Please type “allocate” for a new one."


@dataclass(frozen=True, slots=True)
class AllocationRun:
    """Asked for by one Trust Advisor, whose private notes went into it. `locks` are settled by them; where they have
    changed since it was worked out, `is_stale`."""

    id: str
    asked_by_id: str
    made_at: datetime
    year: AcademicYear
    result: Allocation
    locks: tuple[Lock, ...] = ()
    is_stale: bool = False
    revision: int = 0

    @property
    def locked(self) -> Mapping[str, str]:
        return {one.urn: one.sip_id for one in self.locks}

    def sip_of(self, urn: str) -> str:
        """Whom the school is to have: whom it is locked to, else who was worked out; empty where nobody."""
        placed = self.result.of.get(urn)
        return self.locked.get(urn) or (placed.sip_id if placed else "")

    @property
    def urns(self) -> tuple[str, ...]:
        """Every school of it."""
        return (*self.result.of, *(one.urn for one in self.result.left_out))


@dataclass(frozen=True, slots=True)
class NoteRun:
    """Of the service: this was worked out."""

    run: AllocationRun


@dataclass(frozen=True, slots=True)
class LockSip:
    """The Trust Advisor settles that this SIP serves this school."""

    run_id: str
    urn: str
    sip_id: str


@dataclass(frozen=True, slots=True)
class UnlockSip:
    """They take that back."""

    run_id: str
    urn: str


@dataclass(frozen=True, slots=True)
class SolveAgain:
    """They have it worked out anew, with what they have settled."""

    run_id: str


@dataclass(frozen=True, slots=True)
class RaiseCapacity:
    """A way out: a SIP gives so many half-days more in a year, and so many schools more where those are limited."""

    run_id: str
    sip_id: str
    half_days: int
    schools: int


@dataclass(frozen=True, slots=True)
class ProposeAll:
    """They propose to every school that is to have another SIP."""

    run_id: str
    revision: int


def may_see(run: AllocationRun, person: Person) -> bool:
    """Whoever asked for it, while they are the Trust Advisor: their private notes went into its numbers."""
    return advises(person) and person.id == run.asked_by_id


def check_may_work_with(run: AllocationRun, person: Person) -> None:
    """Raises Refused for anybody else."""
    check_advises(person)
    if not may_see(run, person):
        raise Refused("not_yours", NO_SUCH_RUN, "A1")


def locked(run: AllocationRun, command: LockSip, person: Person) -> AllocationRun:
    """A school that was settled before is settled anew. Raises Refused."""
    check_may_work_with(run, person)
    if command.urn not in run.urns:
        raise Refused("unknown", "That school is not in this proposal. Please type “allocate” for a new one.", "A1")
    others = tuple(one for one in run.locks if one.urn != command.urn)
    return replace(run, locks=(*others, Lock(command.sip_id, command.urn)), is_stale=True)


def unlocked(run: AllocationRun, urn: str, person: Person) -> AllocationRun:
    """Raises Refused where nothing is settled."""
    check_may_work_with(run, person)
    left = tuple(one for one in run.locks if one.urn != urn)
    if left == run.locks:
        raise Refused("stale", "Nothing is settled for that school. Here is how it stands now.", "A1")
    return replace(run, locks=left, is_stale=True)


def worst_first(run: AllocationRun) -> tuple[str, ...]:
    """The schools without a SIP, and then the others from the weakest match on."""
    left_out = [one.urn for one in run.result.left_out if one.urn not in run.locked]
    placed = sorted(run.result.placements, key=lambda one: (one.score, one.urn))
    rest = [one.urn for one in placed]
    return tuple(dict.fromkeys((*left_out, *rest, *run.urns)))


def to_propose(run: AllocationRun, has_now: Mapping[str, str], asked: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The schools that are to have another SIP than `has_now` says, and were not asked about that one."""
    known = set(asked)
    return tuple(
        urn
        for urn in run.urns
        if (sip_id := run.sip_of(urn)) and urn in has_now and sip_id != has_now[urn] and (urn, sip_id) not in known
    )
