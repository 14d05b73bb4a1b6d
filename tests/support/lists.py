"""The trust's list in tests: one school, and one person of each office."""

from datetime import date

from handbook.core.people import Role
from handbook.core.school_years import Session, Term
from handbook.schools.trust_list import PersonEntry, SchoolEntry, TrustList
from tests.support import builders as a

AUTUMN = Session(date(2026, 9, 2), date(2026, 12, 18), Term.AUTUMN)


def a_list() -> TrustList:
    people = {person.id: PersonEntry(person) for person in map(a.a_person, Role)}
    return TrustList({"900001": SchoolEntry(a.a_school())}, people, {"Fellshire": (AUTUMN,)}, 1)
