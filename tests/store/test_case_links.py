"""Addresses of a case's document: one person's, once, and for minutes."""

from datetime import timedelta

from store.database import Database
from tests.support.case_people import HEAD, NOW, SIP

UNTIL = NOW + timedelta(minutes=10)


def give(database: Database) -> None:
    with database.writing() as uow:
        uow.case_links.give("key-1", SIP.id, "case-1", UNTIL)
        uow.case_links.give("key-2", HEAD.id, "case-1", UNTIL + timedelta(minutes=1))


def test_an_address_opens_once_and_for_whom_it_was_given(database: Database) -> None:
    give(database)
    with database.writing() as uow:
        assert uow.case_links.take("key-1", NOW) == (SIP.id, "case-1")
    with database.writing() as uow:
        assert uow.case_links.take("key-1", NOW) is None
        assert uow.case_links.take("key-2", NOW) == (HEAD.id, "case-1")


def test_what_is_nobody_s_opens_nothing_and_uses_up_nothing(database: Database) -> None:
    give(database)
    with database.writing() as uow:
        for key in ("key-3", "", "key-", "KEY-1", "' OR 1=1 --"):
            assert uow.case_links.take(key, NOW) is None
        assert uow.case_links.take("key-1", NOW) == (SIP.id, "case-1")


def test_what_is_late_is_gone(database: Database) -> None:
    """At its very end, and also if the clock goes back."""
    give(database)
    with database.writing() as uow:
        assert uow.case_links.take("key-1", UNTIL) is None
    with database.writing() as uow:
        assert uow.case_links.take("key-1", NOW) is None
        assert uow.case_links.take("key-2", UNTIL) == (HEAD.id, "case-1")
