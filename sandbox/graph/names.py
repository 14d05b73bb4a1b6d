"""Names that SharePoint takes and refuses."""

import re

from sandbox.graph.errors import GraphError, bad_request

_ILLEGAL = re.compile(r'["*:<>?/\\|\x00-\x1f]')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$|^\.lock$|^desktop\.ini$", re.I)
LONGEST_PATH = 400


def check_name(name: str) -> None:
    if not name or _ILLEGAL.search(name):
        raise _refused('contains characters that are not allowed: " * : < > ? / \\ |')
    if name != name.strip(" .") or name.startswith("~$") or "_vti_" in name.lower() or _RESERVED.match(name):
        raise _refused("is reserved, or begins or ends with a space or a dot")


def check_path(path: str) -> None:
    if len(path) > LONGEST_PATH:
        raise bad_request(f"The path is longer than {LONGEST_PATH} characters.", "pathIsTooLong")


def _refused(why: str) -> GraphError:
    return bad_request(f"The provided name {why}.")


def another_name(name: str, number: int, folder: bool) -> str:
    """The name that `conflictBehavior=rename` tries as its number-th: "r 1.docx"."""
    stem, dot, ending = ("", "", "") if folder else name.rpartition(".")
    return f"{stem} {number}{dot}{ending}" if dot else f"{name} {number}"
