"""The calls of Ofsted (O2)."""

from datetime import date, timedelta

from handbook.visits.ofsted.call import OfstedCall
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
        """Those whose inspection is under way or to come, or was in the week of this day. None that was called off."""
        found = self._where(ofsted_calls.c.last_on >= on - timedelta(days=on.weekday()))
        return tuple(call for call in found if call.called_off_at is None)

    def of_school(self, urn: str) -> tuple[OfstedCall, ...]:
        return self._of(urn=urn)

    def of_days(self, urn: str, first_on: date, last_on: date) -> OfstedCall | None:
        """The call of a school about these days that was not called off."""
        calls = (one for one in self.of_school(urn) if one.called_off_at is None)
        return next((call for call in calls if (call.first_on, call.last_on) == (first_on, last_on)), None)

    def open_at(self, urn: str, on: date) -> OfstedCall | None:
        """The one whose inspection is under way or to come at a school."""
        return next((call for call in self.of_school(urn) if call.is_open(on)), None)
