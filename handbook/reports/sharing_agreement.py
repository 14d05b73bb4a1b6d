"""The agreements of a school. Without the sharing agreement (W4, W5) nothing goes to the diocese or the local
authority; without the data agreement (D1) no figures of the school are shown. Both are asked for, signed, declined and
withdrawn in one way."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused


class AgreementKind(StrEnum):
    """What is agreed to. The values lie in the database."""

    SHARING = "sharing"
    DATA = "data"


class AgreementStatus(StrEnum):
    NOT_ASKED = "not_asked"
    ASKED = "asked"
    SIGNED = "signed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class AgreementMove(StrEnum):
    ASK = "ask"
    SIGN = "sign"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


MOVES: Final = {
    (AgreementStatus.NOT_ASKED, AgreementMove.ASK): AgreementStatus.ASKED,
    (AgreementStatus.DECLINED, AgreementMove.ASK): AgreementStatus.ASKED,
    (AgreementStatus.WITHDRAWN, AgreementMove.ASK): AgreementStatus.ASKED,
    (AgreementStatus.NOT_ASKED, AgreementMove.SIGN): AgreementStatus.SIGNED,
    (AgreementStatus.ASKED, AgreementMove.SIGN): AgreementStatus.SIGNED,
    (AgreementStatus.DECLINED, AgreementMove.SIGN): AgreementStatus.SIGNED,
    (AgreementStatus.WITHDRAWN, AgreementMove.SIGN): AgreementStatus.SIGNED,
    (AgreementStatus.ASKED, AgreementMove.DECLINE): AgreementStatus.DECLINED,
    (AgreementStatus.SIGNED, AgreementMove.WITHDRAW): AgreementStatus.WITHDRAWN,
}

TEXT_VERSION: Final = "2026.1"
TEXT: Final = (
    "We agree that, once our headteacher has approved a SIP report, the Trust Advisor may share that report with our "
    "Diocesan Schools Officer and with our local authority. We may withdraw this agreement at any time; nothing new is "
    "shared after that. Our SIP service does not depend on it."
)
NAME_AT_MOST: Final = 120


@dataclass(frozen=True, slots=True)
class AgreementText:
    """What is signed: in which version, what it is called, by which rule of the handbook, and who asks for it by
    which."""

    version: str
    words: str
    name: str
    rule: str
    asked_by_rule: str


TEXTS: Final = {
    AgreementKind.SHARING: AgreementText(TEXT_VERSION, TEXT, "sharing agreement", "W5", "W4"),
    AgreementKind.DATA: AgreementText(
        "data 2026.1",
        "We agree that our school’s figures, as the DfE publishes them and as the EBIU supplies them in July and "
        "December, are brought together, shown to our headteacher, our SIP and the Trust Advisor, and stand in our SIP "
        "reports, for whoever may read those. Groups of fewer than six pupils are never shown. We may withdraw this "
        "agreement at any time: from then on no figures are shown, and new reports have none. Our SIP service does not "
        "depend on it.",
        "data agreement",
        "D1",
        "D1",
    ),
}


@dataclass(frozen=True, slots=True)
class SharingAgreement:
    """One school's answer to one of the texts. `typed_name` and `text_version` are what the headteacher signed with and
    signed."""

    urn: str
    status: AgreementStatus = AgreementStatus.NOT_ASKED
    text_version: str = ""
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    answered_by_id: str = ""
    typed_name: str = ""
    revision: int = 0
    kind: AgreementKind = AgreementKind.SHARING

    @property
    def text(self) -> AgreementText:
        """What it is signed as today."""
        return TEXTS[self.kind]

    @property
    def in_force(self) -> bool:
        """Signed and not withdrawn."""
        return self.status is AgreementStatus.SIGNED

    @property
    def allows_sharing(self) -> bool:
        """Reports may be shared (W5)."""
        return self.kind is AgreementKind.SHARING and self.in_force

    @property
    def allows_figures(self) -> bool:
        """Figures may be shown (D1)."""
        return self.kind is AgreementKind.DATA and self.in_force


@dataclass(frozen=True, slots=True)
class AskForAgreement:
    urn: str
    revision: int
    kind: AgreementKind = AgreementKind.SHARING


@dataclass(frozen=True, slots=True)
class SignAgreement:
    urn: str
    revision: int
    text_version: str
    typed_name: str
    kind: AgreementKind = AgreementKind.SHARING


@dataclass(frozen=True, slots=True)
class DeclineAgreement:
    urn: str
    revision: int
    kind: AgreementKind = AgreementKind.SHARING


@dataclass(frozen=True, slots=True)
class WithdrawAgreement:
    urn: str
    revision: int
    kind: AgreementKind = AgreementKind.SHARING


def may_ask(agreement: SharingAgreement, person: Person) -> bool:
    return person.role is Role.TRUST_ADVISOR and (agreement.status, AgreementMove.ASK) in MOVES


def may_answer(agreement: SharingAgreement, school: School, person: Person, move: AgreementMove) -> bool:
    """Whether this person may sign, decline or withdraw now: only the school's headteacher may."""
    return person.id == school.headteacher_id and (agreement.status, move) in MOVES


