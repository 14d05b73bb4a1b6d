"""A trust that does not exist, of any size: its schools and people, and the year's days."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from handbook.core.people import Person, Role, School
from handbook.core.school_years import AcademicYear, Session, Term
from handbook.schools.trust_list import PersonEntry, SchoolEntry, TrustList
from handbook.visits.checks import SipChecks

AUTHORITY: Final = "Fellshire"


@dataclass(frozen=True, slots=True)
class Trust:
    """`people` by id. Of each office but SIP and headteacher there is one person."""

    year: AcademicYear
    schools: tuple[School, ...]
    people: dict[str, Person]
    sessions: tuple[Session, ...]

    def holder(self, role: Role) -> Person:
        return next(one for one in self.people.values() if one.role is role)

    def listed(self) -> TrustList:
        """All of it as the trust's list."""
        checked = self.sessions[0].first_on - timedelta(days=60)
        until = checked + timedelta(days=3 * 365)
        checks = {
            one.id: SipChecks(one.id, checked, checked, until) for one in self.people.values() if one.is_a(Role.SIP)
        }
        return TrustList(
            schools={one.urn: SchoolEntry(one) for one in self.schools},
            people={one.id: PersonEntry(one, checks.get(one.id)) for one in self.people.values()},
            authorities={AUTHORITY: self.sessions},
        )


def a_trust(schools: int, sips: int, starts_in: int) -> Trust:
    """The SIPs have the schools in turn."""
    people = [_person(role, 1) for role in Role if role not in (Role.SIP, Role.HEADTEACHER)]
    partners = [_person(Role.SIP, number) for number in range(1, sips + 1)]
    heads = [_person(Role.HEADTEACHER, number) for number in range(1, schools + 1)]
    own = {one.role: one.id for one in people}
    listed = [
        School(
            urn=f"{900_000 + number}",
            name=f"School {number}",
            town="Northbeck",
            local_authority=AUTHORITY,
            headteacher_id=head.id,
            sip_id=partners[number % sips].id,
            dso_id=own[Role.DSO],
            la_officer_id=own[Role.LA_OFFICER],
        )
        for number, head in enumerate(heads, 1)
    ]
    everybody = {one.id: one for one in (*people, *partners, *heads)}
    return Trust(AcademicYear(starts_in), tuple(listed), everybody, _sessions(starts_in))


def a_successor(head: Person) -> Person:
    """Who comes when a headteacher leaves."""
    return _person(Role.HEADTEACHER, int(head.id[-9:]) + 500_000)


def _person(role: Role, number: int) -> Person:
    letters = "".join("abcdefghij"[int(digit)] for digit in str(number)).capitalize()
    name = f"{role.words.split()[-1].capitalize()} {letters}son"
    office = list(Role).index(role) + 1
    return Person(f"00000000-0000-4000-8{office:03d}-{number:012d}", name, f"{role.value}.{number}@trust.example", role)


def _sessions(year: int) -> tuple[Session, ...]:
    after = year + 1
    return (
        Session(date(year, 9, 2), date(year, 10, 23), Term.AUTUMN),
        Session(date(year, 11, 2), date(year, 12, 18), Term.AUTUMN),
        Session(date(after, 1, 5), date(after, 2, 12), Term.SPRING),
        Session(date(after, 2, 22), date(after, 4, 1), Term.SPRING),
        Session(date(after, 4, 19), date(after, 5, 28), Term.SUMMER),
        Session(date(after, 6, 7), date(after, 7, 21), Term.SUMMER),
        Session(date(after, 9, 2), date(after, 10, 22), Term.AUTUMN),
    )
