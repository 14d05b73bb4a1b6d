"""The zip that is uploaded: manifest.json, its texts and the icons. The same details give the same bytes, on every
machine."""

import io
import json
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from manifest.contents import contents
from manifest.details import Details, Unusable
from manifest.language import FILE, language_file

ICONS: Final = Path(__file__).parent / "icons"
"""A sheet of paper with a tick: white on the accent colour, and as white lines on nothing."""
_SIZES: Final = {"color.png": 192, "outline.png": 32}


def build(details: Details, out: Path, icons: Path = ICONS) -> None:
    """Writes the package, in place of an older one. Raises Unusable, and then has written nothing."""
    if out.suffix.lower() != ".zip":
        raise Unusable(f"--out must name a file that ends in .zip, not “{out}”.")
    packed = package(details, icons)
    try:
        out.write_bytes(packed)
    except OSError as error:
        raise Unusable(f"{out} cannot be written ({error.strerror}).") from None


def package(details: Details, icons: Path = ICONS) -> bytes:
    """The zip's bytes. Raises Unusable where an icon of `icons` is missing or is not what Teams asks for."""
    manifest = contents(details)
    files = {"manifest.json": _json(manifest), FILE: _json(language_file(manifest))}
    files |= {name: _icon(icons / name, size) for name, size in _SIZES.items()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:  # not compressed: how well differs between machines
        for name, data in files.items():
            entry = zipfile.ZipInfo(name)  # dated 1980, not now
            entry.create_system = 3  # as on Linux, wherever it is made
            zipped.writestr(entry, data)
    return packed.getvalue()


def _json(contents: Mapping[str, object]) -> bytes:
    return json.dumps(contents, ensure_ascii=False, indent=2).encode()


def _icon(path: Path, size: int) -> bytes:
    try:
        image = path.read_bytes()
    except OSError as error:
        raise Unusable(f"The icon {path} cannot be read ({error.strerror}).") from None
    if not image.startswith(b"\x89PNG\r\n\x1a\n") or image[16:24] != struct.pack(">2I", size, size):
        raise Unusable(f"The icon {path} must be a PNG of {size} by {size} pixels.")
    return image
