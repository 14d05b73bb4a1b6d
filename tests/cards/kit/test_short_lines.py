"""Badges, people with their initials, half-days in dots, and buttons with names of their own."""

from cards.kit.elements import badge, beside, card, container, execute, open_url, status, text
from cards.kit.folding import short_card
from cards.kit.half_days import dots
from cards.kit.lines import person
from handbook.half_days.entitlement import EntitlementLine
from tests.support.card_reading import parts, word_count, words


def test_a_short_state_stands_beside_a_badge_and_a_long_one_in_its_colour() -> None:
    short = status("Booked", "Tuesday 9 March 2027", "good")
    assert short["type"] == "ColumnSet"
    assert words(short) == "Booked: Tuesday 9 March 2027"
    assert word_count(short) == 5
    for word, sentence in (("Not everything has worked", "yet"), ("Booked", "it waits " * 20)):
        long = status(word, sentence, "good")
        assert (long["type"], long["style"]) == ("Container", "good")
        assert words(long).startswith(f"{word}: ")


def test_a_badge_is_a_word_where_no_badge_is_known() -> None:
    made = badge("Booked", "good")
    assert made["style"] == "Good"
    assert made["fallback"]["text"] == "Booked:"


def test_people_have_their_initials() -> None:
    assert words(person("Hanna Tilling", "headteacher")) == "HT\nHanna Tilling, headteacher"
    assert words(person("Łucja", "SIP")).startswith("Ł\n")
    assert words(person("Anne de la Tour", "SIP")).startswith("AT\n")
    assert words(person("7", "SIP")).startswith("?\n")
    assert "style" not in beside(text("a"), text("b"))["columns"][0]


def test_half_days_are_dots() -> None:
    assert dots(EntitlementLine(6, held=1, planned=1)) == "●◐○○○○ "
    assert dots(EntitlementLine(40, held=1)) == dots(EntitlementLine(0)) == ""


def test_no_two_buttons_are_called_the_same() -> None:
    press = [execute("Open", "school.show", {"school": name}) for name in ("a", "b")]
    told = [execute("Open", "school.show", {"school": "c"}, tooltip="St C") for _ in range(2)]
    last = open_url("Help", "https://trust.example")
    made = card("Schools", [container([text("x"), {"type": "ActionSet", "actions": press}])], [*told, last], "Schools.")
    named = [part.get("tooltip") for part in parts(made) if str(part.get("type")).startswith("Action.")]
    assert named == ["1 of 2", "2 of 2", "St C (1 of 2)", "St C (2 of 2)", None]


def test_a_short_card_has_its_details_behind_more() -> None:
    again = {"action": {"type": "Action.Execute", "title": "Refresh", "verb": "a.show", "data": {}}}
    made = short_card("A", [text("b")], [], "A.", details=[text("c")], asks_again=again)
    assert [part["title"] for part in parts(made) if part.get("type") == "Action.ToggleVisibility"] == ["More"]
    assert made["refresh"] == again
