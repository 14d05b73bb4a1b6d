"""The Trust Advisor's board (W3): needs and offers, a page at a time, all or of a topic."""

from collections.abc import Sequence
from typing import Final

from cards.good_practice.actions import EVERY, ShowBoard, board_data, line_data
from cards.good_practice.here import BECAUSE, here
from cards.good_practice.verbs import PracticeVerb
from cards.kit.elements import Json, buttons, card, container, execute, heading, input_choice, refresh, text
from cards.kit.fitting import fitting
from cards.kit.lines import capital, closed_card, why
from cards.kit.safe_text import capped
from handbook.core.people import Person, School
from handbook.good_practice.line import PracticeLine, may_see_board, tags_used
from handbook.good_practice.said import Part
from handbook.good_practice.tags import named, plain

PAGE: Final = 5
TOPICS_AT_MOST: Final = 40
_WORDS_AT_MOST: Final = 300
TITLE: Final = "Good practice board"
SUMMARY: Final = f"{TITLE}: what schools offer, and what they would like help with."
_HEADINGS: Final = {Part.OFFER: "Offers", Part.NEED: "Needs"}
_EMPTY: Final = {
    Part.OFFER: "No good practice is on the board. It comes with each report that a headteacher approves.",
    Part.NEED: "No needs are on the board. They come only where a headteacher has ticked one.",
}


def board_card(lines: Sequence[tuple[PracticeLine, School]], viewer: Person, asked: ShowBoard | None = None) -> Json:
    """For the Trust Advisor alone. `lines` are all that stand on the board."""
    if not may_see_board(viewer):
        return closed_card()
    asked = asked or ShowBoard()
    part = asked.part or (Part.NEED if any(not line.is_offer for line, _ in lines) else Part.OFFER)
    of_part = [one for one in lines if one[0].part is part]
    found = [one for one in of_part if not asked.topic or _has(one[0], asked.topic)]
    page = min(asked.page, max(0, (len(found) - 1) // PAGE))
    return fitting(lambda parts: _card(lines, of_part, found, part, asked.topic, page, parts))


def _card(
    lines: Sequence[tuple[PracticeLine, School]],
    of_part: Sequence[tuple[PracticeLine, School]],
    found: Sequence[tuple[PracticeLine, School]],
    part: Part,
    topic: str,
    page: int,
    parts: int,
) -> Json:
    shown = found[page * PAGE : (page + 1) * PAGE]
    of_topic = f" on {topic}" if topic else ""
    body = [
        text(_counts(lines)),
        heading(f"{_HEADINGS[part]}{of_topic}{_pages(page, len(found))}"),
        *([_line(line, school, parts) for line, school in shown] or [text(_none(part, topic))]),
        *_leafing(part, topic, page, len(found)),
        *_choosing(part, topic, tags_used(line for line, _ in of_part)),
        why(BECAUSE),
    ]
    more = [
        here("Introductions", PracticeVerb.INTRODUCTIONS, {}),
        here("List for celebration events", PracticeVerb.CELEBRATE, {}),
    ]
    return card(TITLE, body, more, SUMMARY, asks_again=refresh(PracticeVerb.BOARD, board_data(part, topic, page)))


def _counts(lines: Sequence[tuple[PracticeLine, School]]) -> str:
    offers = sum(line.is_offer for line, _ in lines)
    stand = f"{_many(offers, 'offer')} and {_many(len(lines) - offers, 'need')} on the board."
    return capital(stand)


def _many(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"


def _pages(page: int, count: int) -> str:
    last = (count - 1) // PAGE
    return f", page {page + 1} of {last + 1}" if last > 0 else ""


def _none(part: Part, topic: str) -> str:
    return f"Nothing here is on {topic}." if topic else _EMPTY[part]


def _line(line: PracticeLine, school: School, parts: int) -> Json:
    opened = here("Open", PracticeVerb.LINE, line_data(line), f"{school.full_name}: {capped(line.text, 60, ' …')}")
    return container(
        [
            text(school.full_name, bold=True),
            text(capped(line.text, _WORDS_AT_MOST // parts, " …")),
            text(named(line.tags), muted=True),
            buttons([opened]),
        ]
    )


def _leafing(part: Part, topic: str, page: int, count: int) -> list[Json]:
    before = here("Previous page", PracticeVerb.BOARD, board_data(part, topic, max(0, page - 1)))
    after = here("Next page", PracticeVerb.BOARD, board_data(part, topic, page + 1))
    found = [*([before] if page else []), *([after] if (page + 1) * PAGE < count else [])]
    return [buttons(found)] if found else []


def _choosing(part: Part, topic: str, used: Sequence[str]) -> list[Json]:
    """Which topic, and needs or offers."""
    topics = [*used[:TOPICS_AT_MOST], *([topic] if topic and topic not in used[:TOPICS_AT_MOST] else [])]
    other = Part.OFFER if part is Part.NEED else Part.NEED
    switch = here(f"Show {_HEADINGS[other].lower()}", PracticeVerb.BOARD, board_data(other, ""))
    if not topics:
        return [buttons([switch])]
    choices = [("All topics", EVERY), *((one, one) for one in topics)]
    choose = input_choice("topic", "Topic", "Please choose a topic.", choices, value=topic or EVERY)
    show = execute("Show this topic", PracticeVerb.BOARD, board_data(part, topic), answered_here=True)
    return [choose, buttons([show, switch])]


def _has(line: PracticeLine, topic: str) -> bool:
    return plain(topic) in map(plain, line.tags)
