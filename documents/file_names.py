"""File names that SharePoint and Windows accept."""

import re
import unicodedata
from typing import Final

MAX_STEM: Final = 100

_FORBIDDEN: Final = re.compile(r'["*:<>?/\\|]+')
_TAKEN: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d|desktop|.*_vti_.*|~\$.*|\.lock)$")


def safe_file_name(name: str) -> str:
    """The name with what SharePoint forbids replaced, control and direction-changing characters gone, and its stem
    held to MAX_STEM characters; the ending (.docx) stays. A name of which nothing is left becomes “report”."""
    visible = "".join(sign for sign in unicodedata.normalize("NFC", name) if unicodedata.category(sign)[0] != "C")
    tidy = " ".join(_FORBIDDEN.sub("-", visible).split())
    stem, dot, ending = tidy.rpartition(".")
    if not (dot and re.fullmatch(r"[A-Za-z0-9]{1,8}", ending)):
        stem, ending = tidy, ""
    stem = stem[:MAX_STEM].strip(" .~-")
    if _TAKEN.match(stem):
        stem = f"report {stem.replace('_vti_', ' ').strip(' .~$')}"
    return f"{stem or 'report'}{'.' + ending if ending else ''}"
