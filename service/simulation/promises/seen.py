"""What a promise is held against: the records of one moment, and what stands in Microsoft 365."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handbook.core.school_years import AcademicYear, SchoolCalendar
from handbook.reports.library import FiledItem
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that somebody was sent: to whom, when, and what its notification said."""

    person_id: str
    at: datetime
    summary: str


@dataclass(frozen=True, slots=True)
class Seen:
    """`sent` are the messages since the last look; `readers` the addresses let in to each file, by its item; `due` says
    whether the clock, or a job, will still do something about a record (`report:…`)."""

    uow: UnitOfWork
    now: datetime
    year: AcademicYear
    calendar: SchoolCalendar
    sent: Sequence[Sent] = ()
    readers: Mapping[str, tuple[FiledItem, frozenset[str]]] | None = None
    live: Callable[[str], bool] = lambda _: True
    due: Callable[[str], bool] = lambda _: True

    @property
    def today(self) -> date:
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise that does not hold for a record, and why."""

    about: str
    why: str


Promise = Callable[[Seen], Iterator[Broken]]
