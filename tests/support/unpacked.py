"""Bytes, and all that is packed or coded in them."""

import base64
import re
import zlib
from typing import Final

_CODED: Final = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
_PACKED: Final = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_DEEP: Final = 3


def unpacked(data: bytes, deep: int = _DEEP) -> bytes:
    """What stands there, and what comes of every part that is zlib, gzip or base64, and of the parts in those."""
    found = [data]
    if deep:
        found.extend(unpacked(part, deep - 1) for part in (*_inflated(data), *_decoded(data)))
    return b"\n".join(found)


def _inflated(data: bytes) -> list[bytes]:
    parts: list[bytes] = []
    for place in _PACKED.finditer(data):
        try:
            parts.append(zlib.decompressobj(wbits=47).decompress(data[place.start() :], 2**24))
        except zlib.error:
            continue
    return [part for part in parts if part]


def _decoded(data: bytes) -> list[bytes]:
    parts = [base64.urlsafe_b64decode(_padded(run.group())) for run in _CODED.finditer(data)]
    return [part for part in parts if part]


def _padded(run: bytes) -> bytes:
    text = run.rstrip(b"=").translate(bytes.maketrans(b"+/", b"-_"))
    whole = text[: len(text) - (len(text) % 4 == 1)]
    return whole + b"=" * (-len(whole) % 4)
