"""Conflicts of interest and prior affiliations (A2): a bar, and never a preference. The SIP declares them, the service
finds some in the list of the trust, the school may name one. Only the Trust Advisor lifts one, with a reason; none is
ever deleted."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from handbook.allocation.needs import LONGEST, advises, check_advises
from handbook.core.people import Person
from handbook.core.refusal import Refused, allows

NO_SUCH_CONFLICT: Final = "I cannot find that conflict of interest."
_OLDEST: Final = date(1950, 1, 1)


class ConflictKind(StrEnum):
    """What ties a SIP to a school."""

    OWN_SCHOOL = "own_school"
    FORMER_HEAD = "former_head"
    FORMER_SIP = "former_sip"
    GOVERNOR = "governor"
    AUTHORITY = "authority"
    POST = "post"
    FAMILY = "family"
    PAID_WORK = "paid_work"
    COMPLAINT = "complaint"
    SCHOOL = "school"
    OTHER = "other"

    @property
    def words(self) -> str:
        return _KINDS[self]

    @property
    def is_affiliation(self) -> bool:
        """Something that was, and not an interest that is."""
        return self in (ConflictKind.FORMER_HEAD, ConflictKind.FORMER_SIP, ConflictKind.POST, ConflictKind.AUTHORITY)


_KINDS: Final = {
    ConflictKind.OWN_SCHOOL: "works at the school",
    ConflictKind.FORMER_HEAD: "was its headteacher",
    ConflictKind.FORMER_SIP: "was its SIP before",
    ConflictKind.GOVERNOR: "is or was a governor or trustee there",
    ConflictKind.AUTHORITY: "is or was employed by its local authority",
    ConflictKind.POST: "held another post there",
    ConflictKind.FAMILY: "has family or a close friend there",
    ConflictKind.PAID_WORK: "does or did paid work there",
    ConflictKind.COMPLAINT: "a complaint about them was upheld there",
    ConflictKind.SCHOOL: "the school named a conflict of interest",
    ConflictKind.OTHER: "another tie",
}
DECLARABLE: Final = tuple(one for one in ConflictKind if one not in (ConflictKind.COMPLAINT, ConflictKind.SCHOOL))
"""What a SIP can say of themselves."""


class Origin(StrEnum):
    """Who says so."""

    DECLARED = "declared"
    DERIVED = "derived"
    SCHOOL = "school"

    @property
    def words(self) -> str:
        return {"declared": "declared by the SIP", "derived": "from the trust’s list"}.get(self, "the school’s answer")


@dataclass(frozen=True, slots=True)
class Lifting:
    """The Trust Advisor has set a bar aside."""

    by_id: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Between a SIP and a school. `first_on` is None where nobody knows, `last_on` where it goes on. `words` say more;
    the SIP and the Trust Advisor read them, and the school never does."""

    id: str
    sip_id: str
    urn: str
    kind: ConflictKind
    origin: Origin
    noted_at: datetime
    noted_by_id: str = ""
    first_on: date | None = None
    last_on: date | None = None
    words: str = ""
    lifted: Lifting | None = None
    revision: int = 0

    def bars(self, on: date, years: int) -> bool:
        """Whether it keeps the SIP from the school on a day: until so many years after it ended, and before it began,
        too. A tie to one's own school does so while it lasts, and nobody can lift it."""
        if self.kind is ConflictKind.OWN_SCHOOL and self.is_present(on):
            return True
        return self.lifted is None and (self.last_on is None or on < _years_after(self.last_on, years))

    def is_present(self, on: date) -> bool:
        return self.last_on is None or on <= self.last_on


@dataclass(frozen=True, slots=True)
class DeclareConflict:
    """A SIP says what ties them to a school."""

    sip_id: str
    urn: str
    kind: ConflictKind
    first_on: date | None
    last_on: date | None
    words: str


@dataclass(frozen=True, slots=True)
class EndConflict:
    """Who declared it says that it is over since a day."""

    conflict_id: str
    last_on: date


@dataclass(frozen=True, slots=True)
class LiftConflict:
    """The Trust Advisor sets a bar aside, with the reason."""

    conflict_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class RestoreConflict:
    """The Trust Advisor takes that back."""

    conflict_id: str


