"""A school's membership in one school year (M1-M3): whose SIP it has, what it has paid, and how its refund stands."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from handbook.core.school_years import AcademicYear, Term
from handbook.membership.money import NOTHING, Amount
from handbook.membership.terms import MembershipTerms, RefundOpening


class Provision(StrEnum):
    """Whose SIP a school has (M1)."""

    TRUST = "trust"
    AUTHORITY = "authority"
    OWN = "own"

    @property
    def words(self) -> str:
        return _PROVISIONS[self]

    @property
    def is_external(self) -> bool:
        """Whether it is none of the trust's."""
        return self is not Provision.TRUST


_PROVISIONS: Final = {
    Provision.TRUST: "a SIP of the trust",
    Provision.AUTHORITY: "a SIP of the local authority",
    Provision.OWN: "the school’s own SIP",
}


class RefundStatus(StrEnum):
    """How the refund of a year stands. The moves between them are `handbook.membership.refund.MOVES`."""

    NONE = "none"
    AWAITING_REPORT = "awaiting_report"
    RECEIVED = "received"
    DUE = "due"
    PAID = "paid"
    WITHDRAWN = "withdrawn"
    NEVER = "never"


class Part(StrEnum):
    """What is paid: the school's fee, or the refund to it."""

    FEE = "fee"
    REFUND = "refund"


@dataclass(frozen=True, slots=True)
class Spell:
    """Whose SIP a school has, from a day on; None: from the beginning of the year, or since it joined."""

    provision: Provision
    from_on: date | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """What was paid: the amount as it was then, the day, and the reference by which it is found in the bank."""

    amount: Amount
    paid_on: date
    reference: str
    by_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class UndonePayment:
    """A payment that was recorded wrongly, and why it is not counted any more."""

    part: Part
    payment: Payment
    reason: str
    by_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Membership:
    """`spells` in their order, empty where nobody has said whose SIP the school has; `sip_name` is who an external SIP
    is, where that is known. `joined_on` is given for a school that joined after the year had begun. `noted` are the
    terms whose report came to the trust by another way than through the service. `withdrawn_because` says why a refund
    is not wanted. A record that was never written has revision 0: what it says is taken from the list and from the year
    before."""

    urn: str
    year: AcademicYear
    spells: tuple[Spell, ...] = ()
    sip_name: str = ""
    joined_on: date | None = None
    fee: Payment | None = None
    refund: RefundStatus = RefundStatus.NONE
    refunded: Payment | None = None
    noted: tuple[Term, ...] = ()
    undone: tuple[UndonePayment, ...] = ()
    withdrawn_because: str = ""
    recorded_by: str = ""
    recorded_at: datetime | None = None
    revision: int = 0

    @property
    def id(self) -> str:
        return membership_id(self.urn, self.year)

    @property
    def provision(self) -> Provision | None:
        """Whose SIP the school has, as it was said last."""
        return self.spells[-1].provision if self.spells else None

    def provision_on(self, day: date) -> Provision | None:
        """Whose SIP it has on a day."""
        standing = [one.provision for one in self.spells if one.from_on is None or one.from_on <= day]
        return standing[-1] if standing else None

    @property
    def is_refundable(self) -> bool:
        """It needs none of the trust's SIPs, at no time of the year (M3)."""
        return bool(self.spells) and all(one.provision.is_external for one in self.spells)

    @property
    def terms_due(self) -> tuple[Term, ...]:
        """Those of which there should be a report: not those before it joined."""
        every = tuple(Term)
        return every if self.joined_on is None else every[every.index(term_of(self.joined_on)) :]


def membership_id(urn: str, year: AcademicYear) -> str:
    return f"{urn}-{year.starts_in}"


def parse_id(record_id: str) -> tuple[str, AcademicYear]:
    """The school and the year of an id."""
    urn, _, year = record_id.partition("-")
    return urn, AcademicYear(int(year))


def term_of(day: date) -> Term:
    """Of which term's visits a day is: the spring's from January on, the summer's from April on."""
    return Term.AUTUMN if day.month >= 9 else Term.SPRING if day.month <= 3 else Term.SUMMER


def needs(membership: Membership, opening: RefundOpening, received: frozenset[Term]) -> int:
    """How many reports more the refund waits for."""
    if opening is RefundOpening.FIRST:
        return 0 if received else 1
    return len(set(membership.terms_due) - received)


@dataclass(frozen=True, slots=True)
class Owing:
    """What is open between a school and the trust in a year: `by_school` is its fee, where that is not paid;
    `to_school` a refund that is due."""

    by_school: Amount = NOTHING
    to_school: Amount = NOTHING

    def __add__(self, other: "Owing") -> "Owing":
        return Owing(self.by_school + other.by_school, self.to_school + other.to_school)


def owing(membership: Membership, terms: MembershipTerms) -> Owing:
    """Who owes what (M2, M3). Every member owes the whole fee, whosever SIP it has and whenever it joined."""
    fee = NOTHING if membership.fee else terms.fee_of(membership.year)
    due = membership.refund is RefundStatus.DUE
    return Owing(fee, terms.refund_of(membership.year) if due else NOTHING)
