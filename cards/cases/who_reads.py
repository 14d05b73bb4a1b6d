"""What a form says of who will read what is written in it: exactly those to whom the rules give it, by their offices. A
deputy reads what they stand in for; for a headteacher nobody does."""

from collections.abc import Iterable, Sequence

from handbook.cases.case import Seat
from handbook.core.plain_words import and_list

NOBODY = "Nobody else reads this."


def office(seat: Seat) -> str:
    return f"the {seat.words}" if seat is Seat.HEADTEACHER else f"the {seat.words} (or their deputy)"


def offices(seats: Iterable[Seat]) -> str:
    return and_list([office(seat) for seat in seats])


def only(*seats: Seat, later: Sequence[Seat] = ()) -> str:
    """`later` are those who will read it as well if it goes on to them."""
    now = f"Only you and {offices(seats)} read this." if seats else NOBODY
    return f"{now} If it goes further, {offices(later)} will read it too." if later else now
