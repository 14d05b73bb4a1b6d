"""What was typed and not taken stands in the boxes of the next card that has them, and nowhere else."""

from datetime import date
from typing import Any

from cards.kit.drafts import Typed, has_text_box, with_lost, with_reason, with_typed, with_values
from cards.kit.elements import Json, buttons, card, execute, input_choice, input_date, input_text, text
from cards.kit.lines import box
from tests.support.card_reading import inputs, parts, words

WORDS = "Please say more about reading."
DATA: dict[str, str | int] = {"report": "r-1", "version": 1}
ASK = "report.ask_change"


def a_card(data: dict[str, str | int] = DATA, *, folded: bool = True, value: str = "") -> Json:
    comment = input_text("comment", "What should change?", "Please write it.", at_most=900, value=value)
    inside = [comment, input_date("on", "Day", "Please choose."), buttons([execute("Ask", ASK, data)])]
    other = box("other", [input_text("view", "Our view", "Please write it.", at_most=900)])
    return card("A report", [text("It waits."), box("ask", inside) if folded else inside[0], other], [], "A report.")


def typed(**values: Any) -> Typed:
    return Typed(ASK, {**DATA, "comment": WORDS, **values})


def test_words_stand_where_they_were_typed_and_what_is_folded_away_is_opened() -> None:
    shown = with_typed(a_card(), [typed()])
    assert inputs(shown)["comment"]["value"] == WORDS
    assert "value" not in inputs(shown)["view"]
    assert "They were not sent." in words(shown)
    hidden = [part["id"] for part in parts(shown) if part.get("isVisible") is False]
    assert hidden == ["other"]


def test_the_version_of_a_record_may_be_another_but_not_the_record() -> None:
    assert inputs(with_typed(a_card({**DATA, "version": 2}), [typed()]))["comment"]["value"] == WORDS
    marked = a_card({**DATA, "mark": "now"})
    assert inputs(with_typed(marked, [typed(mark="then")]))["comment"]["value"] == WORDS
    for other in (a_card({**DATA, "report": "r-2"}), a_card(folded=False)):
        assert with_typed(other, [typed()]) == other
    assert with_typed(a_card(), [Typed("report.approve", typed().values)]) == a_card()


def test_nothing_that_can_be_anything_but_words_is_put_back() -> None:
    for one in (typed(comment="once"), typed(comment=7), typed(comment=None), Typed(ASK, {**DATA, "gone": WORDS})):
        assert with_typed(a_card(), [one]) == a_card()
    assert inputs(with_typed(a_card(), [typed(on="two words")]))["on"].get("value") is None


def test_what_has_no_box_any_more_is_shown_to_be_copied() -> None:
    over = card("A report", [text("It is approved.")], [], "A report.")
    shown = with_lost(over, typed())
    assert shown["body"][0] == over["body"][0]
    assert "You wrote this, and it was not sent" in words(shown)
    assert f"“{WORDS}”" in words(shown)
    assert with_lost(over, typed(comment="")) == over
    filled = with_typed(a_card(), [typed()])
    assert with_lost(filled, typed()) == filled
    macro = with_typed(a_card(), [typed(comment="Today {{DATE(2026-01-01)}} it is")])
    assert inputs(macro)["comment"]["value"].startswith("Today { {DATE")
    assert with_lost(macro, typed(comment="Today {{DATE(2026-01-01)}} it is")) == macro


def test_a_no_stands_below_the_heading() -> None:
    assert words(with_reason(a_card(), "Not now.")).splitlines()[:2] == ["A report", "Not now."]


def test_whether_there_is_a_box_at_all() -> None:
    assert has_text_box(a_card())
    assert not has_text_box(card("A report", [text("It waits.")], [], "A report."))


def test_a_press_that_was_refused_has_its_days_and_choices_too() -> None:
    choices = [("Yes", "yes"), ("No, not yet", "no, not yet")]
    asked = card(
        "A report",
        [
            input_text("comment", "Why?", "Please write it.", at_most=900, value="before"),
            input_date("on", "Day", "Please choose.", value=date(2027, 1, 1)),
            input_choice("sure", "Sure?", "Please choose.", choices),
            input_choice("who", "Who?", "Please choose.", [("A", "a"), ("B", "b"), ("C", "c")], several=True),
            box("ask", [buttons([execute("Ask", ASK, DATA)])]),
        ],
        [],
        "A report.",
    )
    given = {"comment": "", "on": "2027-03-09", "sure": "no, not yet", "who": "a,c", "report": "r-1"}
    shown = with_values(asked, Typed(ASK, {**DATA, **given}))
    assert {name: one.get("value") for name, one in inputs(shown).items()} == {
        "comment": "before",
        "on": "2027-03-09",
        "sure": "no, not yet",
        "who": "a,c",
    }
    assert not [part for part in parts(shown) if part.get("isVisible") is False]
    gone = with_values(asked, Typed(ASK, {**DATA, "on": "soon", "sure": "perhaps", "who": "a,x"}))
    assert [inputs(gone)[name].get("value") for name in ("on", "sure", "who")] == [None] * 3
    assert with_values(asked, Typed("report.approve", {**DATA, **given})) == asked


def test_a_no_stands_above_the_button_that_was_pressed() -> None:
    shown = with_reason(a_card(), "Not now.", typed())
    (ask,) = (part for part in parts(shown) if part.get("id") == "ask")
    said, row = ask["items"][-2:]
    assert said["text"] == "Not now."
    assert row["type"] == "ActionSet"
    assert words(with_reason(a_card(), "Not now.", Typed("x.y", {}))).splitlines()[:2] == ["A report", "Not now."]
