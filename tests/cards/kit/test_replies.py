import pytest

from cards.kit import replies


def test_a_card_takes_the_place_of_the_clicked_one() -> None:
    card = {"type": "AdaptiveCard"}
    assert replies.card_reply(card) == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.card.adaptive",
        "value": card,
    }


def test_a_message_is_shown_beside_the_card() -> None:
    assert replies.message_reply("Please write the school’s view.") == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": "Please write the school’s view.",
    }


def test_an_empty_message_would_make_teams_ask_again() -> None:
    with pytest.raises(ValueError, match="says something"):
        replies.message_reply(" ")


@pytest.mark.parametrize("status", [400, 500])
def test_an_error_names_itself(status: int) -> None:
    assert replies.error_reply(status, "BadRequest", "No action in it") == {
        "statusCode": status,
        "type": "application/vnd.microsoft.error",
        "value": {"code": "BadRequest", "message": "No action in it"},
    }


def test_an_error_is_no_success() -> None:
    with pytest.raises(ValueError, match="200"):
        replies.error_reply(200, "Ok", "fine")
