"""The plans of terms, as they were proposed (V2)."""

from handbook.plans.acceptance import ProposedPlan
from store.record_table import Kept, RecordsById
from store.tables import term_plans


class TermPlans(RecordsById[ProposedPlan]):
    """The plans of one transaction."""

    unknown = "I cannot find that plan."
    kept = Kept(ProposedPlan, term_plans, lambda plan: {"id": plan.id, "run_id": plan.run_id})

    def of_run(self, run_id: str) -> tuple[ProposedPlan, ...]:
        """Those that were made together."""
        return self._of(run_id=run_id)

    def of_visit(self, visit_id: str) -> tuple[ProposedPlan, ...]:
        """Those of which a line has become this visit: looked for in their words, as there are few plans in a year."""
        found = self._where(term_plans.c.record.contains(f'"{visit_id}"', autoescape=True))
        return tuple(plan for plan in found if any(line.visit_id == visit_id for line in plan.lines))
