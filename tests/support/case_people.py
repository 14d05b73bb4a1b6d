"""Everybody who could have to do with a concern or a complaint, and words that nobody wrote before."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

from handbook.cases.case import Case, Words, version_for
from handbook.cases.signing import Actor, ids_in
from handbook.core.half_days import HalfDay, SchoolHours
from handbook.core.people import Person, Role, School
from tests.support.builders import a_person, a_school

NOW: Final = datetime(2026, 11, 23, 16, 42, tzinfo=UTC)
"""A Monday, on which all of a case happens unless told otherwise."""
TODAY: Final = date(2026, 11, 23)
TALKED_ON: Final = date(2026, 11, 20)
REVIEW_ON: Final = date(2026, 12, 7)
LATE: Final = datetime(2026, 12, 8, 9, 0, tzinfo=UTC)
"""The day after it."""
UNTIL: Final = date(2027, 3, 26)
MEETING: Final[HalfDay] = SchoolHours().half_days(date(2026, 12, 1))[0]
OTHER_MEETING: Final[HalfDay] = SchoolHours().half_days(date(2026, 12, 2))[1]

SIP, HEAD, ADVISOR = a_person(Role.SIP), a_person(Role.HEADTEACHER), a_person(Role.TRUST_ADVISOR)
DSO, DIRECTOR, CHAIR = a_person(Role.DSO), a_person(Role.DIRECTOR), a_person(Role.CHAIR_OF_TRUST_BOARD)
BOARD_MEMBER, LA_OFFICER = a_person(Role.BOARD_MEMBER), a_person(Role.LA_OFFICER)
CHAIR_OF_GOVERNORS = a_person(Role.CHAIR_OF_GOVERNORS)


def another(role: Role, name: str, number: int) -> Person:
    """Somebody else of that role."""
    return a_person(role, id=f"00000000-0000-4000-9000-{number:012d}", name=name)


OTHER_SIP, OTHER_HEAD = another(Role.SIP, "Sorrel Quaife", 1), another(Role.HEADTEACHER, "Hector Lumb", 2)
OTHER_DSO, OTHER_ADVISOR = another(Role.DSO, "Delphine Orr", 3), another(Role.TRUST_ADVISOR, "Tobias Wren", 4)
OTHER_DIRECTOR = another(Role.DIRECTOR, "Dulcie Thorne", 5)
OTHER_CHAIR = another(Role.CHAIR_OF_TRUST_BOARD, "Clement Vane", 6)

SCHOOL: Final[School] = a_school()
WITHOUT_DSO: Final[School] = a_school(dso_id="")


def actor(person: Person, *covered: Person) -> Actor:
    return Actor(person, covered)


def deputy(person: Person) -> Actor:
    """Somebody in no seat, who stands in for one who may be."""
    number = int(person.id[-12:]) + 100 * (person.id[19] == "9") + 1000
    roles = {Role.SIP: Role.SIP, Role.DSO: Role.DSO, Role.DIRECTOR: Role.DSO}
    return Actor(another(roles.get(person.role, Role.BOARD_MEMBER), f"Deputy of {person.name}", number), (person,))


def some_words(case: Case | None, kind: str) -> Words:
    """Words that stand nowhere in the case yet, all four of them."""
    count = len(case.parts) if case else 0
    return Words(
        facts=f"Facts of part {count}: what was seen in the lessons and books of that day, {kind}.",
        opinion=f"Opinion of part {count}: what the writer makes of all that, said with care, {kind}.",
        action=f"Action of part {count}: what should happen now, who does it and until which day, {kind}.",
        response=f"Response of part {count}: what the other side answered when they heard of it, {kind}.",
    )


def some_reason(case: Case | None) -> str:
    return f"The reason of part {len(case.parts) if case else 0}."


def key(case: Case, by: Actor) -> tuple[str, int]:
    return case.id, version_for(case, ids_in(case, by))


def in_two_weeks(now: datetime) -> date:
    return (now + timedelta(days=14)).date()
