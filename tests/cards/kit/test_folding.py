"""What lies folded on a card opens by asking for the same card again, and nothing that was typed is lost by it."""

from typing import Any

from cards.kit.elements import (
    Json,
    buttons,
    card,
    execute,
    input_choice,
    input_date,
    input_text,
    open_url,
    refresh,
    reveal,
    text,
)
from cards.kit.folding import Fold, as_asked, folded, more, openings, row
from cards.kit.lines import box
from tests.support.card_reading import buttons as buttons_of
from tests.support.card_reading import inputs, parts, words

DATA: dict[str, str | int] = {"report": "r-1", "version": 2}
AGAIN = refresh("report.refresh", DATA)
ASK = Fold(
    "comment_box",
    "Ask for a change",
    [
        input_text("comment", "What should change?", "Please write.", at_most=900),
        input_date("by", "By when?", "Please choose."),
        input_choice("who", "Who?", "Please choose.", [("A", "a"), ("B", "b")], value="a"),
        buttons([execute("Send it", "report.ask_change", DATA)]),
    ],
)
DETAILS = more([text("The fingerprint."), buttons([open_url("Read", "https://trust.example")])])


def a_card(*folds: Fold, again: Json | None = AGAIN) -> Json:
    press = execute("Approve", "report.approve", DATA, submits_inputs=False)
    return card("A report", [text("It waits."), *row([press], folds)], [], "A report.", asks_again=again)


def titles(shown: Json) -> list[str]:
    return [part["title"] for part in parts(shown) if str(part.get("type")).startswith("Action.")]


def pressed(shown: Json, title: str, **typed: str) -> dict[str, Any]:
    return {**buttons_of(shown)[title]["data"], **typed}


def test_more_buttons_than_teams_shows_in_a_row_stand_in_a_second() -> None:
    """Of a visit that was moved and is to be moved again, seven things can be done."""
    many = [Fold(f"part_{number}", f"Part {number}", [text("Words.")]) for number in range(6)]
    whole = a_card(*many)
    rows = [part["actions"] for part in folded(whole)["body"] if part["type"] == "ActionSet"]
    assert [len(one) for one in rows] == [6, 1]
    assert titles(folded(whole)) == ["Approve", *(fold.title for fold in many)]
    assert "Words." in words(folded(whole, "part_5"))


def test_what_lies_folded_is_not_on_the_card_and_its_button_asks_for_it() -> None:
    whole = a_card(ASK, *DETAILS)
    shown = folded(whole)
    assert titles(shown) == ["Approve", "Ask for a change", "More"]
    assert "fingerprint" not in words(shown)
    assert inputs(shown) == {}
    assert openings(whole) == ["comment_box", "more"]
    opener = buttons_of(shown)["More"]
    assert (opener["verb"], opener["data"]) == ("report.refresh", {**DATA, "opened": "more"})
    assert not any(part.get("type") == "Action.ToggleVisibility" for part in parts(shown))


def test_it_opens_and_shuts_and_stays_open_when_the_card_looks_again_by_itself() -> None:
    whole = a_card(ASK, *DETAILS)
    opened = as_asked(whole, pressed(folded(whole), "More"))
    assert "fingerprint" in words(opened)
    assert titles(opened) == ["Approve", "Ask for a change", "Less", "Read"]
    assert as_asked(whole, opened["refresh"]["action"]["data"]) == opened
    assert as_asked(whole, pressed(opened, "Less")) == folded(whole)
    other = as_asked(whole, pressed(opened, "Ask for a change"))
    assert "fingerprint" not in words(other)
    assert list(inputs(other)) == ["comment", "by", "who"]


def test_a_button_that_acts_shuts_what_was_open() -> None:
    whole = a_card(ASK, *DETAILS)
    assert as_asked(whole, pressed(folded(whole, "more"), "Approve")) == folded(whole)


def test_what_was_typed_and_chosen_stays_in_sight() -> None:
    whole = a_card(ASK, *DETAILS)
    opened = folded(whole, "comment_box")
    said = {"comment": "Reading", "by": "2027-03-09", "who": "b"}
    after = as_asked(whole, pressed(opened, "More", **said))
    assert {name: one["value"] for name, one in inputs(after).items()} == said
    assert "fingerprint" in words(after)
    assert "Ask for a change" not in titles(after)  # it stands open already
    left = as_asked(whole, pressed(opened, "More", comment="", by="", who="a"))
    assert inputs(left) == {}


def test_nothing_is_put_into_a_box_that_it_cannot_hold() -> None:
    whole = a_card(ASK)
    opened = folded(whole, "comment_box")
    assert inputs(as_asked(whole, pressed(opened, "Less", by="soon", who="c"))) == {}
    assert as_asked(whole, {**DATA, "opened": "no_such"}) == folded(whole)
    assert as_asked(whole, {**DATA, "opened": "", "comment": 7}) == folded(whole)


def test_what_another_button_sends_stays_on_the_card_unseen() -> None:
    part = [input_text("about", "About us", "Please write.", at_most=90)]
    opens = buttons([reveal("About", "about_box")])
    body = [opens, box("about_box", part), buttons([execute("Save", "part.save", DATA)])]
    whole = card("Our part", body, [], "Ours.", asks_again=AGAIN)
    shown = folded(whole)
    assert list(inputs(shown)) == ["about"]
    assert [part["isVisible"] for part in parts(shown) if part.get("id") == "about_box"] == [False]
    opened = folded(whole, "about_box")
    assert [part.get("isVisible") for part in parts(opened) if part.get("id") == "about_box"] == [None]


def test_a_part_that_stands_open_needs_no_button_and_a_row_without_any_is_left_out() -> None:
    inner = box("view", [text("Ours.")])
    del inner["isVisible"]
    body = [buttons([reveal("Our view", "view")]), inner, *row([], more([text("All.")]))]
    shown = folded(card("A report", body, [], "A report.", asks_again=AGAIN))
    assert titles(shown) == ["More"]
    assert row([], []) == more([]) == []


def test_a_card_that_cannot_be_asked_for_again_is_left_as_it_is() -> None:
    whole = a_card(ASK, again=None)
    assert openings(whole) == []
    assert folded(whole) == as_asked(whole, {"opened": "more"}) == whole
