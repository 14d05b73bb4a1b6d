"""The Trust Advisor's list of memberships: what is owed both ways, and the schools page by page (M1-M3)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from cards.kit.download import link_card
from cards.kit.elements import (
    Json,
    Tone,
    bullets,
    buttons,
    card,
    execute,
    heading,
    input_choice,
    input_text,
    refresh,
    status,
    text,
)
from cards.kit.lines import closed_card, why
from cards.membership.actions import ShowMemberships, list_data
from cards.membership.verbs import MembershipVerb
from handbook.core.british_time import moment_words
from handbook.core.people import Person
from handbook.core.plain_words import several
from handbook.core.school_years import AcademicYear
from handbook.membership.membership import RefundStatus
from handbook.membership.money import pounds
from handbook.membership.overview import REFUND_WORDS, MembershipRow, Sought, Totals, is_named, is_sought
from handbook.membership.working import may_see

ROWS_AT_MOST: Final = 8
BECAUSE: Final = "you are the Trust Advisor, who works with memberships and refunds"
TONES: Final[dict[RefundStatus, Tone]] = {
    RefundStatus.NONE: "emphasis",
    RefundStatus.AWAITING_REPORT: "warning",
    RefundStatus.RECEIVED: "warning",
    RefundStatus.DUE: "attention",
    RefundStatus.PAID: "good",
    RefundStatus.WITHDRAWN: "emphasis",
    RefundStatus.NEVER: "emphasis",
}


def memberships_card(rows: Sequence[MembershipRow], sums: Totals, asked: ShowMemberships, viewer: Person) -> Json:
    """`rows` are all schools of the year, in their order; `sums` what these come to."""
    if not may_see(viewer):
        return closed_card()
    found = [row for row in rows if is_sought(row, asked.show) and is_named(row, asked.find)]
    pages = max(1, -(-len(found) // ROWS_AT_MOST))
    at = ShowMemberships(asked.year, asked.show, asked.find, min(asked.page, pages))
    body = [
        bullets(_sums(rows, sums), at_most=8),
        *_look_for(at),
        *_page(found, at),
        why(BECAUSE),
    ]
    title = f"Membership {at.year}"
    again = refresh(MembershipVerb.LIST, list_data(at))
    return card(title, body, _actions(at), f"{title}: fees and refunds of all schools.", asks_again=again)


def sheet_card(year: AcademicYear, url: str, until: datetime) -> Json:
    """The link to the workbook, for whoever asked."""
    words = f"The link is for you, and works until {moment_words(until)}. The sheet is made when you open it."
    return link_card(f"Membership {year}: sheet for finance", words, "Download (.xlsx)", url, BECAUSE)


def _sums(rows: Sequence[MembershipRow], sums: Totals) -> list[str]:
    due = sum(is_sought(row, Sought.DUE) for row in rows)
    owing = sum(is_sought(row, Sought.OWING) for row in rows)
    unknown = sum(is_sought(row, Sought.UNKNOWN) for row in rows)
    return [
        f"Fees to come in: {sums.open.by_school.words}, from {several(owing, 'school')}",
        f"Fees paid: {sums.fees_paid.words}",
        f"Refunds due now: {sums.open.to_school.words}, to {several(due, 'school')}",
        f"Refunds paid: {sums.refunds_paid.words}",
        *([f"Nobody has said whose SIP they have: {several(unknown, 'school')}"] if unknown else []),
    ]


def _look_for(at: ShowMemberships) -> list[Json]:
    shows = [(one.words, one.value) for one in Sought]
    year = at.year.starts_in
    years = [(str(AcademicYear(one)), str(one)) for one in range(year + 1, year - 3, -1)]
    return [
        heading("Look for"),
        input_choice("show", "Show", "Please choose.", shows, value=at.show.value),
        input_choice("in_year", "School year", "Please choose a school year.", years, value=str(year)),
        input_text("find", "Part of a school’s name", "Please shorten it.", at_most=60, multiline=False, value=at.find),
        buttons([execute("Show", MembershipVerb.LIST, {"page": 1})]),
    ]


def _page(found: Sequence[MembershipRow], at: ShowMemberships) -> list[Json]:
    if not found:
        return [heading("Schools"), text("No school is like that.")]
    first = (at.page - 1) * ROWS_AT_MOST
    shown = found[first : first + ROWS_AT_MOST]
    turn = [
        *([_turn("Previous", at, at.page - 1)] if at.page > 1 else []),
        *([_turn("Next", at, at.page + 1)] if first + len(shown) < len(found) else []),
    ]
    schools = [(row.school.full_name, row.school.urn) for row in shown]
    return [
        heading(f"Schools {first + 1} to {first + len(shown)} of {len(found)}"),
        *(_row(row) for row in shown),
        *([buttons(turn)] if turn else []),
        input_choice("urn", "Open a school of this page", "Please choose a school.", schools),
        buttons([execute("Open", MembershipVerb.OPEN, {"year": at.year.starts_in})]),
    ]


def _turn(title: str, at: ShowMemberships, page: int) -> Json:
    return execute(title, MembershipVerb.LIST, list_data(at, page=page), submits_inputs=False)


def _row(row: MembershipRow) -> Json:
    membership = row.membership
    fee = "fee paid" if membership.fee else "fee not paid"
    if membership.provision is None:
        return status("Not said yet", f"{row.school.full_name} – nobody has said whose SIP it has; {fee}", "warning")
    paid = f" of {pounds(membership.refunded.amount.total)}" if membership.refunded else ""
    words = f"{row.school.full_name} – {membership.provision.words}; {fee}"
    return status(f"{REFUND_WORDS[membership.refund]}{paid}", words, TONES[membership.refund])


def _actions(at: ShowMemberships) -> list[Json]:
    year = {"year": at.year.starts_in}
    return [execute("Sheet for finance (.xlsx)", MembershipVerb.SHEET, year, submits_inputs=False)]
