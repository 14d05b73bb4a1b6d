"""The agreements of a school. Without the sharing agreement (W4, W5) nothing goes to the diocese or the local
authority; without the data agreement (D1) no figures of the school are shown. Both are asked for, signed, declined and
withdrawn in one way. A signature holds until the school withdraws it: where it is asked again, for a new text or a new
school year, silence changes nothing, and a no withdraws it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from handbook.core.british_time import london_date
from handbook.core.people import Person, Role, School, check_has_headteacher
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.reports.agreements.moves import MOVES, AgreementMove, AgreementStatus
from handbook.reports.agreements.names import is_full_name, is_same_name
from handbook.reports.agreements.signatures import Signature
from handbook.reports.agreements.texts import NAMES, AgreementKind, AgreementNames, AgreementText

NAME_AT_MOST: Final = 120
NAME_DIFFERS: Final = "name_differs"


@dataclass(frozen=True, slots=True)
class SharingAgreement:
    """One school's answer to one of the texts. `typed_name` and `text_version` are what was signed last, with and of;
    `listed_name` is the name that the list then had. `asked_version`, `asked_for` and `asked_of_id` say what was asked
    for last, for which year and of whom, `asked_again` that this waits for an answer while an earlier signature holds.
    `reminders` counts those of the clock since it was asked; `reminded_at` is the last of anybody. `denied_at`: the
    headteacher said that what was recorded of a paper is not so. `signatures` are all that there were, the newest
    last."""

    urn: str
    status: AgreementStatus = AgreementStatus.NOT_ASKED
    text_version: str = ""
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    answered_by_id: str = ""
    typed_name: str = ""
    revision: int = 0
    kind: AgreementKind = AgreementKind.SHARING
    listed_name: str = ""
    signed_for: AcademicYear | None = None
    asked_version: str = ""
    asked_for: AcademicYear | None = None
    asked_of_id: str = ""
    asked_again: bool = False
    reminders: int = 0
    reminded_at: datetime | None = None
    waits_told_at: datetime | None = None
    denied_at: datetime | None = None
    signatures: tuple[Signature, ...] = ()

    @property
    def id(self) -> str:
        """Names it among all agreements, in a log."""
        return f"{self.kind.value}:{self.urn}"

    @property
    def called(self) -> AgreementNames:
        return NAMES[self.kind]

    @property
    def in_force(self) -> bool:
        """Signed and not withdrawn."""
        return self.status is AgreementStatus.SIGNED

    @property
    def is_waiting(self) -> bool:
        """The headteacher was asked, and has not answered."""
        return self.status is AgreementStatus.ASKED or (self.in_force and self.asked_again)

    @property
    def signature(self) -> Signature | None:
        """The one that holds."""
        return self.signatures[-1] if self.in_force and self.signatures else None

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
    """`confirmed`: the headteacher has said that the name is theirs, though the list has another."""

    urn: str
    revision: int
    text_version: str
    typed_name: str
    kind: AgreementKind = AgreementKind.SHARING
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class DeclineAgreement:
    urn: str
    revision: int
    kind: AgreementKind = AgreementKind.SHARING


@dataclass(frozen=True, slots=True)
class WithdrawAgreement:
    """`close`: what was shared is taken back from those outside with whom it was."""

    urn: str
    revision: int
    kind: AgreementKind = AgreementKind.SHARING
    close: bool = False


def may_ask(agreement: SharingAgreement, person: Person) -> bool:
    return person.is_a(Role.TRUST_ADVISOR) and (agreement.status, AgreementMove.ASK) in MOVES


def may_answer(agreement: SharingAgreement, school: School, person: Person, move: AgreementMove) -> bool:
    """Whether this person may sign, decline or withdraw now, or deny a paper: only the school's headteacher may."""
    return person.id == school.headteacher_id and is_open(agreement, move)


def is_open(agreement: SharingAgreement, move: AgreementMove) -> bool:
    """Whether the agreement can take this move, whoever makes it."""
    if (agreement.status, move) not in MOVES:
        return False
    if move is AgreementMove.DENY_PAPER:
        return agreement.signature is not None and agreement.signature.paper is not None
    signs = move in (AgreementMove.SIGN, AgreementMove.RECORD_PAPER)
    return not signs or not agreement.in_force or agreement.asked_again


def ask(
    agreement: SharingAgreement,
    school: School,
    command: AskForAgreement,
    person: Person,
    now: datetime,
    text: AgreementText,
) -> SharingAgreement:
    """The Trust Advisor asks the school to agree. Raises Refused."""
    if not person.is_a(Role.TRUST_ADVISOR):
        what = agreement.called
        raise Refused("not_yours", f"Only the Trust Advisor can ask a school for its {what.name}.", what.asked_by_rule)
    check_current(agreement, command.revision)
    status = moved(agreement, AgreementMove.ASK)
    check_has_headteacher(school)
    return asked(replace(agreement, status=status, text_version=text.version), school, now, text)


