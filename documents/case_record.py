"""A case as a document for one of its readers: what they may read of it, in order, with facts, opinion and action
apart."""

from collections.abc import Sequence
from datetime import datetime

from documents.form import one_line, tidy
from documents.house_style import TEXT_WIDTH
from documents.page_parts import cell, heading, label_cell, paragraph, row, run, table
from documents.paper import paper
from documents.word_xml import Node
from handbook.cases.case import Part
from handbook.cases.reading import Reading, told, what
from handbook.core.british_time import moment_words

FILE_NAME = "record.docx"
"""Says nothing: it stands in lists of downloads for whoever looks over a shoulder."""
_WIDTHS = (2400, TEXT_WIDTH - 2400)


def write_case_record(
    *, title: str, standing: str, parts: Sequence[Part], reading: Reading, reader: str, made_at: datetime
) -> bytes:
    """The chronology as .docx. It names who it was made for, on every page."""
    made_for = f"Made for {one_line(reader)} on {moment_words(made_at)}"
    return paper(
        title=one_line(title),
        subject="Confidential record of the School Improvement Partner service",
        running_head=("Confidential", one_line(title)),
        running_foot=made_for,
        body=[
            paragraph(run(one_line(title)), style="Title"),
            paragraph(run(one_line(standing)), style="Subtitle"),
            paragraph(run("What was written stays. Corrections are added, and say what they correct."), style="Hint"),
            *(element for part in parts for element in _part(part, reading)),
        ],
    )


def _part(part: Part, reading: Reading) -> list[Node]:
    head = f"{what(part, reading)} (item {reading.number(part)})"
    lines = [("When", moment_words(part.at)), ("Who", part.by.words), *told(part, reading)]
    rows = [row(label_cell(_WIDTHS[0], label), cell(_WIDTHS[1], *_paragraphs(words))) for label, words in lines]
    return [heading(head), table(head, _WIDTHS, rows, headed=False), paragraph()]


def _paragraphs(words: str) -> list[Node]:
    lines = tidy(words).split("\n")
    return [paragraph(run(line), style="TableText") for line in lines]
