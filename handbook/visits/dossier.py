"""A visit with all that rules and cards look at."""

from dataclasses import dataclass

from handbook.core.people import Person, School
from handbook.core.school_years import SchoolCalendar
from handbook.half_days.entitlement import HalfDayAccount
from handbook.visits.checks import SipChecks
from handbook.visits.visit import Visit


@dataclass(frozen=True, slots=True)
class VisitDossier:
    """`account` is that of the visit's school and year, this visit counted; `diary` holds the other visits of its SIP
    and of its school; `checks` is None where none are on record."""

    visit: Visit
    school: School
    sip: Person
    headteacher: Person
    calendar: SchoolCalendar
    checks: SipChecks | None
    account: HalfDayAccount
    diary: tuple[Visit, ...] = ()

    def other_side(self, person: Person) -> Person:
        """The one of the two who is asked when this person wants something."""
        return self.headteacher if person.id == self.visit.sip_id else self.sip
