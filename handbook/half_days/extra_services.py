"""Work beyond the entitlement that a school buys (AS1), headteacher appraisal at an additional charge among it (PM2).
A record of its own: it never eats the ledger. What costs something counts only once the headteacher has agreed."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from handbook.core.british_time import london_date
from handbook.core.people import Person, Role, School, check_has_headteacher
from handbook.core.refusal import Refused, allows
from handbook.core.school_years import AcademicYear

NAME_AT_MOST: Final = 120
HALF_DAYS_AT_MOST: Final = 40


class ExtraConsent(StrEnum):
    """The headteacher's answer. `not_needed`: it costs nothing, or was noted before it was asked for."""

    NOT_NEEDED = "not_needed"
    WAITS = "waits"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class ExtraService:
    """`agreed_by_id` noted it, `answered_by_id` is the headteacher who agreed to the charge, or did not: then it is
    dropped. `charge` is in pounds; None where it is settled elsewhere. One that was `dropped` is on record and counts
    no more."""

    id: str
    urn: str
    year: AcademicYear
    sip_id: str
    name: str
    half_days: int
    agreed_by_id: str
    agreed_at: datetime
    charge: Decimal | None = None
    dropped: bool = False
    revision: int = 0
    consent: ExtraConsent = ExtraConsent.NOT_NEEDED
    answered_by_id: str = ""
    answered_at: datetime | None = None

    @property
    def counts(self) -> bool:
        """Whether half-days can be booked for it."""
        return not self.dropped and self.consent is not ExtraConsent.WAITS

    @property
    def waits(self) -> bool:
        return not self.dropped and self.consent is ExtraConsent.WAITS


@dataclass(frozen=True, slots=True)
class AgreeExtraService:
    """The school's SIP or the Trust Advisor notes what the headteacher agreed to; `sip_id` says who will do it."""

    urn: str
    year: AcademicYear
    sip_id: str
    name: str
    half_days: int
    charge: Decimal | None = None


@dataclass(frozen=True, slots=True)
class AnswerExtraService:
    """The headteacher agrees to what it costs, or does not. `revision` is of what they read."""

    extra_id: str
    revision: int
    agrees: bool


@dataclass(frozen=True, slots=True)
class DropExtraService:
    """It comes to nothing, or was noted by mistake."""

    extra_id: str


def may_note_extras(school: School, person: Person) -> bool:
    """Schools buy through their SIP or the Trust Advisor (AS1)."""
    return person.is_a(Role.TRUST_ADVISOR) or person.id == school.sip_id


def extra_service_agreed(
    command: AgreeExtraService, school: School, sip: Person, person: Person, now: datetime, id: str
) -> ExtraService:
    """`sip` will do it. Raises Refused."""
    _check_may_note(school, person)
    if not sip.is_a(Role.SIP):
        raise Refused("missing", "Please choose the School Improvement Partner who will do it.", "AS1")
    if sip.id == school.headteacher_id:
        words = f"{sip.name} leads {school.full_name}. Please choose another School Improvement Partner."
        raise Refused("not_yours", words, "AS1")
    if command.year < AcademicYear.of(london_date(now)):
        raise Refused("no_date", f"The academic year {command.year} is over. Please choose the current one.", "AS1")
    name = " ".join(command.name.split())
    if not name or len(name) > NAME_AT_MOST:
        raise Refused("missing", f"Please name the extra service, in at most {NAME_AT_MOST} characters.", "AS1")
    if not 1 <= command.half_days <= HALF_DAYS_AT_MOST:
        raise Refused("missing", f"Please say how many half-days it has, from 1 to {HALF_DAYS_AT_MOST}.", "AS1")
    charge = command.charge
    if charge is not None:
        check_charge(charge)
        check_has_headteacher(school)
    consent = ExtraConsent.NOT_NEEDED if charge is None else ExtraConsent.WAITS
    noted = (id, school.urn, command.year, command.sip_id, name, command.half_days, person.id, now)
    return ExtraService(*noted, charge, consent=consent)


def check_charge(charge: Decimal) -> None:
    """Raises Refused."""
    if charge < 0:
        raise Refused("missing", "A charge cannot be less than nothing. Please give it in pounds, such as 450.", "AS1")
    if charge == 0:
        raise Refused("missing", "Please leave the charge empty where the service costs nothing.", "AS1")


def check_may_answer(extra: ExtraService, school: School, person: Person, revision: int) -> None:
    """Raises Refused unless the headteacher of the school, whoever that is now, may agree to the charge."""
    if person.id != school.headteacher_id:
        words = f"Only the headteacher of {school.name} can agree to what an extra service costs."
        raise Refused("not_yours", words, "AS1")
    if not extra.waits or extra.revision != revision:
        raise Refused("stale", "This has been answered or taken off already. Here is how it stands now.", "AS1")


def may_answer(extra: ExtraService, school: School, person: Person) -> bool:
    return allows(lambda: check_may_answer(extra, school, person, extra.revision))


def extra_service_answered(
    extra: ExtraService, school: School, command: AnswerExtraService, person: Person, now: datetime
) -> ExtraService:
    """It counts from now on, or is off the record. Raises Refused."""
    check_may_answer(extra, school, person, command.revision)
    answered = replace(extra, answered_by_id=person.id, answered_at=now)
    return replace(answered, consent=ExtraConsent.GIVEN) if command.agrees else replace(answered, dropped=True)


def extra_service_dropped(extra: ExtraService, school: School, person: Person, used: int) -> ExtraService:
    """`used` is how many of its half-days are held or planned. Raises Refused."""
    _check_may_note(school, person)
    if extra.dropped:
        raise Refused("stale", "This extra service has been taken off the record already.", "AS1")
    if used:
        words = f"A visit for “{extra.name}” was held or is planned, so it stays on record."
        raise Refused("taken", words, "AS1")
    return replace(extra, dropped=True)


def is_same(extra: ExtraService, other: ExtraService) -> bool:
    """Whether both are one purchase: to be bought twice, it takes another name."""
    one, two = ((it.urn, it.year, it.name.casefold()) for it in (extra, other))
    return one == two and not (extra.dropped or other.dropped)


def _check_may_note(school: School, person: Person) -> None:
    if not may_note_extras(school, person):
        raise Refused(
            "not_yours", f"Only the Trust Advisor or the SIP of {school.name} can note an extra service.", "AS1"
        )
