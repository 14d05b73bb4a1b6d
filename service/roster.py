"""The trust's roster file: people, schools, term dates. JSON with the keys `people`, `schools`, `local_authorities`."""

from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter

from handbook.people import Person, Role, School
from handbook.school_years import Session, Term
from store.ledger import Ledger


class _Entry(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Session(_Entry):
    first_on: date
    last_on: date
    term: Term


class _Person(_Entry):
    id: str
    name: str
    mail: str
    role: Role


class _School(_Entry):
    urn: str
    name: str
    town: str
    local_authority: str
    headteacher_id: str
    sip_id: str
    dso_id: str
    la_officer_id: str
    sessions: tuple[_Session, ...] = ()
    closed: tuple[date, ...] = ()


class _Authority(_Entry):
    name: str
    sessions: tuple[_Session, ...]


class Roster(_Entry):
    """What the file says. Every person that a school names must be in it."""

    people: tuple[_Person, ...]
    schools: tuple[_School, ...]
    local_authorities: tuple[_Authority, ...]

    @classmethod
    def read(cls, path: Path) -> "Roster":
        """Raises OSError or ValueError with what is wrong."""
        roster = TypeAdapter(cls).validate_json(path.read_bytes())
        roster._check()
        return roster

    def write(self, books: Ledger) -> None:
        """Makes the ledger's people, schools and term dates what the file says."""
        sessions = {authority.name: _sessions(authority.sessions) for authority in self.local_authorities}
        sessions |= {school.urn: _sessions(school.sessions) for school in self.schools}
        books.roster.replace(
            [Person(person.id.lower(), person.name, person.mail, person.role) for person in self.people],
            [School(**{name: getattr(school, name) for name in School.__slots__}) for school in self.schools],
            sessions,
            {school.urn: school.closed for school in self.schools},
        )

    def _check(self) -> None:
        known = {person.id for person in self.people}
        authorities = {authority.name for authority in self.local_authorities}
        for school in self.schools:
            named: dict[str, Any] = school.model_dump(include={"headteacher_id", "sip_id", "dso_id", "la_officer_id"})
            missing = [role for role, person_id in named.items() if person_id not in known]
            if missing:
                raise ValueError(f"school {school.urn}: {', '.join(missing)} is nobody in `people`")
            if school.local_authority not in authorities:
                raise ValueError(f"school {school.urn}: its local authority is not in `local_authorities`")
        if not any(person.role is Role.TRUST_ADVISOR for person in self.people):
            raise ValueError("`people` has no trust_advisor")


def _sessions(found: tuple[_Session, ...]) -> list[Session]:
    return [Session(one.first_on, one.last_on, one.term) for one in found]
