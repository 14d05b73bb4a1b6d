"""Who stands in for whom, and when."""

from datetime import date

from handbook.cases.cover import NO_SUCH_COVER, Cover
from store.case_tables import covers
from store.record_table import Kept, RecordsById


class Covers(RecordsById[Cover]):
    """The covers of one transaction, by their first day."""

    unknown = NO_SUCH_COVER
    kept = Kept(
        Cover,
        covers,
        lambda one: {
            "id": one.id,
            "person_id": one.person_id,
            "deputy_id": one.deputy_id,
            "first_on": one.first_on,
            "last_on": one.last_on,
        },
        order=("first_on",),
    )

    def of_person(self, person_id: str) -> tuple[Cover, ...]:
        """Those of somebody who is stood in for."""
        return self._of(person_id=person_id)

    def of_deputy(self, person_id: str) -> tuple[Cover, ...]:
        """Those in which somebody stands in."""
        return self._of(deputy_id=person_id)

    def begun_by(self, on: date) -> tuple[Cover, ...]:
        """All whose first day is that day or earlier, which the clock has not done with."""
        return tuple(one for one in self._where(covers.c.first_on <= on) if not one.is_done)

    def since(self, on: date) -> tuple[Cover, ...]:
        """All whose last day is that day or later, those that were ended among them."""
        return self._where(covers.c.last_on >= on)
