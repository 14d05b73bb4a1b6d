"""The calls of Ofsted (O2)."""

from datetime import date

from handbook.visits.ofsted_call import OfstedCall
from store.record_table import Kept, RecordsById
from store.tables import ofsted_calls


class OfstedCalls(RecordsById[OfstedCall]):
    """The calls of one transaction."""

    unknown = "I cannot find that call."
    kept = Kept(
        OfstedCall,
        ofsted_calls,
        lambda call: {"id": call.id, "urn": call.urn, "last_on": call.last_on},
        order=("last_on",),
    )

    def not_over(self, on: date) -> tuple[OfstedCall, ...]:
        """Those whose inspection is under way or to come."""
        return self._where(ofsted_calls.c.last_on >= on)

    def of_school(self, urn: str) -> tuple[OfstedCall, ...]:
        return self._where(ofsted_calls.c.urn == urn)

    def of_days(self, urn: str, first_on: date, last_on: date) -> OfstedCall | None:
        """The call of a school about these days."""
        calls = self.of_school(urn)
        return next((call for call in calls if (call.first_on, call.last_on) == (first_on, last_on)), None)
