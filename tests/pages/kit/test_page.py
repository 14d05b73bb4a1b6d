"""What every page of a browser carries: escaped words, headers, and scripts that nobody else has put there."""

import re

import pytest
from jinja2 import UndefinedError

from pages.kit import security
from pages.kit.page import environment, page

SENTENCE = "kit/sentence.html"


def policy_of(headers: object) -> dict[str, str]:
    words = str(headers["Content-Security-Policy"])  # pyright: ignore[reportIndexIssue]
    return dict(part.strip().split(" ", 1) for part in words.split(";"))


def test_what_people_wrote_is_shown_as_they_wrote_it_and_never_run() -> None:
    text = page(SENTENCE, {"title": "<b>Oh</b>", "sentences": ["<script>alert(1)</script>"]}).text or ""
    assert "&lt;script&gt;" in text
    assert "<script" not in text


def test_a_name_that_nobody_gave_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(UndefinedError):
        page(SENTENCE, {"title": "Oh"})


def test_nobody_may_frame_a_page_load_from_elsewhere_or_keep_it() -> None:
    answer = page(SENTENCE, {"title": "Oh", "sentences": []}, status=404)
    assert answer.status == 404
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    policy = policy_of(answer.headers)
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert not any("unsafe" in words or "*" in words for words in policy.values())


def test_a_page_of_the_tab_is_framed_by_teams_and_by_nobody_else() -> None:
    answer = page(SENTENCE, {"title": "Oh", "sentences": []}, framed_by=security.TEAMS)
    assert "X-Frame-Options" not in answer.headers
    ancestors = policy_of(answer.headers)["frame-ancestors"].split()
    assert ancestors == list(security.TEAMS)
    assert all(origin.startswith("https://") for origin in ancestors)


def test_the_nonce_is_another_one_for_each_answer() -> None:
    policies = [page(SENTENCE, {"title": "Oh", "sentences": []}).headers["Content-Security-Policy"] for _ in range(2)]
    first, second = (set(re.findall(r"'nonce-([^']{24})'", words)) for words in policies)
    assert len(first) == len(second) == 1  # the same for scripts and for styles within the page
    assert first != second


def test_the_layout_needs_no_script_and_names_what_a_reader_needs() -> None:
    text = page(SENTENCE, {"title": "Your reports", "sentences": ["There are none."]}).text or ""
    for needed in ('lang="en-GB"', "<title>Your reports – SIP Desk</title>", 'id="main"', 'href="#main"', "viewport"):
        assert needed in text


def test_every_template_can_be_read() -> None:
    for name in environment().list_templates():
        environment().get_template(name)
