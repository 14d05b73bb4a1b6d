"""The four pictures of a school's figures, drawn (D2, D3, D5). Each mark has its words beside it and a shape of its
own, so that nothing is told by colour alone. The same picture gives the same bytes anywhere: the font is our own."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from documents import svg
from handbook.data.pictures import Bars, Dots, Dumbbells, Lines, Mark, Picture

WIDTH: Final = 640
ZOOM: Final = 2
"""Pixels of the PNG for each unit of the drawing: sharp when printed over the width of a page."""

_FONT: Final = Path(__file__).parent / "fonts" / "LiberationSans-Regular.ttf"
_LEFT: Final = 150
_RIGHT: Final = 560
_SHAPES: Final = (svg.dot, svg.square, svg.triangle, svg.diamond)
_DASHES: Final = ("", "6 4", "2 3", "10 3 2 3")
_CARE: Final = "Hollow: fewer than 11 pupils"


def drawn(picture: Picture) -> bytes:
    """As PNG."""
    return as_png(svg_of(picture))


def as_png(drawing: str) -> bytes:
    """An SVG of ours."""
    import resvg_py  # noqa: PLC0415 - loaded where something is drawn

    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, zoom=ZOOM, skip_system_fonts=True, font_files=[str(_FONT)]))


def svg_of(picture: Picture) -> str:
    """As SVG."""
    return _DRAWN[type(picture)](picture)


def _bars(picture: Picture) -> str:
    top = y = 48
    parts = [svg.words(0, 18, picture.title, size=15)]
    for row in picture.rows:
        parts.append(svg.words(0, y + 13, row.label, size=14))
        y += 20
        for place, mark in enumerate(row.marks):
            parts.append(svg.words(_LEFT - 10, y + 12, mark.name, anchor="end", size=12))
            parts += _bar(mark, y, svg.INK if place == 0 else svg.PALE)
            y += 18
        y += 4
    scale = _scale(0, 100, top, y)
    return svg.picture(WIDTH, y + 16, [*scale, *parts, *_care(picture, y + 12)])


def _bar(mark: Mark, y: float, fill: str) -> Iterator[str]:
    if mark.value is None:
        yield svg.words(_LEFT + 4, y + 12, mark.words, size=12, colour=svg.MUTED)
        return
    width = float(mark.value) / 100 * (_RIGHT - _LEFT)
    yield svg.bar(_LEFT, y + 1, width, 13, "#ffffff" if mark.hollow else fill, dashed=mark.hollow)
    yield svg.words(_LEFT + width + 6, y + 12, mark.words, size=12)


def _lines(picture: Picture) -> str:
    """The school's line is drawn last, over the others; each line's shape stands again before its words."""
    top, bottom, left, right = 44, 264, 40, 400
    step = (right - left) / max(len(picture.rows) - 1, 1)
    across = [left + step * place for place in range(len(picture.rows))]
    parts = [svg.words(0, 18, f"{picture.title.partition(': ')[0]}, year by year", size=15)]
    for percent in range(0, 101, 25):
        y = _up(percent, top, bottom)
        parts.append(svg.line(left, y, right, y, colour=svg.LINE))
        parts.append(svg.words(left - 8, y + 4, f"{percent}%", size=11, anchor="end", colour=svg.MUTED))
    for x, row in zip(across, picture.rows, strict=True):
        parts.append(svg.words(x, bottom + 20, row.label, anchor="middle", size=12))
    ends: list[tuple[float, int, str]] = []
    for place, name in reversed(list(enumerate(picture.columns[1:]))):
        marks = [row.marks[place] for row in picture.rows]
        points = [None if mark.value is None else _up(float(mark.value), top, bottom) for mark in marks]
        parts += _line(across, points, [mark.hollow for mark in marks], place)
        last = points[-1]
        ends.append((bottom if last is None else last, place, f"{name}: {marks[-1].words}"))
    for y, place, said in _apart(ends):
        parts += [_SHAPES[place](right + 24, y, hollow=place > 0), svg.words(right + 38, y + 4, said, size=12)]
    return svg.picture(WIDTH, bottom + 40, [*parts, *_care(picture, bottom + 36)])


def _up(percent: float, top: float, bottom: float) -> float:
    return bottom - percent / 100 * (bottom - top)


def _line(across: Sequence[float], points: Sequence[float | None], few: Sequence[bool], place: int) -> Iterator[str]:
    """Broken where a year has no figure."""
    ends = list(zip(across, points, strict=True))
    for (x, y), (to_x, to_y) in pairwise(ends):
        if y is not None and to_y is not None:
            yield svg.line(x, y, to_x, to_y, width=2.6 if place == 0 else 1.6, dashes=_DASHES[place])
    for (x, y), is_few in zip(ends, few, strict=True):
        if y is not None:
            yield _SHAPES[place](x, y, hollow=is_few or place > 0)


def _apart(ends: Sequence[tuple[float, int, str]]) -> Iterator[tuple[float, int, str]]:
    """The words at the ends of lines, none over another."""
    lowest = -100.0
    for y, place, said in sorted(ends):
        lowest = max(y, lowest + 18)
        yield lowest, place, said


def _dumbbells(picture: Picture) -> str:
    y, parts = 86, [svg.words(0, 18, picture.title, size=15)]
    parts += [svg.dot(8, 38), svg.words(20, 42, "girls; disadvantaged pupils", size=12)]
    parts += [svg.diamond(208, 38), svg.words(222, 42, "boys; other pupils", size=12)]
    for row in picture.rows:
        parts.append(svg.words(0, y, row.label, size=13))
        parts += _pair(row.marks, y + 20)
        y += 50
    scale = _scale(0, 100, 68, y - 14)
    return svg.picture(WIDTH, y, [*scale, *parts, *_care(picture, y - 1)])


def _pair(marks: Sequence[Mark], y: float) -> Iterator[str]:
    given = [mark.value for mark in marks if mark.value is not None]
    if len(given) == 2:
        yield svg.line(_at(float(given[0])), y, _at(float(given[1])), y, width=2.4, colour=svg.MUTED)
    for place, (mark, shape) in enumerate(zip(marks, (svg.dot, svg.diamond), strict=True)):
        if mark.value is None:
            yield svg.words(_LEFT, y - 4 + 16 * place, f"{mark.name}: {mark.words}", size=12, colour=svg.MUTED)
            continue
        x = float(mark.value)
        left = len(given) == 2 and (given[place] < given[1 - place] or (given[0] == given[1] and place == 0))
        yield shape(_at(x), y, hollow=mark.hollow)
        yield svg.words(_at(x) + (-12 if left else 12), y + 4, mark.words, size=12, anchor="end" if left else "start")


def _dots(picture: Picture) -> str:
    values = [float(mark.value) for row in picture.rows for mark in row.marks if mark.value is not None]
    low = 80 if min(values, default=0) >= 82 else 0
    y, parts = 64, [svg.words(0, 18, picture.title, size=15)]
    for row in picture.rows:
        (mark,) = row.marks
        parts.append(svg.words(0, y, row.label, size=13))
        if mark.value is None:
            parts.append(svg.words(_LEFT, y + 22, mark.words, size=12, colour=svg.MUTED))
        else:
            x = _at(float(mark.value), low)
            parts += [svg.dot(x, y + 18), svg.words(x + 12, y + 22, mark.words, size=12)]
        y += 46
    return svg.picture(WIDTH, y + 4, [*_scale(low, 100, 40, y - 18), *parts])


def _scale(low: int, high: int, top: float, bottom: float) -> Iterator[str]:
    """Upright lines with their percentages over them; the first is where bars begin."""
    for step in range(5):
        percent = low + (high - low) * step / 4
        x = _at(percent, low)
        yield svg.line(x, top, x, bottom, colour=svg.LINE)
        yield svg.words(x, top - 4, f"{percent:.0f}%", size=11, anchor="middle", colour=svg.MUTED)


def _at(percent: float, low: int = 0) -> float:
    return _LEFT + (percent - low) / (100 - low) * (_RIGHT - _LEFT)


def _care(picture: Picture, y: float) -> list[str]:
    hollow = any(mark.hollow for row in picture.rows for mark in row.marks)
    return [svg.words(WIDTH, y, _CARE, size=11, anchor="end", colour=svg.MUTED)] if hollow else []


_DRAWN: Final[dict[type[Picture], Callable[[Picture], str]]] = {
    Bars: _bars,
    Lines: _lines,
    Dumbbells: _dumbbells,
    Dots: _dots,
}
