"""Each term's form, blank and as it opens after the visit: with what the term before leaves to it."""

from dataclasses import replace
from typing import Final

from documents.example_report import sample_contents
from documents.proforma import write_proforma
from handbook.core.people import School
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.paper.boxes import BOXES
from handbook.reports.paper.proforma import Contents
from handbook.reports.paper.spine import opening, visit_number
from handbook.visits.agenda import AGENDA

SCHOOL: Final = School("990123", "St Brigid’s Catholic Primary School", "Northmere", "Northmere", "h", "s", "d", "l")
YEAR: Final = AcademicYear(2026)
SIP: Final = "Jo Marsh"
DAYS: Final = {Term.AUTUMN: "12 October 2026", Term.SPRING: "10 February 2027", Term.SUMMER: "9 June 2027"}
_NOTHING: Final = Contents("", "", None, None, "", {})


def filled(term: Term) -> Contents:
    return sample_contents(SCHOOL, term, YEAR, SIP)


def begun(term: Term) -> Contents:
    """What is known when the visit has been held: the head, what stays of the school all year, and what waits for an
    answer."""
    before = list(Term)[list(Term).index(term) - 1]
    year = AcademicYear(YEAR.starts_in - 1) if before is Term.SUMMER else YEAR
    opens = opening([replace(filled(before), academic_year=year)], AGENDA[term])
    kept = {box.key: filled(before).boxes[box.key] for box in BOXES if box.kept and term is not Term.AUTUMN}
    return replace(
        _NOTHING,
        school_name=SCHOOL.name,
        town=SCHOOL.town,
        urn=SCHOOL.urn,
        academic_year=YEAR,
        term=term,
        sip_name=SIP,
        sections=opens.sections,
        rows=opens.rows,
        boxes=kept | {"visit_on": DAYS[term], "visit_number": visit_number(term)},
    )


def blank_form(term: Term) -> bytes:
    return write_proforma(replace(_NOTHING, term=term))


def begun_form(term: Term) -> bytes:
    return write_proforma(begun(term), headteacher="Sam Lee")


def filled_form(term: Term) -> bytes:
    return write_proforma(filled(term), headteacher="Sam Lee")
