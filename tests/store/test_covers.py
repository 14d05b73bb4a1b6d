"""Covers, as they are found again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handbook.core.refusal import Refused
from store.audit import AuditEntry
from store.database import Database
from store.stale import Stale
from tests.support import builders as a
from tests.support.covers import DEPUTY, FIRST, LAST, SIP, a_cover

ENTRY = AuditEntry("service", "tested", "cover:cover-1")


def test_a_cover_is_found_by_whom_it_concerns_and_when(database: Database) -> None:
    later = a_cover(id="cover-2", first_on=FIRST + timedelta(days=7), last_on=LAST + timedelta(days=7))
    other = a_cover(id="cover-3", person_id=DEPUTY.id, deputy_id=SIP.id)
    with database.writing() as uow:
        second, first, third = (uow.covers.open(one, ENTRY, a.MONDAY) for one in (later, a_cover(), other))
    with database.reading() as uow:
        assert uow.covers.get("cover-1") == first == replace(a_cover(), revision=1)
        assert uow.covers.of_person(SIP.id) == uow.covers.of_deputy(DEPUTY.id) == (first, second)
        assert uow.covers.of_deputy(SIP.id) == (third,)
        assert uow.covers.since(LAST) == (first, third, second)
        assert uow.covers.since(LAST + timedelta(days=1)) == (second,)
        with pytest.raises(Refused, match="I cannot find that cover"):
            uow.covers.get("cover-9")


def test_two_who_write_at_once_do_not_overwrite_each_other(database: Database) -> None:
    with database.writing() as uow:
        opened = uow.covers.open(a_cover(), ENTRY, a.MONDAY)
        saved = uow.covers.save(replace(opened, ended_at=a.MONDAY), ENTRY, a.MONDAY)
        with pytest.raises(Stale):
            uow.covers.save(opened, ENTRY, a.MONDAY)
    with database.reading() as uow:
        assert uow.covers.of_person(SIP.id) == (saved,)
        assert saved.revision == 2
