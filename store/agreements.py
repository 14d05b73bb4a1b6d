"""The sharing agreements of schools (W5)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from handbook.sharing_agreement import SharingAgreement
from store import audit
from store.audit import Entry
from store.records import from_json, to_json
from store.stale import Stale
from store.tables import agreements


class Agreements:
    """The agreements of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def of_school(self, urn: str) -> SharingAgreement:
        """The school's agreement; one that nobody has asked for yet where nothing was written."""
        text = self._connection.execute(sa.select(agreements.c.record).where(agreements.c.urn == urn)).scalar()
        return from_json(SharingAgreement, text) if text else SharingAgreement(urn)

    def save(self, agreement: SharingAgreement, entry: Entry, at: datetime) -> SharingAgreement:
        """Raises Stale if it was changed since it was read."""
        saved = replace(agreement, revision=agreement.revision + 1)
        columns = {"status": saved.status, "revision": saved.revision, "record": to_json(saved)}
        if agreement.revision == 0:
            self._open(saved.urn, columns)
        else:
            match = (agreements.c.urn == agreement.urn) & (agreements.c.revision == agreement.revision)
            if self._connection.execute(agreements.update().where(match), columns).rowcount != 1:
                raise Stale(agreement.urn)
        audit.append(self._connection, entry, at)
        return saved

    def _open(self, urn: str, columns: Mapping[str, object]) -> None:
        try:
            self._connection.execute(agreements.insert(), {"urn": urn, **columns})
        except IntegrityError as error:
            raise Stale(urn) from error
