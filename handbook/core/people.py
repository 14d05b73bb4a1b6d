"""The people and schools of the service (handbook: People, M1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from handbook.core.refusal import Refused


class Role(StrEnum):
    """An office: who somebody is to the service. Some can be held together with another (`TOGETHER`)."""

    TRUST_ADVISOR = "trust_advisor"
    SIP = "sip"
    HEADTEACHER = "headteacher"
    CHAIR_OF_GOVERNORS = "chair_of_governors"
    DSO = "dso"
    DIRECTOR = "director"
    BOARD_MEMBER = "board_member"
    CHAIR_OF_TRUST_BOARD = "chair_of_trust_board"
    LA_OFFICER = "la_officer"

    @property
    def words(self) -> str:
        """The role as people say it, to stand in the middle of a sentence."""
        return _WORDS[self]


_WORDS = {
    Role.TRUST_ADVISOR: "Trust Advisor",
    Role.SIP: "School Improvement Partner",
    Role.HEADTEACHER: "headteacher",
    Role.CHAIR_OF_GOVERNORS: "Chair of Governors",
    Role.DSO: "Diocesan Schools Officer",
    Role.DIRECTOR: "Director for Schools and Colleges",
    Role.BOARD_MEMBER: "Trust Board member",
    Role.CHAIR_OF_TRUST_BOARD: "Chair of the Trust Board",
    Role.LA_OFFICER: "local authority officer",
}


TOGETHER: Final = frozenset((Role.SIP, Role.HEADTEACHER, Role.CHAIR_OF_GOVERNORS, Role.BOARD_MEMBER))
"""The offices that one person may hold together (R1: a serving headteacher may be a SIP). Of the others each is one to
whom concerns, complaints or reports are passed, so that somebody of a school would read them too early."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the service. `id` is the Entra object id, lower case: the only thing a click is believed by. `role`
    is their office, and `also` what they hold besides. What somebody may do with a record is judged by what they are to
    that record; by an office, only what they are asked and told."""

    id: str
    name: str
    email: str
    role: Role
    also: tuple[Role, ...] = ()

    @property
    def offices(self) -> tuple[Role, ...]:
        return (self.role, *self.also)

    @property
    def office_words(self) -> str:
        """headteacher and School Improvement Partner."""
        return " and ".join(one.words for one in self.offices)

    def is_a(self, *roles: Role) -> bool:
        """Whether one of these is an office of theirs."""
        return self.role in roles or any(one in roles for one in self.also)


def in_order(offices: Iterable[Role]) -> tuple[Role, ...]:
    """Offices of one person, each once, in one order however somebody wrote them."""
    held = set(offices)
    return tuple(role for role in Role if role in held)


def cannot_be_together(offices: Iterable[Role]) -> tuple[Role, ...]:
    """Those of several offices that stand alone; none where they can be held together."""
    held = in_order(offices)
    return tuple(one for one in held if one not in TOGETHER) if len(held) > 1 else ()


@dataclass(frozen=True, slots=True)
class DirectoryAccount:
    """A person's account in the directory. `email` is their SMTP address, empty where the account has none; `sign_in`
    the name that they sign in with, which looks like one and often is another."""

    id: str
    name: str
    email: str
    enabled: bool
    sign_in: str = ""


@dataclass(frozen=True, slots=True)
class School:
    """A school and the people around it, by their ids. `urn` is the DfE's six digits; a name is not unique. Each of
    the ids is empty where the trust's list names nobody."""

    urn: str
    name: str
    town: str
    local_authority: str
    headteacher_id: str
    sip_id: str
    dso_id: str
    la_officer_id: str

    @property
    def full_name(self) -> str:
        """Name and town: how people tell two St Joseph's apart."""
        return f"{self.name}, {self.town}" if self.town else self.name


NO_DSO: Final = "no_dso"
NO_HEADTEACHER: Final = "no_headteacher"
_ASK_FOR_ONE: Final = "Please ask the person who keeps the list to add one."


def no_dso(school: School) -> Refused:
    """The no of everything that a school's Diocesan Schools Officer is needed for."""
    return Refused(NO_DSO, f"{school.full_name} has no {Role.DSO.words} on the service’s list. {_ASK_FOR_ONE}")


def check_has_headteacher(school: School) -> None:
    """Raises Refused where nobody is there who could answer for the school."""
    if not school.headteacher_id:
        lacks = f"{school.full_name} has no {Role.HEADTEACHER.words} on the service’s list."
        raise Refused(NO_HEADTEACHER, f"{lacks} {_ASK_FOR_ONE}")
