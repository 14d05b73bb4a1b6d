"""By which framework each school is judged."""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from handbook.reports.framework_choice import SchoolFramework
from store.audit import AuditEntry, Chain
from store.records import from_json, to_json
from store.stale import Stale
from store.tables import school_frameworks


class SchoolFrameworks:
    """The choices of one transaction."""

    def __init__(self, connection: sa.Connection, chain: Chain) -> None:
        self._connection = connection
        self._chain = chain

    def of_school(self, urn: str) -> SchoolFramework:
        """What was chosen; where nothing was, a choice that says so."""
        query = sa.select(school_frameworks.c.record).where(school_frameworks.c.urn == urn)
        text = self._connection.execute(query).scalar()
        return from_json(SchoolFramework, text) if text else SchoolFramework(urn)

    def save(self, choice: SchoolFramework, entry: AuditEntry, at: datetime) -> SchoolFramework:
        """Raises Stale if it was changed since it was read."""
        saved = replace(choice, revision=choice.revision + 1)
        columns = {"urn": saved.urn, "revision": saved.revision, "record": to_json(saved)}
        match = (school_frameworks.c.urn == choice.urn) & (school_frameworks.c.revision == choice.revision)
        if choice.revision == 0:
            try:
                self._connection.execute(school_frameworks.insert(), columns)
            except IntegrityError as error:
                raise Stale(choice.urn) from error
        elif self._connection.execute(school_frameworks.update().where(match), columns).rowcount != 1:
            raise Stale(choice.urn)
        self._chain.append(entry, at)
        return saved
