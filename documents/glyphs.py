"""Ticks, crosses and boxes that Word keeps as letters of a font of signs."""

import re
from typing import Final

from documents.word_xml import Node, value_of

_SIGNS: Final = {
    "wingdings": {0x6F: "☐", 0x71: "☐", 0x72: "☐", 0xA8: "☐", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0xE0: "→"},
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x2A: "☐"},
    "wingdings 3": {},
    "webdings": {0x61: "✓", 0x72: "✗", 0x63: "☐"},
    "symbol": {0xB7: "•", 0xD6: "√", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xD7: "·"},
}
_UNKNOWN: Final = "▪"
_PRIVATE: Final = re.compile("[\uf020-\uf0ff]")


def glyph(font: str, code: str) -> str:
    """What a sign of a font shows; a small square for one that is not known."""
    try:
        number = int(code, 16)
    except ValueError:
        return _UNKNOWN
    known = _SIGNS.get(font.strip().casefold())
    if known is None:
        return chr(number) if 0x20 <= number < 0xD800 else _UNKNOWN
    return known.get(number & 0xFF, _UNKNOWN)


def readable(text: str, paragraph: Node) -> str:
    """The text with such signs put right where a font of signs is used in the paragraph: they are written there as
    letters that no other font has."""
    if not _PRIVATE.search(text):
        return text
    fonts = [value_of(fonts, "ascii") or value_of(fonts, "hAnsi") for fonts in paragraph.iter("{*}rFonts")]
    font = next((one for one in fonts if one.strip().casefold() in _SIGNS), "")
    return _PRIVATE.sub(lambda sign: glyph(font, f"{ord(sign[0]):x}"), text) if font else text
