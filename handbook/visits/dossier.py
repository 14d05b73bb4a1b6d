"""A visit with all that rules and cards look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from handbook.core.done_by import stood_in
from handbook.core.people import Person, Role, School
from handbook.core.school_years import SchoolCalendar
from handbook.half_days.entitlement import HalfDayAccount
from handbook.visits.checks import SipChecks
from handbook.visits.visit import Visit


@dataclass(frozen=True, slots=True)
class VisitDossier:
    """`account` is that of the visit's school and year, this visit counted; `diary` holds the other visits of its SIP
    and of its school; `checks` is None where none are on record. `others`: whom else the visit names, by id,
    as they were then. `trained_on` is the day of the SIP's initial training, `appraises_from` that
    of the first in performance management, where they are on record."""

    visit: Visit
    school: School
    sip: Person
    headteacher: Person
    calendar: SchoolCalendar
    checks: SipChecks | None
    account: HalfDayAccount
    diary: tuple[Visit, ...] = ()
    others: Mapping[str, Person] = field(default_factory=dict[str, Person])
    trained_on: date | None = None
    appraises_from: date | None = None

    def called(self, person_id: str, deputy_id: str = "") -> str:
        """Somebody whom the visit names, with both names where a deputy stood in; empty for nobody whom it knows."""
        known = {**self.others, self.sip.id: self.sip, self.headteacher.id: self.headteacher}
        deputy = self.others.get(deputy_id)
        holder = known.get(person_id)
        return stood_in(deputy.name if deputy else "", holder.name) if holder else ""

    def of_part(self, part: Role) -> Person:
        """The SIP or the headteacher."""
        return self.sip if part is Role.SIP else self.headteacher

    def other_side(self, person: Person) -> Person:
        """The one of the two who is asked when this person wants something."""
        return self.headteacher if person.id == self.visit.sip_id else self.sip
