"""Word files made or changed part by part, the way other programs leave them."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

from lxml import etree

from documents.example_report import sample_contents
from documents.proforma import write_proforma
from documents.word_xml import W
from handbook.core.people import School
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.paper.proforma import SECTIONS, Contents

MAIN = "word/document.xml"
SCHOOL = School("990123", "St Brigid’s Catholic Primary School", "Northmere", "Northmere", "h", "s", "d", "l")
YEAR = AcademicYear(2026)


def sample(term: Term = Term.AUTUMN) -> Contents:
    return sample_contents(SCHOOL, term, YEAR, "Jo Marsh")


def blank(term: Term | None = None) -> Contents:
    return Contents("", "", None, term, "", {})


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", compression) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def with_part(data: bytes, name: str, part: bytes | None) -> bytes:
    """The file with one part replaced, added, or (None) left out."""
    parts = parts_of(data)
    parts.pop(name, None)
    return packed(parts if part is None else parts | {name: part})


def edited(data: bytes, edit: Callable[[Any], object]) -> bytes:
    """The file after `edit` changed its document's tree."""
    root = etree.fromstring(parts_of(data)[MAIN])
    edit(root)
    return with_part(data, MAIN, etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def xml(markup: str) -> Any:
    """One element; `w:` is Word's namespace."""
    spaces = f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:v"'
    return etree.fromstring(f"<w:x {spaces}>{markup}</w:x>")[0]


def document(*body: str) -> bytes:
    """A file whose body is this markup, in an otherwise ordinary package."""
    root = xml(f"<w:document><w:body>{''.join(body)}</w:body></w:document>")
    return with_part(write_proforma(blank()), MAIN, etree.tostring(root))


def heading(text: str, level: int = 1) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def line(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{line(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{each}</w:tr>' for each in cells)}</w:tbl>"


def report(**content: str) -> bytes:
    """A report of headings and these sections' markup; no controls anywhere."""
    return document(*(heading(kind.title) + content.get(kind.key, "") for kind in SECTIONS))


def all_of(root: Any, name: str) -> list[Any]:
    return list(root.iter(f"{{{W}}}{name}"))


def without_controls(root: Any) -> None:
    for control in all_of(root, "sdt"):
        content = next(child for child in control if child.tag.endswith("}sdtContent"))
        for child in list(content):
            control.addprevious(child)
        control.getparent().remove(control)
