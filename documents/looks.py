"""What Word says of paragraphs and runs beside their words: lists, headings, hidden and alternative text."""

from dataclasses import dataclass
from typing import Final

from documents.word_xml import Node, child_of, name_of, value_of


@dataclass(frozen=True, slots=True)
class Look:
    listed: bool = False
    level: int = 0
    runs_on: bool = False


_ORDINARY: Final = Look()


def look_of(paragraph: Node) -> Look:
    """What a paragraph's properties say of it."""
    properties = child_of(paragraph, "pPr")
    if properties is None:
        return _ORDINARY
    has = {name_of(each): each for each in properties}
    style, marks = value_of(has["pStyle"]) if "pStyle" in has else "", has.get("rPr")
    number = child_of(has["numPr"], "numId") if "numPr" in has else None
    return Look(
        # 0 takes the paragraph out of the list of its style
        listed=value_of(number) != "0" if number is not None else style.startswith(("ListBullet", "ListNumber")),
        level=_level(style, value_of(has["outlineLvl"]) if "outlineLvl" in has else ""),
        runs_on=marks is not None and any(name_of(mark) in ("del", "moveFrom") for mark in marks),
    )


def _level(style: str, depth: str) -> int:
    digits = style[7:].strip() if style[:7].casefold() == "heading" else ""
    if digits in set("123456789"):
        return int(digits)
    return int(depth) + 1 if depth in set("012345678") else 0


def said_once(alternatives: Node) -> list[Node]:
    """What an AlternateContent says, which it says twice: its Fallback is in terms that every program knows."""
    fallback = [child for child in alternatives if name_of(child) == "Fallback" and len(child)]
    return fallback or [child for child in alternatives if name_of(child) == "Choice"][:1]


def is_hidden(run: Node) -> bool:
    for properties in run:  # the first child, if there are any
        if name_of(properties) != "rPr":
            return False
        vanish = child_of(properties, "vanish")
        return vanish is not None and value_of(vanish) not in ("0", "false", "off")
    return False
