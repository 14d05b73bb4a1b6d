"""The newest reports of somebody, however many there are: each question follows an index from its newest end, and ends
where it has enough."""

from collections.abc import Callable, Container, Iterable
from itertools import islice

import sqlalchemy as sa

from handbook.core.people import Person, Role
from handbook.reports.report import Report, Status
from store.records import from_json
from store.tables import reports

_NEWEST_FIRST = (reports.c.year.desc(), reports.c.id.desc())


class NewestReports:
    """Those of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def of(self, person: Person, statuses: Iterable[Status], at_most: int, part: Role) -> tuple[Report, ...]:
        """Those in these statuses of which somebody is the SIP or the headteacher; as the Trust Advisor: of all."""
        mine = sa.true()
        if part is not Role.TRUST_ADVISOR:
            mine = (reports.c.sip_id if part is Role.SIP else reports.c.headteacher_id) == person.id
        found = [one for status in statuses for one in self._in_status(status, mine, at_most)]
        return tuple(sorted(found, key=lambda one: (one.year.starts_in, one.id), reverse=True)[:at_most])

    def shared(self, urns: Container[str], is_wanted: Callable[[Report], bool], at_most: int) -> tuple[Report, ...]:
        """Shared ones of these schools, if they are wanted."""
        query = sa.select(reports.c.urn, reports.c.record).where(reports.c.status == Status.SHARED)
        query = query.order_by(*_NEWEST_FIRST).execution_options(yield_per=100)
        with self._connection.execute(query) as rows:
            theirs = (from_json(Report, row.record) for row in rows if row.urn in urns)
            return tuple(islice(filter(is_wanted, theirs), at_most))

    def _in_status(self, status: Status, mine: sa.ColumnElement[bool], at_most: int) -> Iterable[Report]:
        query = sa.select(reports.c.record).where(reports.c.status == status, mine)
        texts = self._connection.execute(query.order_by(*_NEWEST_FIRST).limit(at_most)).scalars()
        return [from_json(Report, text) for text in texts]
