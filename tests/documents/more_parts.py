"""Word files with the parts that stand beside a document's text: notes, comments, headers, what is pasted in whole."""

from typing import Any

from lxml import etree

from documents.proforma import write_proforma
from documents.word_xml import W
from tests.documents.crafted import MAIN, packed, parts_of, sample

RELATIONS = "word/_rels/document.xml.rels"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{_RELATIONSHIPS}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
)


def markup(inner: str) -> Any:
    """One element, in all the namespaces that such parts use."""
    return etree.fromstring(f"<w:x {_SPACES}>{inner}</w:x>")[0]


def part(inner: str) -> bytes:
    return etree.tostring(markup(inner), xml_declaration=True, encoding="UTF-8")


def beside(data: bytes, **parts: tuple[str, str, bytes]) -> bytes:
    """The file with parts more, each (kind, name, bytes) under the id by which the text refers to it."""
    files = parts_of(data)
    root = etree.fromstring(files[RELATIONS])
    for key, (kind, name, content) in parts.items():
        each = etree.SubElement(root, root[0].tag if len(root) else "Relationship")
        each.set("Id", key)
        each.set("Type", f"{_RELATIONSHIPS}/{kind}")
        each.set("Target", name)
        files[f"word/{name}"] = content
    files[RELATIONS] = etree.tostring(root)
    return packed(files)


def with_lines(after: str, *lines: str, base: bytes | None = None) -> bytes:
    """A filled report with markup put behind the paragraph (or heading) that says `after`."""
    files = parts_of(base or write_proforma(sample()))
    root = etree.fromstring(files[MAIN])
    for paragraph in root.iter(f"{{{W}}}p"):
        if "".join(text.text or "" for text in paragraph.iter(f"{{{W}}}t")).startswith(after):
            for each in reversed(lines):
                paragraph.addnext(markup(each))
            break
    else:
        raise AssertionError(f"nothing says {after}")
    files[MAIN] = etree.tostring(root)
    return packed(files)
