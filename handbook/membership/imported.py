"""What a file says of memberships (M1-M3), and what they would say then: through the same rules as each press."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from handbook.core.people import School
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.membership.membership import Membership, Part, Payment, Provision
from handbook.membership.terms import MembershipTerms
from handbook.membership.working import ChangeProvision, MarkPaid, MembershipChange, NoteReport, made, may_be_paid


@dataclass(frozen=True, slots=True)
class ImportedMembership:
    """One row. What is None or empty is left as it was. `reports` are the terms whose report came by another way."""

    urn: str
    year: AcademicYear
    provision: Provision | None = None
    sip_name: str = ""
    joined_on: date | None = None
    reports: tuple[Term, ...] = ()
    fee_paid_on: date | None = None
    fee_reference: str = ""
    refund_paid_on: date | None = None
    refund_reference: str = ""


class CannotBeBrought(Exception):
    """A row cannot be taken: `place` says for which of its parts, `right` what would be right there."""

    def __init__(self, place: "RowPart", right: str) -> None:
        super().__init__(right)
        self.place = place
        self.right = right


class RowPart(StrEnum):
    """What a row says, part by part."""

    PROVISION = "provision"
    REPORTS = "reports"
    FEE = "fee"
    REFUND = "refund"


def brought(
    membership: Membership,
    one: ImportedMembership,
    received: frozenset[Term],
    terms: MembershipTerms,
    by_id: str,
    today: date,
    now: datetime,
) -> Membership:
    """The membership as the row wants it; the very same where the row says nothing new. Raises CannotBeBrought."""
    after = membership
    for command in _commands(membership, one, received):
        part = _part(command)
        if part is RowPart.REFUND and not may_be_paid(after, Part.REFUND):
            raise CannotBeBrought(part, "empty until the refund is due: it waits for a report, or there is none")
        try:
            after = made(after, command, received, terms, by_id, today, now)
        except Refused as no:
            raise CannotBeBrought(part, f"something else: {no.reason}") from None
    return after


def _part(command: MembershipChange) -> RowPart:
    if isinstance(command, MarkPaid):
        return RowPart(command.part.value)
    return RowPart.REPORTS if isinstance(command, NoteReport) else RowPart.PROVISION


def _commands(membership: Membership, one: ImportedMembership, received: frozenset[Term]) -> Iterable[MembershipChange]:
    at = (one.urn, one.year, membership.revision)
    provision = one.provision or membership.provision
    name, joined = one.sip_name or membership.sip_name, one.joined_on or membership.joined_on
    if provision is not None:
        name = name if provision.is_external else ""
        said = (one.provision, one.sip_name, one.joined_on) != (None, "", None)
        new = (provision, name, joined) != (membership.provision, membership.sip_name, membership.joined_on)
        if said and (new or not membership.revision):
            yield ChangeProvision(*at, provision, None, name, joined)
    elif one.sip_name or one.joined_on:
        raise CannotBeBrought(RowPart.PROVISION, "whose SIP the school has")
    for term in one.reports:
        if term not in membership.noted and term not in received:
            yield NoteReport(*at, term)
    for part, known, paid_on, reference in (
        (Part.FEE, membership.fee, one.fee_paid_on, one.fee_reference),
        (Part.REFUND, membership.refunded, one.refund_paid_on, one.refund_reference),
    ):
        if paid_on is not None and not _is_on_record(known, paid_on, reference, RowPart(part.value)):
            yield MarkPaid(*at, part, paid_on, reference)


def _is_on_record(known: Payment | None, paid_on: date, reference: str, part: RowPart) -> bool:
    """Raises CannotBeBrought where another payment is: it is undone in Teams first, with a reason."""
    if known is None:
        return False
    if (known.paid_on, known.reference) != (paid_on, " ".join(reference.split())):
        on_record = f"{known.paid_on:%d/%m/%Y} with the reference {known.reference}, as it is on record"
        raise CannotBeBrought(part, f"{on_record}. A wrong payment is undone in Teams, with a reason")
    return True


def membership_line(school: School, before: Membership, after: Membership) -> str:
    """What would change, for whoever decides about it."""
    parts = [
        *([f"SIP: {after.provision.words}"] if after.provision and after.spells != before.spells else []),
        *([f"name of the SIP {after.sip_name or 'none'}"] if after.sip_name != before.sip_name else []),
        *([f"joined on {after.joined_on:%d/%m/%Y}"] if after.joined_on and after.joined_on != before.joined_on else []),
        *([f"reports: {', '.join(after.noted)}"] if after.noted != before.noted else []),
        *([f"fee paid on {after.fee.paid_on:%d/%m/%Y}"] if after.fee and after.fee != before.fee else []),
        *([_refunded(after.refunded)] if after.refunded and after.refunded != before.refunded else []),
    ]
    called = f"membership of {school.full_name} (URN {school.urn}), {after.year}"
    return f"{'changed' if before.revision else 'new'}: {called}: {', '.join(parts) or 'as it was taken to be'}"


def _refunded(payment: Payment) -> str:
    return f"refund paid on {payment.paid_on:%d/%m/%Y}"


@dataclass(frozen=True, slots=True)
class TriedMembership:
    """What a row would do: `words` say it, empty where nothing; `no` why it cannot be taken."""

    row: ImportedMembership
    is_new: bool = False
    words: str = ""
    no: CannotBeBrought | None = None


def changes_of(tried: Iterable[TriedMembership]) -> Mapping[ImportedMembership, str]:
    """The rows that would change something, each with what."""
    return {one.row: one.words for one in tried if one.words}


def first_of_all(one: ImportedMembership) -> TriedMembership:
    """A row before anything is on record that it could contradict."""
    return TriedMembership(one, is_new=True, words=f"new: membership of the school {one.urn}, {one.year}")
