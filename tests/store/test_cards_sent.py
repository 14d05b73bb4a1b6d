"""Which card stands where."""

import pytest
from sqlalchemy.exc import IntegrityError

from store.database import Database
from tests.store.shelves import a_card


@pytest.fixture
def shelf(database: Database) -> Database:
    with database.writing() as books:
        books.cards.add(a_card("b", activity_id="message-2"))
        books.cards.add(a_card("a"))
        books.cards.add(a_card("c", about="report:r2", activity_id="message-3"))
    return database


def test_all_copies_about_a_record_are_found(shelf: Database) -> None:
    with shelf.reading() as books:
        assert books.cards.about("report:r1") == (a_card("a"), a_card("b", activity_id="message-2"))
        assert books.cards.about("report:r9") == ()


def test_a_card_is_found_by_its_key_and_by_its_place(shelf: Database) -> None:
    with shelf.reading() as books:
        assert books.cards.get("a") == books.cards.at("chat-1", "message-1") == a_card("a")
        assert books.cards.get("z") is None
        assert books.cards.at("chat-2", "message-1") is None


def test_what_a_copy_shows_is_noted(shelf: Database) -> None:
    with shelf.writing() as books:
        books.cards.redrawn("a", "d2")
    with shelf.reading() as books:
        assert books.cards.get("a") == a_card("a", shows="d2")


def test_a_copy_whose_message_is_gone_stands_nowhere(shelf: Database) -> None:
    with shelf.writing() as books:
        books.cards.redrawn("a", "")
    with shelf.reading() as books:
        assert [card.key for card in books.cards.about("report:r1")] == ["b"]
        assert books.cards.at("chat-1", "message-1") is None
        assert books.cards.get("a") is not None  # it was sent, and is not sent again


def test_a_card_is_sent_once(shelf: Database) -> None:
    with pytest.raises(IntegrityError), shelf.writing() as books:
        books.cards.add(a_card("a"))
