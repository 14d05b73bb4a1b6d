"""An agreement that was signed on paper: the Trust Advisor records it, and the headteacher can say that it is not so
(W5, D1)."""

from dataclasses import dataclass
from datetime import date, datetime

from handbook.core.british_time import day_words, london_date
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.reports.agreements.agreement import (
    AgreementMove,
    SharingAgreement,
    check_current,
    full_name,
    is_open,
    moved,
    signed,
)
from handbook.reports.agreements.signatures import OnPaper, Signature
from handbook.reports.agreements.texts import AgreementKind, AgreementText

REFERENCE_AT_MOST = 120
NOBODY_BY_NAME = "service"
EARLIEST_PAPER = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class RecordPaper:
    """The Trust Advisor has a signed paper before them: which text it holds, who signed it and when, where it lies."""

    urn: str
    revision: int
    text_version: str
    signed_by: str
    signed_on: date | None
    reference: str
    kind: AgreementKind = AgreementKind.SHARING


@dataclass(frozen=True, slots=True)
class DenyPaper:
    """The headteacher says that the school did not sign it."""

    urn: str
    revision: int
    kind: AgreementKind = AgreementKind.SHARING


def check_may_record(agreement: SharingAgreement, person: Person | None) -> None:
    """Raises Refused unless this person may record a paper now; None is who runs the service."""
    if person is not None and not person.is_a(Role.TRUST_ADVISOR):
        only = "Only the Trust Advisor records an agreement that was signed on paper."
        raise Refused("not_yours", only, agreement.called.rule)
    moved(agreement, AgreementMove.RECORD_PAPER)


def may_record(agreement: SharingAgreement, person: Person) -> bool:
    return person.is_a(Role.TRUST_ADVISOR) and is_open(agreement, AgreementMove.RECORD_PAPER)


def recorded(
    agreement: SharingAgreement,
    school: School,
    command: RecordPaper,
    person: Person | None,
    now: datetime,
    text: AgreementText | None,
) -> SharingAgreement:
    """The agreement as signed on paper, for the school year in which it was. `text` is the one of that version, None
    where there is none; `person` is None where who runs the service records it. Raises Refused."""
    check_may_record(agreement, person)
    check_current(agreement, command.revision)
    rule = agreement.called.rule
    if text is None:
        raise Refused("missing", "Please choose which text was signed.", rule)
    name = full_name(command.signed_by, "", rule)
    day = _day(command.signed_on, london_date(now), rule)
    reference = " ".join(command.reference.split())
    if not reference or len(reference) > REFERENCE_AT_MOST:
        asked = (
            f"Please say where the paper is kept, in at most {REFERENCE_AT_MOST} characters: a reference, or a place."
        )
        raise Refused("missing", asked, rule)
    by_id, by = (person.id, person.name) if person else (NOBODY_BY_NAME, "who runs this service")
    paper = OnPaper(reference, day, by_id, by)
    signature = Signature(text.version, text.sha256, name, by_id, now, AcademicYear.of(day), paper=paper)
    return signed(agreement, signature, now)


def _day(day: date | None, today: date, rule: str) -> date:
    if day is None:
        raise Refused("missing", "Please say on which day it was signed.", rule)
    if day > today:
        raise Refused("no_date", f"{day_words(day)} is still to come. Please say when it was signed.", rule)
    if day < EARLIEST_PAPER:
        raise Refused("no_date", "That day is long ago. Please check the year.", rule)
    return day
