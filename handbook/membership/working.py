"""What the Trust Advisor does with memberships (M1-M3). Each is read back before it counts: a payment that was recorded
wrongly is undone with a reason, and stays on record."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused, allows
from handbook.core.school_years import AcademicYear, Term
from handbook.membership.membership import (
    Membership,
    Part,
    Payment,
    Provision,
    RefundStatus,
    Spell,
    UndonePayment,
)
from handbook.membership.money import Amount, pounds
from handbook.membership.refund import MOVES, RefundMove, has_lapsed, moved, settled
from handbook.membership.terms import MembershipTerms

NAME_AT_MOST: Final = 100
REFERENCE_AT_MOST: Final = 60
REASON_AT_MOST: Final = 300
_STALE: Final = "This membership has changed since the card was drawn. Here is how it stands now."


@dataclass(frozen=True, slots=True)
class ChangeProvision:
    """Whose SIP the school has. `from_on` None: so it was all the year, and what was said before was wrong.
    `joined_on`: the school joined after the year had begun."""

    urn: str
    year: AcademicYear
    revision: int
    provision: Provision
    from_on: date | None = None
    sip_name: str = ""
    joined_on: date | None = None


@dataclass(frozen=True, slots=True)
class MarkPaid:
    """The fee came in, or the refund went out."""

    urn: str
    year: AcademicYear
    revision: int
    part: Part
    paid_on: date | None
    reference: str


@dataclass(frozen=True, slots=True)
class UndoPayment:
    """A payment was recorded that was none, or was another's."""

    urn: str
    year: AcademicYear
    revision: int
    part: Part
    reason: str


@dataclass(frozen=True, slots=True)
class NoteReport:
    """A report has come to the trust by another way, such as from the local authority itself."""

    urn: str
    year: AcademicYear
    revision: int
    term: Term


@dataclass(frozen=True, slots=True)
class WithdrawRefund:
    """The school does not want it, or it is not to be had, for a reason that is kept."""

    urn: str
    year: AcademicYear
    revision: int
    reason: str


@dataclass(frozen=True, slots=True)
class ReinstateRefund:
    """A refund that was withdrawn is to be had after all."""

    urn: str
    year: AcademicYear
    revision: int


@dataclass(frozen=True, slots=True)
class LapseRefund:
    """The year is over and its report has not come: the clock says so."""

    urn: str
    year: AcademicYear


MembershipChange = ChangeProvision | MarkPaid | UndoPayment | NoteReport | WithdrawRefund | ReinstateRefund


def may_see(person: Person) -> bool:
    """Memberships and their money are the Trust Advisor's to see."""
    return allows(lambda: check_may_see(person))


def check_may_see(person: Person) -> None:
    """Raises Refused for everybody else."""
    if not person.is_a(Role.TRUST_ADVISOR):
        raise Refused("not_yours", "Only the Trust Advisor works with memberships and refunds.", "M2")


def begun(school: School, year: AcademicYear, last_year: Membership | None) -> Membership:
    """What is taken to be so before anybody has said it: as in the year before, else that a school with a SIP on the
    list has one of the trust's."""
    if last_year is not None and last_year.provision is not None:
        spells, sip_name = (Spell(last_year.provision),), last_year.sip_name
    else:
        spells, sip_name = ((Spell(Provision.TRUST),) if school.sip_id else ()), ""
    membership = Membership(school.urn, year, spells, sip_name)
    return replace(membership, refund=RefundStatus.AWAITING_REPORT) if membership.is_refundable else membership


def changed(
    membership: Membership,
    command: MembershipChange,
    received: frozenset[Term],
    terms: MembershipTerms,
    person: Person,
    today: date,
    now: datetime,
) -> Membership:
    """The membership after one of these. `received` are the terms whose report the service has. Raises Refused."""
    check_may_see(person)
    if command.revision != membership.revision:
        raise Refused("stale", _STALE, "M2")
    return made(membership, command, received, terms, person.id, today, now)


def made(
    membership: Membership,
    command: MembershipChange,
    received: frozenset[Term],
    terms: MembershipTerms,
    by_id: str,
    today: date,
    now: datetime,
) -> Membership:
    """The same, for whoever may bring a whole list. Raises Refused."""
    match command:
        case ChangeProvision():
            after = _provision(membership, command)
        case MarkPaid():
            after = _paid(membership, command, terms, by_id, today, now)
        case UndoPayment():
            after = _undone(membership, command, by_id, now)
        case NoteReport():
            after = _noted(membership, command, received)
        case WithdrawRefund():
            _check_can(membership, RefundMove.WITHDRAW)
            because = _words(command.reason, REASON_AT_MOST, "Please write why the refund is withdrawn.")
            after = replace(moved(membership, RefundMove.WITHDRAW), withdrawn_because=because)
        case _:
            _check_can(membership, RefundMove.REINSTATE)
            after = replace(moved(membership, RefundMove.REINSTATE), withdrawn_because="")
    whole = settled(after, received | frozenset(after.noted), terms.opening)
    return replace(whole, recorded_by=by_id, recorded_at=now)


