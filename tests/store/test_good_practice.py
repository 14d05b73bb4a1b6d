"""The board and introductions (W3), as they are found again."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from handbook.core.refusal import Refused
from handbook.good_practice.introduction import IntroductionStatus
from handbook.good_practice.line import withdrawn
from store.audit import AuditEntry
from store.database import Database
from store.good_practice import practice_lines
from store.stale import Stale
from tests.support import builders as a
from tests.support.good_practice import HILDA, NEED, OFFER, a_line, an_introduction

ENTRY = AuditEntry("service", "tested", "practice_line:x")
LATER = a.MONDAY + timedelta(days=1)


def test_lines_are_found_as_they_were_written_and_of_one_that_was_withdrawn_no_words_lie_there(
    database: Database,
) -> None:
    own_words = a_line(text="Judo", school=HILDA, tags=("Reading", "judo"), may_be_named=True)
    with database.writing() as uow:
        for line in (OFFER, NEED, own_words):
            uow.practice_lines.open(line, ENTRY, a.MONDAY)
    with database.reading() as uow:
        assert {line.id for line in uow.practice_lines.standing()} == {OFFER.id, NEED.id, own_words.id}
        assert [line.urn for line in uow.practice_lines.standing()] == ["900001", "900001", "900002"]
        assert [line.id for line in uow.practice_lines.needs()] == [NEED.id]
        assert uow.practice_lines.get(own_words.id) == own_words
    with database.writing() as uow:
        uow.practice_lines.save(withdrawn(NEED, LATER), ENTRY, LATER)
    with database.reading() as uow:
        assert NEED.id not in {line.id for line in uow.practice_lines.standing()}
        assert uow.practice_lines.needs() == ()
        assert {line.id for line in uow.practice_lines.of_school(HILDA.urn)} == {NEED.id, own_words.id}
        kept = uow.connection.execute(
            sa.select(practice_lines.c.record).where(practice_lines.c.id == NEED.id)
        ).scalar_one()
        assert "peer" not in kept
        with pytest.raises(Refused, match="I cannot find that line"):
            uow.practice_lines.get("900001.none")


def test_introductions_are_found_by_their_lines_and_while_they_wait(database: Database) -> None:
    asked, made = an_introduction(), an_introduction(IntroductionStatus.INTRODUCED, id="introduction-2")
    other = replace(asked, id="introduction-3", need=replace(asked.need, line_id="900001.other"))
    with database.writing() as uow:
        for one in (asked, made, other):
            uow.introductions.open(one, ENTRY, a.MONDAY)
    with database.reading() as uow:
        assert uow.introductions.open_ones() == (asked, other)
        assert uow.introductions.every() == (asked, made, other)
        assert uow.introductions.about_lines([NEED.id]) == (asked, made)
        assert uow.introductions.about_lines([OFFER.id]) == (asked, made, other)
        assert uow.introductions.about_lines([]) == ()
        with pytest.raises(Refused, match="I cannot find that introduction"):
            uow.introductions.get("introduction-9")


def test_two_who_write_at_once_do_not_overwrite_each_other(database: Database) -> None:
    with database.writing() as uow:
        opened = uow.practice_lines.open(OFFER, ENTRY, a.MONDAY)
        uow.practice_lines.save(replace(opened, may_be_named=True), ENTRY, LATER)
        with pytest.raises(Stale):
            uow.practice_lines.save(withdrawn(opened, LATER), ENTRY, LATER)
        with pytest.raises(Stale):
            uow.practice_lines.save(replace(OFFER, revision=0), ENTRY, LATER)
