"""A card as a page shows it: its words, its boxes behind summaries, and only the buttons that stand on the page."""

from collections.abc import Sequence
from datetime import date

from cards.kit.elements import (
    bullets,
    buttons,
    card,
    container,
    execute,
    facts,
    heading,
    input_choice,
    input_date,
    input_text,
    open_url,
    reveal,
    status,
    table,
    text,
)
from cards.kit.lines import box
from pages.kit.page import environment
from pages.mail.card import Json, parts

HTML = '{% from "mail/parts.html" import show %}{{ show(parts) }}'
WORDS = input_text("words", "Your words", "Please write.", at_most=200)
YES = {"title": "Yes", "press": '{"verb": "a.yes", "data": {"id": "1"}}', "is_first": True}
CARD = card(
    "A *title* for <you>",
    [
        status("Waiting", "it is your turn", "accent"),
        text("First line.\nSecond_line."),
        text("Small print", muted=True),
        heading("A part"),
        facts((("School", "St A’s"), ("Version", "1"))),
        bullets(["one", "two & three"]),
        table(["Area", "School", "SIP"], [["Maths", "Strong", "Expected"]]),
        buttons([open_url("Open report", "https://files.example/x"), reveal("Say more", "more")]),
        box(
            "more",
            [
                input_text("words", "Your words", "Please write.", at_most=200),
                buttons([execute("Send", "a.send", {"id": "1"})]),
            ],
        ),
        box("other", [text("Never opened here."), buttons([execute("Other", "a.other", {})])]),
        input_date("on", "On which day?", "Choose one.", value=date(2026, 11, 23)),
        input_choice("who", "Who?", "Choose.", [("Anna", "1"), ("Ben", "2")], value="2"),
        container([]),
    ],
    [execute("Yes", "a.yes", {"id": "1"}, style="positive", submits_inputs=False)],
    "A title.",
)


def nothing(_verb: str, _data: Json) -> bool:
    return False


def but_other(verb: str, _data: Json) -> bool:
    return verb != "a.other"


def kinds(found: Sequence[Json]) -> list[str]:
    return [part["kind"] for part in found]


def test_who_may_press_nothing_reads_everything_and_sees_no_box() -> None:
    found = parts(CARD, nothing)
    assert kinds(found) == ["heading", "words", "words", "words", "heading", "facts", "list", "table"]
    assert found[0] == {"kind": "heading", "is_main": True, "text": "A *title* for <you>"}
    assert found[1]["paragraphs"] == ["Waiting: it is your turn"]
    assert found[2]["paragraphs"] == ["First line.", "Second_line."]
    assert found[6]["lines"] == ["one", "two & three"]
    assert (found[7]["head"], found[7]["rows"]) == (["Area", "School", "SIP"], [["Maths", "Strong", "Expected"]])


def test_who_may_press_finds_the_boxes_that_their_buttons_open() -> None:
    found = parts(CARD, but_other)
    assert kinds(found)[8:] == ["box", "date", "choice", "buttons"]
    opened = found[8]
    assert (opened["title"], opened["is_open"], kinds(opened["parts"])) == ("Say more", False, ["text", "buttons"])
    assert found[9]["value"] == "2026-11-23"
    assert found[10]["choices"] == [("1", "Anna"), ("2", "Ben")]
    assert found[11]["buttons"] == [
        {"title": "Yes", "press": '{"verb": "a.yes", "data": {"id": "1"}}', "is_first": True}
    ]


def test_what_was_written_stays_and_its_box_open() -> None:
    [opened] = [one for one in parts(CARD, but_other, {"words": "Kept <b>", "who": "1"}) if one["kind"] == "box"]
    assert opened["is_open"]
    assert opened["parts"][0]["value"] == "Kept <b>"


def test_as_html_it_is_escaped_labelled_and_needs_no_script() -> None:
    html = environment().from_string(HTML).render(parts=parts(CARD, but_other, {"words": "Kept <b>"}))
    assert "<h1>A *title* for &lt;you&gt;</h1>" in html
    assert "Kept &lt;b&gt;</textarea>" in html
    assert '<label for="in-words">Your words</label>' in html
    assert '<option value="2" selected>Ben</option>' in html
    assert 'type="date" value="2026-11-23"' in html
    assert "<summary>Say more</summary>" in html
    assert "&#34;verb&#34;: &#34;a.yes&#34;" in html
    assert "<script" not in html
    assert "onclick" not in html
    assert "files.example" not in html
