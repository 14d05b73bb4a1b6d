"""P2: the form asks for the areas and offers the grades of the framework that the school is inspected by."""

import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from documents.proforma import write_proforma
from documents.reading import read_proforma
from documents.word_xml import value_of
from handbook.core.school_years import Term
from handbook.reports.paper.frameworks import CATHOLIC, OFSTED, OFSTED_2025, Framework, form_areas, written_in
from handbook.reports.paper.proforma import Judgement
from tests.documents.crafted import MAIN, all_of, blank, parts_of


def shown(data: bytes) -> Any:
    return etree.fromstring(parts_of(data)[MAIN])


def words(node: Any) -> str:
    return "".join(text.text or "" for text in all_of(node, "t"))


def first_cells(root: Any) -> list[str]:
    return [words(all_of(row, "tc")[0]) for row in all_of(root, "tr")]


@pytest.mark.parametrize("framework", OFSTED)
def test_the_form_offers_the_areas_and_grades_of_its_framework(framework: Framework) -> None:
    """And beside them those of the Catholic inspection, whatever the school is inspected by otherwise."""
    data = write_proforma(blank(Term.AUTUMN), framework=framework)
    root, wanted = shown(data), [area.name for area in form_areas(framework)]
    assert [cell for cell in first_cells(root) if cell in wanted] == wanted
    assert "Safeguarding" in wanted
    assert not {"16 to 19 study programmes", "Sixth form", "Post-16"}.intersection(wanted)
    boxes = [tag.getparent() for tag in all_of(root, "tag") if re.match("sip:judgement:.*:(school|sip)", value_of(tag))]
    offered = {tuple(value_of(item, "value") for item in all_of(box, "listItem")) for box in boxes}
    assert offered == {scale.grades for scale in (*framework.scales, *CATHOLIC.scales)}
    assert f"Areas and grades: {framework.name}; {CATHOLIC.name}." in words(root)
    assert read_proforma(data) == blank(Term.AUTUMN), "nothing of it is somebody's words"


@pytest.mark.parametrize("framework", OFSTED)
def test_a_report_stays_in_the_framework_that_it_was_written_in(framework: Framework) -> None:
    """Also when its school uses another one since."""
    judged = tuple(Judgement(area.name, area.scale.grades[0], area.scale.grades[1]) for area in framework.areas)
    written = replace(blank(Term.AUTUMN), judgements=judged)
    assert written_in(area.name for area in framework.areas) is framework
    data = write_proforma(written, framework=OFSTED_2025 if framework is not OFSTED_2025 else OFSTED[0])
    assert set(first_cells(shown(data))) >= {area.name for area in form_areas(framework)}
    assert framework.name in words(shown(data))
    assert set(read_proforma(data).gaps) == set(judged)


def test_an_area_under_another_name_of_its_own_is_not_asked_twice() -> None:
    early = Judgement("Early Years Provision", "Strong standard", "Expected standard")
    judged = (early, Judgement("Inclusion", "Exceptional", "Exceptional"))
    cells = first_cells(shown(write_proforma(replace(blank(Term.AUTUMN), judgements=judged))))
    assert "Early years" not in cells
    assert cells.index("Leadership and governance") + 1 == cells.index("Early Years Provision")


def test_words_of_ones_own_and_areas_of_ones_own_are_kept() -> None:
    judged = (Judgement("Forest school", "Lovely", "Good"), Judgement("Achievement", "Strong\nsince May", "Met"))
    read = read_proforma(write_proforma(replace(blank(Term.AUTUMN), judgements=judged)))
    assert read.judgements == judged[::-1]
