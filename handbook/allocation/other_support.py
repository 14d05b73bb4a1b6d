"""Who else supports a school, and what the SIP's part in it is (O1): headteacher and SIP record it and agree."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from handbook.allocation.needs import advises, check_length
from handbook.core.done_by import DoneBy
from handbook.core.people import Person, School
from handbook.core.refusal import Refused, allows

BODIES_AT_MOST: Final = 12
_NAME_AT_MOST: Final = 120


class SupportKind(StrEnum):
    """What sort of body supports the school."""

    AUTHORITY = "authority"
    RISE = "rise"
    HUB = "hub"
    TRUST = "trust"
    SCHOOL = "school"
    DIOCESE = "diocese"
    CONSULTANT = "consultant"
    OTHER = "other"

    @property
    def words(self) -> str:
        return _KINDS[self]


_KINDS: Final = {
    SupportKind.AUTHORITY: "local authority",
    SupportKind.RISE: "the Department for Education’s improvement team (RISE)",
    SupportKind.HUB: "hub (English, maths, behaviour and so on)",
    SupportKind.TRUST: "another trust",
    SupportKind.SCHOOL: "another school",
    SupportKind.DIOCESE: "diocese",
    SupportKind.CONSULTANT: "consultant",
    SupportKind.OTHER: "something else",
}


@dataclass(frozen=True, slots=True)
class SupportBody:
    """Who supports the school: `contact` is the role of whom to ask there, and no name. `ended_on` is None while it
    goes on."""

    number: int
    name: str
    kind: SupportKind
    contact: str
    since: date | None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class OtherSupport:
    """Of one school. `role` is the SIP's part in it, `role_by` who wrote it, `agreed_by` who of the two agreed; None
    until they have."""

    urn: str
    bodies: tuple[SupportBody, ...] = ()
    role: str = ""
    role_by: DoneBy | None = None
    agreed_by: DoneBy | None = None
    revision: int = 0

    @property
    def present(self) -> tuple[SupportBody, ...]:
        return tuple(one for one in self.bodies if one.ended_on is None)


@dataclass(frozen=True, slots=True)
class NameSupport:
    """One of the two names who else supports the school."""

    urn: str
    revision: int
    name: str
    kind: SupportKind
    contact: str
    since: date | None


@dataclass(frozen=True, slots=True)
class EndSupport:
    """One of the two says that a body supports the school no more."""

    urn: str
    number: int
    on: date


@dataclass(frozen=True, slots=True)
class SayRole:
    """One of the two writes what the SIP's part is."""

    urn: str
    revision: int
    words: str


@dataclass(frozen=True, slots=True)
class AgreeRole:
    """The other of the two agrees."""

    urn: str
    revision: int


def check_takes_part(school: School, person: Person) -> None:
    """`person` is in whose name somebody acts. Raises Refused for anybody but the school's headteacher and SIP."""
    if person.id not in (school.headteacher_id, school.sip_id):
        raise Refused("not_yours", "Only the school’s headteacher and its SIP can change this.", "O1")


def takes_part(school: School, person: Person) -> bool:
    return allows(lambda: check_takes_part(school, person))


def may_see(school: School, person: Person) -> bool:
    """The two, and the Trust Advisor."""
    return takes_part(school, person) or advises(person)


def named(support: OtherSupport, school: School, command: NameSupport, person: Person, today: date) -> OtherSupport:
    """Raises Refused."""
    check_takes_part(school, person)
    _check_seen(support, command.revision)
    name, contact = " ".join(command.name.split()), " ".join(command.contact.split())
    if not name:
        raise Refused("missing", "Please write the name of who supports the school.", "O1")
    if max(len(name), len(contact)) > _NAME_AT_MOST:
        raise Refused("missing", f"Please shorten this to {_NAME_AT_MOST} characters.")
    if command.since is not None and command.since > today:
        raise Refused("no_date", "That day has not come yet. Please name it when the support has begun.", "O1")
    if any(one.name.casefold() == name.casefold() for one in support.present):
        raise Refused("stale", f"{name} is on the list already.", "O1")
    if len(support.present) >= BODIES_AT_MOST:
        raise Refused("used_up", f"{BODIES_AT_MOST} are on the list. Please end one first.", "O1")
    body = SupportBody(len(support.bodies) + 1, name, command.kind, contact, command.since)
    return replace(support, bodies=(*support.bodies, body))


def ended(support: OtherSupport, school: School, command: EndSupport, person: Person, today: date) -> OtherSupport:
    """It stays on record. Raises Refused."""
    check_takes_part(school, person)
    body = next((one for one in support.present if one.number == command.number), None)
    if body is None:
        raise Refused("stale", "That is over already. Here is how it stands now.", "O1")
    if command.on > today or (body.since is not None and command.on < body.since):
        raise Refused("no_date", "Please choose a day since it began, until today.", "O1")
    over = replace(body, ended_on=command.on)
    return replace(support, bodies=tuple(over if one is body else one for one in support.bodies))


def role_said(support: OtherSupport, school: School, command: SayRole, person: Person, by: DoneBy) -> OtherSupport:
    """The other of the two is to agree. Raises Refused."""
    check_takes_part(school, person)
    _check_seen(support, command.revision)
    words = command.words.strip()
    if not words:
        raise Refused("missing", "Please write what the SIP does in it, and what not.", "O1")
    check_length(words)
    return replace(support, role=words, role_by=by, agreed_by=None)


def check_may_agree(support: OtherSupport, school: School, person: Person) -> None:
    """Raises Refused unless the other of the two wrote something that waits. What a former headteacher or SIP wrote,
    either may agree to."""
    check_takes_part(school, person)
    if support.role_by is None or support.agreed_by is not None:
        raise Refused("stale", "There is nothing to agree to. Here is how it stands now.", "O1")
    if support.role_by.holder_id == person.id:
        raise Refused("not_yours", "You wrote this: the other of you agrees.", "O1")


def may_agree(support: OtherSupport, school: School, person: Person) -> bool:
    return allows(lambda: check_may_agree(support, school, person))


def agreed(support: OtherSupport, school: School, command: AgreeRole, person: Person, by: DoneBy) -> OtherSupport:
    """Raises Refused."""
    _check_seen(support, command.revision)
    check_may_agree(support, school, person)
    return replace(support, agreed_by=by)


def other_of(school: School, person: Person) -> str:
    """Whom of the two to tell; empty where there is nobody."""
    return school.sip_id if person.id == school.headteacher_id else school.headteacher_id


def _check_seen(support: OtherSupport, revision: int) -> None:
    if revision != support.revision:
        raise Refused("stale", "This has changed meanwhile. Here is how it stands now.", "O1")
