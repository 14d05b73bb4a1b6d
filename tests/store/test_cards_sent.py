"""Which card stands where."""

import pytest
from sqlalchemy.exc import IntegrityError

from store.database import Database
from tests.store.filled import a_card


@pytest.fixture
def location(database: Database) -> Database:
    with database.writing() as uow:
        uow.cards.add(a_card("b", activity_id="message-2"))
        uow.cards.add(a_card("a"))
        uow.cards.add(a_card("c", about="report:r2", activity_id="message-3"))
    return database


def test_all_copies_about_a_record_are_found(location: Database) -> None:
    with location.reading() as uow:
        assert uow.cards.about("report:r1") == (a_card("a"), a_card("b", activity_id="message-2"))
        assert uow.cards.about("report:r9") == ()


def test_a_card_is_found_by_its_key_and_by_its_place(location: Database) -> None:
    with location.reading() as uow:
        assert uow.cards.get("a") == uow.cards.at("chat-1", "message-1") == a_card("a")
        assert uow.cards.get("z") is None
        assert uow.cards.at("chat-2", "message-1") is None


def test_what_a_copy_shows_is_noted(location: Database) -> None:
    with location.writing() as uow:
        uow.cards.refreshed("a", "d2")
    with location.reading() as uow:
        assert uow.cards.get("a") == a_card("a", shows="d2")


def test_a_copy_whose_message_is_gone_stands_nowhere(location: Database) -> None:
    with location.writing() as uow:
        uow.cards.refreshed("a", "")
    with location.reading() as uow:
        assert [card.key for card in uow.cards.about("report:r1")] == ["b"]
        assert uow.cards.at("chat-1", "message-1") is None
        assert uow.cards.get("a") is not None  # it was sent, and is not sent again


def test_a_card_is_sent_once(location: Database) -> None:
    with pytest.raises(IntegrityError), location.writing() as uow:
        uow.cards.add(a_card("a"))


def test_in_whose_chat_something_is_shown_is_found_person_by_person(database: Database) -> None:
    """What is gone (nothing), or in doubt, is not known to be something else."""
    shown = {"ada": ("m", "d1"), "bea": ("m", "m"), "cyn": ("", "in doubt"), "dee": ("x", "in doubt"), "eve": ("",)}
    with database.writing() as uow:
        assert uow.cards.people_shown("m", showing=True) == uow.cards.people_shown("m", showing=False) == ()
        for person_id, shows in shown.items():
            for number, one in enumerate(shows):
                uow.cards.add(a_card(f"{person_id}{number}", person_id=person_id, shows=one))
        assert uow.cards.people_shown("m", showing=True) == ("ada", "bea")
        assert uow.cards.people_shown("m", showing=False) == ("ada", "dee")
