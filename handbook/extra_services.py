"""Work beyond the entitlement that a school buys (AS1), headteacher appraisal at an additional charge among it (PM2).
A record of its own: it never eats the ledger."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from handbook.people import Person, Role, School
from handbook.refusal import Refused
from handbook.school_years import AcademicYear

NAME_AT_MOST: Final = 120
HALF_DAYS_AT_MOST: Final = 40


@dataclass(frozen=True, slots=True)
class ExtraService:
    """`charge` is in pounds; None where it is settled elsewhere."""

    id: str
    urn: str
    year: AcademicYear
    sip_id: str
    name: str
    half_days: int
    agreed_by_id: str
    agreed_at: datetime
    charge: Decimal | None = None
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


def extra_service_agreed(
    command: AgreeExtraService, school: School, person: Person, now: datetime, id: str
) -> ExtraService:
    """Raises Refused."""
    if person.role is not Role.TRUST_ADVISOR and person.id != school.sip_id:
        raise Refused("not_yours", f"Only the Trust Advisor or the SIP of {school.name} notes an extra service.", "AS1")
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
