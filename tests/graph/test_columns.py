"""SharePoint says the same in other words; a difference is still a difference."""

from typing import Any

import pytest

from graph.columns import unlike


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("Autumn", "Autumn"),
        ("", None),
        ("", ""),
        ("123456", 123456),
        ("123456", 123456.0),
        ("2026-11-02T09:30:00+00:00", "2026-11-02T09:30:00Z"),
        ("2026-07-02T10:30:00+01:00", "2026-07-02T09:30:00.0000000Z"),
        ("2026-11-02T09:30:00", "2026-11-02T09:30:00Z"),
        ("2033-08-31", "2033-08-31T00:00:00Z"),
        ("2033-08-31", "2033-08-30T23:00:00Z"),  # midnight of a site that keeps London time
        ("2033-08-31", "2033-08-31"),
    ],
)
def test_the_same_in_other_words(wanted: str, found: Any) -> None:
    assert unlike({"Column": wanted}, {"Column": found, "Another": "x"}) == []


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("Autumn", "Spring"),
        ("Autumn", None),
        ("Autumn", 3),
        ("Autumn!!!!", "Autumn"),
        ("123456", 123457),
        ("1", True),
        ("", "x"),
        ("2026-11-02T09:30:00+00:00", "2026-11-02T09:31:00Z"),
        ("2033-08-31", "2033-08-30T00:00:00Z"),
    ],
)
def test_something_else(wanted: str, found: Any) -> None:
    assert unlike({"Column": wanted}, {"Column": found}) == ["Column"]


def test_a_column_that_is_missing_is_unlike() -> None:
    assert unlike({"One": "1", "Two": "2"}, {"One": "1"}) == ["Two"]
