"""Whether a school and its SIP judge an area alike (P2), in whatever way they write a grade. Only what both wrote in
one scale is compared; what the scale does not know is to be checked by somebody, and is never called a gap."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import Final

from handbook.core.bare_words import bare
from handbook.reports.paper.frameworks import Scale


class Comparison(StrEnum):
    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_JUDGED = "not judged"
    UNCLEAR = "unclear"


_NOTHING: Final = re.compile(
    r"(?:n a|na|not applicable|not (?:yet )?(?:judged|graded|inspected|assessed|discussed|seen|given|known|set|made)|"
    r"no (?:judgement|grade)(?: yet)?|none|nil|tb[acd]|to be (?:confirmed|agreed|decided|judged)|pending|"
    r"awaited|awaiting|unknown)\b"
)
_AGREED: Final = re.compile(
    r"(?:(?:i |we |sip |the sip )?agree[sd]?(?: with)?(?: the)?(?: school| headteacher)?(?: s)?(?: judgement)?|"
    r"yes|y|ditto|same(?: as)?(?: the)?(?: school| above)?|as(?: the)?(?: school| above))"
)
_CAVEAT: Final = frozenset({"but", "except", "not", "however", "although", "though", "apart", "unless"})
_TICKS: Final = frozenset("✓✔☑=〃")
_DOUBT: Final = frozenset("?→⇒➔>↑↓↗↘↔+")
_PARTS: Final = re.compile(r"[()\[\],;:\n–—]|\.(?!\w)|\s-|-\s")

LONGEST_GRADE: Final = 2000
"""Characters, with its remarks. What is longer is an essay, and whoever reads it sees whether it differs."""


def compared(school: str, sip: str, scales: Iterable[Scale]) -> Comparison:
    """How the two judgements of one area stand to each other in the first scale that both are written in."""
    both, known = (school, sip), tuple(scales)
    if any(is_no_answer(text) for text in both):
        return Comparison.NOT_JUDGED
    if any(len(text) > LONGEST_GRADE for text in both):
        return Comparison.AGREES if _as_typed(school) == _as_typed(sip) else Comparison.UNCLEAR
    if _as_typed(school) == _as_typed(sip) or any(_is_agreement(text, known) for text in both):
        return Comparison.AGREES
    for scale in known:
        first, second = (_grades(text, scale) for text in both)
        if first and second:
            return Comparison.AGREES if first == second else Comparison.DIFFERS
    return Comparison.UNCLEAR


def is_no_answer(text: str) -> bool:
    """Whether it is what people write where they have nothing to say yet: n/a, –, TBC, ?, not judged this term."""
    words = _plain(text)
    if not words:
        return not _TICKS.intersection(text)
    return bool(_NOTHING.match(words)) and not _CAVEAT.intersection(words.split()[1:])


def _is_agreement(text: str, scales: tuple[Scale, ...]) -> bool:
    """“Agreed”, “Yes”, a tick; with a remark too, where that takes nothing back and names no grade."""
    first, *remarks = _parts(text) or [""]
    if first and not _AGREED.fullmatch(first):
        return False
    said = " ".join(remarks)
    return not (_DOUBT.intersection(text) or _takes_back(said) or any(_named_in(said, scale) for scale in scales))


def _grades(text: str, scale: Scale) -> frozenset[str]:
    """The grade that was given, or the two of “Outstanding / Good”; empty where that is not clear."""
    if _DOUBT.intersection(text):
        return frozenset()
    parts = _parts(text)
    given = _only_grades(parts[0], scale) if parts else frozenset[str]()
    for remark in parts[1:]:
        named = _only_grades(remark, scale) or _named_in(remark, scale)
        if _takes_back(remark) or not named <= given:
            return frozenset()
    return given


def _only_grades(part: str, scale: Scale) -> frozenset[str]:
    found = [_grade(one, scale) for one in part.split(" / ")]
    return frozenset(found) if all(found) else frozenset()


def _grade(words: str, scale: Scale) -> str:
    bare = words.removeprefix("grade ")
    if scale.numbered and bare in {str(number) for number, _ in enumerate(scale.grades, 1)}:
        return scale.grades[int(bare) - 1]
    return _words_of(scale).get(bare, "")


def _named_in(words: str, scale: Scale) -> frozenset[str]:
    return frozenset(grade for name, grade in _words_of(scale).items() if f" {name} " in f" {words} ")


@cache
def _words_of(scale: Scale) -> dict[str, str]:
    return {grade.casefold(): grade for grade in scale.grades} | dict(scale.also)


def _takes_back(remark: str) -> bool:
    return bool(_CAVEAT.intersection(remark.split()))


def _parts(text: str) -> list[str]:
    """The words of each part between signs; a slash stands between blanks."""
    pieces = _PARTS.split(unicodedata.normalize("NFKC", text))
    said = (" / ".join(filter(None, (_plain(one) for one in piece.split("/")))) for piece in pieces)
    return [words for words in said if words]


def _plain(text: str) -> str:
    return bare(unicodedata.normalize("NFKC", text))


def _as_typed(text: str) -> str:
    return " ".join(text.split()).casefold()