def lapsed(membership: Membership, today: date) -> Membership:
    """Raises Refused where it is not so (any more)."""
    if not has_lapsed(membership, today):
        raise Refused("stale", _STALE, "M3")
    return moved(membership, RefundMove.LAPSE)


def amount_of(membership: Membership, part: Part, terms: MembershipTerms) -> Amount:
    """What is paid in one go: the whole fee, or the whole refund."""
    year = membership.year
    return terms.fee_of(year) if part is Part.FEE else terms.refund_of(year)


def may_be_paid(membership: Membership, part: Part) -> bool:
    """Whether a payment can be recorded now."""
    return membership.fee is None if part is Part.FEE else membership.refund is RefundStatus.DUE


def payment_of(membership: Membership, part: Part) -> Payment | None:
    return membership.fee if part is Part.FEE else membership.refunded


def year_words(year: AcademicYear) -> str:
    """1 September 2026 to 31 August 2027."""
    return f"1 September {year.starts_in} to 31 August {year.starts_in + 1}"


def _provision(membership: Membership, command: ChangeProvision) -> Membership:
    for day, what in ((command.from_on, "The SIP changed"), (command.joined_on, "The school joined")):
        if day is not None and AcademicYear.of(day) != command.year:
            words = f"{what} on a day of another school year. {command.year} is from {year_words(command.year)}."
            raise Refused("no_date", words, "M1")
    spell = Spell(command.provision, command.from_on)
    before = membership.spells if command.from_on else ()
    last = before[-1].from_on if before else None
    if command.from_on and last and command.from_on <= last:
        raise Refused("no_date", f"The SIP changed on {last:%d/%m/%Y} already. Please choose a later day.", "M1")
    if command.from_on and not before:
        raise Refused("missing", "Please say first whose SIP the school had before: leave the day empty.", "M1")
    name = _words(command.sip_name, NAME_AT_MOST, "") if command.provision.is_external else ""
    after = replace(membership, spells=(*before, spell), sip_name=name, joined_on=command.joined_on)
    if membership.refunded is not None and not after.is_refundable:
        paid = f"{pounds(membership.refunded.amount.total)} were refunded on {membership.refunded.paid_on:%d/%m/%Y}."
        words = f"{paid} Once the school has paid them back, undo that payment first."
        raise Refused("taken", words, "M3")
    return after


def _paid(
    membership: Membership, command: MarkPaid, terms: MembershipTerms, by_id: str, today: date, now: datetime
) -> Membership:
    if not may_be_paid(membership, command.part):
        raise Refused("stale", _STALE, "M3")
    if command.paid_on is None:
        raise Refused("missing", "Please choose the day on which it was paid.")
    if not date(membership.year.starts_in, 1, 1) <= command.paid_on <= today:
        words = f"Please choose a day from 1 January {membership.year.starts_in} to today."
        raise Refused("no_date", f"It cannot have been paid on {command.paid_on:%d/%m/%Y}. {words}")
    reference = _words(command.reference, REFERENCE_AT_MOST, "Please write the payment’s reference.")
    amount = amount_of(membership, command.part, terms)
    payment = Payment(amount, command.paid_on, reference, by_id, now)
    if command.part is Part.FEE:
        return replace(membership, fee=payment)
    return replace(moved(membership, RefundMove.PAY), refunded=payment)


def _undone(membership: Membership, command: UndoPayment, by_id: str, now: datetime) -> Membership:
    payment = payment_of(membership, command.part)
    if payment is None:
        raise Refused("stale", _STALE, "M3")
    reason = _words(command.reason, REASON_AT_MOST, "Please write why the payment is undone.")
    undone = (*membership.undone, UndonePayment(command.part, payment, reason, by_id, now))
    if command.part is Part.FEE:
        return replace(membership, fee=None, undone=undone)
    return replace(moved(membership, RefundMove.UNDO), refunded=None, undone=undone)


def _noted(membership: Membership, command: NoteReport, received: frozenset[Term]) -> Membership:
    if not membership.is_refundable:
        raise Refused("not_now", "Reports of a SIP of the trust come from the SIP, in Teams.", "M4")
    if command.term in received or command.term in membership.noted:
        raise Refused("stale", f"The report of {command.term.lower()} is here already.", "M4")
    return replace(membership, noted=(*membership.noted, command.term))


def _check_can(membership: Membership, move: RefundMove) -> None:
    if (membership.refund, move) not in MOVES:
        raise Refused("stale", _STALE, "M3")


def _words(text: str, at_most: int, please: str) -> str:
    words = " ".join(text.split())
    if not words and please:
        raise Refused("missing", please)
    if len(words) > at_most:
        raise Refused("missing", f"Please keep it below {at_most} characters.")
    return words
