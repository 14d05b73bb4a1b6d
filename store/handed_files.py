"""Files that headteachers sent as reports by external SIPs, until they say what they are."""

from datetime import datetime
from typing import Final

import sqlalchemy as sa

from handbook.membership.handing_in import NO_SUCH_FILE, HandedFile
from store.audit import AuditEntry
from store.record_table import Kept, RecordsById
from store.tables import METADATA, Instant, file_questions, files, report_versions

handed_files: Final = sa.Table(
    "handed_files",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("sha256", sa.String, nullable=False, index=True),
    sa.Column("sent_at", Instant, nullable=False),
    sa.Column("is_open", sa.Boolean, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sa.Index("open_handed_files", "is_open", "sent_at"),
)


class HandedFiles(RecordsById[HandedFile]):
    """The files of one transaction."""

    unknown = NO_SUCH_FILE
    kept = Kept(
        HandedFile,
        handed_files,
        lambda one: {"id": one.id, "sha256": one.sha256, "sent_at": one.sent_at, "is_open": one.is_open},
    )

    def waiting_since(self, before: datetime) -> tuple[HandedFile, ...]:
        """Those sent before then and open still."""
        return self._where(handed_files.c.is_open & (handed_files.c.sent_at < before))

    def save(self, record: HandedFile, entry: AuditEntry, at: datetime) -> HandedFile:
        """Raises Stale if it was changed since it was read. The bytes of a file that was let go are kept no longer than
        somebody else needs them."""
        saved = super().save(record, entry, at)
        if saved.let_go:
            forget_bytes(self._connection, saved.sha256)
        return saved


def forget_bytes(connection: sa.Connection, sha256: str) -> None:
    """Unless a report, a question or a file that waits needs them."""
    of_report = sa.exists().where(report_versions.c.sha256 == sha256)
    of_question = sa.exists().where((file_questions.c.sha256 == sha256) & file_questions.c.is_open)
    of_handed = sa.exists().where((handed_files.c.sha256 == sha256) & handed_files.c.is_open)
    connection.execute(files.delete().where(files.c.sha256 == sha256, ~of_report, ~of_question, ~of_handed))
