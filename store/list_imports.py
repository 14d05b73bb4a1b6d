"""Lists that were sent in chat, as they were read, until somebody decides about them."""

from datetime import datetime
from typing import Final

import sqlalchemy as sa

from handbook.schools.list_import import NO_SUCH_IMPORT, ListImport
from store.record_table import Kept, RecordsById
from store.tables import METADATA, Instant

list_imports: Final = sa.Table(
    "list_imports",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("sent_at", Instant, nullable=False, index=True),
    sa.Column("status", sa.String, nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)


class ListImports(RecordsById[ListImport]):
    """The imports of one transaction."""

    unknown = NO_SUCH_IMPORT
    kept = Kept(
        ListImport, list_imports, lambda one: {"id": one.id, "sent_at": one.sent_at, "status": one.status.value}
    )

    def waiting(self) -> tuple[ListImport, ...]:
        """Those about which nobody has decided."""
        return self._of(status="shown")

    def waiting_since(self, before: datetime) -> tuple[ListImport, ...]:
        """Those sent before then, about which nobody has decided."""
        return self._where((list_imports.c.status == "shown") & (list_imports.c.sent_at < before))