def asked(agreement: SharingAgreement, school: School, now: datetime, text: AgreementText) -> SharingAgreement:
    """What was asked for, of whom and when; nobody has been reminded yet."""
    return replace(
        agreement,
        asked_at=now,
        asked_version=text.version,
        asked_for=AcademicYear.of(london_date(now)),
        asked_of_id=school.headteacher_id,
        reminders=0,
        reminded_at=None,
        waits_told_at=None,
    )


def sign(
    agreement: SharingAgreement,
    school: School,
    command: SignAgreement,
    person: Person,
    now: datetime,
    text: AgreementText,
) -> SharingAgreement:
    """The headteacher signs for the school with a typed name. Raises Refused, `name_differs` where it is not the name
    that the list has and they have not confirmed it."""
    check_headteacher(agreement, school, person)
    check_current(agreement, command.revision)
    rule = agreement.called.rule
    if command.text_version != text.version:
        raise Refused("stale", "The text of the agreement has changed. Please read the new text and sign that.", rule)
    moved(agreement, AgreementMove.SIGN)
    name = full_name(command.typed_name, person.name, rule)
    if not command.confirmed and not is_same_name(name, person.name):
        differs = f"You typed “{name}”; the service’s list says “{person.name}”. Is this you?"
        raise Refused(NAME_DIFFERS, differs, rule)
    year = AcademicYear.of(london_date(now))
    return signed(agreement, Signature(text.version, text.sha256, name, person.id, now, year, person.name), now)


def signed(agreement: SharingAgreement, signature: Signature, now: datetime) -> SharingAgreement:
    """The agreement with one more signature, which is the one that holds."""
    return replace(
        agreement,
        status=AgreementStatus.SIGNED,
        text_version=signature.text_version,
        answered_at=now,
        answered_by_id=signature.by_id,
        typed_name=signature.name,
        listed_name=signature.listed_name,
        signed_for=signature.year,
        asked_again=False,
        denied_at=None,
        signatures=(*_ended(agreement, now), signature),
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
    after = _answered(agreement, school, command.revision, person, now, AgreementMove.WITHDRAW)
    return replace(after, signatures=_ended(agreement, now), asked_again=False)


def deny(agreement: SharingAgreement, school: School, revision: int, person: Person, now: datetime) -> SharingAgreement:
    """The headteacher says that what was recorded of a paper is not so: it does not hold any more. Raises Refused."""
    after = _answered(agreement, school, revision, person, now, AgreementMove.DENY_PAPER)
    return replace(after, signatures=_ended(agreement, now, denied=True), asked_again=False, denied_at=now)


def full_name(typed: str, listed: str, rule: str) -> str:
    """The name in one line. Raises Refused for what is no full name."""
    name = " ".join(typed.split())
    if len(name) > NAME_AT_MOST or not is_full_name(name, listed):
        raise Refused("missing", "Please type your full name to sign: first name and surname.", rule)
    return name


def check_headteacher(agreement: SharingAgreement, school: School, person: Person) -> None:
    if person.id != school.headteacher_id:
        only = f"Only the headteacher of {school.name} can answer for the school."
        raise Refused("not_yours", only, agreement.called.rule)


def check_current(agreement: SharingAgreement, revision: int) -> None:
    if agreement.revision != revision:
        raise Refused("stale", "This has changed since the card was sent. Here is how it stands now.")


def moved(agreement: SharingAgreement, move: AgreementMove) -> AgreementStatus:
    """Where this move leads. Raises Refused where it is not open."""
    if not is_open(agreement, move):
        what = agreement.called
        answered = f"The {what.name} has been answered already. Here is how it stands now."
        raise Refused("not_now", answered, what.rule)
    return MOVES[agreement.status, move]


def _answered(
    agreement: SharingAgreement, school: School, revision: int, person: Person, now: datetime, move: AgreementMove
) -> SharingAgreement:
    check_headteacher(agreement, school, person)
    check_current(agreement, revision)
    return replace(agreement, status=moved(agreement, move), answered_at=now, answered_by_id=person.id)


def _ended(agreement: SharingAgreement, now: datetime, *, denied: bool = False) -> tuple[Signature, ...]:
    if not agreement.signatures or agreement.signatures[-1].ended_at is not None:
        return agreement.signatures
    *before, last = agreement.signatures
    return (*before, replace(last, ended_at=now, denied=denied))