def barring(conflicts: Iterable[Conflict], sip_id: str, urn: str, on: date, years: int) -> Conflict | None:
    """What keeps a SIP from a school on a day; of several the one that nobody can lift."""
    found = [one for one in conflicts if (one.sip_id, one.urn) == (sip_id, urn) and one.bars(on, years)]
    return min(found, key=lambda one: (one.kind is not ConflictKind.OWN_SCHOOL, one.noted_at, one.id), default=None)


def may_see(conflict: Conflict, person: Person) -> bool:
    """The SIP and the Trust Advisor; the school reads “not available” and no more."""
    return advises(person) or person.id == conflict.sip_id


def declared(command: DeclareConflict, person: Person, today: date, now: datetime, conflict_id: str) -> Conflict:
    """Raises Refused."""
    if person.id != command.sip_id:
        raise Refused("not_yours", "Each SIP declares their own conflicts of interest.", "A2")
    if command.kind not in DECLARABLE:
        raise Refused("unknown", "Please choose what ties you to the school.", "A2")
    if len(command.words) > LONGEST:
        raise Refused("missing", f"Please shorten this to {LONGEST:,} characters.")
    if command.kind is ConflictKind.OTHER and not command.words.strip():
        raise Refused("missing", "Please write in a few words what the tie is.", "A2")
    check_days(command.first_on, command.last_on)
    return Conflict(
        conflict_id,
        person.id,
        command.urn,
        command.kind,
        Origin.DECLARED,
        now,
        person.id,
        command.first_on,
        command.last_on,
        command.words.strip(),
    )


def check_days(first_on: date | None, last_on: date | None) -> None:
    """Raises Refused for days that cannot be."""
    if any(day is not None and day < _OLDEST for day in (first_on, last_on)):
        raise Refused("no_date", f"Please choose days after {_OLDEST.year}.", "A2")
    if first_on is not None and last_on is not None and last_on < first_on:
        raise Refused("no_date", "The last day is before the first. Please choose them again.", "A2")


def ended(conflict: Conflict, command: EndConflict, person: Person, today: date) -> Conflict:
    """It stays on record, and goes on to bar for some years. Raises Refused."""
    if person.id != conflict.sip_id or conflict.origin is not Origin.DECLARED:
        raise Refused("not_yours", NO_SUCH_CONFLICT, "A2")
    check_days(conflict.first_on, command.last_on)
    if command.last_on > today:
        raise Refused("no_date", "That day has not come yet. Please say so when it is over.", "A2")
    if conflict.last_on is not None:
        raise Refused("stale", "This has a last day already. Here is how it stands now.", "A2")
    return replace(conflict, last_on=command.last_on)


def check_may_lift(conflict: Conflict, person: Person) -> None:
    """Raises Refused for anybody but the Trust Advisor, and for what nobody may lift."""
    check_advises(person)
    if conflict.kind is ConflictKind.OWN_SCHOOL:
        raise Refused("barred", "A SIP never serves the school where they work. That cannot be lifted.", "A2")
    if conflict.lifted is not None:
        raise Refused("stale", "This was lifted already.", "A2")


def may_lift(conflict: Conflict, person: Person) -> bool:
    return allows(lambda: check_may_lift(conflict, person))


def lifted(conflict: Conflict, command: LiftConflict, person: Person, now: datetime) -> Conflict:
    """Raises Refused, also without a reason."""
    check_may_lift(conflict, person)
    if len(command.reason.strip()) < 10:
        raise Refused("missing", "Please write why this does not matter here: the reason stays on record.", "A2")
    if len(command.reason) > LONGEST:
        raise Refused("missing", f"Please shorten this to {LONGEST:,} characters.")
    return replace(conflict, lifted=Lifting(person.id, now, command.reason.strip()))


def restored(conflict: Conflict, person: Person) -> Conflict:
    """Raises Refused where it is not lifted."""
    check_advises(person)
    if conflict.lifted is None:
        raise Refused("stale", "This bars the allocation already.", "A2")
    return replace(conflict, lifted=None)


def named_by_school(sip_id: str, urn: str, words: str, by_id: str, now: datetime, conflict_id: str) -> Conflict:
    """The school's answer to a proposal."""
    return Conflict(conflict_id, sip_id, urn, ConflictKind.SCHOOL, Origin.SCHOOL, now, by_id, words=words)


def _years_after(day: date, years: int) -> date:
    """The same day of a later year; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
