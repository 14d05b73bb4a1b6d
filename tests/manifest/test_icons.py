"""The icons are what Teams asks for."""

import struct
import zlib

from manifest.contents import ACCENT
from manifest.package import ICONS

Pixels = list[tuple[int, ...]]


def pixels(image: bytes) -> tuple[int, Pixels]:
    """The width, and each pixel's red, green, blue and alpha; of a PNG that is neither packed in rows nor indexed."""
    chunks: dict[bytes, bytes] = {}
    place = 8
    while place < len(image):
        (length,) = struct.unpack_from(">I", image, place)
        named = image[place + 4 : place + 8 + length]
        assert struct.unpack_from(">I", image, place + 8 + length) == (zlib.crc32(named),)
        chunks[named[:4]] = named[4:]
        place += 12 + length
    width, height = struct.unpack_from(">2I", chunks[b"IHDR"])
    rows = zlib.decompress(chunks[b"IDAT"])
    assert (width, len(rows)) == (height, height * (4 * width + 1))
    starts = range(0, len(rows), 4 * width + 1)
    return width, [tuple(rows[at : at + 4]) for start in starts for at in range(start + 1, start + 4 * width + 1, 4)]


def test_the_outline_is_white_on_nothing_and_has_no_margin() -> None:
    width, every = pixels((ICONS / "outline.png").read_bytes())
    assert width == 32
    assert {pixel[:3] for pixel in every} == {(255, 255, 255)}
    clear = sum(pixel[3] == 0 for pixel in every)
    solid = sum(pixel[3] == 255 for pixel in every)
    assert clear > len(every) / 2
    assert solid > len(every) / 8
    assert (255, 255, 255, 255) in every[:width]
    assert (255, 255, 255, 255) in every[-width:]


def test_the_color_icon_fills_its_square_and_keeps_its_picture_in_the_middle() -> None:
    width, every = pixels((ICONS / "color.png").read_bytes())
    assert width == 192
    assert {pixel[3] for pixel in every} == {255}
    rows = [every[start : start + width] for start in range(0, len(every), width)]
    middle = slice(48, -48)  # Teams crops what lies around it
    outside = [*rows[:48], *rows[-48:], *(row[:48] + row[-48:] for row in rows[middle])]
    assert {pixel for row in outside for pixel in row} == {(*bytes.fromhex(ACCENT[1:]), 255)}
    assert rows[60][96] == (255, 255, 255, 255)
