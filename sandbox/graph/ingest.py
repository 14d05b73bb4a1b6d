"""SharePoint rewrites Word files when it takes them in: it writes the library's columns into a part of the file. So
bytes, size and hash of what lies there differ from what was sent. The file still opens, with all that was in it."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

PART = "customXml/item9000.xml"
_RELS = "word/_rels/document.xml.rels"
_LINK = (
    b'<Relationship Id="rIdSharePointProperties" Target="../customXml/item9000.xml" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"/>'
)
_END = b"</Relationships>"
_LARGEST = 200 * 1024 * 1024


def ingested(name: str, data: bytes, fields: Mapping[str, Any]) -> bytes:
    """What the library stores. Anything but a readable .docx is stored as it came."""
    if not name.lower().endswith(".docx"):
        return data
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            too_large = sum(part.file_size for part in source.infolist()) > _LARGEST
            return data if too_large else _rewritten(source, fields)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
    ):  # broken, encrypted, cut short
        return data


def _rewritten(source: zipfile.ZipFile, fields: Mapping[str, Any]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == PART:
                continue
            if part.filename == _RELS and _LINK not in content:
                content = content.replace(_END, _LINK + _END)
            target.writestr(part.filename, content)
        target.writestr(PART, _properties(fields))
    return kept.getvalue()


def _properties(fields: Mapping[str, Any]) -> str:
    columns = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in sorted(fields.items()))
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<p:properties xmlns:p="http://schemas.microsoft.com/office/2006/metadata/properties">'
        f"<documentManagement>{columns}</documentManagement></p:properties>"
    )
