"""The application form in Word (R3): written blank, and read back by its questions, whichever program it was filled in
with. Each question stands in the left column of a table, and its answer beside it."""

from typing import Final

from documents.beside import Surroundings
from documents.flow import Table, blocks
from documents.form import plain, tidy
from documents.house_style import TEXT_WIDTH
from documents.package import open_package
from documents.page_parts import cell, heading, paragraph, row, run, table
from documents.paper import paper
from documents.unreadable import UnreadableDocument
from documents.word_xml import Node, child_of
from handbook.recruitment.form import FIELDS, STEPS

NAME: Final = "name"
EMAIL: Final = "email"
KIND: Final = "kind"
FILE_NAME: Final = "SIP application form.docx"
_TITLE: Final = "Application to become a School Improvement Partner"
_WHO: Final = {
    NAME: ("Your name", ""),
    EMAIL: ("Your e-mail address", "The invitation to an interview goes there"),
    KIND: ("What you are", "Serving headteacher, retired headteacher or consultant"),
}
_LABELS: Final = {
    **{plain(label): key for key, (label, _) in _WHO.items()},
    **{plain(one.label): key for key, one in FIELDS.items()},
}
_KNOWN_AT_LEAST: Final = 4
"""A document with fewer of our questions is another one."""
_WIDTHS: Final = (3000, TEXT_WIDTH - 3000)


def write_application_form() -> bytes:
    """The blank form as .docx. The same bytes each time."""
    parts = [("You", [(label, hint) for label, hint in _WHO.values()])]
    parts += [(step.title, [(one.label, _hint(one.hint, needed=one.needed)) for one in step.fields]) for step in STEPS]
    return paper(
        title=_TITLE,
        subject="Application form of the School Improvement Partner service",
        running_head=("Application form", "School Improvement Partner"),
        running_foot="In confidence",
        body=[
            paragraph(run(_TITLE), style="Title"),
            paragraph(run("Write beside each question. Please leave the questions as they are."), style="Hint"),
            *(element for title, asked in parts for element in _part(title, asked)),
        ],
    )


def read_application_form(data: bytes) -> dict[str, str]:
    """The answers by the keys of their questions, without those that nobody answered. Raises Unreadable, also for a
    document that is no application form."""
    package = open_package(data)
    body = child_of(package.root, "body")
    found: dict[str, str] = {}
    for block in blocks(body, (), Surroundings(package)) if body is not None else ():
        if isinstance(block, Table):
            for cells in block.rows:
                question, *answers = [each.text for each in cells] or [""]
                key = _LABELS.get(plain(question.strip().partition("\n")[0]))
                if key is not None:
                    found.setdefault(key, tidy("\n".join(answers)).strip())
    if len(found) < _KNOWN_AT_LEAST:
        raise UnreadableDocument("no_form")
    return {key: words for key, words in found.items() if words}


def _hint(hint: str, *, needed: bool) -> str:
    return hint if needed else " – ".join(filter(None, (hint, "optional")))


def _part(title: str, asked: list[tuple[str, str]]) -> list[Node]:
    rows = [row(_question(label, hint), cell(_WIDTHS[1], paragraph(style="TableText"))) for label, hint in asked]
    return [heading(title), table(title, _WIDTHS, rows, headed=False), paragraph()]


def _question(label: str, hint: str) -> Node:
    said = [paragraph(run(label), style="TableLabel")]
    return cell(_WIDTHS[0], *said, *([paragraph(run(hint), style="TableText")] if hint else []))
