"""What the buttons about agreements say, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cards.kit.click_fields import SCHOOL_FIRST, Fields, forged
from cards.reports.agreements.verbs import AgreementVerb
from cards.reports.verbs import ReportVerb
from handbook.reports.agreements.agreement import (
    AskForAgreement,
    DeclineAgreement,
    SharingAgreement,
    SignAgreement,
    WithdrawAgreement,
)
from handbook.reports.agreements.paper import DenyPaper, RecordPaper
from handbook.reports.agreements.standing import AskAll, Standing
from handbook.reports.agreements.texts import AdoptText, AgreementKind, DropText, WriteText

ALL: Final = "all"
NOT_ANSWERED: Final = "not_answered"
"""The filters for everything, and for all that is not green."""
_WORDS_SOUGHT: Final = 60


@dataclass(frozen=True, slots=True)
class ShowAgreement:
    """A card about a school's agreement asks how it stands now."""

    urn: str
    kind: AgreementKind = AgreementKind.SHARING


@dataclass(frozen=True, slots=True)
class ShowWithdrawal:
    """The headteacher wants to know who loses what, before they withdraw."""

    urn: str
    revision: int
    kind: AgreementKind = AgreementKind.SHARING


@dataclass(frozen=True, slots=True)
class ShowSigned:
    """What a school has signed, in the words that it signed. `number` counts its signatures from 1; 0 is the newest."""

    urn: str
    kind: AgreementKind = AgreementKind.SHARING
    number: int = 0


@dataclass(frozen=True, slots=True)
class ShowPaperForm:
    """The Trust Advisor wants to record a paper."""

    urn: str
    kind: AgreementKind = AgreementKind.SHARING


@dataclass(frozen=True, slots=True)
class ShowAgreements:
    """The list of all schools' agreements: those of one `show` (a standing, `not_answered`, or empty for all), with
    `find` in their name; `page` counts from 1."""

    kind: AgreementKind = AgreementKind.SHARING
    show: str = ""
    find: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class ShowAskAll:
    """How many would be asked."""

    kind: AgreementKind


@dataclass(frozen=True, slots=True)
class ShowRound:
    """How far a round of asking is."""

    round_id: str


@dataclass(frozen=True, slots=True)
class ShowText:
    """The texts of a kind: one version, or the newest; a draft first, where there is one."""

    kind: AgreementKind
    version: str = ""


@dataclass(frozen=True, slots=True)
class EditText:
    """The box in which the next text is written."""

    kind: AgreementKind


AgreementCommand = (
    AskForAgreement
    | SignAgreement
    | DeclineAgreement
    | WithdrawAgreement
    | ShowAgreement
    | ShowWithdrawal
    | ShowSigned
    | ShowPaperForm
    | RecordPaper
    | DenyPaper
    | ShowAgreements
    | ShowAskAll
    | AskAll
    | ShowRound
    | ShowText
    | EditText
    | WriteText
    | AdoptText
    | DropText
)


def agreement_data(agreement: SharingAgreement) -> dict[str, str | int]:
    """What a button about a school's agreement carries. Cards from before there were two carry no kind."""
    return {"urn": agreement.urn, "revision": agreement.revision, "kind": agreement.kind.value}


def list_data(asked: ShowAgreements, **changes: str | int) -> dict[str, str | int]:
    """What a button of the list carries, so that it comes back to where it was."""
    return {"kind": asked.kind.value, "show": asked.show, "find": asked.find, "page": asked.page, **changes}


def _agreement(fields: Fields) -> tuple[str, int, AgreementKind]:
    return fields.identity("urn"), fields.number("revision", 0), _kind(fields)


def _kind(fields: Fields) -> AgreementKind:
    word = fields.words("kind") or AgreementKind.SHARING.value
    if word not in set(AgreementKind):
        raise forged()
    return AgreementKind(word)


def _sign(fields: Fields) -> SignAgreement:
    urn, revision, kind = _agreement(fields)
    confirmed = fields.was_sent("confirmed") and fields.number("confirmed", 0) == 1
    return SignAgreement(urn, revision, fields.words("text_version"), fields.words("typed_name"), kind, confirmed)


def _withdraw(fields: Fields) -> WithdrawAgreement | ShowWithdrawal:
    """Cards from before there was a preview withdrew at once: they get the preview now."""
    if not fields.was_sent("close"):
        return ShowWithdrawal(*_agreement(fields))
    return WithdrawAgreement(*_agreement(fields), close=fields.number("close", 0) == 1)


def _show_signed(fields: Fields) -> ShowSigned:
    return ShowSigned(fields.identity("urn"), _kind(fields), fields.number("number", 0))


def _record_paper(fields: Fields) -> RecordPaper:
    urn, revision, kind = _agreement(fields)
    return RecordPaper(
        urn,
        revision,
        fields.words("paper_version"),
        fields.words("signed_by"),
        fields.day("signed_on"),
        fields.words("reference"),
        kind,
    )


def _list(fields: Fields) -> ShowAgreements:
    show = fields.words("show")
    if show not in ("", ALL, NOT_ANSWERED, *Standing):
        raise forged()
    show = "" if show == ALL else show
    page = fields.number("page", 1) if fields.was_sent("page") else 1
    return ShowAgreements(_kind(fields), show, " ".join(fields.words("find").split())[:_WORDS_SOUGHT], page)


def _open(fields: Fields) -> ShowAgreement:
    return ShowAgreement(fields.chosen("urn", SCHOOL_FIRST), _kind(fields))


AGREEMENT_READERS: Final[Mapping[str, Callable[[Fields], AgreementCommand]]] = {
    ReportVerb.AGREEMENT_ASK: lambda fields: AskForAgreement(*_agreement(fields)),
    ReportVerb.AGREEMENT_SIGN: _sign,
    ReportVerb.AGREEMENT_DECLINE: lambda fields: DeclineAgreement(*_agreement(fields)),
    ReportVerb.AGREEMENT_WITHDRAW: _withdraw,
    ReportVerb.SHOW_AGREEMENT: lambda fields: ShowAgreement(fields.identity("urn"), _kind(fields)),
    AgreementVerb.PREVIEW_WITHDRAWAL: lambda fields: ShowWithdrawal(*_agreement(fields)),
    AgreementVerb.SHOW_SIGNED: _show_signed,
    AgreementVerb.PAPER: lambda fields: ShowPaperForm(fields.identity("urn"), _kind(fields)),
    AgreementVerb.RECORD_PAPER: _record_paper,
    AgreementVerb.DENY_PAPER: lambda fields: DenyPaper(*_agreement(fields)),
    AgreementVerb.LIST: _list,
    AgreementVerb.OPEN: _open,
    AgreementVerb.PREVIEW_ALL: lambda fields: ShowAskAll(_kind(fields)),
    AgreementVerb.ASK_ALL: lambda fields: AskAll(_kind(fields), fields.number("number", 1)),
    AgreementVerb.SHOW_ROUND: lambda fields: ShowRound(fields.identity("round")),
    AgreementVerb.SHOW_TEXT: lambda fields: ShowText(_kind(fields), fields.words("version")),
    AgreementVerb.EDIT_TEXT: lambda fields: EditText(_kind(fields)),
    AgreementVerb.WRITE_TEXT: lambda fields: WriteText(_kind(fields), fields.words("words")),
    AgreementVerb.ADOPT_TEXT: lambda fields: AdoptText(
        _kind(fields), fields.number("number", 1), fields.words("sha256")
    ),
    AgreementVerb.DROP_TEXT: lambda fields: DropText(_kind(fields), fields.number("number", 1), fields.words("sha256")),
}
