"""The trust's list in tests: one school, and one person of each office."""

from dataclasses import replace
from datetime import date

from cards.schools.list_import import ImportSeen
from handbook.core.people import Role
from handbook.core.school_years import Session, Term
from handbook.reports.agreements.texts import FIRST_TEXTS
from handbook.schools.list_import import ListImport
from handbook.schools.trust_list import PersonEntry, SchoolEntry, TrustList
from spreadsheets.papers import TextsKnown
from tests.support import builders as a

TEXTS = TextsKnown({kind: (text.version,) for kind, text in FIRST_TEXTS.items()}, date(2026, 11, 23))
AUTUMN = Session(date(2026, 9, 2), date(2026, 12, 18), Term.AUTUMN)


def a_list() -> TrustList:
    people = {person.id: PersonEntry(person) for person in map(a.a_person, Role)}
    return TrustList({"900001": SchoolEntry(a.a_school())}, people, {"Fellshire": (AUTUMN,)}, 1)


def an_import(**changes: object) -> ListImport:
    """A list that the Trust Advisor sent in chat."""
    advisor = a.a_person(Role.TRUST_ADVISOR)
    one = ListImport("1f" * 24, advisor.id, "people.xlsx", "people", "f" * 64, a.MONDAY, "3 rows, 0 left out")
    return replace(one, **changes)  # type: ignore[arg-type]


_LINES = ("new: St Bede’s, Southbeck (URN 900002)", "changed: Ada Bell, headteacher: name")
SEEN = ImportSeen(7, _LINES, ("1 school has no headteacher",))
UNSOUND = ImportSeen(7, _LINES, (), "Ada Bell leads St Bede’s, so they cannot be its SIP as well.")
