"""A school's membership in a year, for the Trust Advisor: whose SIP, fee and refund, and what can be done (M1-M4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from cards.kit.elements import (
    Json,
    bullets,
    buttons,
    card,
    execute,
    facts,
    heading,
    input_choice,
    input_date,
    input_text,
    refresh,
    reveal,
    status,
    text,
)
from cards.kit.lines import box, capital, closed_card, why
from cards.membership.actions import ShowMemberships, list_data, membership_data
from cards.membership.list import BECAUSE, TONES
from cards.membership.verbs import MembershipVerb
from handbook.core.british_time import date_words, moment_words
from handbook.core.people import Person
from handbook.core.school_years import Term
from handbook.membership.membership import (
    Membership,
    Part,
    Payment,
    Provision,
    RefundStatus,
    UndonePayment,
    needs,
)
from handbook.membership.overview import REFUND_WORDS, MembershipRow, paid_words
from handbook.membership.refund import RefundMove, can
from handbook.membership.terms import MembershipTerms, RefundOpening
from handbook.membership.working import NAME_AT_MOST, REASON_AT_MOST, REFERENCE_AT_MOST, amount_of, may_be_paid, may_see


@dataclass(frozen=True, slots=True)
class MembershipSeen:
    """A membership with what stands around it. `names` are of who did something about it, by id."""

    row: MembershipRow
    terms: MembershipTerms
    names: Mapping[str, str] = field(default_factory=dict[str, str])

    def by(self, person_id: str) -> str:
        return self.names.get(person_id, "somebody who has left")


_WAITS_FOR: Final = {
    RefundOpening.FIRST: "the first report of the year has",
    RefundOpening.ALL: "all reports of the year have",
}
_BOXES: Final = ("change_box", "fee_box", "refund_box", "report_box", "withdraw_box")


def membership_card(seen: MembershipSeen, viewer: Person) -> Json:
    """As it now stands."""
    if not may_see(viewer):
        return closed_card()
    membership, school = seen.row.membership, seen.row.school
    body = [
        _state(seen),
        facts(_facts(seen)),
        *_undone(seen),
        buttons(_reveals(membership)),
        *_boxes(seen),
        why(BECAUSE),
    ]
    title = f"Membership {membership.year}: {school.full_name}"
    again = refresh(MembershipVerb.SHOW, {"urn": school.urn, "year": membership.year.starts_in})
    return card(title, body, _actions(membership), f"{title}. How it stands.", asks_again=again)


def _state(seen: MembershipSeen) -> Json:
    membership = seen.row.membership
    if membership.provision is None:
        return status("Not said yet", "nobody has said whose SIP this school has", "warning")
    return status(REFUND_WORDS[membership.refund], _refund(seen), TONES[membership.refund])


def _refund(seen: MembershipSeen) -> str:
    membership, terms = seen.row.membership, seen.terms
    if membership.refunded:
        return _paid(membership.refunded)
    amount = terms.refund_of(membership.year).words
    match membership.refund:
        case RefundStatus.NONE:
            return "the school has a SIP of the trust, which the fee pays for"
        case RefundStatus.AWAITING_REPORT:
            return f"{amount} will be due when {_WAITS_FOR[terms.opening]} come"
        case RefundStatus.RECEIVED:
            left = needs(membership, terms.opening, seen.row.received)
            return f"{amount} will be due when {left} more {'report has' if left == 1 else 'reports have'} come"
        case RefundStatus.DUE:
            warning = "" if membership.fee else ". The fee is not marked as paid: please look before you pay"
            return f"{amount} can be paid to the school{warning}"
        case _:
            never = "the year has ended without the report. If it is handed in after all, the refund opens again"
            return f"it is not available: “{membership.withdrawn_because}”" if membership.withdrawn_because else never


def _facts(seen: MembershipSeen) -> list[tuple[str, str]]:
    membership, school = seen.row.membership, seen.row.school
    received = [term.value for term in Term if term in seen.row.received]
    other = [term.value for term in membership.noted]
    return [
        ("School", f"{school.full_name} (URN {school.urn})"),
        ("SIP", _whose(membership)),
        *([("Name of the SIP", membership.sip_name)] if membership.sip_name else []),
        *([("Joined on", date_words(membership.joined_on))] if membership.joined_on else []),
        ("Fee", _fee(seen)),
        ("Reports received", ", ".join(received) or "none"),
        *([("By another way", ", ".join(other))] if other else []),
        ("Known from", _known(seen)),
    ]


def _whose(membership: Membership) -> str:
    said = [
        f"{one.provision.words}{f' from {date_words(one.from_on)}' if one.from_on else ''}" for one in membership.spells
    ]
    return capital("; ".join(said)) or "Not said yet"


def _fee(seen: MembershipSeen) -> str:
    membership = seen.row.membership
    if membership.fee is None:
        return f"{seen.terms.fee_of(membership.year).words}, not paid"
    return _paid(membership.fee)


def _paid(payment: Payment) -> str:
    return f"{payment.amount.words}, paid on {date_words(payment.paid_on)}, reference {payment.reference}"


def _known(seen: MembershipSeen) -> str:
    membership = seen.row.membership
    if membership.recorded_at is None:
        return "nobody has recorded it for this year: it is as last year, or as the list of schools has it"
    return f"{seen.by(membership.recorded_by)}, {moment_words(membership.recorded_at)}"


def _undone(seen: MembershipSeen) -> list[Json]:
    undone = seen.row.membership.undone
    return [heading("Undone payments"), bullets([_undone_line(seen, one) for one in undone])] if undone else []


def _undone_line(seen: MembershipSeen, one: UndonePayment) -> str:
    payment = one.payment
    paid = f"{payment.amount.words}, {payment.paid_on:%d/%m/%Y}, {payment.reference}"
    return f"{paid_words(one.part)}: {paid} – “{one.reason}” ({seen.by(one.by_id)}, {moment_words(one.at)})"


def _reveals(membership: Membership) -> list[Json]:
    opens = [("Whose SIP…", "change_box")]
    opens.append(("Fee paid…" if may_be_paid(membership, Part.FEE) else "Undo the fee’s payment…", "fee_box"))
    if may_be_paid(membership, Part.REFUND):
        opens.append(("Refund paid…", "refund_box"))
    elif membership.refunded:
        opens.append(("Undo the refund’s payment…", "refund_box"))
    if _may_note(membership):
        opens.append(("A report came another way…", "report_box"))
    if can(membership, RefundMove.WITHDRAW):
        opens.append(("Withdraw the refund…", "withdraw_box"))
    return [reveal(title, name, [one for one in _BOXES if one != name]) for title, name in opens]


def _may_note(membership: Membership) -> bool:
    return membership.is_refundable and membership.refund not in (RefundStatus.PAID, RefundStatus.WITHDRAWN)


def _boxes(seen: MembershipSeen) -> list[Json]:
    membership, data = seen.row.membership, membership_data(seen.row.membership)
    boxes = [box("change_box", _change(membership, data)), box("fee_box", _payment(seen, Part.FEE, data))]
    if may_be_paid(membership, Part.REFUND) or membership.refunded:
        boxes.append(box("refund_box", _payment(seen, Part.REFUND, data)))
    if _may_note(membership):
        boxes.append(box("report_box", _note(seen, data)))
    if can(membership, RefundMove.WITHDRAW):
        words = input_text("withdraw_reason", "Why is it withdrawn?", "Please write why.", at_most=REASON_AT_MOST)
        press = execute("Withdraw the refund", MembershipVerb.WITHDRAW, data, style="destructive")
        boxes.append(box("withdraw_box", [words, buttons([press])]))
    return boxes


def _change(membership: Membership, data: Mapping[str, str | int]) -> list[Json]:
    whose = [(capital(one.words), one.value) for one in Provision]
    chosen = (membership.provision or Provision.TRUST).value
    return [
        input_choice("provision", "Whose SIP does the school have?", "Please choose.", whose, value=chosen),
        input_text(
            "sip_name",
            "Name of a SIP who is not the trust’s (optional)",
            "Please shorten it.",
            at_most=NAME_AT_MOST,
            multiline=False,
            value=membership.sip_name,
        ),
        input_date("from_on", "Since when? Empty: the whole year, and what was said before was wrong", "Choose a day."),
        input_date(
            "joined_on",
            "Joined the trust during the year? Then on which day (optional)",
            "Choose a day.",
            value=membership.joined_on,
        ),
        text("A school that had a SIP of the trust at any time of the year has no refund for that year."),
        buttons([execute("Record whose SIP", MembershipVerb.CHANGE, data)]),
    ]


def _payment(seen: MembershipSeen, part: Part, data: Mapping[str, str | int]) -> list[Json]:
    membership, what = seen.row.membership, paid_words(part).lower()
    sent = {**data, "part": part.value}
    if not may_be_paid(membership, part):
        reason = input_text(
            f"{part}_reason", f"Why was the {what}’s payment wrong?", "Please write why.", at_most=REASON_AT_MOST
        )
        undo = execute(f"Undo the {what}’s payment", MembershipVerb.UNDO, sent, style="destructive")
        return [text("It stays on record as undone, with your reason."), reason, buttons([undo])]
    return [
        text(f"{paid_words(part)}: {amount_of(membership, part, seen.terms).words}"),
        input_date(f"{part}_paid_on", f"Day on which the {what} was paid", "Please choose the day."),
        input_text(
            f"{part}_reference",
            f"Reference of the {what}’s payment",
            "Please write the reference.",
            at_most=REFERENCE_AT_MOST,
            multiline=False,
        ),
        buttons([execute(f"Mark the {what} as paid", MembershipVerb.PAY, sent)]),
    ]


def _note(seen: MembershipSeen, data: Mapping[str, str | int]) -> list[Json]:
    left = [term for term in Term if term not in seen.row.received]
    if not left:
        return [text("The reports of all terms are here.")]
    return [
        text(
            "For a report that is here on paper or by e-mail. Better: the headteacher sends the file to SIP Desk, and "
            "it is filed and can be shared."
        ),
        input_choice("term", "Of which term?", "Please choose.", [(one.value, one.value) for one in left]),
        buttons([execute("Note this report as received", MembershipVerb.NOTE_REPORT, data)]),
    ]


def _actions(membership: Membership) -> list[Json]:
    back = execute(
        "Back to the list", MembershipVerb.LIST, list_data(ShowMemberships(membership.year)), submits_inputs=False
    )
    if not can(membership, RefundMove.REINSTATE):
        return [back]
    again = execute("Reinstate the refund", MembershipVerb.REINSTATE, membership_data(membership), submits_inputs=False)
    return [again, back]
