"""How the agreements of all schools stand, for the Trust Advisor, and whom *Ask all who have not answered* asks
(W4, W5, D1)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from handbook.core.british_time import london_date
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.reports.agreements.agreement import AgreementStatus, SharingAgreement
from handbook.reports.agreements.asking import has_older_text, is_of_earlier_year, is_out_of_date, should_ask_again
from handbook.reports.agreements.texts import NAMES, AgreementKind, AgreementText


class Standing(StrEnum):
    """Each school has one for each kind of agreement."""

    SIGNED = "signed"
    TEXT_CHANGED = "text_changed"
    NEW_YEAR = "new_year"
    WAITING = "waiting"
    NEVER_ASKED = "never_asked"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    NO_HEADTEACHER = "no_headteacher"


class Light(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


LIGHTS: Final = {
    Standing.SIGNED: Light.GREEN,
    Standing.TEXT_CHANGED: Light.AMBER,
    Standing.NEW_YEAR: Light.AMBER,
    Standing.WAITING: Light.AMBER,
    Standing.NEVER_ASKED: Light.RED,
    Standing.DECLINED: Light.RED,
    Standing.WITHDRAWN: Light.RED,
    Standing.NO_HEADTEACHER: Light.RED,
}
"""Green: signed, as things are now. Amber: it holds but is out of date, or it waits. Red: nothing holds."""

_BY_STATUS: Final = {
    AgreementStatus.NOT_ASKED: Standing.NEVER_ASKED,
    AgreementStatus.ASKED: Standing.WAITING,
    AgreementStatus.DECLINED: Standing.DECLINED,
    AgreementStatus.WITHDRAWN: Standing.WITHDRAWN,
    AgreementStatus.SIGNED: Standing.SIGNED,
}


def standing(agreement: SharingAgreement, school: School, text: AgreementText, year: AcademicYear) -> Standing:
    if has_older_text(agreement, text):
        return Standing.TEXT_CHANGED
    if is_of_earlier_year(agreement, year):
        return Standing.NEW_YEAR
    if not agreement.in_force and not school.headteacher_id:
        return Standing.NO_HEADTEACHER
    return _BY_STATUS[agreement.status]


class AskOutcome(StrEnum):
    """What *Ask all who have not answered* does about one school."""

    ASKED = "asked"
    ASKED_AGAIN = "asked_again"
    REMINDED = "reminded"
    ANSWERED = "answered"
    SAID_NO = "said_no"
    TOLD_TODAY = "told_today"
    NO_HEADTEACHER = "no_headteacher"
    GONE = "gone"


WRITES: Final = (AskOutcome.ASKED, AskOutcome.ASKED_AGAIN, AskOutcome.REMINDED)
"""Those of which the headteacher gets a message."""


def outcome(agreement: SharingAgreement, school: School | None, text: AgreementText, now: datetime) -> AskOutcome:
    """What is to be done about a school now. Who has said no is left in peace, and nobody hears twice in a day."""
    if school is None:
        return AskOutcome.GONE
    if agreement.status in (AgreementStatus.DECLINED, AgreementStatus.WITHDRAWN):
        return AskOutcome.SAID_NO
    today = london_date(now)
    year = AcademicYear.of(today)
    if agreement.in_force and not agreement.is_waiting and not is_out_of_date(agreement, text, year):
        return AskOutcome.ANSWERED
    return _to_ask(agreement, school, today, again=should_ask_again(agreement, school, text, year))


def _to_ask(agreement: SharingAgreement, school: School, today: date, *, again: bool) -> AskOutcome:
    if not school.headteacher_id:
        return AskOutcome.NO_HEADTEACHER
    if again:
        return AskOutcome.ASKED_AGAIN
    if not agreement.is_waiting:
        return AskOutcome.ASKED
    told_at = agreement.reminded_at or agreement.asked_at
    is_today = told_at is not None and london_date(told_at) == today
    return AskOutcome.TOLD_TODAY if is_today else AskOutcome.REMINDED


@dataclass(frozen=True, slots=True)
class AskRound:
    """One press of *Ask all who have not answered*. Schools are asked in turn: `left` are those that are still to come,
    `outcomes` says of each other one what became of it. Both together are all schools that were on the list."""

    id: str
    kind: AgreementKind
    by_id: str
    begun_at: datetime
    left: tuple[str, ...]
    outcomes: tuple[tuple[str, AskOutcome], ...] = ()
    revision: int = 0

    @property
    def total(self) -> int:
        return len(self.left) + len(self.outcomes)

    @property
    def counts(self) -> dict[AskOutcome, int]:
        found = Counter(outcome for _, outcome in self.outcomes)
        return {one: found[one] for one in AskOutcome if found[one]}


@dataclass(frozen=True, slots=True)
class AskAll:
    """The Trust Advisor asks all schools that have not answered. `number` counts the rounds of a kind from 1, so that
    two presses are one round."""

    kind: AgreementKind
    number: int


def check_may_ask_all(kind: AgreementKind, person: Person) -> None:
    if not person.is_a(Role.TRUST_ADVISOR):
        names = NAMES[kind]
        raise Refused("not_yours", f"Only the Trust Advisor can ask schools for their {names.plural}.", names.rule)


def begun(command: AskAll, urns: Iterable[str], person: Person, now: datetime) -> AskRound:
    """Raises Refused for everybody but the Trust Advisor."""
    check_may_ask_all(command.kind, person)
    return AskRound(round_id(command.kind, command.number), command.kind, person.id, now, tuple(urns))


def round_id(kind: AgreementKind, number: int) -> str:
    return f"{kind.value}-{number}"


def gone_on(of_round: AskRound, found: Iterable[tuple[str, AskOutcome]]) -> AskRound:
    """The round after it came to these schools."""
    more = tuple(found)
    come = {urn for urn, _ in more}
    left = tuple(urn for urn in of_round.left if urn not in come)
    return replace(of_round, left=left, outcomes=(*of_round.outcomes, *more))
