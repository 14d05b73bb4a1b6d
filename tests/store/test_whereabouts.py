"""Where people can be reached, and which workers live."""

from dataclasses import replace
from datetime import timedelta

from store.database import Database
from store.whereabouts import Whereabouts
from tests.support import builders as a

HERE = Whereabouts("p1", "chat-1", "https://t/", "active")


def test_only_news_is_written(database: Database) -> None:
    moved = replace(HERE, service_url="https://elsewhere/")
    with database.writing() as books:
        assert books.whereabouts.of("p1") is None
        assert books.whereabouts.note(HERE)
        assert not books.whereabouts.note(HERE)
        assert books.whereabouts.note(moved)
    with database.reading() as books:
        assert books.whereabouts.of("p1") == moved
        assert books.whereabouts.of("p2") is None


def test_a_person_can_be_forgotten(database: Database) -> None:
    with database.writing() as books:
        books.whereabouts.note(HERE)
        books.whereabouts.forget("p1")
        assert books.whereabouts.of("p1") is None


def test_a_silent_worker_is_known_until_it_is_struck_off(database: Database) -> None:
    with database.writing() as books:
        books.heard_from("worker-1", a.MONDAY)
        books.heard_from("worker-2", a.MONDAY)
        books.heard_from("worker-2", a.MONDAY + timedelta(minutes=5))
    for _ in range(2):  # whoever takes over may go down in the middle of it
        with database.writing() as books:
            assert books.silent_workers(a.MONDAY + timedelta(minutes=3)) == ("worker-1",)
    with database.writing() as books:
        books.strike_off(["worker-1"])
        assert books.silent_workers(a.MONDAY + timedelta(minutes=3)) == ()
        assert books.silent_workers(a.MONDAY + timedelta(minutes=6)) == ("worker-2",)
