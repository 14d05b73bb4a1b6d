"""Who finds what by searching in Teams, and by which words (W1, W2, W4). What is found may be put into a chat where
others read along, so this is narrower than reading: a report that is not approved is found by nobody."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from handbook.core.people import Person, Role, School
from handbook.reports.readers import APPROVED, may_read_report
from handbook.reports.report import Report
from handbook.visits.visit import Visit

_APOSTROPHES: Final = re.compile(r"['’‘`´]")
_NO_WORD: Final = re.compile(r"[\W_]+")


def may_find_school(school: School, person: Person) -> bool:
    """The Trust Advisor every school; headteacher, SIP, diocesan officer and local authority officer their own."""
    own = (school.headteacher_id, school.sip_id, school.dso_id, school.la_officer_id)
    return person.is_a(Role.TRUST_ADVISOR) or person.id in own


def may_find_report(report: Report, school: School, person: Person) -> bool:
    """An approved report, by whoever may read it. Before, it is a draft."""
    return report.status in APPROVED and may_read_report(report, school, person)


def may_find_visit(visit: Visit, person: Person) -> bool:
    """Its SIP and its headteacher."""
    return person.id in (visit.sip_id, visit.headteacher_id)


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: without accents, apostrophes, capitals and signs, and “st” for
    saint."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    words = _NO_WORD.sub(" ", _APOSTROPHES.sub("", bare.casefold())).split()
    return tuple("st" if word == "saint" else word for word in words)


def matches(typed: Iterable[str], said: Iterable[str]) -> bool:
    """Whether each of the plain words that were typed begins one that is said, in any order. Nothing typed finds
    everything."""
    words, begun = tuple(said), tuple(typed)
    whole = "st" in begun[:-1]  # of a saint, whose name follows: it begins no “star”
    return all(one in words if whole and one == "st" else any(word.startswith(one) for word in words) for one in begun)
