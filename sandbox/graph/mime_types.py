"""The media type of a file, from its name."""

import mimetypes

_OFFICE = "application/vnd.openxmlformats-officedocument"
_KNOWN = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "pdf": "application/pdf",
}


def of(name: str) -> str:
    """The same on every machine for the types that matter here."""
    known = _KNOWN.get(name.rpartition(".")[2].lower())
    return known or mimetypes.guess_type(name)[0] or "application/octet-stream"
