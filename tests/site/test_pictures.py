"""The pictures of the documentation: each is made from a card that there is, and shown on a page."""

from tests.screenshots import CARDS, FOLDER
from tests.site.test_site import ROOT
from tests.support.card_gallery import every_card


def test_each_card_of_a_picture_is_in_the_gallery() -> None:
    assert set(CARDS.values()) <= {one.name for one in every_card()}
    assert all((ROOT / FOLDER / f"{name}.webp").is_file() for name in CARDS)


def test_each_picture_is_shown_on_a_page() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    words = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    made = sorted((ROOT / FOLDER).rglob("*.webp"))
    assert made
    assert [one.name for one in made if f"{one.relative_to(ROOT / 'docs')}" not in words] == []
