"""The agreements of schools: to the sharing of reports (W5), and to figures being shown (D1)."""

from datetime import datetime
from typing import Final

import sqlalchemy as sa

from handbook.reports.agreements.agreement import AgreementStatus, SharingAgreement
from handbook.reports.agreements.texts import AgreementKind
from store.audit import AuditEntry, Chain
from store.record_table import Kept, RecordTable
from store.records import from_json
from store.tables import agreements

_AGREEMENT: Final = sa.select(agreements.c.record).where(
    agreements.c.urn == sa.bindparam("urn"), agreements.c.kind == sa.bindparam("kind")
)


class Agreements(RecordTable[SharingAgreement]):
    """The agreements of one transaction, each read once."""

    kept = Kept(
        SharingAgreement,
        agreements,
        lambda one: {"urn": one.urn, "kind": one.kind.value, "status": one.status},
        key=("urn", "kind"),
    )

    def __init__(self, connection: sa.Connection, chain: Chain) -> None:
        super().__init__(connection, chain)
        self._read: dict[tuple[str, AgreementKind], SharingAgreement] = {}

    def of_school(self, urn: str, kind: AgreementKind = AgreementKind.SHARING) -> SharingAgreement:
        """The school's agreement; one that nobody has asked for yet where nothing was written."""
        if (urn, kind) not in self._read:
            self.remember(urn, self._connection.execute(_AGREEMENT, {"urn": urn, "kind": kind.value}).scalar(), kind)
        return self._read[urn, kind]

    def all_of(self, kind: AgreementKind) -> dict[str, SharingAgreement]:
        """All that were ever asked for or answered, by the URN."""
        return {one.urn: one for one in self._of(kind=kind.value)}

    def to_look_after(self) -> tuple[SharingAgreement, ...]:
        """Those that wait for an answer, and those that hold: the clock may have to do something about them."""
        return self._where(agreements.c.status.in_((AgreementStatus.ASKED, AgreementStatus.SIGNED)))

    def remember(self, urn: str, text: str | None, kind: AgreementKind = AgreementKind.SHARING) -> None:
        """What this transaction has read of a school's agreement in another query; None where nothing is written."""
        read = from_json(SharingAgreement, text) if text else SharingAgreement(urn, kind=kind)
        self._read.setdefault((urn, kind), read)

    def save(self, record: SharingAgreement, entry: AuditEntry, at: datetime) -> SharingAgreement:
        """Raises Stale if it was changed since it was read."""
        saved = super().save(record, entry, at)
        self._read[saved.urn, saved.kind] = saved
        return saved
