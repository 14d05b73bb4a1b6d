"""Files that wait for an answer of whoever sent them, before they become a report."""

from datetime import datetime

from handbook.reports.arriving.file_question import NO_SUCH_FILE, FileAsked
from store.audit import AuditEntry
from store.handed_files import forget_bytes
from store.record_table import Kept, RecordsById
from store.tables import file_questions


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
            forget_bytes(self._connection, saved.sha256)
        return saved
