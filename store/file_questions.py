"""Files that wait for an answer of whoever sent them, before they become a report."""

from datetime import datetime

import sqlalchemy as sa

from handbook.reports.file_question import NO_SUCH_FILE, FileAsked
from store.audit import AuditEntry
from store.handed_files import handed_files
from store.record_table import Kept, RecordsById
from store.tables import file_questions, files, report_versions


class FileQuestions(RecordsById[FileAsked]):
    """The questions of one transaction."""

    unknown = NO_SUCH_FILE
    kept = Kept(
        FileAsked,
        file_questions,
        lambda one: {"id": one.id, "sha256": one.sha256, "asked_at": one.asked_at, "is_open": one.is_open},
    )

    def waiting_since(self, before: datetime) -> tuple[FileAsked, ...]:
        """Those asked before then and open still."""
        return self._where(file_questions.c.is_open & (file_questions.c.asked_at < before))

    def save(self, record: FileAsked, entry: AuditEntry, at: datetime) -> FileAsked:
        """Raises Stale if it was changed since it was read. The bytes of a file that was let go are kept no longer than
        somebody else needs them."""
        saved = super().save(record, entry, at)
        if saved.let_go:
            self._forget(saved.sha256)
        return saved

    def _forget(self, sha256: str) -> None:
        of_report = sa.exists().where(report_versions.c.sha256 == sha256)
        of_question = sa.exists().where((file_questions.c.sha256 == sha256) & file_questions.c.is_open)
        of_other = sa.exists().where((handed_files.c.sha256 == sha256) & handed_files.c.is_open)
        self._connection.execute(files.delete().where(files.c.sha256 == sha256, ~of_report, ~of_question, ~of_other))
