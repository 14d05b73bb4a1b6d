"""The plans of terms, as they were proposed (V2)."""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from handbook.core.refusal import Refused
from handbook.plans.acceptance import ProposedPlan
from store.audit import AuditEntry, Chain
from store.records import from_json, to_json
from store.stale import Stale
from store.tables import term_plans


class TermPlans:
    """The plans of one transaction."""

    def __init__(self, connection: sa.Connection, chain: Chain) -> None:
        self._connection = connection
        self._chain = chain

    def get(self, plan_id: str) -> ProposedPlan:
        """Raises Refused where there is none."""
        found = self._where(term_plans.c.id == plan_id)
        if not found:
            raise Refused("unknown", "I cannot find that plan.")
        return found[0]

    def of_run(self, run_id: str) -> tuple[ProposedPlan, ...]:
        """Those that were made together."""
        return self._where(term_plans.c.run_id == run_id)

    def open(self, plan: ProposedPlan, entry: AuditEntry, at: datetime) -> ProposedPlan:
        """Writes a new plan."""
        opened = replace(plan, revision=1)
        self._connection.execute(term_plans.insert(), _columns(opened))
        self._chain.append(entry, at)
        return opened

    def save(self, plan: ProposedPlan, entry: AuditEntry, at: datetime) -> ProposedPlan:
        """Raises Stale if it was changed since it was read."""
        saved = replace(plan, revision=plan.revision + 1)
        match = (term_plans.c.id == plan.id) & (term_plans.c.revision == plan.revision)
        if self._connection.execute(term_plans.update().where(match), _columns(saved)).rowcount != 1:
            raise Stale(plan.id)
        self._chain.append(entry, at)
        return saved

    def _where(self, condition: sa.ColumnElement[bool]) -> tuple[ProposedPlan, ...]:
        query = sa.select(term_plans.c.record).where(condition).order_by(term_plans.c.id)
        return tuple(from_json(ProposedPlan, text) for text in self._connection.execute(query).scalars())


def _columns(plan: ProposedPlan) -> dict[str, object]:
    return {"id": plan.id, "run_id": plan.run_id, "revision": plan.revision, "record": to_json(plan)}
