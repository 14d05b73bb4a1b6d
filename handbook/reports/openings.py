"""What a form says before anybody has written: questions on what was agreed last time, and lines to write after."""

from typing import Final

from handbook.reports.paper.boxes import TABLES

CLOSED_MOVED_OR_RESTATED: Final = "closed, moved or restated?"
BULLET: Final = "•"
_QUESTIONS: Final = (CLOSED_MOVED_OR_RESTATED, *(table.asks for table in TABLES if table.asks))


def says_something(text: str) -> bool:
    """Whether anybody wrote more than the form opens with."""
    return any(map(_is_said, text.splitlines()))


def _is_said(line: str) -> bool:
    words = line.strip()
    opens = words.startswith(BULLET) and words.endswith(":")
    return bool(words) and not opens and not words.endswith(_QUESTIONS)
