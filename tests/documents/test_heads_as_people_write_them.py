"""W1: which report a file is, from what stands at its top to the school and term it is of, or the question."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.proforma import write_proforma
from documents.reading import read_proforma
from handbook.core.people import Role, School
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.arriving.arrival import which_school, which_term
from handbook.reports.arriving.file_question import Question
from handbook.reports.paper.proforma import Contents
from tests.documents.crafted import document, heading, table
from tests.support import builders as a

SIP = a.a_person(Role.SIP)
HOLY_FAMILY = a.a_school(urn="990003", name="Holy Family Catholic Primary School", town="Eastmere")
EDWARD = a.a_school(urn="990004", name="Our Lady & St Edward’s Catholic Primary School", town="Eastmere")
NINIAN = a.a_school(urn="990005", name="St Ninian’s Catholic Primary School", town="Eastmere")
TWIN = replace(NINIAN, urn="990006")
SCHOOLS = (HOLY_FAMILY, EDWARD, NINIAN, TWIN)
NOVEMBER = date(2026, 11, 23)
KEPT_BESIDE = Path(__file__).parents[3] / "shared" / "cases" / "report_heads.tsv"

Rows = tuple[tuple[str, ...], ...]
IN_OTHER_WORDS: Mapping[str, tuple[Rows, str]] = {
    "School|Our Lady and St Edward’s Catholic Primary School (the list has &)": (
        (("School", "Our Lady and St Edward’s Catholic Primary School"),),
        "matches",
    ),
    "Academic year|2026 with Term|Autumn": ((("Academic year", "2026"), ("Term", "Autumn")), "2026/27"),
    "Term|Spring 2027 alone": ((("Term", "Spring 2027"),), "Spring 2026/27"),
    "Date of visit|12 October 2026 alone": ((("Date of visit", "12 October 2026"),), "Autumn 2026/27"),
    "one cell: “School: X” | “URN: 990003”": ((("School: Holy Family | URN: 990003",),), "read"),
    "labels “School name *”, “Term (please select)”": (
        (("School name *", HOLY_FAMILY.name), ("Term (please select)", "Autumn")),
        "read",
    ),
    "values in the row below the labels": ((("School", "URN"), (HOLY_FAMILY.name, HOLY_FAMILY.urn)), "read"),
    "Academic year|2025/26 sent in November 2026": (
        (("Academic year", "2025/26"), ("Term", "Autumn")),
        "asked: last year’s? (a re-used file)",
    ),
    "Academic year|2062/63": ((("Academic year", "2062/63"), ("Term", "Autumn")), "asked: that is far off"),
    "URN of another school than the name": ((("School", HOLY_FAMILY.name), ("URN", EDWARD.urn)), "asked which"),
    "two schools of one name and town": ((("School", NINIAN.name), ("Town", NINIAN.town)), "asked by URN"),
}
"""Lines of the table that describe a head instead of quoting it, and what they should come to."""


def read(*rows: tuple[str, ...]) -> Contents:
    sections = (heading("Good practice to share"), heading("Agreed targets"), heading("Next visit"))
    return read_proforma(document(table(*rows), heading("About the school"), *sections))


def what_becomes_of(contents: Contents) -> str:
    """As the table says it: the school, the term, the question or the refusal."""
    said: list[str] = []
    if contents.school_name or contents.urn:
        school = which_school(contents, SIP, SCHOOLS)
        if isinstance(school, Question):
            return school.words
        said.append(school.name)
    if contents.academic_year and contents.term:
        term = which_term(contents, (), NOVEMBER, said=contents.term is Term.SPRING)
        if isinstance(term, Question):
            return term.words
    elif contents.year_said:
        with pytest.raises(Refused) as no:
            which_term(contents, (), NOVEMBER)
        return f"refused: {no.value.reason}"
    said += [str(part) for part in (contents.term, contents.academic_year) if part]
    return " ".join(said)


def rows_of(head: str) -> Rows:
    if head in IN_OTHER_WORDS:
        return IN_OTHER_WORDS[head][0]
    rows = [tuple(one.split("|")) for one in head.split(";")]
    return tuple((label, HOLY_FAMILY.urn if value == "right" else value) for label, value in rows)


WORDS_FOR = {
    "matches": EDWARD.name,
    "read": HOLY_FAMILY.name,
    "refused: one year apart": "two years that follow each other",
    "asked: that is far off": "which is far off",
    "asked: last year’s? (a re-used file)": "which was last year: it may be a file that was used again",
    "asked which": "but the report names another school. Which school is the report about?",
    "asked by URN": "(URN 990005); St Ninian’s Catholic Primary School, Eastmere (URN 990006). Which school",
}
"""What the table calls it, in our words."""


@pytest.mark.parametrize(("head", "wanted"), [
    ("School|Holy Family RC Primary School", HOLY_FAMILY.name),
    ("School|Holy Family;URN|right", HOLY_FAMILY.name),
    ("Academic year|2026-27;Term|Aut 1", "Autumn 2026/27"),
    ("Academic year|2026/29;Term|Aut 1", "refused: one year apart"),
    *((head, wanted) for head, (_, wanted) in IN_OTHER_WORDS.items()),
])  # fmt: skip
def test_heads_as_people_write_them(head: str, wanted: str) -> None:
    assert WORDS_FOR.get(wanted, wanted) in what_becomes_of(read(*rows_of(head)))


def test_every_head_that_is_kept_beside_the_project() -> None:
    if not KEPT_BESIDE.exists():
        pytest.skip("the table of heads (../shared/cases) is absent")
    _, *lines = KEPT_BESIDE.read_text(encoding="utf-8").splitlines()
    found = [(head, wanted, what_becomes_of(read(*rows_of(head)))) for head, wanted in (x.split("\t") for x in lines)]
    assert found
    assert [row for row in found if WORDS_FOR.get(row[1], row[1]) not in row[2]] == []


names = st.lists(
    st.sampled_from(("St", "Our Lady", "&", "and", "Holy", "Family", "Brónach’s", "the", "of", "Catholic", "RC", "VA",
                     "Primary", "Infant", "School", "Academy", "St. Mary's", "(Eastmere)", "–", "Wrenmouth", "12")),
    min_size=1,
    max_size=5,
).map(" ".join)  # fmt: skip
schools = st.builds(
    lambda name, town, number: a.a_school(name=name, town=town, urn=f"99{number:04}"),
    names, st.sampled_from(("", "Eastmere", "Wren-mouth", "St. Ebb’s")), st.integers(0, 9999),
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(schools, min_size=1, max_size=3, unique_by=lambda school: school.urn), st.sampled_from(Term))
def test_what_our_own_form_writes_is_accepted(every: list[School], term: Term) -> None:
    """Whatever a school is called, and whatever others are called beside it."""
    school, year = every[0], AcademicYear(2026)
    contents = read_proforma(write_proforma(Contents("", "", year, term, SIP.name, {}), school=school))
    assert which_school(contents, SIP, every) == school
    assert which_term(contents, (), date(2027, 5, 1)) == (year, term)
