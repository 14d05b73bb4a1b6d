"""All memberships of a year: which are looked for, what they come to, and the sheet for whoever pays (M2, M3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from handbook.core.people import School
from handbook.core.school_years import Term
from handbook.membership.membership import Membership, Owing, Part, Payment, RefundStatus, owing
from handbook.membership.money import NOTHING, PENNY, Amount
from handbook.membership.refund import RefundMove, can
from handbook.membership.terms import MembershipTerms


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """A school in a year. `received` are the terms whose report has come."""

    school: School
    membership: Membership
    received: frozenset[Term] = frozenset()


class Sought(StrEnum):
    """What of the list is looked at."""

    ALL = "all"
    OWING = "owing"
    DUE = "refund_due"
    AWAITING = "awaiting_report"
    PAID = "refund_paid"
    ENDED = "refund_ended"
    TRUST = "trust_sip"
    EXTERNAL = "external_sip"
    UNKNOWN = "not_said"

    @property
    def words(self) -> str:
        return _SOUGHT[self]


_SOUGHT: Final = {
    Sought.ALL: "All schools",
    Sought.OWING: "Fee not paid",
    Sought.DUE: "Refund due",
    Sought.AWAITING: "Awaiting a report",
    Sought.PAID: "Refund paid",
    Sought.ENDED: "Refund withdrawn, or never due",
    Sought.TRUST: "SIP of the trust",
    Sought.EXTERNAL: "SIP of the local authority, or their own",
    Sought.UNKNOWN: "Nobody has said whose SIP",
}
_STATUSES: Final = {
    Sought.DUE: (RefundStatus.DUE,),
    Sought.PAID: (RefundStatus.PAID,),
    Sought.ENDED: (RefundStatus.WITHDRAWN, RefundStatus.NEVER),
}


def is_sought(row: MembershipRow, sought: Sought) -> bool:
    membership, provision = row.membership, row.membership.provision
    match sought:
        case Sought.ALL:
            return True
        case Sought.OWING:
            return membership.fee is None
        case Sought.AWAITING:
            return can(membership, RefundMove.LAPSE)
        case Sought.TRUST | Sought.EXTERNAL:
            return provision is not None and provision.is_external is (sought is Sought.EXTERNAL)
        case Sought.UNKNOWN:
            return provision is None
        case _:
            return membership.refund in _STATUSES[sought]


def is_named(row: MembershipRow, words: str) -> bool:
    """Each word that was typed stands in the school's name, its town, its URN or its authority."""
    school = row.school
    name = f"{school.full_name} {school.urn} {school.local_authority}".casefold().replace("’", "'")
    return all(word in name for word in words.casefold().replace("’", "'").split())


@dataclass(frozen=True, slots=True)
class Totals:
    """What a year comes to: what is open both ways, and what was paid both ways."""

    open: Owing
    fees_paid: Amount
    refunds_paid: Amount


def totals(rows: Iterable[MembershipRow], terms: MembershipTerms) -> Totals:
    every = [row.membership for row in rows]
    return Totals(
        sum((owing(one, terms) for one in every), Owing()),
        sum((one.fee.amount for one in every if one.fee), NOTHING),
        sum((one.refunded.amount for one in every if one.refunded), NOTHING),
    )


REFUND_WORDS: Final = {
    RefundStatus.NONE: "No refund",
    RefundStatus.AWAITING_REPORT: "Awaiting report",
    RefundStatus.RECEIVED: "Report received",
    RefundStatus.DUE: "Refund due",
    RefundStatus.PAID: "Refund paid",
    RefundStatus.WITHDRAWN: "Refund withdrawn",
    RefundStatus.NEVER: "Report never came",
}
COLUMNS: Final = (
    "School",
    "URN",
    "Local authority",
    "SIP",
    "Fee",
    "VAT on fee",
    "Fee with VAT",
    "Fee paid on",
    "Fee reference",
    "Still owed by school",
    "Reports received",
    "Refund stands",
    "Refund",
    "VAT on refund",
    "Refund with VAT",
    "Refund paid on",
    "Refund reference",
    "Refund due now",
)
_TOTAL: Final = "Total"
Cell = str | Decimal


def sheet(rows: Iterable[MembershipRow], terms: MembershipTerms) -> tuple[tuple[Cell, ...], ...]:
    """The rows under COLUMNS, in the order given, and their totals below. Money is pounds; what there is none of is
    empty."""
    listed = [_line(row, terms) for row in rows]
    sums = [_sum(cells) for cells in zip(*listed, strict=True)] if listed else [""] * len(COLUMNS)
    return (*listed, (_TOTAL, *sums[1:]))


def _sum(cells: Iterable[Cell]) -> Cell:
    money = [cell for cell in cells if isinstance(cell, Decimal)]
    return sum(money, Decimal(0)) if money else ""


def _line(row: MembershipRow, terms: MembershipTerms) -> tuple[Cell, ...]:
    school, membership, provision = row.school, row.membership, row.membership.provision
    fee = membership.fee.amount if membership.fee else terms.fee_of(membership.year)
    still = owing(membership, terms)
    return (
        school.full_name,
        school.urn,
        school.local_authority,
        provision.words if provision else "",
        *_money(fee),
        *_paid(membership.fee),
        still.by_school.total.quantize(PENNY),
        ", ".join(term.value for term in Term if term in row.received),
        REFUND_WORDS[membership.refund],
        *_refund(membership, terms),
        *_paid(membership.refunded),
        still.to_school.total.quantize(PENNY),
    )


def _refund(membership: Membership, terms: MembershipTerms) -> tuple[Cell, ...]:
    """What it comes to where there is one, to be had yet or paid."""
    if membership.refunded:
        return _money(membership.refunded.amount)
    ended = (RefundStatus.NONE, RefundStatus.WITHDRAWN, RefundStatus.NEVER)
    return ("", "", "") if membership.refund in ended else _money(terms.refund_of(membership.year))


def _money(amount: Amount) -> tuple[Cell, ...]:
    return amount.net.quantize(PENNY), amount.vat.quantize(PENNY), amount.total.quantize(PENNY)


def _paid(payment: Payment | None) -> tuple[Cell, ...]:
    return (f"{payment.paid_on:%d/%m/%Y}", payment.reference) if payment else ("", "")


def paid_words(part: Part) -> str:
    """What a payment is called, at the beginning of a sentence."""
    return "Fee" if part is Part.FEE else "Refund"
