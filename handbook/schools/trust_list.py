"""All that the trust's list says (M1), and what differs between it and what somebody wants it to say. A school or a
person that somebody does not mention is left as it is: nobody leaves unless that is said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar

from handbook.cases.safeguarding import SafeguardingContacts
from handbook.core.people import Person, Role, School, cannot_be_together
from handbook.core.refusal import Refused
from handbook.core.school_years import Session
from handbook.membership.imported import ImportedMembership
from handbook.sip_team.record import SipRecord
from handbook.visits.checks import SipChecks
from handbook.visits.policy import Hosting

T = TypeVar("T")

HOLDERS: Final[Mapping[Role, str]] = {
    Role.HEADTEACHER: "headteacher_id",
    Role.SIP: "sip_id",
    Role.DSO: "dso_id",
    Role.LA_OFFICER: "la_officer_id",
}
"""Who serves a school, and where the school names them."""
OWN_SCHOOL: Final = "own_school"
LIST_CHANGED: Final = "The list was changed meanwhile, so nothing was imported. Please look at the preview again."


@dataclass(frozen=True, slots=True)
class SchoolEntry:
    """A school, its own term dates and closed days, what it says of visits, and who to call about a child."""

    school: School
    sessions: tuple[Session, ...] = ()
    closed: tuple[date, ...] = ()
    hosting: Hosting = field(default_factory=Hosting)
    contacts: SafeguardingContacts = field(default_factory=SafeguardingContacts)


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person, and of a SIP the checks on record."""

    person: Person
    checks: SipChecks | None = None


@dataclass(frozen=True, slots=True)
class TrustList:
    """The list at one revision: schools by URN, people by id, term dates by the name of a local authority, and records
    of SIPs by id."""

    schools: Mapping[str, SchoolEntry] = field(default_factory=dict[str, SchoolEntry])
    people: Mapping[str, PersonEntry] = field(default_factory=dict[str, PersonEntry])
    authorities: Mapping[str, tuple[Session, ...]] = field(default_factory=dict[str, tuple[Session, ...]])
    revision: int = 0
    sips: Mapping[str, SipRecord] = field(default_factory=dict[str, SipRecord])


@dataclass(frozen=True, slots=True)
class ListChanges:
    """Entries as they are to be, by their keys; None takes one off the list. A record of a SIP leaves with its SIP."""

    schools: Mapping[str, SchoolEntry | None] = field(default_factory=dict[str, SchoolEntry | None])
    people: Mapping[str, PersonEntry | None] = field(default_factory=dict[str, PersonEntry | None])
    authorities: Mapping[str, tuple[Session, ...] | None] = field(default_factory=dict[str, tuple[Session, ...] | None])
    sips: Mapping[str, SipRecord] = field(default_factory=dict[str, SipRecord])
    memberships: Mapping[ImportedMembership, str] = field(default_factory=dict[ImportedMembership, str])
    """Rows of a file of memberships that change something, each with what. They are no entries of the list."""

    def __bool__(self) -> bool:
        return bool(self.schools or self.people or self.authorities or self.sips or self.memberships)


def difference(known: TrustList, wanted: TrustList) -> ListChanges:
    """What of `wanted` is new or other than what is known."""
    return ListChanges(
        _other(known.schools, wanted.schools),
        _other(known.people, wanted.people),
        _other(known.authorities, wanted.authorities),
        _other(known.sips, wanted.sips),
    )


def without(known: TrustList, wanted: TrustList) -> ListChanges:
    """The difference, and all leave the list whom `wanted` does not mention."""
    found = difference(known, wanted)
    return ListChanges(
        {**dict.fromkeys(known.schools.keys() - wanted.schools.keys()), **found.schools},
        {**dict.fromkeys(known.people.keys() - wanted.people.keys()), **found.people},
        {**dict.fromkeys(known.authorities.keys() - wanted.authorities.keys()), **found.authorities},
        found.sips,
    )


def check_may_change(actor: Person | None, administrator_id: str) -> None:
    """Who keeps the list: the Trust Advisor, whoever the administrator names, and who runs the service (None)."""
    if actor is not None and not actor.is_a(Role.TRUST_ADVISOR) and actor.id != administrator_id:
        raise Refused("not_yours", "Only the Trust Advisor can change the list of schools and people.", "M1")


def check_list_is_sound(known: TrustList, changed: TrustList) -> None:
    """Raises Refused where the list would lose its Trust Advisor, a school would name somebody who has not that office
    or be visited by its own headteacher, or somebody would hold offices that do not go together."""
    if _has_advisor(known) and not _has_advisor(changed):
        raise Refused("missing", "The list would have no Trust Advisor, so nothing was changed.", "M1")
    for entry in changed.schools.values():
        for role, name in HOLDERS.items():
            holder = changed.people.get(getattr(entry.school, name))
            if getattr(entry.school, name) and (holder is None or not holder.person.is_a(role)):
                raise Refused("unknown", f"{entry.school.full_name} would have a {role.words} who is not one.", "M1")
    for entry in supported_by_their_heads(changed.schools):
        raise Refused(OWN_SCHOOL, own_school(entry.school, changed.people[entry.school.sip_id].person), "W1")
    for person in (entry.person for entry in changed.people.values()):
        if alone := cannot_be_together(person.offices):
            raise Refused("unknown", not_together(person, alone), "M1")


def supported_by_their_heads(schools: Mapping[str, SchoolEntry]) -> list[SchoolEntry]:
    """The schools whose headteacher would be their SIP as well."""
    return [one for one in schools.values() if one.school.sip_id and one.school.sip_id == one.school.headteacher_id]


def own_school(school: School, person: Person) -> str:
    """Why somebody cannot be the SIP of a school: nobody approves their own report (W1)."""
    return f"{person.name} leads {school.full_name}, so they cannot be its SIP as well. Please name another SIP for it."


def not_together(person: Person, alone: Iterable[Role]) -> str:
    words = " or ".join(role.words for role in alone)
    return f"{person.name} cannot have another office beside that of {words}. Please give them one."


def applied(known: TrustList, changes: ListChanges) -> TrustList:
    """The list with the changes made."""
    return TrustList(
        _with(known.schools, changes.schools),
        _with(known.people, changes.people),
        _with(known.authorities, changes.authorities),
        known.revision,
        {**known.sips, **changes.sips},
    )


def _has_advisor(one: TrustList) -> bool:
    return any(entry.person.is_a(Role.TRUST_ADVISOR) for entry in one.people.values())


def _other(known: Mapping[str, T], wanted: Mapping[str, T]) -> dict[str, T]:
    return {key: one for key, one in wanted.items() if known.get(key) != one}


def _with(known: Mapping[str, T], changes: Mapping[str, T | None]) -> dict[str, T]:
    joined = {**known, **changes}
    return {key: one for key, one in joined.items() if one is not None}
