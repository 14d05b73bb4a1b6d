"""What changed since the version before, for SIP and headteacher: words before and after, every change counted."""

from collections.abc import Sequence
from typing import Final

from cards.kit.elements import Json, bullets, heading, text
from cards.kit.safe_text import capped
from handbook.core.plain_words import several
from handbook.reports.paper.changes import ADDED, REMOVED, Change

_SHOWN_AT_MOST: Final = 12
_LETTERS: Final = 4200
"""Of all changes together: a card has room for no more."""


def changes(since: str, found: Sequence[Change], part: int = 1) -> list[Json]:
    """Each change with the words that differ; the fewer there are, the more is told of each. `part` is as with
    `fitting`."""
    if not found:
        return [heading(since), text("Nothing has changed in what I read of it.")]
    room = _LETTERS // part // min(len(found), _SHOWN_AT_MOST)
    lines = [_line(change, room) for change in found]
    count = several(len(found), "change")
    return [heading(f"{since}: {count}"), bullets(lines, _SHOWN_AT_MOST, room + 200)]


def _line(change: Change, room: int) -> str:
    where = capped(change.part, min(160, 2 * room), " …")
    if change.word in (ADDED, REMOVED):
        said = capped(change.now or change.before, room, " … (open the report to read on)")
        return f"{where}: {change.word}{f' – “{said}”' if said else ''}"
    before, now = (capped(words, room // 2, " …") for words in (change.before, change.now))
    return f"{where}: “{before}” → “{now}”"
