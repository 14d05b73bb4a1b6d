"""The line in the place of a card that another came after."""

from cards import actions
from cards.kit.earlier import EARLIER, OPEN, OpenCard, earlier_card
from cards.kit.elements import card, execute, input_text, refresh, text
from cards.kit.lines import closed_card, left_card
from tests.support.card_reading import buttons, inputs, words

BODY = [text("It waits for you."), input_text("view", "Our view", "Please write it.", at_most=900)]
WHOLE = card("A report", BODY, [execute("Approve", "report.approve", {"report": "r-1", "version": 1})], "One waits.",
             asks_again=refresh("report.refresh", {"report": "r-1"}), speak="A report waits.")  # fmt: skip


def test_it_is_the_heading_and_one_button() -> None:
    line = earlier_card(WHOLE)
    assert words(line) == "A report\nOpen"
    assert inputs(line) == {}
    (opens,) = buttons(line).values()
    assert actions.read(opens["verb"], opens["data"]) == OpenCard()
    assert opens["verb"] == OPEN
    assert line["fallbackText"] == EARLIER


def test_it_is_the_same_however_the_record_stands() -> None:
    answered = card("A report", [text("Approved.")], [], "One was approved.", asks_again=refresh("x.show", {"x": 2}))
    assert earlier_card(answered) == earlier_card(WHOLE)


def test_a_card_that_says_nothing_stays_one() -> None:
    for shown in (closed_card(), left_card()):
        assert earlier_card(shown) == shown
