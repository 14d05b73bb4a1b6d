"""The agreements of schools: to the sharing of reports (W5), and to figures being shown (D1)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from handbook.reports.sharing_agreement import AgreementKind, SharingAgreement
from store.audit import AuditEntry, Chain
from store.records import from_json, to_json
from store.stale import Stale
from store.tables import agreements

_AGREEMENT: Final = sa.select(agreements.c.record).where(
    agreements.c.urn == sa.bindparam("urn"), agreements.c.kind == sa.bindparam("kind")
)


class Agreements:
    """The agreements of one transaction, each read once."""

    def __init__(self, connection: sa.Connection, chain: Chain) -> None:
        self._connection = connection
        self._chain = chain
        self._read: dict[tuple[str, AgreementKind], SharingAgreement] = {}

    def of_school(self, urn: str, kind: AgreementKind = AgreementKind.SHARING) -> SharingAgreement:
        """The school's agreement; one that nobody has asked for yet where nothing was written."""
        if (urn, kind) not in self._read:
            self.remember(urn, self._connection.execute(_AGREEMENT, {"urn": urn, "kind": kind.value}).scalar(), kind)
        return self._read[urn, kind]

    def remember(self, urn: str, text: str | None, kind: AgreementKind = AgreementKind.SHARING) -> None:
        """What this transaction has read of a school's agreement in another query; None where nothing is written."""
        read = from_json(SharingAgreement, text) if text else SharingAgreement(urn, kind=kind)
        self._read.setdefault((urn, kind), read)

    def save(self, agreement: SharingAgreement, entry: AuditEntry, at: datetime) -> SharingAgreement:
        """Raises Stale if it was changed since it was read."""
        saved = replace(agreement, revision=agreement.revision + 1)
        columns = {"status": saved.status, "revision": saved.revision, "record": to_json(saved)}
        if agreement.revision == 0:
            self._open(saved, columns)
        else:
            one = (agreements.c.urn == agreement.urn) & (agreements.c.kind == agreement.kind.value)
            match = one & (agreements.c.revision == agreement.revision)
            if self._connection.execute(agreements.update().where(match), columns).rowcount != 1:
                raise Stale(agreement.urn)
        self._read[saved.urn, saved.kind] = saved
        self._chain.append(entry, at)
        return saved

    def _open(self, agreement: SharingAgreement, columns: Mapping[str, object]) -> None:
        try:
            key = {"urn": agreement.urn, "kind": agreement.kind.value}
            self._connection.execute(agreements.insert(), {**key, **columns})
        except IntegrityError as error:
            raise Stale(agreement.urn) from error
