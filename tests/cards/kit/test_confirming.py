"""A button that asks once more, the card that asks, and the one that says when it goes out."""

from cards.kit.confirming import Asked, Held, asks_first, asks_nothing, confirm_card, held_card, verbs_on
from cards.kit.elements import buttons, card, execute, input_text, text
from tests.support.card_reading import buttons as buttons_of
from tests.support.card_reading import inputs, links, words
from tests.support.confirm_gallery import VIEW, an_approval, approving

DATA: dict[str, str | int] = {"report": "report-1", "version": 1}


def a_card(**more: object) -> dict[str, object]:
    asking = asks_first(execute("Share", "report.share", DATA))
    box = input_text("words", "Words", "Please write.", at_most=100)
    return {**card("St * Hilda’s", [text("It is filed."), box], [asking], "A report."), **more}


def test_a_button_that_asks_says_what_about_and_an_old_client_does_it() -> None:
    asking = asks_first(execute("Share", "report.share", DATA, tooltip="With both"))
    assert (asking["verb"], asking["data"], asking["tooltip"]) == (
        "sure.ask",
        {"asks": "report.share", **DATA},
        "With both",
    )
    assert asking["fallback"]["data"] == {"verb": "report.share", **DATA}


def test_where_nobody_is_asked_once_more_its_buttons_do_it_at_once() -> None:
    done = asks_nothing(a_card())
    assert done["body"][-1]["actions"] == [execute("Share", "report.share", DATA)]
    assert verbs_on(done) == verbs_on(a_card()) == {"report.share"}


def test_the_question_stands_in_the_place_of_the_card() -> None:
    asked = Asked("Share it?", "Yes, share", ["They can open it."], "report.share", {**DATA, "words": "“{{DATE}}” **"})
    shown = confirm_card(a_card(), asked)
    assert words(shown).splitlines()[:3] == ["St * Hilda’s", "Share it?", "- They can open it."]
    assert inputs(shown)["words"]["value"] == "“{ {DATE}}” **"
    assert list(buttons_of(shown)) == ["Yes, share"]
    assert buttons_of(shown)["Yes, share"]["data"] == DATA
    assert "associatedInputs" not in buttons_of(shown)["Yes, share"]
    assert "refresh" not in shown


def test_there_is_a_way_back_where_the_card_can_be_had_again() -> None:
    shown = confirm_card(an_approval(), approving(VIEW))
    assert list(buttons_of(shown)) == ["Yes, approve", "Go back"]
    assert buttons_of(shown)["Go back"]["verb"] == "report.refresh"
    assert inputs(shown)["view"]["value"] == VIEW
    without = confirm_card(an_approval(), approving())
    assert (inputs(without), buttons_of(without)["Yes, approve"]["associatedInputs"]) == ({}, "none")


def test_what_is_held_says_when_it_goes_out_and_keeps_its_links() -> None:
    approval = an_approval()
    shown = held_card(approval, Held("held-1", "Approved", "14:20", ["It is filed."], wrote=("We agree.",)))
    assert "Approved: goes out at 14:20. Until then you can take it back" in words(shown)
    assert "“We agree.”\n– you" in words(shown)
    assert list(buttons_of(shown)) == ["Take it back"]
    assert links(shown) == links(approval)
    assert shown["refresh"] == approval["refresh"]
    other = held_card(a_card(), Held("held-1", "Shared", "14:20", ["They can open it."], by="Dora Deputy"))
    assert "Shared: by Dora Deputy, goes out at 14:20. Until then it can be taken back" in words(other)
    assert "refresh" not in other


def test_a_button_alone_asks_too() -> None:
    row = buttons([asks_first(execute("Share", "report.share", DATA))])
    assert asks_nothing({"body": [row]})["body"][0]["actions"][0]["verb"] == "report.share"
