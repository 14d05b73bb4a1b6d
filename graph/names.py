"""Names that SharePoint accepts."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from handbook.core.external_errors import Rejected

LONGEST_PATH = 400
LONGEST_NAME = 255
NAMES_AT_MOST = 9
_ILLEGAL = re.compile(r'["*:<>?/\\|\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|\.lock|desktop\.ini|forms)(\..*)?", re.IGNORECASE)


def legal_name(name: str) -> str:
    """The name of a file or folder as SharePoint will take it: what it forbids becomes a hyphen, so that names stay
    readable. The same text always gives the same name; different texts can give one, so names carry the URN."""
    legal = _ILLEGAL.sub("-", unicodedata.normalize("NFC", " ".join(name.split())))
    legal = re.sub("_vti_", "-vti-", legal, flags=re.IGNORECASE)
    legal = legal.removeprefix("~$").strip(" .")
    if not legal or _RESERVED.fullmatch(legal):
        legal = f"_{legal}"
    return legal


def names_in_turn(name: str) -> Iterator[str]:
    """The name, and those to take where others took it: a.docx, a (2).docx, …"""
    yield name
    stem, dot, kind = name.rpartition(".")
    for number in range(2, NAMES_AT_MOST + 1):
        yield f"{stem} ({number}){dot}{kind}"


def check_length(root: str, path: Sequence[str]) -> None:
    """`root` is the library's own path on its server. Raises Rejected: cutting a name could make two schools one."""
    if len("/".join([root.strip("/"), *path])) > LONGEST_PATH or max(map(len, path)) > LONGEST_NAME:
        raise Rejected(f"the path is longer than SharePoint's {LONGEST_PATH} characters")
