"""Reads the pages of a built site: what they link to, what they load, and what they show."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


@dataclass
class Page(HTMLParser):
    """`links` are where a reader can go; `loads` is what a browser fetches by itself; `pictures` are the texts that
    stand for pictures, each with its address."""

    path: Path
    ids: set[str] = field(default_factory=set[str])
    links: list[str] = field(default_factory=list[str])
    loads: list[str] = field(default_factory=list[str])
    pictures: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.ids.add(found["id"])
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag == "link" and "href" in found and found.get("rel") != "canonical":
            self.loads.append(found["href"])
        if "src" in found:
            self.loads.append(found["src"])
        if tag == "img":
            self.pictures.append((found.get("src", ""), found.get("alt", "")))


def read(site: Path) -> dict[Path, Page]:
    """Every page but the one for addresses that are none: its own links begin at the root of a server."""
    return {path: Page(path) for path in site.rglob("*.html") if path.name != "404.html"}


def broken(pages: dict[Path, Page]) -> list[str]:
    """Each link or loaded file within the site that is not there, with its page."""
    return [
        f"{page.path.name}: {address}"
        for page in pages.values()
        for address in (*page.links, *page.loads)
        if not urlsplit(address).scheme and not _leads_somewhere(page, address, pages)
    ]


def _leads_somewhere(page: Page, address: str, pages: dict[Path, Page]) -> bool:
    parts = urlsplit(address)
    target = (page.path.parent / unquote(parts.path)).resolve() if parts.path else page.path
    if target.is_dir():
        target /= "index.html"
    fragment = unquote(parts.fragment)
    return target.is_file() and (not fragment or target not in pages or fragment in pages[target].ids)
