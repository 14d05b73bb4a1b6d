"""The answers of dialogs, in Teams' spelling."""

import pytest

from cards.kit.dialog_replies import dialog_message_reply, dialog_reply
from cards.kit.note import note_card


def test_a_dialog_has_a_title_a_size_and_a_card() -> None:
    assert dialog_reply("SIP <b>Desk</b>", note_card("Words.")) == {
        "task": {
            "type": "continue",
            "value": {
                "title": "SIP ‹b›Desk‹/b›",
                "height": "large",
                "width": "large",
                "card": {"contentType": "application/vnd.microsoft.card.adaptive", "content": note_card("Words.")},
            },
        }
    }


def test_a_sentence_says_something() -> None:
    assert dialog_message_reply("No.") == {"task": {"type": "message", "value": "No."}}
    with pytest.raises(ValueError, match="says something"):
        dialog_message_reply(" \x00")
