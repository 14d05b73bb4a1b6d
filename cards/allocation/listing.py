"""Long lists on one card: what is looked for, one page of it, and the next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from cards.kit.click_fields import Fields
from cards.kit.elements import Json, bullets, buttons, execute, heading, input_choice, input_text, text

ROWS_AT_MOST: Final = 8
EVERY: Final = "all"
_SOUGHT_AT_MOST: Final = 60
T = TypeVar("T")
Data = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Looking:
    """Those of one `show` (empty: all), with `find` in their name; `page` counts from 1."""

    show: str = ""
    find: str = ""
    page: int = 1

    def takes(self, show: str, name: str) -> bool:
        """Whether something is among what is looked for: every word that was typed stands in its name."""
        if self.show not in ("", show):
            return False
        plain = name.casefold().replace("’", "'")
        return all(word in plain for word in self.find.casefold().replace("’", "'").split())


def looking_in(fields: Fields) -> Looking:
    """What a button or the boxes say."""
    page = fields.number("page", 1) if fields.was_sent("page") else 1
    return Looking(fields.words("show").removeprefix(EVERY), fields.words("find")[:_SOUGHT_AT_MOST], page)


def one_page(found: Sequence[T], looking: Looking) -> tuple[Sequence[T], Looking]:
    """The page that is looked at, or the last one."""
    pages = max(1, -(-len(found) // ROWS_AT_MOST))
    page = min(looking.page, pages)
    return found[(page - 1) * ROWS_AT_MOST : page * ROWS_AT_MOST], replace(looking, page=page)


def numbers(found: Iterable[tuple[str, str]]) -> Json:
    """Line by line: two columns would cut these words on a phone."""
    lines = [f"{words}: {number}" for words, number in found]
    return bullets(lines, max(1, len(lines)))


def look_for(verb: str, data: Data, choices: Sequence[tuple[str, str]], looking: Looking, what: str) -> list[Json]:
    """The boxes; `what` is in whose name is sought, such as “school”."""
    return [
        heading("Look for"),
        input_choice("show", "Show", "Please choose.", [("All", EVERY), *choices], value=looking.show or EVERY),
        input_text(
            "find",
            f"Part of a {what}’s name",
            "Please shorten it.",
            at_most=_SOUGHT_AT_MOST,
            multiline=False,
            value=looking.find,
        ),
        buttons([execute("Show", verb, {**data, "page": 1}, answered_here=True)]),
    ]


def page_rows(
    verb: str, data: Data, rows: Sequence[Json], looking: Looking, matching: int, what: tuple[str, str]
) -> list[Json]:
    """The rows of this page and how to turn it; `what` is how several are called, and that none is like that."""
    if not rows:
        return [heading(what[0]), text(what[1])]
    first = (looking.page - 1) * ROWS_AT_MOST + 1
    last = first + len(rows) - 1
    turn = [
        *([_turn("Previous", verb, data, replace(looking, page=looking.page - 1))] if looking.page > 1 else []),
        *([_turn("Next", verb, data, replace(looking, page=looking.page + 1))] if last < matching else []),
    ]
    return [
        heading(f"{what[0]} {first} to {last} of {matching}"),
        *rows,
        *([buttons(turn)] if turn else []),
    ]


def open_one(verb: str, data: Data, name: str, label: str, choices: Sequence[tuple[str, str]]) -> list[Json]:
    """One of this page, opened on the same card."""
    if not choices:
        return []
    return [
        input_choice(name, label, "Please choose one.", choices),
        buttons([execute("Open", verb, data, answered_here=True)]),
    ]


def looking_data(looking: Looking) -> dict[str, str | int]:
    return {"show": looking.show, "find": looking.find, "page": looking.page}


def _turn(title: str, verb: str, data: Data, looking: Looking) -> Json:
    return execute(title, verb, {**data, **looking_data(looking)}, submits_inputs=False, answered_here=True)