def ask(agreement: SharingAgreement, command: AskForAgreement, person: Person, now: datetime) -> SharingAgreement:
    """The Trust Advisor asks the school to agree. Raises Refused."""
    if person.role is not Role.TRUST_ADVISOR:
        what = agreement.text
        raise Refused("not_yours", f"Only the Trust Advisor can ask a school for its {what.name}.", what.asked_by_rule)
    _check_current(agreement, command.revision)
    status = _moved(agreement, AgreementMove.ASK)
    return replace(agreement, status=status, asked_at=now, text_version=agreement.text.version)


def sign(
    agreement: SharingAgreement, school: School, command: SignAgreement, person: Person, now: datetime
) -> SharingAgreement:
    """The headteacher signs for the school with a typed name. Raises Refused."""
    _check_headteacher(agreement, school, person)
    _check_current(agreement, command.revision)
    rule = agreement.text.rule
    if command.text_version != agreement.text.version:
        raise Refused("stale", "The text of the agreement has changed. Please read the new text and sign that.", rule)
    name = " ".join(command.typed_name.split())
    if not any(letter.isalpha() for letter in name) or len(name) > NAME_AT_MOST:
        raise Refused("missing", "Please type your full name to sign.", rule)
    return replace(
        agreement,
        status=_moved(agreement, AgreementMove.SIGN),
        text_version=command.text_version,
        answered_at=now,
        answered_by_id=person.id,
        typed_name=name,
    )


def decline(
    agreement: SharingAgreement, school: School, command: DeclineAgreement, person: Person, now: datetime
) -> SharingAgreement:
    """The headteacher says no; the school may sign later. Raises Refused."""
    return _answered(agreement, school, command.revision, person, now, AgreementMove.DECLINE)


def withdraw(
    agreement: SharingAgreement, school: School, command: WithdrawAgreement, person: Person, now: datetime
) -> SharingAgreement:
    """The headteacher takes the agreement back: nothing new is shared, or no figures shown, from now on (W5, D1).
    Raises Refused."""
    return _answered(agreement, school, command.revision, person, now, AgreementMove.WITHDRAW)


def _answered(
    agreement: SharingAgreement, school: School, revision: int, person: Person, now: datetime, move: AgreementMove
) -> SharingAgreement:
    _check_headteacher(agreement, school, person)
    _check_current(agreement, revision)
    return replace(agreement, status=_moved(agreement, move), answered_at=now, answered_by_id=person.id)


def _check_headteacher(agreement: SharingAgreement, school: School, person: Person) -> None:
    if person.id != school.headteacher_id:
        only = f"Only the headteacher of {school.name} can answer for the school."
        raise Refused("not_yours", only, agreement.text.rule)


def _check_current(agreement: SharingAgreement, revision: int) -> None:
    if agreement.revision != revision:
        raise Refused("stale", "This has changed since the card was sent. Here is how it stands now.")


def _moved(agreement: SharingAgreement, move: AgreementMove) -> AgreementStatus:
    status = MOVES.get((agreement.status, move))
    if status is None:
        what = agreement.text
        answered = f"The {what.name} has been answered already. Here is how it stands now."
        raise Refused("not_now", answered, what.rule)
    return status
