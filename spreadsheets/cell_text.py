"""What a cell says, without what nobody sees in it: programs put letters together in two ways, and leave marks behind
that have no look."""

import re
import unicodedata
from typing import Final

_UNSEEN: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_ADDRESS: Final = re.compile(r".*<\s*([^<>]+?)\s*>[\s\"']*|mailto:\s*(.+)", re.IGNORECASE | re.DOTALL)


def plain(text: str) -> str:
    """Letters whole (NFC), nothing unseen, no blanks around and one between words."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_UNSEEN)
    return " ".join(text.split())


def address_of(text: str) -> str:
    """The address in what a mail program puts into a cell: “Bell, Ada <ada@x.example>”, “mailto:ada@x.example”. Of
    anything else the text itself."""
    found = _ADDRESS.fullmatch(text)
    return (found[1] or found[2]).strip() if found else text
