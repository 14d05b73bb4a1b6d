"""The trust's whole list as a JSON file: people, checks, schools, term dates, whom to call about a child. `people`,
`schools`, `local_authorities`. One way among others to fill the list, which lives in the database."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, time
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, Literal, Self, cast

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    field_validator,
    model_validator,
)

from handbook.cases.safeguarding import SafeguardingContacts
from handbook.core.half_days import Half, SchoolHours
from handbook.core.people import Person, Role, School, cannot_be_together, in_order
from handbook.core.places import Place
from handbook.core.refusal import Refused
from handbook.core.school_years import Session, Term
from handbook.schools.trust_list import HOLDERS, PersonEntry, SchoolEntry, TrustList, not_together
from handbook.visits.checks import DbsLevel, SipChecks, checker_in
from handbook.visits.policy import Hosting
from handbook.visits.slots.free_half_days import Preference
from service.json_places import line_and_column

_Id = Annotated[str, StringConstraints(to_lower=True, min_length=1)]
"""An Entra object id, as clicks bring it: in lower case."""


class _Entry(BaseModel):
    """What is not known is refused: a mistyped name must not be taken for something left out."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)
    leaves_alone: ClassVar[frozenset[str]] = frozenset()
    """What a file made from the directory may say besides."""

    @model_validator(mode="before")
    @classmethod
    def _without(cls, said: Any) -> Any:
        if not isinstance(said, dict):
            return said
        known = cast("dict[str, Any]", said)
        return {name: value for name, value in known.items() if name not in cls.leaves_alone}


class _Session(_Entry):
    first_on: date
    last_on: date
    term: Term

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.last_on < self.first_on:
            raise ValueError("last_on is before first_on")
        return self


class _Checks(_Entry):
    recruitment_checked_on: date | None = None
    dbs_checked_on: date | None = None
    dbs_review_by: date | None = None
    dbs_level: DbsLevel | None = None
    checked_by: str = ""

    @field_validator("checked_by")
    @classmethod
    def _is_a_name(cls, text: str) -> str:
        try:
            return checker_in(text)
        except Refused as no:
            raise ValueError(no.reason) from None


class _Person(_Entry):
    leaves_alone: ClassVar[frozenset[str]] = frozenset(
        ("given_name", "surname", "upn", "job_title", "teams", "mailbox", "aliases")
    )
    id: _Id
    name: str
    mail: str
    role: Role
    also: tuple[Role, ...] = ()
    checks: _Checks | None = None


class _Hours(_Entry):
    morning: tuple[time, time]
    afternoon: tuple[time, time]

    @model_validator(mode="after")
    def _run_forward(self) -> Self:
        if not self.morning[0] < self.morning[1] <= self.afternoon[0] < self.afternoon[1]:
            raise ValueError("a morning and an afternoon begin before they end, one after the other")
        return self


class _Preference(_Entry):
    weekday: int | None = Field(default=None, ge=0, le=4)
    half: Half | None = None


class _Place(_Entry):
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class _Lead(_Entry):
    """A school's designated safeguarding lead."""

    name: str
    phone: str = ""
    mail: str = ""


class _ChildrensServices(_Entry):
    """Those of a local authority who are called where a child is at risk."""

    name: str
    phone: str = ""
    out_of_hours_phone: str = ""


class _School(_Entry):
    leaves_alone: ClassVar[frozenset[str]] = frozenset(("postcode", "chair_of_governors_id"))
    urn: str
    name: str
    town: str
    local_authority: str
    headteacher_id: _Id
    sip_id: _Id
    dso_id: _Id | Literal[""] = ""
    la_officer_id: _Id
    sessions: tuple[_Session, ...] = ()
    closed: tuple[date, ...] = ()
    hours: _Hours | None = None
    prefers: tuple[_Preference, ...] = ()
    place: _Place | None = None
    safeguarding: _Lead | None = None


class _Authority(_Entry):
    name: str
    sessions: tuple[_Session, ...]
    safeguarding: _ChildrensServices | None = None


_KINDS: Final = (
    _Session,
    _Checks,
    _Person,
    _Hours,
    _Preference,
    _Place,
    _Lead,
    _ChildrensServices,
    _School,
    _Authority,
)
_MAY_BE_MISSING: Final = frozenset(("dso_id",))


