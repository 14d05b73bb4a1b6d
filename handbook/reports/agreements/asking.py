"""When a school is asked again, and what happens when its headteacher does not answer (W5, D1): the clock asks when the
text or the school year has changed, reminds by the trust's patience, and tells the Trust Advisor. All of it in school
days, and nothing of it ends a signature."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from handbook.core.british_time import LONDON, london_date
from handbook.core.chasing import Patience, Waited, passed
from handbook.core.people import School, check_has_headteacher
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, SchoolCalendar
from handbook.reports.agreements.agreement import AgreementMove, SharingAgreement, asked, moved
from handbook.reports.agreements.texts import AgreementKind, AgreementText


@dataclass(frozen=True, slots=True)
class AskAgain:
    """A command of the clock: the text, the school year or the headteacher has changed since the school was asked."""

    urn: str
    kind: AgreementKind


@dataclass(frozen=True, slots=True)
class RemindAboutAgreement:
    """A command of the clock. `number` counts from 1, so that a reminder is sent once."""

    urn: str
    kind: AgreementKind
    number: int


@dataclass(frozen=True, slots=True)
class TellAgreementWaits:
    """A command of the clock: the Trust Advisor hears that a school does not answer."""

    urn: str
    kind: AgreementKind


AgreementDue = AskAgain | RemindAboutAgreement | TellAgreementWaits


def is_out_of_date(agreement: SharingAgreement, text: AgreementText, year: AcademicYear) -> bool:
    """Whether the signature that holds is of another text than today's, or of an earlier school year."""
    return has_older_text(agreement, text) or is_of_earlier_year(agreement, year)


def has_older_text(agreement: SharingAgreement, text: AgreementText) -> bool:
    return agreement.in_force and agreement.text_version != text.version


def is_of_earlier_year(agreement: SharingAgreement, year: AcademicYear) -> bool:
    return agreement.in_force and agreement.signed_for is not None and agreement.signed_for < year


def should_ask_again(agreement: SharingAgreement, school: School, text: AgreementText, year: AcademicYear) -> bool:
    """Whether the school is to be asked again: what it signed or was asked for is out of date, or whom it was asked of
    is not its headteacher any more."""
    if not school.headteacher_id:
        return False
    if not agreement.is_waiting:
        return is_out_of_date(agreement, text, year)
    of_another = agreement.asked_of_id not in ("", school.headteacher_id)
    earlier = agreement.asked_for is not None and agreement.asked_for < year
    return of_another or earlier or agreement.asked_version not in ("", text.version)


def due(
    agreement: SharingAgreement,
    school: School,
    text: AgreementText,
    calendar: SchoolCalendar,
    patience: Patience,
    now: datetime,
) -> tuple[AgreementDue, ...]:
    """What the clock should do about an agreement now. Nothing is due on a day that is no school day of that school,
    before the hour, or where its term dates are not known. Reminders that were missed come as one."""
    today = london_date(now)
    early = now.astimezone(LONDON).time() < patience.not_before
    if early or not calendar.is_school_day(today):
        return ()
    urn, kind = agreement.urn, agreement.kind
    if should_ask_again(agreement, school, text, AcademicYear.of(today)):
        return (AskAgain(urn, kind),)
    if not agreement.is_waiting or agreement.asked_at is None or not school.headteacher_id:
        return ()
    what = passed(Waited(agreement.asked_at, agreement.reminders, agreement.waits_told_at), calendar, patience, now)
    return (
        *([RemindAboutAgreement(urn, kind, what.reminder)] if what.reminder else []),
        *([TellAgreementWaits(urn, kind)] if what.tells else []),
    )


def asked_again(agreement: SharingAgreement, school: School, now: datetime, text: AgreementText) -> SharingAgreement:
    """The school is asked for the text as it is now, and what it signed holds until it answers. Raises Refused where
    there is no need to, or nobody to ask."""
    check_has_headteacher(school)
    status = moved(agreement, AgreementMove.ASK_AGAIN)
    if not should_ask_again(agreement, school, text, AcademicYear.of(london_date(now))):
        raise Refused("stale", "The school has been asked already, or has answered.")
    version = agreement.text_version if agreement.in_force else text.version
    again = replace(agreement, status=status, text_version=version, asked_again=agreement.in_force)
    return asked(again, school, now, text)


def reminded(agreement: SharingAgreement, command: RemindAboutAgreement, now: datetime) -> SharingAgreement:
    """Raises Refused when it was answered or reminded of meanwhile."""
    _check_waits(agreement)
    if command.number <= agreement.reminders:
        raise Refused("stale", "That reminder has been sent already.")
    return replace(agreement, reminders=command.number, reminded_at=now)


def reminded_by_advisor(agreement: SharingAgreement, now: datetime) -> SharingAgreement:
    """The same by the Trust Advisor's press, which counts as none of the clock's. Raises Refused where it was
    answered."""
    _check_waits(agreement)
    return replace(agreement, reminded_at=now)


def waiting_told(agreement: SharingAgreement, now: datetime) -> SharingAgreement:
    """Raises Refused when it was answered meanwhile, or the Trust Advisor knows."""
    _check_waits(agreement)
    if agreement.waits_told_at is not None:
        raise Refused("stale", "The Trust Advisor has been told already.")
    return replace(agreement, waits_told_at=now)


def school_days_waited(agreement: SharingAgreement, calendar: SchoolCalendar, today: date) -> int | None:
    """How many school days the school has not answered for; None where it was not asked, or its term dates do not say
    it."""
    if not agreement.is_waiting or agreement.asked_at is None:
        return None
    return calendar.school_days_between(london_date(agreement.asked_at), today)


def _check_waits(agreement: SharingAgreement) -> None:
    if not agreement.is_waiting:
        raise Refused("stale", "The agreement no longer waits for the headteacher.")
