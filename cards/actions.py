"""What a button says, both ways: the verb and data that a card is drawn with, and the command that they are read as.
What comes back from a client is believed in nothing: ids and a version, checked for their form, and people's words."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from cards.safe_text import visible
from handbook.refusal import Refused
from handbook.report import Report
from handbook.report_approval import ApproveReport, AskForChange, SendReport, SetReportAside, TellGovernors
from handbook.report_sharing import ShareReport
from handbook.sharing_agreement import (
    AskForAgreement,
    DeclineAgreement,
    SharingAgreement,
    SignAgreement,
    WithdrawAgreement,
)


class Verb(StrEnum):
    """The verbs on the wire."""

    SET_ASIDE = "report.set_aside"
    SEND = "report.send"
    APPROVE = "report.approve"
    APPROVE_WITH_VIEW = "report.approve_with_view"
    ASK_CHANGE = "report.ask_change"
    GOVERNORS = "report.governors"
    SHARE = "report.share"
    SHOW_REPORT = "report.refresh"
    AGREEMENT_ASK = "agreement.ask"
    AGREEMENT_SIGN = "agreement.sign"
    AGREEMENT_DECLINE = "agreement.decline"
    AGREEMENT_WITHDRAW = "agreement.withdraw"
    SHOW_AGREEMENT = "agreement.refresh"


class ReportCard(StrEnum):
    """The cards that a report can stand on."""

    ARRIVAL = "arrival"
    APPROVAL = "approval"
    GOVERNORS = "governors"
    REPORT = "report"
    WAITS = "waits"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class ShowReport:
    """A card about this version asks how it stands now. `card` is which one asks; None leaves it to who asks."""

    report_id: str
    version: int
    card: ReportCard | None = None


@dataclass(frozen=True, slots=True)
class ShowAgreement:
    """A card about a school's sharing agreement asks how it stands now."""

    urn: str


Command = (
    SetReportAside
    | SendReport
    | ApproveReport
    | AskForChange
    | TellGovernors
    | ShareReport
    | ShowReport
    | AskForAgreement
    | SignAgreement
    | DeclineAgreement
    | WithdrawAgreement
    | ShowAgreement
)

FIELDS_AT_MOST: Final = 20
TEXT_AT_MOST: Final = 20_000
NUMBER_AT_MOST: Final = 10**6

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
_DIGITS = re.compile(r"[0-9]{1,7}")
_FRESH = "Please type “my reports” to me for a fresh card."


def report_data(report: Report, version: int) -> dict[str, str | int]:
    """What a button about a version of a report carries."""
    return {"report": report.id, "version": version}


def agreement_data(agreement: SharingAgreement) -> dict[str, str | int]:
    """What a button about a school's agreement carries."""
    return {"urn": agreement.urn, "revision": agreement.revision}


def read(verb: str, data: Mapping[str, Any]) -> Command:
    """The command that a button stands for. Raises Refused: `unknown` for a verb of nobody, `missing` where an id or
    version is not there, `forged` where something is there that no card of ours sends."""
    reader = _READERS.get(verb)
    if reader is None:
        raise Refused("unknown", f"I do not know that button. {_FRESH}")
    return reader(_Fields(verb, data))


class _Fields:
    """The flat values of a click. A client merges the card's inputs into them and adds keys of its own, which are left
    alone; what could not come from any card is refused."""

    def __init__(self, verb: str, data: Mapping[str, Any]) -> None:
        if len(data) > FIELDS_AT_MOST:
            raise _forged()
        self._values = {key: value for key, value in data.items() if key != "msteams"}
        for value in self._values.values():
            if not isinstance(value, str | int | float | None):
                raise _forged()
            if isinstance(value, str) and len(value) > TEXT_AT_MOST:
                raise Refused("missing", "That text is too long for me. Please shorten it and press the button again.")
        if self._values.get("verb", verb) != verb:
            raise _forged()

    def identity(self, key: str) -> str:
        value = self._given(key)
        if not isinstance(value, str) or not _ID.fullmatch(value):
            raise _forged()
        return value

    def number(self, key: str, least: int) -> int:
        """Some clients turn numbers into texts."""
        value = self._given(key)
        if isinstance(value, str) and _DIGITS.fullmatch(value):
            value = int(value)
        if type(value) is not int or not least <= value <= NUMBER_AT_MOST:  # a bool is an int to isinstance
            raise _forged()
        return value

    def words(self, key: str) -> str:
        """What a person wrote; an input that was left alone may be absent."""
        value = self._values.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise _forged()
        return visible(value)

    def _given(self, key: str) -> str | int | float:
        value = self._values.get(key)
        if value is None or value == "":
            raise Refused("missing", f"This card does not say what it is about. {_FRESH}")
        return value


def _forged() -> Refused:
    return Refused("forged", f"I could not read that card, so nothing was changed. {_FRESH}")


def _report(fields: _Fields) -> tuple[str, int]:
    return fields.identity("report"), fields.number("version", 1)


def _agreement(fields: _Fields) -> tuple[str, int]:
    return fields.identity("urn"), fields.number("revision", 0)


def _show_report(fields: _Fields) -> ShowReport:
    word = fields.words("card")
    if word and word not in set(ReportCard):
        raise _forged()
    return ShowReport(*_report(fields), ReportCard(word) if word else None)


def _sign(fields: _Fields) -> SignAgreement:
    return SignAgreement(*_agreement(fields), fields.words("text_version"), fields.words("typed_name"))


_READERS: Final[Mapping[str, Callable[[_Fields], Command]]] = {
    Verb.SET_ASIDE: lambda fields: SetReportAside(*_report(fields)),
    Verb.SEND: lambda fields: SendReport(*_report(fields)),
    Verb.APPROVE: lambda fields: ApproveReport(*_report(fields)),
    Verb.APPROVE_WITH_VIEW: lambda fields: ApproveReport(*_report(fields), with_view=True, view=fields.words("view")),
    Verb.ASK_CHANGE: lambda fields: AskForChange(*_report(fields), fields.words("comment")),
    Verb.GOVERNORS: lambda fields: TellGovernors(*_report(fields)),
    Verb.SHARE: lambda fields: ShareReport(*_report(fields)),
    Verb.SHOW_REPORT: _show_report,
    Verb.AGREEMENT_ASK: lambda fields: AskForAgreement(*_agreement(fields)),
    Verb.AGREEMENT_SIGN: _sign,
    Verb.AGREEMENT_DECLINE: lambda fields: DeclineAgreement(*_agreement(fields)),
    Verb.AGREEMENT_WITHDRAW: lambda fields: WithdrawAgreement(*_agreement(fields)),
    Verb.SHOW_AGREEMENT: lambda fields: ShowAgreement(fields.identity("urn")),
}
