"""The calls of Ofsted (O2)."""

from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa

from handbook.core.refusal import Refused
from handbook.visits.ofsted_call import OfstedCall
from store.audit import AuditEntry, Chain
from store.records import from_json, to_json
from store.stale import Stale
from store.tables import ofsted_calls


class OfstedCalls:
    """The calls of one transaction."""

    def __init__(self, connection: sa.Connection, chain: Chain) -> None:
        self._connection = connection
        self._chain = chain

    def get(self, call_id: str) -> OfstedCall:
        """Raises Refused where there is none."""
        found = self._where(ofsted_calls.c.id == call_id)
        if not found:
            raise Refused("unknown", "I cannot find that call.")
        return found[0]

    def not_over(self, on: date) -> tuple[OfstedCall, ...]:
        """Those whose inspection is under way or to come."""
        return self._where(ofsted_calls.c.last_on >= on)

    def of_school(self, urn: str) -> tuple[OfstedCall, ...]:
        return self._where(ofsted_calls.c.urn == urn)

    def of_days(self, urn: str, first_on: date, last_on: date) -> OfstedCall | None:
        """The call of a school about these days."""
        calls = self.of_school(urn)
        return next((call for call in calls if (call.first_on, call.last_on) == (first_on, last_on)), None)

    def open(self, call: OfstedCall, entry: AuditEntry, at: datetime) -> OfstedCall:
        """Writes a new call."""
        opened = replace(call, revision=1)
        self._connection.execute(ofsted_calls.insert(), _columns(opened))
        self._chain.append(entry, at)
        return opened

    def save(self, call: OfstedCall, entry: AuditEntry, at: datetime) -> OfstedCall:
        """Raises Stale if it was changed since it was read."""
        saved = replace(call, revision=call.revision + 1)
        match = (ofsted_calls.c.id == call.id) & (ofsted_calls.c.revision == call.revision)
        if self._connection.execute(ofsted_calls.update().where(match), _columns(saved)).rowcount != 1:
            raise Stale(call.id)
        self._chain.append(entry, at)
        return saved

    def _where(self, condition: sa.ColumnElement[bool]) -> tuple[OfstedCall, ...]:
        query = sa.select(ofsted_calls.c.record).where(condition).order_by(ofsted_calls.c.last_on, ofsted_calls.c.id)
        return tuple(from_json(OfstedCall, text) for text in self._connection.execute(query).scalars())


def _columns(call: OfstedCall) -> dict[str, object]:
    record = {"record": to_json(call), "last_on": call.last_on}
    return {"id": call.id, "urn": call.urn, "revision": call.revision, **record}
