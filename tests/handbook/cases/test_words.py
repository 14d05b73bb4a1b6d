"""What people write in a case: it says something, is not endless, is in words of their own; and the days with it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from handbook.cases import words as rules
from handbook.cases.case import Stage, Words
from handbook.core.refusal import Refused
from tests.support import case_builders as b
from tests.support.case_people import (
    TODAY,
    some_words,
)

S = Stage
BLANK = ["", " ", "\n\t ", "…", "— – -", "\u200b\u200d\ufeff", "__", "?!", "\u00a0"]
"""Nothing, blanks, joiners and marks: no letter and no digit."""
LONG = "Every pupil reads to somebody each day, and the staff keep a note of it in the same book."
YEAR = timedelta(days=365)


# Saying something


@pytest.mark.parametrize("text", BLANK)
def test_a_reason_must_say_something(text: str) -> None:
    with pytest.raises(Refused, match="Please say why") as caught:
        rules.needed(text, "Please say why.")
    assert caught.value.code == "missing"


@pytest.mark.parametrize("text", BLANK)
@pytest.mark.parametrize("name", ["facts", "action", "response"])
def test_each_text_that_is_asked_for_must_say_something(name: str, text: str) -> None:
    words = replace(some_words(None, "full"), **{name: text})
    with pytest.raises(Refused, match=f"Please write the {name}"):
        rules.needed_words(words, **{name: f"Please write the {name}."})


@pytest.mark.parametrize("text", ["Late", "3", " é ", "£", "Да", "é"])
def test_little_is_something(text: str) -> None:
    if text == "£":
        with pytest.raises(Refused):
            rules.needed(text, "Please say why.")
    else:
        assert rules.needed(text, "Please say why.") == text.strip()


def test_what_is_not_asked_for_may_be_left_out_and_margins_are() -> None:
    assert rules.needed_words(Words(facts="  Books were marked.\n"), facts="Please.") == Words("Books were marked.")


@pytest.mark.parametrize(
    ("at_most", "check"),
    [
        (rules.LINE_AT_MOST, partial(rules.needed, please="Please.")),
        (rules.TEXT_AT_MOST, rules.kept),
        (rules.TEXT_AT_MOST, lambda text: rules.needed_words(Words(facts="x", opinion=text), facts="Please.").opinion),
        (rules.TEXT_AT_MOST, lambda text: rules.needed_words(Words(facts=text), facts="Please.").facts),
    ],
)
def test_no_text_is_endless(at_most: int, check: Callable[[str], str]) -> None:
    assert check(f" {'x' * at_most} ") == "x" * at_most
    with pytest.raises(Refused, match=f"below {at_most} characters: one of them has {at_most + 1}") as caught:
        check("x" * (at_most + 1))
    assert caught.value.code == "missing"


def test_what_is_shown_on_one_card_fits_on_it() -> None:
    """Counted in bytes: an accent takes more room than a letter without one."""
    quarter = rules.PART_AT_MOST // 4
    assert rules.needed_words(Words(*["x" * quarter] * 4), facts="Please.")
    assert rules.needed_words(Words(*["é" * (quarter // 2)] * 4), facts="Please.")
    for words in (Words("x" * (quarter + 1), *["x" * quarter] * 3), Words(*["é" * (quarter // 2 + 1)] * 4)):
        with pytest.raises(Refused, match="all of it together is too long") as caught:
            rules.needed_words(words, facts="Please.")
        assert caught.value.code == "missing"


# In words of one's own


@pytest.mark.parametrize(
    "copied",
    [
        LONG,
        f"  {LONG}\n",
        LONG.upper(),
        LONG.replace(" ", "  ").replace(",", ";").removesuffix("."),
        LONG.replace(" ", "\u00a0"),
        f"As I said: “{LONG}” And more is to be said about it.",
        LONG[:60],
        LONG[20:],
    ],
)
@pytest.mark.parametrize("name", ["facts", "opinion", "action", "response"])
@pytest.mark.parametrize("where", ["words", "why"])
def test_nothing_is_copied_through(name: str, copied: str, where: str) -> None:
    """E5: the same, a part of it, more around it, in other letters or with other marks."""
    part = b.a_concern().parts[0]
    before = [replace(part, words=Words(opinion=LONG)) if where == "words" else replace(part, why=LONG)]
    with pytest.raises(Refused, match="Please write it again") as caught:
        rules.check_own_words(before, Words(**{name: copied}))
    assert (caught.value.code, caught.value.rule) == ("missing", "E5")


@pytest.mark.parametrize(
    "own",
    [
        LONG[:39],  # what is short may be alike by chance
        "None was agreed.",
        "The staff say that all pupils read aloud every morning, and write it down.",
        LONG.replace("each", "no"),
        "",
    ],
)
def test_own_words_are(own: str) -> None:
    before = [replace(b.a_concern().parts[0], words=Words(LONG, "None was agreed."))]
    rules.check_own_words(before, Words(facts=own))


# Days


@pytest.mark.parametrize("ago", [0, 1, 365])
def test_a_talk_was_within_the_past_year(ago: int) -> None:
    day = TODAY - timedelta(days=ago)
    assert rules.day_of_talk(day, TODAY) == day


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), TODAY - YEAR - timedelta(days=1), date(1926, 11, 20)])
def test_a_talk_was_not_otherwise(day: date) -> None:
    with pytest.raises(Refused, match="not in the past year") as caught:
        rules.day_of_talk(day, TODAY)
    assert caught.value.code == "no_date"


@pytest.mark.parametrize("ahead", [1, 365])
def test_it_is_looked_at_again_within_a_year(ahead: int) -> None:
    day = TODAY + timedelta(days=ahead)
    assert rules.review_day(day, TODAY) == rules.changed_review_day(day, TODAY) == day


@pytest.mark.parametrize("day", [TODAY, TODAY - timedelta(days=1), TODAY + YEAR + timedelta(days=1)])
@pytest.mark.parametrize("check", [rules.review_day, rules.changed_review_day])
def test_it_is_not_looked_at_again_otherwise(check: Callable[[date, date], date | None], day: date) -> None:
    with pytest.raises(Refused, match="is not in the coming year") as caught:
        check(day, TODAY)
    assert caught.value.code == "no_date"


def test_a_day_is_needed_where_there_was_none_and_kept_where_there_was() -> None:
    with pytest.raises(Refused, match="Please give a review date"):
        rules.review_day(None, TODAY)
    assert rules.changed_review_day(None, TODAY) is None
