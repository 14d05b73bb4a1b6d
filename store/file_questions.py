"""Files that wait for an answer of whoever sent them, before they become a report."""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from handbook.core.refusal import Refused
from handbook.reports.file_question import NO_SUCH_FILE, FileAsked
from store.audit import AuditEntry, Chain
from store.records import from_json, to_json
from store.stale import Stale
from store.tables import file_questions, files, report_versions


class FileQuestions:
    """The questions of one transaction."""

    def __init__(self, connection: sa.Connection, chain: Chain) -> None:
        self._connection = connection
        self._chain = chain

    def get(self, file_id: str) -> FileAsked:
        """Raises Refused where there is none."""
        query = sa.select(file_questions.c.record).where(file_questions.c.id == file_id)
        text = self._connection.execute(query).scalar()
        if text is None:
            raise Refused("unknown", NO_SUCH_FILE)
        return from_json(FileAsked, text)

    def waiting_since(self, before: datetime) -> tuple[FileAsked, ...]:
        """Those asked before then and open still."""
        waits = file_questions.c.is_open & (file_questions.c.asked_at < before)
        query = sa.select(file_questions.c.record).where(waits).order_by(file_questions.c.id)
        return tuple(from_json(FileAsked, text) for text in self._connection.execute(query).scalars())

    def open(self, asked: FileAsked, entry: AuditEntry, at: datetime) -> FileAsked:
        """Writes a new question."""
        opened = replace(asked, revision=1)
        self._connection.execute(file_questions.insert(), _columns(opened))
        self._chain.append(entry, at)
        return opened

    def save(self, asked: FileAsked, entry: AuditEntry, at: datetime) -> FileAsked:
        """Raises Stale if it was changed since it was read. The bytes of a file that was let go are kept no longer than
        somebody else needs them."""
        saved = replace(asked, revision=asked.revision + 1)
        match = (file_questions.c.id == asked.id) & (file_questions.c.revision == asked.revision)
        if self._connection.execute(file_questions.update().where(match), _columns(saved)).rowcount != 1:
            raise Stale(asked.id)
        if saved.let_go:
            self._forget(saved.sha256)
        self._chain.append(entry, at)
        return saved

    def _forget(self, sha256: str) -> None:
        of_report = sa.exists().where(report_versions.c.sha256 == sha256)
        of_question = sa.exists().where((file_questions.c.sha256 == sha256) & file_questions.c.is_open)
        self._connection.execute(files.delete().where(files.c.sha256 == sha256, ~of_report, ~of_question))


def _columns(asked: FileAsked) -> dict[str, object]:
    return {
        "id": asked.id,
        "sha256": asked.sha256,
        "asked_at": asked.asked_at,
        "is_open": asked.is_open,
        "revision": asked.revision,
        "record": to_json(asked),
    }
