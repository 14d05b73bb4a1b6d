"""The documentation as a site: whole, with nothing from the internet, and no page that nobody finds."""

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.site.building import SETTINGS, built, sources, with_links_for_the_site
from tests.site.places import MOVED, place_of
from tests.site.reading import Page, broken, read

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Page]:
    folder = tmp_path_factory.mktemp("built").resolve()
    outcome = built(ROOT, folder)
    assert outcome.is_whole, outcome.said
    return read(folder / "site")


def named(entries: list[Any]) -> list[str]:
    """The pages of a navigation, however deep."""
    found: list[str] = []
    for entry in entries:
        below = next(iter(entry.values())) if isinstance(entry, dict) else entry
        found += named(below) if isinstance(below, list) else [below]
    return found


def test_no_link_leads_nowhere(pages: dict[Path, Page]) -> None:
    assert broken(pages) == []


def test_every_page_is_in_the_navigation_once(pages: dict[Path, Page]) -> None:
    settings = tomllib.loads((ROOT / SETTINGS).read_text(encoding="utf-8"))
    wanted = sorted(place_of(source) for source in sources(ROOT) if source.endswith(".md"))
    assert sorted(named(settings["project"]["nav"])) == wanted
    assert len(pages) == len(wanted)


def test_every_picture_has_a_text(pages: dict[Path, Page]) -> None:
    pictures = [picture for page in pages.values() for picture in page.pictures]
    assert len(pictures) >= 6
    assert [address for address, words in pictures if len(words) < 10] == []


def test_nothing_is_loaded_from_elsewhere(pages: dict[Path, Page]) -> None:
    assert [address for page in pages.values() for address in page.loads if "//" in address] == []


def test_readme_contributing_and_changelog_are_there(pages: dict[Path, Page]) -> None:
    names = {path.name for path in pages}
    assert names >= {"project.html", "contributing.html", "changelog.html", "index.html"}


def test_the_index_of_the_documents_names_them_all() -> None:
    """On GitHub there is no navigation but that page; the decisions have one of their own."""
    index = (ROOT / "docs/README.md").read_text(encoding="utf-8")
    theirs = (ROOT / "docs/adr/README.md").read_text(encoding="utf-8")
    for source in sources(ROOT):
        if source.startswith("docs/adr/0"):
            assert f"({source.removeprefix('docs/adr/')})" in theirs
        elif source.startswith("docs/") and source.endswith(".md") and source != "docs/README.md":
            assert f"({source.removeprefix('docs/')})" in index


def test_a_broken_link_ends_the_build(tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(ROOT / "docs", root / "docs", ignore=shutil.ignore_patterns("gallery"))
    for name in MOVED:
        shutil.copyfile(ROOT / name, root / name)
    page = root / "docs" / "others.md"
    page.write_text("# Others\n\n[a page](gone.md), [a part of one](tenant.md#gone)\n", encoding="utf-8")
    outcome = built(root, tmp_path)
    assert not outcome.is_whole
    assert outcome.said.count("others.md:3:") == 2


def test_a_missing_file_of_the_code_is_found(tmp_path: Path) -> None:
    """Zensical looks at links between pages only."""
    (tmp_path / "index.html").write_text('<a href="files/gone.txt">gone</a> <a href="#top">top</a>', encoding="utf-8")
    assert broken(read(tmp_path)) == ["index.html: files/gone.txt", "index.html: #top"]


def test_links_are_written_anew_for_where_a_page_lies(tmp_path: Path) -> None:
    words = "[a](../README.md#limits) [b](adr/README.md) [c](https://example.org/x.md)\n```sh\n[d](../README.md)\n```\n"
    rewritten = with_links_for_the_site(words, "docs/tenant.md", ROOT, tmp_path)
    assert rewritten == words.replace("(../README.md#limits)", "(project.md#limits)")
    readme = with_links_for_the_site("![x](docs/images/phone.webp) [l](LICENSE)", "README.md", ROOT, tmp_path)
    assert readme == "![x](images/phone.webp) [l](files/LICENSE.txt)"
    assert (tmp_path / "files" / "LICENSE.txt").is_file()