def sha256_of(file: Path) -> str:
    """Of what is in a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


class UnusableRoster(Exception):
    """The file cannot be read, or contradicts itself; the sentence says where."""


class RosterFile(_Entry):
    """What the file says. Every person that a school names must be in it, with that role; a school may do
    without a `dso_id`."""

    people: tuple[_Person, ...]
    schools: tuple[_School, ...]
    local_authorities: tuple[_Authority, ...]

    @classmethod
    def read(cls, path: Path, named_by: str = "SIPDESK_ROSTER: ") -> "RosterFile":
        """Raises UnusableRoster with what is wrong. `named_by` is where the person who reads it named the file."""
        text = ""
        try:
            text = path.read_bytes().decode("utf-8-sig")
            roster = TypeAdapter(cls).validate_json(text)
            roster._check()
        except OSError as error:
            raise UnusableRoster(f"{named_by}{path} cannot be read ({error.strerror}).") from error
        except UnicodeDecodeError as error:
            raise UnusableRoster(f"{named_by}{path} is not in UTF-8: please save it so.") from error
        except ValidationError as error:
            said = "; ".join(_complaint(text, fault["loc"], fault["type"], fault["msg"]) for fault in error.errors())
            raise UnusableRoster(f"{named_by}{path}: {said}.") from error
        except ValueError as error:
            raise UnusableRoster(f"{named_by}{path}: {error}.") from error
        return roster

    def trust_list(self) -> TrustList:
        """What the file says."""
        authorities = {one.name: _sessions(one.sessions) for one in self.local_authorities if one.sessions}
        return TrustList(
            {one.urn: self._school(one) for one in self.schools},
            {one.id: _person(one) for one in self.people},
            authorities,
        )

    def _school(self, one: _School) -> SchoolEntry:
        school = School(**{name: getattr(one, name) for name in School.__slots__})
        closed = tuple(sorted(set(one.closed)))
        return SchoolEntry(school, _sessions(one.sessions), closed, _hosting(one), self._contacts(one))

    def _contacts(self, school: _School) -> SafeguardingContacts:
        services = next(one.safeguarding for one in self.local_authorities if one.name == school.local_authority)
        lead, services = school.safeguarding or _Lead(name=""), services or _ChildrensServices(name="")
        return SafeguardingContacts(
            lead.name, lead.phone, lead.mail, services.name, services.phone, services.out_of_hours_phone
        )

    def _check(self) -> None:
        _check_unique("person", [person.id for person in self.people])
        _check_unique("school", [school.urn for school in self.schools])
        people = {person.id: _person(person).person for person in self.people}
        for person in people.values():
            if alone := cannot_be_together(person.offices):
                raise ValueError(not_together(person, alone).removesuffix("."))
        authorities = {authority.name for authority in self.local_authorities}
        for school in self.schools:
            for role, name in HOLDERS.items():
                holder_id = getattr(school, name)
                if not holder_id and name in _MAY_BE_MISSING:
                    continue
                if holder_id not in people or not people[holder_id].is_a(role):
                    raise ValueError(f"school {school.urn}: its {name} is no {role} in `people`")
            if school.sip_id == school.headteacher_id:
                raise ValueError(
                    f"school {school.urn}: {people[school.sip_id].name} cannot be its headteacher and SIP both"
                )
            if school.local_authority not in authorities:
                raise ValueError(f"school {school.urn}: its local authority is not in `local_authorities`")
        if not any(person.is_a(Role.TRUST_ADVISOR) for person in people.values()):
            raise ValueError("`people` has no trust_advisor")


def _complaint(text: str, place: tuple[int | str, ...], kind: str, words: str) -> str:
    """What is wrong, on which line, and of whom or which school."""
    if kind == "json_invalid":
        return words
    whose = _named(text, place)
    name = str(place[-1]) if place else ""
    if kind == "extra_forbidden":
        meant = get_close_matches(name, {field for one in _KINDS for field in one.model_fields}, 1)
        words = f"`{name}` is not known here" + (f": is `{meant[0]}` meant?" if meant else "")
    else:
        words = f"{'.'.join(map(str, place))}: {words}"
    line, column = line_and_column(text, place)
    return f"line {line}, column {column}: {whose}{words}"


def _named(text: str, place: tuple[int | str, ...]) -> str:
    found: Any = json.loads(text)
    try:
        return f"{found[place[0]][place[1]]['name']}: "
    except (IndexError, KeyError, TypeError):
        return ""


def _hosting(school: _School) -> Hosting:
    hours, place = school.hours, school.place
    return Hosting(
        SchoolHours(hours.morning, hours.afternoon) if hours else None,
        tuple(Preference(one.weekday, one.half) for one in school.prefers),
        Place(place.latitude, place.longitude) if place else None,
    )


def _check_unique(what: str, ids: Sequence[str]) -> None:
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise ValueError(f"{what} {', '.join(twice)} is in it twice")


def _person(one: _Person) -> PersonEntry:
    checks = SipChecks(one.id, **one.checks.model_dump()) if one.checks else None
    first, *others = in_order((one.role, *one.also))
    return PersonEntry(Person(one.id, one.name, one.mail, first, tuple(others)), checks)


def _sessions(found: tuple[_Session, ...]) -> tuple[Session, ...]:
    sessions = (Session(one.first_on, one.last_on, one.term) for one in found)
    return tuple(sorted(sessions, key=lambda session: session.first_on))
