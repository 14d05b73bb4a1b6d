"""The links in letters, by the hash of their key. What is late is forgotten."""

from datetime import datetime
from typing import Final

import sqlalchemy as sa

from handbook.mail.links import NO_USE, MailLink
from store.record_table import Kept, RecordsById
from store.tables import METADATA, Instant

mail_links: Final = sa.Table(
    "mail_links",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("job", sa.String, nullable=False, index=True),
    sa.Column("until", Instant, nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)


class MailLinks(RecordsById[MailLink]):
    """Those of one transaction."""

    unknown = NO_USE
    kept = Kept(MailLink, mail_links, lambda one: {"id": one.id, "job": one.job, "until": one.until}, ("until",))

    def find(self, link_id: str) -> MailLink | None:
        return next(iter(self._of(id=link_id)), None)

    def of_job(self, job: str) -> tuple[MailLink, ...]:
        """Those that were made for one letter: more than one where it had to be tried again."""
        return self._of(job=job)

    def forget(self, before: datetime) -> None:
        """Those that ended before then."""
        self._connection.execute(mail_links.delete().where(mail_links.c.until < before))
