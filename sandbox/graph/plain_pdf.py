"""A plain rendering of a Word file's text as PDF, for machines without LibreOffice: A4, typewriter type, page numbers.
Headings are bold; pictures, colours and table lines are left out."""

import io
import textwrap
import zipfile
import zlib
from collections.abc import Sequence
from xml.etree import ElementTree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LARGEST = 50 * 1024 * 1024
COLUMNS = 80
LINES = 58

Line = tuple[str, bool]
"""A line of text, and whether it is bold."""


class Unreadable(Exception):
    """Not a Word file, or not one that can be read."""


def render(docx: bytes, title: str) -> bytes:
    """Raises Unreadable."""
    lines = [line for text, bold in _paragraphs(docx) for line in _wrapped(text, bold)]
    pages = [lines[at : at + LINES] for at in range(0, len(lines), LINES)] or [[]]
    return _file(pages, title)


def _paragraphs(docx: bytes) -> list[Line]:
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as parts:
            if parts.getinfo("word/document.xml").file_size > _LARGEST:
                raise Unreadable("too large")
            # S314: a document that somebody put into their own sandbox; expat limits entity expansion itself
            document = ElementTree.fromstring(parts.read("word/document.xml"))  # noqa: S314
    except (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, ElementTree.ParseError) as wrong:
        raise Unreadable(str(wrong)) from wrong
    return [(_text(paragraph), _is_heading(paragraph)) for paragraph in document.iter(f"{_W}p")]


def _text(paragraph: ElementTree.Element) -> str:
    signs = {f"{_W}tab": "    ", f"{_W}br": "\n", f"{_W}cr": "\n"}
    return "".join(node.text or "" if node.tag == f"{_W}t" else signs.get(node.tag, "") for node in paragraph.iter())


def _is_heading(paragraph: ElementTree.Element) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and style.get(f"{_W}val", "").startswith(("Heading", "Title"))


def _wrapped(text: str, bold: bool) -> list[Line]:
    found = [line for part in text.split("\n") for line in textwrap.wrap(part, COLUMNS) or [""]]
    return [(line, bold) for line in found]


def _file(pages: Sequence[Sequence[Line]], title: str) -> bytes:
    """The objects in order (catalogue, pages, two fonts, information, then a page and its text by turns), then the
    table of where each begins."""
    first = 6
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        font.format("Courier").encode(),
        font.format("Courier-Bold").encode(),
        b"<< /Title " + _string(title) + b" >>",
    ]
    for number, page in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % (first + 2 * number + 1)
        )
        content = _page(page, number + 1, len(pages))
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _with_table(objects)


def _page(lines: Sequence[Line], number: int, count: int) -> bytes:
    said = [b"BT", b"12 TL", b"56 780 Td"]
    for text, bold in lines:
        said += [b"/F2 10 Tf" if bold else b"/F1 10 Tf", _string(text) + b" Tj T*"]
    footer = _string(f"Page {number} of {count}")
    return b"\n".join([*said, b"ET", b"BT /F1 8 Tf 56 40 Td " + footer + b" Tj ET"])


def _string(text: str) -> bytes:
    """A literal string; signs that WinAnsi has not become a question mark."""
    plain = text.encode("cp1252", "replace")
    return b"(" + plain.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"


def _with_table(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    starts: list[int] = []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % start for start in starts)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\n" % (len(objects) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)
