"""Applications to become a School Improvement Partner (R3)."""

from typing import Final

import sqlalchemy as sa

from handbook.core.people import Person, Role
from handbook.recruitment.application import NO_SUCH_APPLICATION, WRITING, Application
from store.record_table import Kept, RecordsById
from store.tables import METADATA

applications: Final = sa.Table(
    "applications",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("applicant_id", sa.String, nullable=False, index=True),
    sa.Column("email", sa.String, nullable=False, index=True),
    sa.Column("status", sa.String, nullable=False, index=True),
    sa.Column("has_papers", sa.Boolean, nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)


class Applications(RecordsById[Application]):
    """The applications of one transaction."""

    unknown = NO_SUCH_APPLICATION
    kept = Kept(
        Application,
        applications,
        lambda one: {
            "id": one.id,
            "applicant_id": one.applicant_id,
            "email": one.email.casefold(),
            "status": one.status.value,
            "has_papers": one.papers_gone_on is None,
        },
    )

    def of(self, person_id: str, email: str) -> tuple[Application, ...]:
        """All that one person ever sent, as far as it is still known to be theirs, the oldest first."""
        own = (applications.c.applicant_id == person_id) & sa.literal(bool(person_id))
        found = self._where(own | ((applications.c.email == email.casefold()) & sa.literal(bool(email))))
        return tuple(sorted(found, key=lambda one: (one.begun_at, one.id)))

    def of_person(self, person: Person) -> tuple[Application, ...]:
        return self.of(person.id, person.email)

    def with_papers(self) -> tuple[Application, ...]:
        """All of which something is kept, the oldest first."""
        return tuple(sorted(self._where(applications.c.has_papers), key=lambda one: (one.begun_at, one.id)))

    def in_status(self, *statuses: str) -> tuple[Application, ...]:
        return self._where(applications.c.status.in_(statuses))

    def may_send_form(self, person: Person) -> bool:
        """Whether a Word file of somebody’s may be an application form: of whoever writes or enters one."""
        return person.is_a(Role.TRUST_ADVISOR) or any(one.status in WRITING for one in self.of_person(person))
