"""Addresses at which one person fetches the document of a case once, within minutes. What is used or late is gone."""

from datetime import datetime

import sqlalchemy as sa

from store.case_tables import case_links


class CaseLinks:
    """The addresses of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def give(self, key: str, person_id: str, case_id: str, until: datetime) -> None:
        """Notes a key that nobody can guess."""
        row = {"key": key, "person_id": person_id, "case_id": case_id, "until": until}
        self._connection.execute(case_links.insert(), row)

    def holds(self, key: str, now: datetime) -> bool:
        """Whether it is somebody's, and can still be used."""
        good = (case_links.c.key == key) & (case_links.c.until > now)
        return self._connection.execute(sa.select(case_links.c.key).where(good)).first() is not None

    def take(self, key: str, now: datetime) -> tuple[str, str] | None:
        """Whose it is and for which case, once; None for one that is nobody's, was used or is late."""
        self._connection.execute(case_links.delete().where(case_links.c.until <= now))
        found = self._connection.execute(sa.select(case_links).where(case_links.c.key == key)).mappings().first()
        if found is None:
            return None
        self._connection.execute(case_links.delete().where(case_links.c.key == key))
        return found["person_id"], found["case_id"]
