"""Where each file of the repository lies in the site."""

from pathlib import PurePosixPath
from typing import Final

MOVED: Final = {"README.md": "project.md", "CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md",
                "SECURITY.md": "reporting.md"}  # fmt: skip
"""The pages that stand outside docs/, and their names in the site."""

KEPT: Final = frozenset((".md", ".webp", ".js"))
"""What of docs/ is the site's own."""


def place_of(path: str) -> str:
    """docs/ is the site's top, and its README the first page. A file of the code that a page links to comes along in
    files/, as text, so that a browser shows it."""
    if path in MOVED:
        return MOVED[path]
    if path == "docs/README.md":
        return "index.md"
    if path.startswith("docs/") and PurePosixPath(path).suffix in KEPT:
        return path.removeprefix("docs/")
    return f"files/{path.lstrip('.')}.txt"
