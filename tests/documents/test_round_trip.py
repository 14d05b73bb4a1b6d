"""What is written on the proforma is what is read from it, whoever saved it in between."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.form import judgement_line, said_in_cell, target_line, tidy
from documents.proforma import write_proforma
from documents.reading import read_proforma
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.paper.frameworks import OFSTED_2025, form_areas
from handbook.reports.paper.proforma import SECTIONS, Contents, Judgement, Target
from tests.documents.crafted import MAIN, SCHOOL, blank, edited, parts_of, sample, without_controls


@pytest.mark.parametrize("term", Term)
def test_a_filled_report_reads_as_it_was_written(term: Term) -> None:
    assert read_proforma(write_proforma(sample(term))) == sample(term)


@pytest.mark.parametrize("term", [None, *Term])
def test_a_blank_proforma_says_nothing_but_its_term(term: Term | None) -> None:
    assert read_proforma(write_proforma(blank(term))) == blank(term)


def test_the_sample_report_shows_what_a_sip_is_told() -> None:
    assert [gap.area for gap in sample().gaps] == ["Attendance and behaviour", "Early years"]
    on = date(2026, 11, 23)
    assert [lacks for _, lacks in sample().loose_targets(on)] == [("a date",), ("an owner",)]
    assert sample().missing == ()


def test_the_school_on_record_fills_the_head_but_never_overwrites_it() -> None:
    read = read_proforma(write_proforma(blank(Term.SPRING), school=SCHOOL, headteacher="Sam Lee"))
    assert (read.school_name, read.town, read.urn) == (SCHOOL.name, SCHOOL.town, SCHOOL.urn)
    named = replace(blank(), school_name="Holy Family", town="Eastmere", urn="990321")
    assert read_proforma(write_proforma(named, school=SCHOOL)) == named


@pytest.mark.parametrize("term", [Term.SPRING, Term.SUMMER])
def test_later_visits_leave_out_the_first_part_unless_it_has_text(term: Term) -> None:
    """P2: the first part is filled at the first visit."""
    assert b"About the school" not in _document(write_proforma(blank(term)))
    some = replace(
        blank(term), sections={"context": "Two classes now."}, judgements=(Judgement("Early years", "Good", ""),)
    )
    shown = _document(write_proforma(some))
    assert b"About the school" in shown
    assert b"Self-evaluation" in shown
    assert b"Foundation curriculum" not in shown


def test_the_autumn_form_has_every_section_in_order() -> None:
    shown = _document(write_proforma(blank(Term.AUTUMN)))
    places = [shown.index(kind.title.encode()) for kind in SECTIONS]
    assert places == sorted(places)


def test_the_same_report_is_the_same_bytes() -> None:
    assert write_proforma(sample()) == write_proforma(sample())


def test_a_report_without_any_control_is_read_by_its_headings_and_tables() -> None:
    assert read_proforma(edited(write_proforma(sample()), without_controls)) == sample()
    assert read_proforma(edited(write_proforma(blank()), without_controls)) == blank()


def test_more_targets_than_rows_all_stand() -> None:
    many = tuple(Target(f"Target {number}", "seen", "head", "July") for number in range(9))
    assert read_proforma(write_proforma(replace(blank(), targets=many))).targets == many


def test_areas_of_the_schools_own_are_kept_after_the_usual_ones() -> None:
    own = (Judgement("Forest school", "Good", "Good"), Judgement("Early years", "Good", "Good"))
    assert read_proforma(write_proforma(replace(blank(), judgements=own))).judgements == own[::-1]


awkward = (
    "• item",
    "•",
    " indented",
    "a\tb",
    "",
    "Next visit",
    "Agreed targets:",
    "Click here",
    "Ŵ ñ 日本 😀",
    "a & <b>",
)
texts = st.text(max_size=80) | st.lists(st.sampled_from(awkward) | st.text(max_size=9), max_size=6).map("\n".join)
free_sections = st.dictionaries(st.sampled_from([kind.key for kind in SECTIONS]), texts, max_size=4)
AREAS = [area.name for area in form_areas(OFSTED_2025)]
judged = st.lists(
    st.builds(Judgement, st.sampled_from(AREAS), texts, texts),
    max_size=4,
    unique_by=lambda judgement: judgement.area,
)
agreed = st.lists(st.builds(Target, texts, texts, texts, texts), max_size=4)


@settings(deadline=None, max_examples=60)
@given(free_sections, judged, agreed, st.sampled_from(Term), st.integers(2020, 2098), texts)
def test_any_text_survives(
    sections: dict[str, str], judgements: list[Judgement], targets: list[Target], term: Term, starts_in: int, name: str
) -> None:
    year = AcademicYear(starts_in)
    if "targets" in sections:  # what stands there as a list is read as targets
        lines = sections["targets"].split("\n")
        sections = sections | {"targets": "\n".join(line if line[:1].isalpha() else f"Also {line}" for line in lines)}
    written = Contents(name, "990123", year, term, name, sections, tuple(judgements), tuple(targets), name)
    assert read_proforma(write_proforma(written)) == as_kept(written)


def as_kept(written: Contents) -> Contents:
    """What the form promises to keep: all but control characters, blanks at line ends and around cells, blank rows."""
    name = " ".join(tidy(written.school_name).split())
    cell = lambda text: said_in_cell(tidy(text))  # noqa: E731 said three times below, and nowhere else
    judgements = sorted(
        (Judgement(each.area, cell(each.school), cell(each.sip)) for each in written.judgements),
        key=lambda each: AREAS.index(each.area),
    )
    judgements = tuple(each for each in judgements if each.school or each.sip)
    targets = tuple(Target(*map(cell, (t.text, t.measure, t.owner, t.due))) for t in written.targets)
    targets = tuple(each for each in targets if any((each.text, each.measure, each.owner, each.due)))
    rows = {"judgements": [*map(judgement_line, judgements)], "targets": [*map(target_line, targets)]}
    lines = {
        kind.key: [*rows.get(kind.key, []), *tidy(written.sections.get(kind.key, "")).split("\n")] for kind in SECTIONS
    }
    kept = {key: tidy("\n".join(each)) for key, each in lines.items()}
    return replace(
        written,
        school_name=name,
        town=name,
        sip_name=name,
        sections={key: text for key, text in kept.items() if text.strip()},
        judgements=judgements,
        targets=targets,
    )


def _document(data: bytes) -> bytes:
    return parts_of(data)[MAIN]
