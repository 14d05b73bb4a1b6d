"""The little of SVG that our pictures need: shapes and words at places, in one font, which lies beside this module."""

from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape, quoteattr

INK: Final = "#14253d"
MUTED: Final = "#4d5a6b"
PALE: Final = "#c3d3e6"
LINE: Final = "#c9ced6"
FONT: Final = "Liberation Sans"


def picture(width: int, height: int, parts: Iterable[str]) -> str:
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    paper = f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{paper}{"".join(parts)}</svg>'


def words(x: float, y: float, text: str, *, size: int = 13, anchor: str = "start", colour: str = INK) -> str:
    """`y` is the line that the letters stand on. They have a white edge, so that lines behind them do not disturb."""
    look = f'font-family="{FONT}" font-size="{size}" text-anchor="{anchor}" fill="{colour}"'
    edge = 'stroke="#ffffff" stroke-width="3" paint-order="stroke"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {look} {edge}>{escape(text)}</text>'


def bar(x: float, y: float, width: float, height: float, fill: str, *, dashed: bool = False) -> str:
    look = f'fill="{fill}" stroke="{INK}" stroke-width="1.2"{_dashes("4 2.5" if dashed else "")}'
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" {look}/>'


def line(x: float, y: float, to_x: float, to_y: float, *, colour: str = INK, width: float = 1, dashes: str = "") -> str:
    ends = f'x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{width}"{_dashes(dashes)}/>'


def dot(x: float, y: float, *, hollow: bool = False, radius: float = 6) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" {_fill(hollow)}/>'


def diamond(x: float, y: float, *, hollow: bool = False, radius: float = 7.5) -> str:
    points = f"{x:.1f},{y - radius:.1f} {x + radius:.1f},{y:.1f} {x:.1f},{y + radius:.1f} {x - radius:.1f},{y:.1f}"
    return f'<polygon points="{points}" {_fill(hollow)}/>'


def square(x: float, y: float, *, hollow: bool = False, radius: float = 5.5) -> str:
    return (
        f'<rect x="{x - radius:.1f}" y="{y - radius:.1f}" width="{2 * radius}" height="{2 * radius}" {_fill(hollow)}/>'
    )


def triangle(x: float, y: float, *, hollow: bool = False, radius: float = 7) -> str:
    points = f"{x:.1f},{y - radius:.1f} {x + radius:.1f},{y + radius * 0.8:.1f} {x - radius:.1f},{y + radius * 0.8:.1f}"
    return f'<polygon points="{points}" {_fill(hollow)}/>'


def _fill(hollow: bool) -> str:
    return f'fill="{"#ffffff" if hollow else INK}" stroke="{INK}" stroke-width="1.6"'


def _dashes(dashes: str) -> str:
    return f" stroke-dasharray={quoteattr(dashes)}" if dashes else ""
