"""The page says what the command prints."""

from pathlib import Path

from tests.six_years import table

PAGE = Path(__file__).parent.parent / "docs/security/retention.md"


def test_the_page_has_the_runs_of_the_years() -> None:
    assert table() in PAGE.read_text(encoding="utf-8")
