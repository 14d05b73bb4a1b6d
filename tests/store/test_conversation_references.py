"""Where people can be reached, and which workers live."""

from dataclasses import replace
from datetime import timedelta

from handbook.core.conversation_reference import ConversationReference
from store.database import Database
from tests.support import builders as a
from tests.support.builders import MONDAY

HERE = ConversationReference("p1", "chat-1", "https://t/", "active")


def test_only_news_is_written(database: Database) -> None:
    moved = replace(HERE, service_url="https://elsewhere/")
    with database.writing() as uow:
        assert uow.conversations.of("p1") is None
        assert uow.conversations.note(HERE, MONDAY)
        assert not uow.conversations.note(HERE, MONDAY)
        assert uow.conversations.note(moved, MONDAY)
    with database.reading() as uow:
        assert uow.conversations.of("p1") == moved
        assert uow.conversations.of("p2") is None


def test_a_person_can_be_forgotten(database: Database) -> None:
    with database.writing() as uow:
        uow.conversations.note(HERE, MONDAY)
        uow.conversations.forget("p1")
        assert uow.conversations.of("p1") is None


def test_a_silent_worker_is_known_until_it_is_struck_off(database: Database) -> None:
    with database.writing() as uow:
        uow.workers.heard_from("worker-1", a.MONDAY)
        uow.workers.heard_from("worker-2", a.MONDAY)
        uow.workers.heard_from("worker-2", a.MONDAY + timedelta(minutes=5))
    for _ in range(2):  # whoever takes over may go down in the middle of it
        with database.writing() as uow:
            assert uow.workers.silent(a.MONDAY + timedelta(minutes=3)) == ("worker-1",)
    with database.writing() as uow:
        uow.workers.remove(["worker-1"])
        assert uow.workers.silent(a.MONDAY + timedelta(minutes=3)) == ()
        assert uow.workers.silent(a.MONDAY + timedelta(minutes=6)) == ("worker-2",)
