"""People's words on a card. Teams reads a small Markdown, mentions and date macros in texts; a person's words must come
out as they were written, and never as a link, a mention or a hidden turn of the line."""

import re
import unicodedata
from typing import Final

AT_MOST: Final = 600
"""How much of a long text stands on a card, in characters; the report holds the rest."""

MORE: Final = " … Open the report to read on."

# Control characters, half surrogates (they cannot be sent) and marks that reverse what a reader sees.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_MARKS = re.compile(r"[\\*_\[\]`<>~{}|]|&(?=#?\w+;)|^[-+#=]")
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\bSt\.)(?<!\bMrs\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!e\.g\.)(?<!i\.e\.)\s"
)
_NUMBERED = re.compile(r"^(\d+)([.)])")
# One line of letters, digits and harmless marks that begins with a letter, as most are: nothing in it needs a change.
_ORDINARY = re.compile(r"[^\W\d_](?: ?(?:[^\W_]|[.,;:!?'’“”()/%·…–—-]))*")


def visible(text: str) -> str:
    """The text without what nobody can see or no database and no wire can carry; empty where only blanks and joiners
    are left."""
    kept = _UNSEEN.sub("", text)
    return kept if any(unicodedata.category(letter)[0] not in "CZ" for letter in kept) else ""


def one_line(text: str) -> str:
    return text if _ORDINARY.fullmatch(text) else " ".join(visible(text).split())


def escaped(text: str) -> str:
    """A text for a place that reads Markdown, so that it shows what was written; each line is a paragraph."""
    if _ORDINARY.fullmatch(text):
        return text
    lines = (" ".join(line.split()) for line in visible(text).splitlines())
    return "\n\n".join(_escaped_line(line) for line in lines if line)


def plain(text: str) -> str:
    """A text for a place without Markdown (titles of buttons, labels, fallback): one line, no mention, no macro."""
    return one_line(text).replace("<", "‹").replace(">", "›").replace("{{", "{ {")


def capped(text: str, at_most: int = AT_MOST, more: str = MORE) -> str:
    """The text, or its beginning up to a whole word and `more`."""
    words = text.strip()
    if len(words) <= at_most:
        return words
    cut = words[:at_most]
    return (cut[: cut.rfind(" ")] if " " in cut[at_most // 2 :] else cut).rstrip() + more


def first_sentence(text: str, at_most: int = 200) -> str:
    """The first sentence or line that says something, to stand for the whole."""
    line = next((found for line in text.splitlines() if (found := one_line(line))), "")
    return capped(_SENTENCE_END.split(line, maxsplit=1)[0], at_most, " …")


def _escaped_line(line: str) -> str:
    if _MARKS.search(line):  # most lines hold none, and looking costs far less than replacing
        line = _MARKS.sub(r"\\\g<0>", line)
    return _NUMBERED.sub(r"\1\\\2", line) if line[0].isdigit() else line
