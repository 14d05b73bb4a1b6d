"""A school's figures at the end of its report (D2, D3, D5): each picture with its title, one sentence and a table that
says the same, in a locked control (`figure_control.py`)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from documents.controls import locked_block
from documents.figure_control import tag_of
from documents.figure_drawing import drawn
from documents.house_style import TEXT_WIDTH
from documents.inline_picture import inline_picture
from documents.page_parts import cell, header_row, heading, kept_together, paragraph, row, run, table
from documents.word_xml import Node
from handbook.data.dossier import FigureDossier
from handbook.data.pictures import Picture, pictures
from handbook.data.progress import PROGRESS_COLUMNS, PROGRESS_SENTENCE, progress_rows

TITLE: Final = "The school’s figures"
_FROM: Final = (
    "From the DfE’s key stage 2, absence and census files and the EBIU’s sheet, as they stood when this form was "
    "written. Of fewer than six pupils nothing is shown. Please write about them in the sections above."
)


@dataclass(frozen=True, slots=True)
class Annex:
    """What goes at the end of a document, and the pictures in it, in order."""

    body: Sequence[Node] = ()
    pictures: Sequence[bytes] = field(default=())


NO_ANNEX: Final = Annex()


def figure_annex(dossier: FigureDossier) -> Annex:
    """Nothing where the school has not agreed (D1), or where there are no figures."""
    found = pictures(dossier) if dossier.agreement.allows_figures else ()
    if not found:
        return NO_ANNEX
    images = [drawn(picture) for picture in found]
    body = [heading(TITLE), paragraph(run(_FROM), style="Hint")]
    for place, (picture, image) in enumerate(zip(found, images, strict=True)):
        body += _picture(picture, place, image)
    body += _progress(dossier)
    return Annex([locked_block(tag_of(body), TITLE, body)], images)


def _picture(picture: Picture, place: int, image: bytes) -> Sequence[Node]:
    shown = paragraph(inline_picture(place, image, picture.alt_text), style="Normal")
    before = [heading(picture.title, 2), paragraph(run(picture.sentence), style="Normal"), shown]
    return [*kept_together(before), _table(picture.title, picture.columns, picture.table)]


def _progress(dossier: FigureDossier) -> Sequence[Node]:
    if dossier.year is None:
        return ()
    title = f"Progress since key stage 1, {dossier.year}"
    before = [heading(title, 2), paragraph(run(PROGRESS_SENTENCE), style="Normal")]
    return [*kept_together(before), _table(title, PROGRESS_COLUMNS, progress_rows(dossier, dossier.year))]


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Node:
    first = TEXT_WIDTH // 4 if len(columns) > 3 else TEXT_WIDTH // 2
    rest = (TEXT_WIDTH - first) // (len(columns) - 1)
    widths = (first, *(rest for _ in columns[1:]))
    *made, last = [row(*(_cell(width, words) for width, words in zip(widths, each, strict=True))) for each in rows]
    return table(title, widths, [*kept_together([header_row(columns, widths), *made]), last], headed=True)


def _cell(width: int, words: str) -> Node:
    return cell(width, paragraph(run(words), style="TableText"))
