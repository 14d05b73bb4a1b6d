"""Lays out the pages as the site has them, and has Zensical build it.

A page lies elsewhere in the site than in the repository: docs/ is its top, and the README, CONTRIBUTING and CHANGELOG
come beside it. So each link between them is written anew; no page is kept twice."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from tests.site.places import KEPT, MOVED, place_of

SETTINGS: Final = "docs/zensical.toml"
_LINK: Final = re.compile(r"(?<=\]\()(?P<path>[^)#\s:]+)(?P<anchor>#[^)\s]*)?(?=\))")
_FENCE: Final = re.compile(r"^[ \t]*```.*?^[ \t]*```[ \t]*$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What Zensical said, and whether it found nothing to say against."""

    is_whole: bool
    said: str


def built(root: Path, folder: Path) -> Outcome:
    """The site of the repository at `root`, in `folder`/site. What was there before is replaced."""
    pages = folder / "pages"
    shutil.rmtree(pages, ignore_errors=True)
    for source in sources(root):
        _lay_out(root, source, pages)
    shutil.copyfile(root / SETTINGS, folder / "zensical.toml")
    command = (sys.executable, "-m", "zensical", "build", "--strict", "--clean")
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    return Outcome(done.returncode == 0, done.stdout + done.stderr)


def sources(root: Path) -> list[str]:
    """Every page, by its path in the repository, with the pictures and what else the site shows them with."""
    below = (root / "docs").rglob("*")
    kept = (path for path in below if path.suffix in KEPT and "gallery" not in path.parts)
    return sorted([*MOVED, *(path.relative_to(root).as_posix() for path in kept)])


def _lay_out(root: Path, source: str, pages: Path) -> None:
    target = pages / place_of(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not source.endswith(".md"):
        shutil.copyfile(root / source, target)
        return
    words = (root / source).read_text(encoding="utf-8")
    target.write_text(with_links_for_the_site(words, source, root, pages), encoding="utf-8")


def with_links_for_the_site(words: str, source: str, root: Path, pages: Path) -> str:
    """A link to a file that is no page takes the file along. What stands in a code block is left alone."""

    def rewritten(link: re.Match[str]) -> str:
        wanted = PurePosixPath(os.path.normpath(PurePosixPath(source).parent / link["path"])).as_posix()
        place = place_of(wanted)
        if (root / wanted).is_file() and Path(wanted).suffix not in KEPT:
            (pages / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / wanted, pages / place)
        return os.path.relpath(place, PurePosixPath(place_of(source)).parent) + (link["anchor"] or "")

    parts, end = [], 0
    for fence in _FENCE.finditer(words):
        parts += [_LINK.sub(rewritten, words[end : fence.start()]), fence[0]]
        end = fence.end()
    return "".join([*parts, _LINK.sub(rewritten, words[end:])])
