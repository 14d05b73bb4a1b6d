"""Files that headteachers sent (M4), as they are found again, and forgotten."""

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from handbook.membership.handing_in import let_go
from store.audit import AuditEntry
from store.database import Database
from store.tables import files
from store.unit_of_work import UnitOfWork
from tests.support import builders as a
from tests.support.external_reports import FILE
from tests.support.file_question_builders import a_file_asked

ENTRY = AuditEntry("service", "tested", "handed_file:h-1")


def kept(uow: UnitOfWork, sha256: str) -> bool:
    return uow.connection.execute(sa.select(files.c.sha256).where(files.c.sha256 == sha256)).first() is not None


def test_a_file_that_was_let_go_is_kept_no_longer_than_somebody_needs_it(database: Database) -> None:
    asked = replace(a_file_asked(), sha256=FILE.sha256)
    with database.writing() as uow:
        uow.reports.keep_file(FILE.sha256, b"the report")
        first = uow.handed_files.open(FILE, ENTRY, a.MONDAY)
        second = uow.handed_files.open(replace(FILE, id="h-2", arrival_id="arrival-2"), ENTRY, a.MONDAY)
        question = uow.file_questions.open(asked, ENTRY, a.MONDAY)
        later = a.MONDAY + timedelta(days=1)
        assert [one.id for one in uow.handed_files.waiting_since(later)] == ["h-1", "h-2"]
        assert uow.handed_files.waiting_since(a.MONDAY) == ()
        assert uow.handed_files.get("h-1") == replace(FILE, revision=1)
        uow.handed_files.save(let_go(first, None), ENTRY, later)
        assert kept(uow, FILE.sha256)
        uow.file_questions.save(replace(question, let_go=True), ENTRY, later)
        assert kept(uow, FILE.sha256)
        uow.handed_files.save(let_go(second, None), ENTRY, later)
        assert not kept(uow, FILE.sha256)
        assert uow.handed_files.waiting_since(later) == ()
