"""Addresses at which one person fetches the document of a case once, within minutes. What is used or late is gone."""

import secrets
from datetime import datetime

import sqlalchemy as sa

from store.tables import case_links


class CaseLinks:
    """The addresses of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def give(self, person_id: str, case_id: str, until: datetime) -> str:
        """A new key; those that are late are forgotten."""
        key = secrets.token_urlsafe(32)
        row = {"key": key, "person_id": person_id, "case_id": case_id, "until": until}
        self._connection.execute(case_links.insert(), row)
        return key

    def newest(self, person_id: str, case_id: str) -> str | None:
        """The key that somebody was given last for a case."""
        own = (case_links.c.person_id == person_id) & (case_links.c.case_id == case_id)
        query = sa.select(case_links.c.key).where(own).order_by(case_links.c.until.desc()).limit(1)
        return self._connection.execute(query).scalar()

    def take(self, key: str, now: datetime) -> tuple[str, str] | None:
        """Whose it is and for which case, once; None for one that is nobody's, was used or is late."""
        self._connection.execute(case_links.delete().where(case_links.c.until <= now))
        found = self._connection.execute(sa.select(case_links).where(case_links.c.key == key)).mappings().first()
        if found is None:
            return None
        self._connection.execute(case_links.delete().where(case_links.c.key == key))
        return found["person_id"], found["case_id"]
