"""The lines of an approved report that can go on the Trust Advisor's board (P4, P5)."""

from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Final

from handbook.good_practice.tags import tags_in
from handbook.reports.openings import BULLET, says_something
from handbook.reports.paper.good_practice import good_practices
from handbook.reports.paper.proforma import Contents
from handbook.reports.paper.wellbeing import shared_needs

WORDS_AT_MOST: Final = 600
"""How much of a line stands on the board, in characters; the report holds the rest."""
LINES_AT_MOST: Final = 12
"""How many lines of a part can go on the board."""
_MARKS: Final = f"{BULLET}-–—*· "
_WELLBEING: Final = "wellbeing"
_CPD: Final = "cpd"


class Part(StrEnum):
    """Where in the report a line stands, by the key of its section."""

    OFFER = "good_practice"
    NEED = "headteacher"


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One line as it stands in the report, whole. `tagged` is what the report says that it is about. `names_pupil`: it
    has what looks like a pupil's name; `wished`: the report says that the Trust Advisor may know of a need."""

    part: Part
    text: str
    tagged: tuple[str, ...] = ()
    names_pupil: bool = False
    wished: bool = False

    @property
    def name(self) -> str:
        """By what it is known again, in another version and in another report of the school."""
        words = " ".join(self.text.casefold().split())
        return sha256(f"{self.part}:{words}".encode(errors="replace")).hexdigest()[:16]

    @property
    def words(self) -> str:
        """What the board shows of it."""
        if len(self.text) <= WORDS_AT_MOST:
            return self.text
        cut = self.text[:WORDS_AT_MOST]
        return f"{cut[: cut.rfind(' ')] if ' ' in cut else cut} …"

    @property
    def tags(self) -> tuple[str, ...]:
        return self.tagged or tags_in(self.text)


def said_lines(contents: Contents, part: Part) -> tuple[SaidLine, ...]:
    """Each line of the part once, without its bullet; headings that people put into it, and lines that the form opens
    with, are none."""
    headings = {words.strip() for key, words in contents.subheadings if key == part}
    said = _offers(contents) if part is Part.OFFER else _needs(contents)
    found: dict[str, SaidLine] = {}
    for one in said:
        line = replace(one, text=one.text.strip().lstrip(_MARKS).strip())
        if any(map(str.isalnum, line.text)) and line.text not in headings:
            marked = replace(line, names_pupil=any(pupil in line.text for pupil in contents.pupils))
            found.setdefault(line.name, marked)
    return tuple(found.values())[:LINES_AT_MOST]


def _offers(contents: Contents) -> list[SaidLine]:
    found = good_practices(contents)
    return [SaidLine(Part.OFFER, one.text, (*one.tags, *one.own_tags)) for one in found if says_something(one.text)]


def _needs(contents: Contents) -> list[SaidLine]:
    """Wellbeing, the rows of the form's table of CPD needs, and what else the part says."""
    wellbeing, rows = contents.boxes.get(_WELLBEING, ""), contents.rows.get(_CPD, ())
    wished = shared_needs(contents)
    needs = (" ".join(row["need"].split()) for row in rows)
    tabled = [SaidLine(Part.NEED, need, wished=need in wished) for need in needs]
    lines = [line for line in contents.texts.get(Part.NEED, "").splitlines() if line.strip()]
    # the lines that say box and table again come first
    beside = lines[bool(wellbeing) + len(rows) :]
    boxed = [SaidLine(Part.NEED, line) for line in wellbeing.splitlines()]
    return [*tabled, *boxed, *(SaidLine(Part.NEED, line) for line in beside if says_something(line))]
