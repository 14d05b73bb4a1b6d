from datetime import date

import pytest

from cards.kit import elements
from cards.kit.dialog_replies import for_dialog


def test_a_button_says_the_same_to_old_clients() -> None:
    button = elements.execute("Approve", "report.approve", {"report": "r1", "version": 3}, submits_inputs=False)
    assert button["data"] == {"report": "r1", "version": 3}
    assert button["associatedInputs"] == "none"
    assert button["fallback"] == {
        "type": "Action.Submit",
        "title": "Approve",
        "associatedInputs": "none",
        "data": {"verb": "report.approve", "report": "r1", "version": 3},
    }


def test_a_button_whose_answer_stands_nowhere_else_is_not_shown_to_old_clients() -> None:
    assert elements.execute("Open", "team_meeting.open", {}, answered_here=True)["fallback"] == "drop"


def test_a_button_may_open_a_dialog() -> None:
    assert elements.open_dialog("Open", "case.open", {"case": "c1"}) == {
        "type": "Action.Submit",
        "title": "Open",
        "associatedInputs": "none",
        "data": {"msteams": {"type": "task/fetch"}, "verb": "case.open", "case": "c1"},
    }
    with pytest.raises(ValueError, match="verb"):
        elements.open_dialog("Open", "", {})


def test_in_a_dialog_every_button_is_a_submit_that_says_the_same() -> None:
    button = elements.execute("Add", "case.add", {"case": "c1"}, submits_inputs=False, answered_here=True)
    opens = elements.open_dialog("Open", "case.open", {"case": "c1"})
    hidden = elements.container([elements.buttons([button, opens])], name="more", hidden=True)
    shown = elements.card("Title", [hidden], [], "About.", asks_again=elements.refresh("case.show", {}))
    made = for_dialog(shown)
    assert made["body"][1]["items"][0]["actions"] == [
        {
            "type": "Action.Submit",
            "title": "Add",
            "associatedInputs": "none",
            "data": {"verb": "case.add", "case": "c1"},
        },
        {
            "type": "Action.Submit",
            "title": "Open",
            "associatedInputs": "none",
            "data": {"verb": "case.open", "case": "c1"},
        },
    ]
    assert "refresh" not in made
    assert "refresh" in shown
    assert for_dialog(made) == made


def test_a_card_can_be_spoken() -> None:
    made = elements.card("Title", [], [], "What it is about", speak="Hello <at>you</at>")
    assert made["speak"] == "Hello ‹at›you‹/at›"
    assert "refresh" not in made
    assert "speak" not in elements.card("Title", [], [], "What it is about")


@pytest.mark.parametrize("url", ["http://trust.example/a", "javascript:alert(1)", "", "file:///c:/a"])
def test_only_https_is_opened(url: str) -> None:
    assert not elements.is_https(url)
    with pytest.raises(ValueError, match="https"):
        elements.open_url("Open", url)
    with pytest.raises(ValueError, match="https"):
        elements.image(url, "What it shows")


def test_a_picture_has_words() -> None:
    with pytest.raises(ValueError, match="words"):
        elements.image("https://trust.example/a.png", "")


@pytest.mark.parametrize("count", [0, 7])
def test_a_row_has_one_to_six_buttons(count: int) -> None:
    with pytest.raises(ValueError, match="one to six"):
        elements.buttons([elements.execute("Go", "report.send", {})] * count)


def test_what_teams_would_refuse_is_refused_here() -> None:
    with pytest.raises(ValueError, match="label"):
        elements.input_text("view", "", "Please write.", at_most=10)
    with pytest.raises(ValueError, match="error"):
        elements.input_text("view", "Our view", "", at_most=10)
    with pytest.raises(ValueError, match="verb"):
        elements.execute("Approve", "", {})
    with pytest.raises(ValueError, match="fallback"):
        elements.card("Title", [], [], "")


def test_empty_words_are_shown_as_a_dash() -> None:
    assert elements.text(" \x00 ")["text"] == "–"
    assert elements.facts([("Owner", "")])["facts"] == [{"title": "Owner", "value": "–"}]
    assert elements.bullets([])["text"] == "–"


def test_long_lists_say_how_much_is_left_out() -> None:
    lines = elements.bullets([f"line {number}" for number in range(11)])["text"].split("\n")
    assert lines[0] == "- line 0"
    assert len(lines) == 9
    assert lines[-1] == "- and 3 more"


def test_a_table_reads_as_a_list_where_tables_are_not_known() -> None:
    made = elements.table(("Area", "School", "SIP"), [("Early years", "Good", "Better")] * 10)
    assert made["firstRowAsHeaders"] is True
    assert len(made["rows"]) == 9
    first, *_, last = made["fallback"]["text"].split("\n")
    assert first == "- Early years – School: Good; SIP: Better"
    assert last == "- and 2 more"


def test_what_stands_in_a_box_is_what_was_written() -> None:
    """It comes back when the box is sent, so only what cannot be seen and Teams' macros are touched."""
    box = elements.input_text("agenda", "Agenda", "Please write.", at_most=10, value="*a* <b>\n{{DATE(x)}}\x00")
    assert box["value"] == "*a* <b>\n{ {DATE(x)}}"
    assert "value" not in elements.input_text("agenda", "Agenda", "Please write.", at_most=10)


def test_days_and_choices() -> None:
    assert elements.input_date("on", "Day", "Please choose.", value=date(2027, 3, 9))["value"] == "2027-03-09"
    assert "value" not in elements.input_date("on", "Day", "Please choose.")
    box = elements.input_choice("half", "Half", "Please choose.", [("Morning <1>", "m")])
    assert box["choices"] == [{"title": "Morning ‹1›", "value": "m"}]
    assert box["style"] == "compact"
    several = elements.input_choice("who", "Who", "Please.", [("A", "a"), ("B", "b")], value="a,b", several=True)
    assert (several["isMultiSelect"], several["style"], several["value"]) == (True, "expanded", "a,b")
    assert several["wrap"], "a long choice beside its box is cut otherwise"
    with pytest.raises(ValueError, match="something to choose"):
        elements.input_choice("half", "Half", "Please choose.", [])
    with pytest.raises(ValueError, match="label"):
        elements.input_date("on", "", "Please choose.")
