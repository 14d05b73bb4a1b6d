"""Which report a file is: the school, year and term that it says it is about, and whose it is (W1, M1). What looks like
a slip of its head is asked about; what does not say enough is refused."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.arriving.file_question import Choice, Question
from handbook.reports.moves import MOVES, Move
from handbook.reports.paper.proforma import Contents
from handbook.reports.report import Report
from handbook.reports.school_names import contradicts, is_spelt_out, names, same_place, says_nothing

CHOICES_AT_MOST: Final = 5
_TERMS: Final = tuple(Term)
_LATE_SUMMER_REPORTS: Final = (9, 10)
"""The months in which last year's summer report may still come."""

Period = tuple[AcademicYear, Term]


def check_may_send_files(person: Person) -> None:
    """Only School Improvement Partners send reports. Raises Refused."""
    if not person.is_a(Role.SIP):
        raise Refused("not_yours", "Only a School Improvement Partner can send me a report. I did not keep the file.")


def which_school(contents: Contents, person: Person, schools: Iterable[School]) -> School | Question:
    """The school that a report is about, which must be one of the SIP's own. Names are not unique: without a URN, name
    and town together must point to one school. Where name and URN do not go together, or could mean several, it is
    asked which of the SIP's own schools is meant. Raises Refused where there is none."""
    every, name = tuple(schools), contents.school_name
    if contents.urn:
        return _by_urn(contents, person, every)
    if says_nothing(name):
        raise Refused("missing", "I could not read the name of the school at the top of the report. Please fill it in.")
    found = _named(contents, every)
    if not found:
        raise Refused("unknown", "I do not know a school of that name. Please check the name, or add the URN.")
    if len(found) == 1:
        return _own(found[0], person)
    places = "; ".join(f"{school.full_name} (URN {school.urn})" for school in found)
    words = f"There is more than one school of that name: {places}."
    return _which_of(found, person, words, Refused("ambiguous", f"{words} Please write the town or URN."))


def which_term(
    contents: Contents, of_school: Iterable[Report], today: date, *, said: bool = False
) -> Period | Question:
    """The year and term of a report, given those that there are of its school. A term that cannot have a report now,
    or whose report is approved while a later one is due, is asked about, unless the SIP has `said` that it is right.
    Raises Refused where the head of the proforma does not say."""
    year, term = contents.academic_year, contents.term
    if year is None or term is None:
        raise _missing(contents)
    known = {(report.year, report.term): (report.status, Move.RECEIVE) in MOVES for report in of_school}
    takes = known.get((year, term))
    if said or takes:
        return year, term
    begun = _begun(today)
    if takes is False:
        later = [one for one in begun if one > (year, _TERMS.index(term)) and known.get(_period(one), True)]
        words = f"The report of {term.lower()} {year} is approved already. Is this one of another term?"
        return _ask_term(words, later) if later else (year, term)
    place = (year, _TERMS.index(term))
    late = place == (AcademicYear(begun[0][0].starts_in - 1), 2) and today.month in _LATE_SUMMER_REPORTS
    if place in begun or late:
        return year, term
    this_year = (begun[-1][0], place[1])
    likely = [this_year if this_year in begun else begun[-1]]
    if begun[0][0].starts_in - 1 <= year.starts_in <= begun[0][0].starts_in:
        likely.append(place)
    return _ask_term(f"At its top the report says {term.lower()} {year}, {_how_far(year, begun[-1])}.", likely)


def _by_urn(contents: Contents, person: Person, schools: tuple[School, ...]) -> School | Question:
    urn, by_name = contents.urn, _named(contents, schools)
    found = next((school for school in schools if school.urn == urn), None)
    if found is None:
        words = f"I do not know a school with the URN {urn}."
        return _which_of(by_name, person, words, Refused("unknown", f"{words} Please check it in the report."))
    if not contradicts(contents.school_name, found):
        return _own(found, person)
    words = f"The URN {urn} belongs to {found.full_name}, but the report names another school."
    no = Refused("ambiguous", f"{words} Please correct one of the two.")
    return _which_of((found, *by_name), person, words, no)


def _named(contents: Contents, schools: tuple[School, ...]) -> tuple[School, ...]:
    name = contents.school_name
    by_name = tuple(school for school in schools if names(name, school))
    to_the_letter = tuple(school for school in by_name if is_spelt_out(name, school))
    by_town = tuple(school for school in by_name if same_place(contents.town, school.town))
    return by_town or to_the_letter or by_name


def _own(school: School, person: Person) -> School:
    if school.sip_id != person.id:
        raise Refused(
            "not_yours", f"{school.full_name} has another School Improvement Partner. I did not keep the file."
        )
    return school


def _which_of(found: tuple[School, ...], person: Person, words: str, no: Refused) -> Question:
    """Asks which of the SIP's own schools is meant. Raises the refusal where none of them can be, or too many."""
    own = tuple(Choice(school=school) for school in found if school.sip_id == person.id)
    if not 1 <= len(own) <= CHOICES_AT_MOST:
        raise no
    return Question(f"{words} Which school is the report about?", own)


def _missing(contents: Contents) -> Refused:
    if contents.academic_year is None and contents.year_said:
        words = f"The academic year at the top of the report reads “{contents.year_said}”. "
        return Refused("missing", f"{words}Please write two years that follow each other, such as 2026/27.")
    missing = [
        name
        for name, value in (("the academic year", contents.academic_year), ("the term", contents.term))
        if not value
    ]
    return Refused("missing", f"I could not read {' and '.join(missing)} at the top of the report. Please fill it in.")


def _begun(today: date) -> list[tuple[AcademicYear, int]]:
    """The terms of this year that have begun, the first of them first; the summer's may from April on."""
    count = 1 if today.month >= 9 else 2 if today.month <= 3 else 3
    return [(AcademicYear.of(today), number) for number in range(count)]


def _period(place: tuple[AcademicYear, int]) -> Period:
    return place[0], _TERMS[place[1]]


def _ask_term(words: str, likely: list[tuple[AcademicYear, int]]) -> Question:
    choices = tuple(Choice(year=year, term=_TERMS[number]) for year, number in dict.fromkeys(likely))
    return Question(f"{words} Which term is the report of?" if "?" not in words else words, choices)


def _how_far(year: AcademicYear, now: tuple[AcademicYear, int]) -> str:
    years = year.starts_in - now[0].starts_in
    if years == 0:
        return "which has not begun yet"
    return "which was last year: it may be a file that was used again" if years == -1 else "which is far off"
