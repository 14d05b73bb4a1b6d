"""Files that wait for an answer, and how long their bytes are kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from handbook.core.refusal import Refused
from store.audit import AuditEntry
from store.database import Database
from store.stale import Stale
from store.tables import files
from tests.store.filled import fill_roster, open_report
from tests.support import builders as a
from tests.support.file_question_builders import a_file_asked

ENTRY = AuditEntry("service", "tested", "file:file-1")
ASKED = a_file_asked()


def kept(database: Database) -> list[str]:
    with database.engine.connect() as connection:
        return list(connection.execute(sa.select(files.c.sha256)).scalars())


def test_a_question_is_found_by_its_id_and_while_it_is_open_by_its_age(database: Database) -> None:
    with database.writing() as uow:
        opened = uow.file_questions.open(ASKED, ENTRY, a.MONDAY)
        uow.file_questions.open(replace(ASKED, id="file-2", let_go=True), ENTRY, a.MONDAY)
    with database.reading() as uow:
        assert uow.file_questions.get("file-1") == opened == replace(ASKED, revision=1)
        assert uow.file_questions.waiting_since(ASKED.asked_at) == ()
        assert uow.file_questions.waiting_since(ASKED.asked_at + timedelta(seconds=1)) == (opened,)
        with pytest.raises(Refused, match="I cannot find that file"):
            uow.file_questions.get("file-9")


def test_two_who_answer_at_once_do_not_overwrite_each_other(database: Database) -> None:
    with database.writing() as uow:
        opened = uow.file_questions.open(ASKED, ENTRY, a.MONDAY)
        uow.file_questions.save(replace(opened, number=2), ENTRY, a.MONDAY)
        with pytest.raises(Stale):
            uow.file_questions.save(replace(opened, let_go=True), ENTRY, a.MONDAY)


def test_the_bytes_go_with_the_last_who_needs_them(database: Database) -> None:
    with database.writing() as uow:
        uow.reports.keep_file(ASKED.sha256, b"the file")
        one = uow.file_questions.open(ASKED, ENTRY, a.MONDAY)
        two = uow.file_questions.open(replace(ASKED, id="file-2"), ENTRY, a.MONDAY)
        uow.file_questions.save(replace(one, report_id="r1"), ENTRY, a.MONDAY)
    assert kept(database) == [ASKED.sha256]
    with database.writing() as uow:
        three = uow.file_questions.open(replace(ASKED, id="file-3"), ENTRY, a.MONDAY)
        uow.file_questions.save(replace(two, let_go=True), ENTRY, a.MONDAY)
    assert kept(database) == [ASKED.sha256], "another question needs them"
    with database.writing() as uow:
        uow.file_questions.save(replace(three, let_go=True), ENTRY, a.MONDAY)
    assert kept(database) == []


def test_the_bytes_of_a_report_stay(database: Database) -> None:
    fill_roster(database)
    open_report(database, version=replace(a.a_version(), sha256=ASKED.sha256))
    with database.writing() as uow:
        uow.reports.keep_file(ASKED.sha256, b"the file")
        one = uow.file_questions.open(ASKED, ENTRY, a.MONDAY)
        uow.file_questions.save(replace(one, let_go=True), ENTRY, a.MONDAY)
    assert kept(database) == [ASKED.sha256]
