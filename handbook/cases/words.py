"""What people write in a case: enough of it, not too much, and in words of their own for each step."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from handbook.cases.case import Part, Words
from handbook.core.british_time import day_words
from handbook.core.refusal import Refused

TEXT_AT_MOST: Final = 2_500
"""How long one text may be, in characters."""
PART_AT_MOST: Final = 5_000
"""How long the texts of one part may be together, in bytes: a card shows them whole before they are sent."""
LINE_AT_MOST: Final = 500
REVIEW_WITHIN: Final = timedelta(days=365)

_SHORT: Final = 40
"""Characters: shorter texts may be alike by chance."""
_GAPS = re.compile(r"[\W_]+")


def kept(text: str, at_most: int = TEXT_AT_MOST) -> str:
    """What somebody wrote. Raises Refused where it is too long."""
    words = text.strip()
    if len(words) > at_most:
        raise Refused("missing", f"Please keep each text below {at_most} characters: one of them has {len(words)}.")
    return words


def needed(text: str, please: str, at_most: int = LINE_AT_MOST) -> str:
    """What somebody wrote. Raises Refused, with `please`, where there is no letter or digit in it."""
    words = kept(text, at_most)
    if not _GAPS.sub("", words):
        raise Refused("missing", please)
    return words


def needed_words(words: Words, **please: str) -> Words:
    """The texts of one part. Raises Refused where one that is asked for (by its name) says nothing."""
    for name, sentence in please.items():
        needed(getattr(words, name), sentence, TEXT_AT_MOST)
    if sum(len(text.encode()) for text in words.all) > PART_AT_MOST:
        raise Refused("missing", "Please shorten what you write here: all of it together is too long to be shown.")
    return Words(*(kept(text) for text in (words.facts, words.opinion, words.action, words.response)))


def check_own_words(parts: Iterable[Part], words: Words) -> None:
    """Raises Refused where a text was copied through from one of these parts: each step is written for its reader."""
    said = (text for part in parts for text in (*part.words.all, part.why))
    before = [told for text in said if len(told := _told(text)) >= _SHORT]
    if any(_is_copied(_told(text), before) for text in words.all):
        raise Refused(
            "missing",
            "This repeats what an earlier step says. Please write it again, for the person who will read it.",
            "E5",
        )


def day_of_talk(day: date, today: date) -> date:
    """Raises Refused for a day that is to come, or long past."""
    if not today - REVIEW_WITHIN <= day <= today:
        raise Refused("no_date", f"{day_words(day)} is not in the past year. Please give the day of the talk.")
    return day


def review_day(day: date | None, today: date) -> date:
    """The day on which the case is looked at again: every open case has one. Raises Refused."""
    if day is None:
        raise Refused("missing", "Please give a review date.")
    return _day_ahead(day, today)


def changed_review_day(day: date | None, today: date) -> date | None:
    """Another day, or None where it stays as it was. Raises Refused."""
    return None if day is None else _day_ahead(day, today)


def _day_ahead(day: date, today: date) -> date:
    if not today < day <= today + REVIEW_WITHIN:
        raise Refused("no_date", f"{day_words(day)} is not in the coming year. Please choose another day.")
    return day


def _is_copied(text: str, before: Iterable[str]) -> bool:
    return len(text) >= _SHORT and any(text in old or old in text for old in before)


def _told(text: str) -> str:
    return _GAPS.sub(" ", text).casefold().strip()
