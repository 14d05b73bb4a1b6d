"""What the buttons of memberships say, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from cards.kit.click_fields import SCHOOL_FIRST, Fields, forged
from cards.membership.verbs import MembershipVerb
from handbook.core.school_years import AcademicYear, Term
from handbook.membership.handing_in import HandInReport, LetHandedFileGo
from handbook.membership.membership import Membership, Part, Provision
from handbook.membership.overview import Sought
from handbook.membership.training import AskForForm, AskForInvitation
from handbook.membership.working import (
    ChangeProvision,
    MarkPaid,
    MembershipChange,
    NoteReport,
    ReinstateRefund,
    UndoPayment,
    WithdrawRefund,
)

_WORDS_SOUGHT: Final = 60
_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class ShowMemberships:
    """The list of a year: those that are sought, with `find` in their name; `page` counts from 1."""

    year: AcademicYear
    show: Sought = Sought.ALL
    find: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class ShowMembership:
    """A school's card asks how it stands now."""

    urn: str
    year: AcademicYear


@dataclass(frozen=True, slots=True)
class AskForMembershipSheet:
    """The Trust Advisor wants a year's list as a workbook."""

    year: AcademicYear


@dataclass(frozen=True, slots=True)
class ShowHandedFile:
    """The card of a file asks how it stands now."""

    handed_id: str


@dataclass(frozen=True, slots=True)
class ShowOurSip:
    """The card of a headteacher's SIP asks how it stands now."""


MembershipCommand = (
    MembershipChange
    | ShowMemberships
    | ShowMembership
    | AskForMembershipSheet
    | HandInReport
    | LetHandedFileGo
    | ShowHandedFile
    | ShowOurSip
    | AskForForm
    | AskForInvitation
)


def list_data(asked: ShowMemberships, **changes: str | int) -> dict[str, str | int]:
    """What a button of the list carries, so that it comes back to where it was."""
    return {"year": asked.year.starts_in, "show": asked.show.value, "find": asked.find, "page": asked.page, **changes}


def membership_data(membership: Membership) -> dict[str, str | int]:
    return {"urn": membership.urn, "year": membership.year.starts_in, "revision": membership.revision}


def _about(fields: Fields) -> tuple[str, AcademicYear, int]:
    return fields.identity("urn"), fields.year("year"), fields.number("revision", 0)


def _one_of(kind: Callable[[str], Any], word: str) -> Any:
    """A word of ours. Raises Refused."""
    try:
        return kind(word)
    except ValueError:
        raise forged() from None


def _list(fields: Fields) -> ShowMemberships:
    show = _one_of(Sought, fields.words("show") or Sought.ALL.value)
    page = fields.number("page", 1) if fields.was_sent("page") else 1
    year = fields.year("in_year" if fields.was_sent("in_year") else "year")
    return ShowMemberships(year, show, " ".join(fields.words("find").split())[:_WORDS_SOUGHT], page)


def _open(fields: Fields) -> ShowMembership:
    return ShowMembership(fields.chosen("urn", SCHOOL_FIRST), fields.year("year"))


def _change(fields: Fields) -> ChangeProvision:
    provision = _one_of(Provision, fields.words("provision"))
    return ChangeProvision(
        *_about(fields), provision, fields.day("from_on"), fields.words("sip_name"), fields.day("joined_on")
    )


def _pay(fields: Fields) -> MarkPaid:
    part: Part = _one_of(Part, fields.words("part"))
    return MarkPaid(*_about(fields), part, fields.day(f"{part}_paid_on"), fields.words(f"{part}_reference"))


def _undo(fields: Fields) -> UndoPayment:
    part: Part = _one_of(Part, fields.words("part"))
    return UndoPayment(*_about(fields), part, fields.words(f"{part}_reason"))


def _hand_in(fields: Fields) -> HandInReport:
    """Where there is one school to choose, the card names it itself."""
    year, _, term = fields.words("period").partition("-")
    if not year.isascii() or not year.isdigit() or len(year) != _DIGITS:
        raise forged()
    of: tuple[AcademicYear, Term] = (AcademicYear(int(year)), _one_of(Term, term))
    return HandInReport(fields.identity("file"), fields.identity("urn"), *of, fields.words("sip_name"))


MEMBERSHIP_READERS: Final[Mapping[str, Callable[[Fields], MembershipCommand]]] = {
    MembershipVerb.LIST: _list,
    MembershipVerb.OPEN: _open,
    MembershipVerb.SHOW: lambda fields: ShowMembership(fields.identity("urn"), fields.year("year")),
    MembershipVerb.CHANGE: _change,
    MembershipVerb.PAY: _pay,
    MembershipVerb.UNDO: _undo,
    MembershipVerb.NOTE_REPORT: lambda fields: NoteReport(
        *_about(fields), _one_of(Term, fields.chosen("term", "Please choose the term first."))
    ),
    MembershipVerb.WITHDRAW: lambda fields: WithdrawRefund(*_about(fields), fields.words("withdraw_reason")),
    MembershipVerb.REINSTATE: lambda fields: ReinstateRefund(*_about(fields)),
    MembershipVerb.SHEET: lambda fields: AskForMembershipSheet(fields.year("year")),
    MembershipVerb.HAND_IN: _hand_in,
    MembershipVerb.LET_GO: lambda fields: LetHandedFileGo(fields.identity("file")),
    MembershipVerb.SHOW_FILE: lambda fields: ShowHandedFile(fields.identity("file")),
    MembershipVerb.OUR_SIP: lambda _: ShowOurSip(),
    MembershipVerb.FORM: lambda _: AskForForm(),
    MembershipVerb.INVITE: lambda _: AskForInvitation(),
}
