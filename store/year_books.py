"""Records that belong to a school and an academic year beside its visits: preparation (V1) and extra services (AS1)."""

from typing import TypeVar

from handbook.core.school_years import AcademicYear
from handbook.half_days.extra_services import ExtraService
from handbook.half_days.preparation import Preparation
from store.record_table import Kept, RecordsById
from store.tables import extra_services, preparations

T = TypeVar("T", Preparation, ExtraService)


class YearBook(RecordsById[T]):
    """The records of one kind in one transaction."""

    unknown = "I cannot find that."

    def of_year(self, urn: str, year: AcademicYear) -> tuple[T, ...]:
        return self._of(urn=urn, year=year.starts_in)

    def all_of(self, year: AcademicYear) -> tuple[T, ...]:
        return self._of(year=year.starts_in)

    def of_sip(self, sip_id: str, year: AcademicYear) -> tuple[T, ...]:
        return self._of(sip_id=sip_id, year=year.starts_in)


def _columns(one: Preparation | ExtraService) -> dict[str, object]:
    return {"id": one.id, "urn": one.urn, "year": one.year.starts_in, "sip_id": one.sip_id}


class Preparations(YearBook[Preparation]):
    kept = Kept(Preparation, preparations, _columns)

    def open_of(self, urn: str) -> tuple[Preparation, ...]:
        """What is set aside for a school and neither done nor dropped."""
        return tuple(one for one in self._of(urn=urn) if not (one.done or one.dropped))


class ExtraServices(YearBook[ExtraService]):
    kept = Kept(ExtraService, extra_services, _columns)
