"""The two icons, drawn: a sheet of paper with a tick. `python -m manifest.drawing` draws them anew.

What is committed in `icons/` is what goes into the package, so that building it draws nothing."""

import itertools
import math
import struct
import sys
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

ICONS: Final = Path(__file__).parent / "icons"
ACCENT: Final = (0x00, 0x45, 0x78)

# The drawing's own units, with (0, 0) in its middle: the sheet is 24 wide and 32 high.
_HALF_WIDTH: Final = 12.0
_HALF_HEIGHT: Final = 16.0
_ROUNDING: Final = 3.0
_TICK: Final = ((-6.0, 0.5), (-1.8, 4.7), (6.0, -5.0))
_HALF_LINE: Final = 1.0

Pixel = tuple[int, int, int, int]


def color() -> bytes:
    """192 by 192: a white sheet, 96 high, on the accent colour, which fills the square. Teams crops it to a rounded
    square, or to a hexagon."""

    def pixel(x: float, y: float) -> Pixel:
        white = _cover(_to_sheet(x, y) * 3)
        if white:
            white *= 1 - _cover((_to_tick(x, y) - _HALF_LINE) * 3)
        red, green, blue = (round(part + (255 - part) * white) for part in ACCENT)
        return red, green, blue, 255

    return _png(192, 3.0, pixel)


def outline() -> bytes:
    """32 by 32: white lines on nothing, without a margin, as Teams asks."""

    def pixel(x: float, y: float) -> Pixel:
        edge = _cover(abs(_to_sheet(x, y) + _HALF_LINE) - _HALF_LINE)
        tick = _cover(_to_tick(x, y) - _HALF_LINE)
        return 255, 255, 255, round(255 * max(edge, tick))

    return _png(32, 1.0, pixel)


def _to_sheet(x: float, y: float) -> float:
    """How far it is to the sheet's edge; negative on the sheet."""
    right, below = abs(x) - _HALF_WIDTH + _ROUNDING, abs(y) - _HALF_HEIGHT + _ROUNDING
    return math.hypot(max(right, 0), max(below, 0)) + min(max(right, below), 0) - _ROUNDING


def _to_tick(x: float, y: float) -> float:
    return min(_to_line(x, y, start, end) for start, end in itertools.pairwise(_TICK))


def _to_line(x: float, y: float, start: Sequence[float], end: Sequence[float]) -> float:
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    part = ((x - start[0]) * along_x + (y - start[1]) * along_y) / (along_x**2 + along_y**2)
    part = min(max(part, 0), 1)
    return math.hypot(x - start[0] - part * along_x, y - start[1] - part * along_y)


def _cover(distance: float) -> float:
    """How much of a pixel is covered by what begins at this distance in pixels: edges are smooth."""
    return min(max(0.5 - distance, 0), 1)


def _png(size: int, scale: float, pixel: Callable[[float, float], Pixel]) -> bytes:
    places = [(place + 0.5 - size / 2) / scale for place in range(size)]
    rows = (b"\0" + bytes(part for x in places for part in pixel(x, y)) for y in places)
    header = struct.pack(">2I5B", size, size, 8, 6, 0, 0, 0)  # eight bits each of red, green, blue and alpha
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def main() -> int:
    """Writes both icons."""
    for name, drawn in (("color.png", color()), ("outline.png", outline())):
        (ICONS / name).write_bytes(drawn)
        sys.stdout.write(f"drawn: {name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
