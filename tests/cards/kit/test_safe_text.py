import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.kit.safe_text import capped, escaped, first_sentence, one_line, plain, visible

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=[]), max_size=200)
NASTY = st.lists(
    st.sampled_from(
        (
            *("*", "_", "`", "~~", "\\", "+", "|a|b|\n|-|-|\n", "&lt;at&gt;", "<b>", "<at>Thea</at>"),
            *("[a](http://x.example)", "![i](http://x.example/p.png)", "<http://x.example>"),
            *("\n- ", "\n1. ", "\n10) ", "\n# ", "\n> ", "\n---\n", "\n===\n", "\n    x", "\t", "\u2028", "\r\n"),
            *("{{DATE(2026-11-23T09:00:00Z, SHORT)}}", "St Hilda’s", "70 %", " "),
        )
    ),
    max_size=12,
).map("".join)


def as_shown(text: str) -> tuple[set[str], str]:
    """What a Markdown reader makes of a text: the kinds of its parts, and the words that are seen."""
    markdown_it = pytest.importorskip("markdown_it")
    tokens = markdown_it.MarkdownIt("js-default", {"linkify": False}).parse(text)
    inner = [child for token in tokens for child in token.children or ()]
    kinds = {token.type for token in tokens} | {child.type for child in inner}
    return kinds, " ".join(
        "".join(child.content for child in token.children or ()) for token in tokens if token.children
    )


@settings(deadline=None)
@given(ANY_TEXT | NASTY)
def test_what_people_write_is_shown_as_they_wrote_it(text: str) -> None:
    """However it looks, it is no link, no mention, no list, no heading and no date macro."""
    kinds, words = as_shown(escaped(text))
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
    assert one_line(words) == one_line(" ".join(visible(text).splitlines()))


@settings(deadline=None)
@given(ANY_TEXT | NASTY)
def test_no_mention_and_no_macro_gets_through_anywhere(text: str) -> None:
    for made in (escaped(text), plain(text)):
        assert "<at>" not in made
        assert "{{" not in made
        made.encode()  # half a surrogate could not be sent


@settings(deadline=None)
@given(ANY_TEXT)
def test_nothing_unseen_is_left(text: str) -> None:
    kept = visible(text)
    assert not [letter for letter in kept if unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t\r"]
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", kept)


def test_lines_become_paragraphs() -> None:
    assert escaped("First line\nsecond\r\n\n third ") == "First line\n\nsecond\n\nthird"


def test_ordinary_words_are_left_alone() -> None:
    words = "St Hilda’s (Northbeck): 70 % of Year 4 – Behaviour & attitudes, “good”!"
    assert escaped(words) == words
    assert plain(words) == words


@settings(deadline=None)
@given(ANY_TEXT, st.integers(20, 100))
def test_a_capped_text_is_short_and_its_own_beginning(text: str, most: int) -> None:
    short = capped(text, most, " …")
    assert len(short) <= most + 2
    assert text.strip().startswith(short.removesuffix(" …")) or short == text.strip()


def test_a_long_text_is_cut_at_a_word_and_points_to_the_report() -> None:
    assert capped("Reading buddies meet every day", 20) == "Reading buddies … Open the report to read on."
    assert capped("R" * 30, 20, "…") == "R" * 20 + "…"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("", ""),
        ("\n \n", ""),
        ("\nBuddies meet daily. They choose books.", "Buddies meet daily."),
        ("St. Hilda’s is calm. It is kind.", "St. Hilda’s is calm."),
        ("No stop\nnext line", "No stop"),
    ],
)
def test_the_first_sentence(text: str, first: str) -> None:
    assert first_sentence(text) == first
