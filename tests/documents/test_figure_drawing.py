"""D2, D3, D5: pictures that are the same bytes anywhere, say all in words, and need no colour."""

import re
import time
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from documents import svg
from documents.figure_drawing import WIDTH, ZOOM, drawn, svg_of
from handbook.data.figures import Missing
from handbook.data.measures import Group, Topic
from handbook.data.pictures import Bars, Dots, Dumbbells, Lines, Mark, Picture, PictureRow, pictures
from tests.support.figures import a_set, three_years, whole_story

FOUR = pictures(whole_story())


def said(picture: Picture) -> list[str]:
    root = ET.fromstring(svg_of(picture))  # noqa: S314 - our own
    return [part.text or "" for part in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("picture", FOUR, ids=lambda picture: type(picture).__name__)
def test_it_is_a_png_of_the_same_bytes_each_time(picture: Picture) -> None:
    image = drawn(picture)
    assert image.startswith(b"\x89PNG")
    assert int.from_bytes(image[16:20]) == WIDTH * ZOOM
    assert drawn(picture) == image
    assert image != drawn(replace(picture, title="Another"))  # its words are drawn: there is a font


@pytest.mark.parametrize("picture", FOUR, ids=lambda picture: type(picture).__name__)
def test_every_value_or_reason_stands_in_words_beside_its_mark(picture: Picture) -> None:
    words = " | ".join(said(picture))
    shown = picture.rows if not isinstance(picture, Lines) else picture.rows[-1:]  # of lines, at their ends
    for row in shown:
        assert row.label in words
        for mark in row.marks:
            assert mark.words in words
    assert picture.title.partition(": ")[0] in words


def test_few_pupils_are_hollow_and_said() -> None:
    assert [("Hollow: fewer than 11 pupils" in said(one)) for one in FOUR] == [False, False, True, False]
    ten = replace(three_years(), sets=(a_set({Topic.COMBINED: 50, Topic.COHORT: 10}),))
    bars, lines, *_ = pictures(ten)
    assert 'stroke-dasharray="4 2.5"' in svg_of(bars)
    for one in (bars, lines):
        assert "Hollow: fewer than 11 pupils" in said(one)


def test_what_is_hidden_is_a_reason_and_no_mark() -> None:
    few = a_set({Topic.COMBINED: 60, (Topic.COMBINED, Group.GIRLS): 62, (Topic.COMBINED, Group.BOYS): 50,
                 Topic.COHORT: 30, (Topic.COHORT, Group.GIRLS): 26, (Topic.COHORT, Group.BOYS): 4})  # fmt: skip
    pairs = next(one for one in pictures(replace(three_years(), sets=(few,))) if isinstance(one, Dumbbells))
    words = said(pairs)
    assert f"boys: {Missing.FEW.words}" in words
    assert f"girls: {Missing.FEW_IN_PAIR.words}" in words
    assert not any(re.search(r"\d%? of \d", one) for one in words)
    assert svg_of(pairs).count("<circle") == svg_of(pairs).count("<polygon") == 1  # those of the legend


def a_picture(kind: type[Picture], *rows: tuple[str, list[Decimal | None]]) -> Picture:
    def mark(value: Decimal | None) -> Mark:
        return Mark("m", value, f"{value}%" if value is not None else "hidden")

    made = [PictureRow(label, tuple(map(mark, values))) for label, values in rows]
    return kind("A title: more", "A sentence.", ("", "a", "b"), tuple(made))


def test_a_line_is_broken_where_a_year_has_no_figure_and_words_at_its_end_do_not_cover_each_other() -> None:
    sixty, none = Decimal(60), None
    lines = a_picture(Lines, ("1", [sixty, sixty]), ("2", [none, sixty]), ("3", [sixty, sixty]))
    drawing = svg_of(lines)
    assert drawing.count("<line") == 5 + 2  # the scale, and one line of two parts
    places = [float(y) for y in re.findall(r'x="438.0" y="([\d.]+)"', drawing)]
    assert len(places) == 2
    assert abs(places[0] - places[1]) >= 16
    assert "b: hidden" in said(a_picture(Lines, ("1", [sixty, none])))


def test_equal_values_of_a_pair_are_told_on_both_sides() -> None:
    drawing = svg_of(a_picture(Dumbbells, ("x", [Decimal(50), Decimal(50)]), ("y", [Decimal(50), None])))
    assert len(re.findall(r'text-anchor="end"[^>]*>50%', drawing)) == 1
    assert len(re.findall(r'text-anchor="start"[^>]*>50%', drawing)) == 2


def test_attendance_that_is_low_is_drawn_from_0_and_what_is_missing_is_said() -> None:
    low = svg_of(a_picture(Dots, ("x", [Decimal(60)]), ("y", [None])))
    assert ">0%<" in low
    assert ">hidden<" in low
    assert ">80%<" in svg_of(a_picture(Dots, ("x", [Decimal(90)])))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_marks_and_words_can_be_told_apart_in_grey() -> None:
    white = "#ffffff"
    assert contrast(svg.INK, white) >= 7
    assert contrast(svg.MUTED, white) >= 4.5
    assert contrast(svg.INK, svg.PALE) >= 3  # the school's bar beside the others, and the edges of those
    for colour in set(re.findall(r"#[0-9a-f]{6}", "".join(svg_of(one) for one in FOUR))):
        assert colour in {white, svg.INK, svg.MUTED, svg.PALE, svg.LINE}


def test_the_pictures_of_a_school_take_less_than_half_a_second_of_processor() -> None:
    drawn(FOUR[0])
    began = time.process_time()
    for one in pictures(whole_story()):
        drawn(one)
    assert time.process_time() - began < 1.5  # with room for a machine that is busy: `make bench` measures


def test_bars_say_which_they_are() -> None:
    (bars, *_) = FOUR
    assert isinstance(bars, Bars)
    assert [one for one in said(bars) if one in bars.columns] == [*bars.columns[1:]] * 4
