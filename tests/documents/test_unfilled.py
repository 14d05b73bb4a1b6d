"""What is sent and filed has no prompt and no row that nobody filled; all that anybody wrote stays."""

from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from documents.clean_copy import without_unfilled
from documents.form import CELL_PROMPT, is_known, is_prompt
from documents.proforma import write_proforma
from documents.reading import read_counted, read_proforma
from documents.reading_process import begin_to_take
from handbook.core.school_years import Term
from handbook.reports.paper.boxes import TableRow
from handbook.reports.paper.proforma import Judgement
from tests.documents.crafted import MAIN, all_of, blank, edited, parts_of, report, sample, table, without_controls, xml
from tests.support.forms import begun_form, filled_form


def tree(data: bytes) -> Any:
    return etree.fromstring(parts_of(data)[MAIN])


def text_of(element: Any) -> str:
    return "".join(text.text or "" for text in all_of(element, "t"))


def rows(data: bytes) -> list[list[str]]:
    return [[text_of(cell) for cell in all_of(row, "tc")] for row in all_of(tree(data), "tr")]


@pytest.mark.parametrize("term", Term)
@pytest.mark.parametrize("tagged", [True, False])
def test_a_report_says_the_same_without_them(term: Term, tagged: bool) -> None:
    blanks = [write_proforma(blank(term))] if tagged else []
    for written in (filled_form(term), begun_form(term), *blanks):
        data = written if tagged else edited(written, without_controls)
        kept = without_unfilled(data)
        read, words = read_counted(kept)
        assert words.missed == 0
        assert read == read_proforma(data)
        assert CELL_PROMPT not in text_of(tree(kept))
        assert not any(is_prompt(text_of(paragraph)) for paragraph in all_of(tree(kept), "p"))
        assert without_unfilled(kept) is kept


def test_rows_that_ask_go_with_their_labels_and_a_table_of_them_with_its_title() -> None:
    before, after = rows(filled_form(Term.AUTUMN)), rows(without_unfilled(filled_form(Term.AUTUMN)))
    judged = [each.area for each in sample().judgements]
    assert [row[0] for row in after if len(row) == 4 and row[0] in judged] == judged
    assert "Religious education: provision" in {row[0] for row in before} - {row[0] for row in after}
    assert [row for row in after if is_known(row[0]) and not any(row[1:])] == []
    left = {text_of(each) for each in all_of(tree(without_unfilled(write_proforma(blank(Term.SPRING)))), "p")}
    assert not left & {"Evidence seen", "In-year data", "KS1", "CPD need", "Date of visit"}
    assert left > {"Spring", "Good practice to share", "Target", "Suggested information"}


def test_what_anybody_wrote_and_what_is_still_asked_of_them_stays() -> None:
    gap = {"gap": (TableRow({"area": "Early years"}),), "in_year": (TableRow({"stage": "KS2", "now": "61%"}),)}
    own = (Judgement("Forest school", "", ""), Judgement("Early years", "Good", ""))
    written = replace(blank(Term.SPRING), rows=gap, judgements=own)
    first = [row[0] for row in rows(without_unfilled(write_proforma(written)))]
    assert first.count("Early years") == 2
    assert {"Forest school", "KS2"} <= set(first)
    assert not {"KS1", "Inclusion"} & set(first)


def test_a_row_that_was_blank_without_asking_stays_and_so_does_the_file() -> None:
    data = report(visit_notes=table(("Name", "Mark"), ("", ""), ("Ann", "4")))
    assert without_unfilled(data) is data


def test_pictures_count_as_something() -> None:
    def draw(root: Any) -> None:
        *_, cell = all_of(all_of(root, "tbl")[-3], "tc")
        cell.append(xml("<w:p><w:r><w:drawing/></w:r></w:p>"))

    kept = without_unfilled(edited(write_proforma(blank(Term.SPRING)), draw))
    assert len(all_of(tree(kept), "drawing")) == 1


async def test_the_file_that_is_taken_reads_the_same() -> None:
    kept, contents = begin_to_take(filled_form(Term.AUTUMN)).result()
    assert kept == without_unfilled(filled_form(Term.AUTUMN))
    assert contents == read_proforma(kept)


async def test_a_file_that_would_read_otherwise_is_taken_as_it_is() -> None:
    """Without controls, nobody can tell the term that was chosen from the form's own word for it."""
    data = edited(write_proforma(blank(Term.SPRING)), without_controls)
    assert read_proforma(without_unfilled(data)).term is None
    kept, contents = begin_to_take(data).result()
    assert kept == data
    assert contents.term is Term.SPRING
