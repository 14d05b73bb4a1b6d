"""Work beyond the entitlement that a school buys (AS1), headteacher appraisal at an additional charge among it (PM2).
A record of its own: it never eats the ledger."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from handbook.core.british_time import london_date
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear

NAME_AT_MOST: Final = 120
HALF_DAYS_AT_MOST: Final = 40


@dataclass(frozen=True, slots=True)
class ExtraService:
    """`charge` is in pounds; None where it is settled elsewhere. One that was `dropped` is on record and counts no
    more."""

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
    if command.charge is not None and not command.charge >= 0:
        raise Refused("missing", "Please give the charge in pounds, or leave it empty.", "AS1")
    return ExtraService(
        id, school.urn, command.year, command.sip_id, name, command.half_days, person.id, now, command.charge
    )


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
