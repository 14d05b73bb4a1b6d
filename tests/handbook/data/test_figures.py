"""A figure is a value or a reason, in words that people read."""

from decimal import Decimal

import pytest

from handbook.core.school_years import AcademicYear
from handbook.data.figures import (
    ENGLAND_STATE_FUNDED,
    Figure,
    FigureSet,
    Missing,
    Source,
    authority_place,
    figure_words,
)
from handbook.data.measures import EXPECTED, PROGRESS, Group, Measure, Topic, Unit


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("42", Unit.PERCENT, "42.0%"),
        ("0", Unit.PERCENT, "0.0%"),
        ("62.25", Unit.PERCENT, "62.3%"),
        ("-4", Unit.PROGRESS, "−4.0"),
        ("1.4", Unit.PROGRESS, "+1.4"),
        ("0", Unit.PROGRESS, "0.0"),
        ("-0.04", Unit.PROGRESS, "0.0"),
        ("104", Unit.SCORE, "104.0"),
        ("16", Unit.POINTS, "16.0"),
        ("38", Unit.PUPILS, "38"),
    ],
)
def test_one_decimal_everywhere_but_pupils_are_counted(value: str, unit: Unit, words: str) -> None:
    assert figure_words(Figure(Decimal(value)), unit) == words


def test_a_figure_that_is_missing_says_why_and_is_neither_0_nor_a_dash() -> None:
    said = {figure_words(Figure(missing=reason), Unit.PERCENT) for reason in Missing}
    assert len(said) == len(Missing)
    assert not any(any(letter in "0–-" for letter in words[:1]) or len(words) < 10 for words in said)
    assert "not published for a school" in said


def a_set(place: str, year: int, **figures: Figure) -> FigureSet:
    return FigureSet(
        place, AcademicYear(year), Source.KS2, figures={key.replace("__", "."): one for key, one in figures.items()}
    )


@pytest.mark.parametrize(("year", "reason"), [(2022, Missing.NOT_APPLICABLE), (2023, Missing.NO_BASELINE),
                                              (2024, Missing.NO_BASELINE), (2025, Missing.NOT_APPLICABLE)])  # fmt: skip
def test_two_years_have_no_progress_as_they_have_no_key_stage_1_baseline(year: int, reason: Missing) -> None:
    found = a_set("900001", year, maths_progress__all=Figure(missing=Missing.NOT_APPLICABLE))
    assert found.figure(Topic.MATHS_PROGRESS) == Figure(missing=reason)
    assert reason is not Missing.NO_BASELINE or found.figure(Topic.KS1_START) == Figure(missing=reason)


def test_what_was_given_is_shown_even_where_it_was_not_to_be_expected() -> None:
    found = a_set("900001", 2024, writing_progress__girls=Figure(Decimal(1)), writing_score__all=Figure(Decimal(99)))
    assert found.figure(Topic.WRITING_PROGRESS, Group.GIRLS) == Figure(Decimal(1))
    assert found.figure(Topic.WRITING_SCORE) == Figure(Decimal(99))


def test_england_is_what_progress_is_measured_against() -> None:
    blank = Figure(missing=Missing.NOT_FOR_PLACE)
    found = a_set(ENGLAND_STATE_FUNDED, 2018, reading_progress__all=blank, reading_progress_lower__all=blank)
    assert [found.figure(one.score).value for one in PROGRESS] == [0, 0, 0]
    assert found.figure(Topic.READING_PROGRESS_LOWER) == blank
    assert found.figure(Topic.MATHS_PROGRESS, Group.BOYS) == Figure(missing=Missing.NOT_IN_FILE)


def test_places_and_sources() -> None:
    assert [a_set(place, 2018).is_school for place in ("900001", authority_place("999"), ENGLAND_STATE_FUNDED)] == [
        True,
        False,
        False,
    ]
    assert all(one.words for one in (*Source, *Topic, *Group))
    assert all(one.unit.right for one in Topic)
    assert Measure(EXPECTED[0], Group.GIRLS).words.endswith("standard or higher, girls")
    assert (Group.ALL.words, Group.OTHER.words) == ("all pupils", "other pupils")
