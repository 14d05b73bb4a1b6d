"""Good practice of a school, whatever its grade, and what it is about (P4, W3)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from handbook.core.bare_words import bare
from handbook.reports.openings import BULLET
from handbook.reports.paper.boxes import PRACTICE_TAGS
from handbook.reports.paper.proforma import Contents

_ALSO: Final = {
    "eyfs": "Early years",
    "reception": "Early years",
    "nursery": "Early years",
    "mathematics": "Maths",
    "sen": "SEND",
    "inclusion": "SEND",
    "special educational needs": "SEND",
    "pupil premium": "Disadvantaged pupils",
    "disadvantaged": "Disadvantaged pupils",
    "english as an additional language": "EAL",
    "behaviour and attitudes": "Behaviour",
    "curriculum": "Curriculum design",
    "foundation curriculum": "Foundation subjects",
    "wider curriculum": "Foundation subjects",
    "governors": "Governance",
    "cpd": "Staff development",
    "parents": "Parents and community",
    "community": "Parents and community",
    "collective worship": "Catholic life",
    "religious education": "Catholic life",
    "re": "Catholic life",
    "pshe": "Personal development",
}
_PARTS: Final = re.compile(r"[,;/|\n•]+")
_JOINED: Final = re.compile(r"\s+(?:and|&|\+)\s+")


@dataclass(frozen=True, slots=True)
class GoodPractice:
    """One thing that others could learn from. `tags` are of the closed list, `own_tags` the school's own words."""

    text: str
    tags: tuple[str, ...] = ()
    own_tags: tuple[str, ...] = ()


def good_practices(contents: Contents) -> tuple[GoodPractice, ...]:
    """The rows of the form's table; then what else the section says, a line each and without tags: all there is in
    reports without the table."""
    rows = [row for row in contents.rows.get("practice", ()) if row["practice"]]
    tabled = [GoodPractice(_line(row["practice"]), *tags_of(row["tags"])) for row in rows]
    said = [line for line in map(_line, contents.texts.get("good_practice", "").splitlines()) if line]
    # the lines that say the table again come first, in its order
    beside = said[len(contents.rows.get("practice", ())) :]
    return (*tabled, *(GoodPractice(line) for line in beside))


def tags_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tags of the closed list in whatever way people write them, and their own; each once."""
    known: list[str] = []
    own: list[str] = []
    for part in filter(None, map(_line, _PARTS.split(text))):
        found = [_tag(part)] if _tag(part) else [_tag(each) for each in _JOINED.split(part)]
        if all(found):
            known += found
        else:
            own.append(part)
    return _once(known), _once(own)


def _tag(words: str) -> str:
    plain = bare(words)
    return _KNOWN.get(plain) or _ALSO.get(plain, "")


_KNOWN: Final = {tag.casefold(): tag for tag in PRACTICE_TAGS}


def _once(words: Iterable[str]) -> tuple[str, ...]:
    first: dict[str, str] = {}
    for word in words:
        first.setdefault(word.casefold(), word)
    return tuple(first.values())


def _line(text: str) -> str:
    return " ".join(text.removeprefix(BULLET).split())
