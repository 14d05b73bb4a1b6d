"""A move says that it is a move: from when to when, by whom and where; and every earlier one can be read."""

from typing import Final

from cards.kit.elements import Json, bullets
from handbook.core.british_time import moment_words
from handbook.core.half_days import HalfDay
from handbook.visits.dossier import VisitDossier
from handbook.visits.in_calendars.booked_times import Move, last_move, moves_of

MOVES_AT_MOST: Final = 12


def moved_words(dossier: VisitDossier) -> str:
    """Moved from Fri 12 Feb to Tue 15 Dec by Desmond, in Outlook. Empty where the visit was not moved."""
    move = last_move(dossier.visit)
    return _words(dossier, move) if move else ""


def moves_to_read(dossier: VisitDossier) -> list[Json]:
    """Every move, the newest first, with when it was made; nothing where there was none."""
    moves = moves_of(dossier.visit)[-MOVES_AT_MOST:]
    if not moves:
        return []
    lines = [f"{_words(dossier, one)} {_when_made(one)}".strip() for one in reversed(moves)]
    return [bullets([*lines, f"First booked for {moves[0].was.words}."])]


def _words(dossier: VisitDossier, move: Move) -> str:
    was, now = move.was, move.now.half_day
    with_year = was.on.year != now.on.year
    by = dossier.called(move.now.by_id, move.now.deputy_id)
    to = _day(now, with_year)
    route = f"on {to}" if was.on == now.on else f"from {_day(was, with_year)} to {to}"
    hours = "" if _hours(was) == _hours(now) else f" Now {_hours(now)} instead of {_hours(was)}."
    where = f" by {by}, in {'Outlook' if move.now.in_outlook else 'Teams'}" if by else ""
    return f"Moved {route}{where}.{hours}"


def _when_made(move: Move) -> str:
    return f"({moment_words(move.now.at)})" if move.now.at else ""


def _day(half_day: HalfDay, with_year: bool) -> str:
    on = half_day.on
    return f"{on:%a} {on.day} {on:%b}{f' {on.year}' if with_year else ''}"


def _hours(half_day: HalfDay) -> str:
    return half_day.words.rsplit(", ", 1)[1]
