"""Everybody who can be something to a record of one school, and somebody who is nothing to it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from handbook.cases.cover import Cover
from handbook.core.people import Person, Role, School
from handbook.visits.checks import SipChecks
from store.audit import AuditEntry
from tests.automations.office import ADVISOR, DSO, HEAD, OFFICER, SIP, Office
from tests.support import builders as a
from tests.support import visits as v
from tests.support.good_practice import AELRED

URN: Final = "900001"
_MAIL: Final = "{}@trust.example"


def _one(number: int, role: Role, name: str) -> Person:
    mail = _MAIL.format(name.lower().replace(" ", "."))
    return Person(f"00000000-0000-4000-8000-000000000c{number:02d}", name, mail, role)


PARTY: Final = _one(1, Role.HEADTEACHER, "Petra Lowe")
OTHER_SIP, OTHER_HEAD = _one(2, Role.SIP, "Sorrel Quaife"), _one(3, Role.HEADTEACHER, "Hector Lumb")
OTHER_DSO, OTHER_LA = _one(4, Role.DSO, "Delphine Orr"), _one(5, Role.LA_OFFICER, "Lorcan Fay")
DEPUTY, ACTING = _one(6, Role.SIP, "Dara Finch"), _one(7, Role.HEADTEACHER, "Agnes Cole")
SUB, KEEPER = _one(8, Role.BOARD_MEMBER, "Sibyl Moor"), _one(9, Role.BOARD_MEMBER, "Keith Aldous")
PROPOSED, FORMER = _one(10, Role.SIP, "Pell Arden"), _one(11, Role.SIP, "Freda Nunn")
LEAVER, STRANGER = _one(12, Role.SIP, "Leo Gant"), _one(13, Role.HEADTEACHER, "Nobody Known")
GOVERNORS, DIRECTOR = a.a_person(Role.CHAIR_OF_GOVERNORS), a.a_person(Role.DIRECTOR)
CHAIR, MEMBER = a.a_person(Role.CHAIR_OF_TRUST_BOARD), a.a_person(Role.BOARD_MEMBER)

RELATIONS: Final[dict[str, Person]] = {
    "advisor": ADVISOR,
    "sip": SIP,
    "head": HEAD,
    "dso": DSO,
    "la": OFFICER,
    "governors": GOVERNORS,
    "director": DIRECTOR,
    "chair": CHAIR,
    "member": MEMBER,
    "keeper": KEEPER,
    "deputy": DEPUTY,
    "acting": ACTING,
    "sub": SUB,
    "proposed": PROPOSED,
    "party": PARTY,
    "former": FORMER,
    "other_sip": OTHER_SIP,
    "other_head": OTHER_HEAD,
    "other_dso": OTHER_DSO,
    "other_la": OTHER_LA,
    "leaver": LEAVER,
    "stranger": STRANGER,
}
ON_THE_LIST: Final = tuple(one for one in RELATIONS.values() if one not in (LEAVER, STRANGER))
SCHOOL: Final = a.a_school()
PEER: Final = replace(AELRED, headteacher_id=PARTY.id, sip_id="", dso_id=OTHER_DSO.id, la_officer_id=OTHER_LA.id)
FAR: Final = School("900009", "St Oswald’s Catholic Primary School", "Westholm", "Fellshire",
                    OTHER_HEAD.id, OTHER_SIP.id, OTHER_DSO.id, OTHER_LA.id)  # fmt: skip
_ELSEWHERE: Final = {"head": "other_head", "sip": "other_sip", "dso": "other_dso", "la": "other_la",
                     "deputy": "other_sip", "acting": "other_head", "former": "other_sip"}  # fmt: skip
_OF: Final = {
    PEER.urn: _ELSEWHERE | {"party": "head", "other_dso": "dso", "other_la": "la"},
    FAR.urn: _ELSEWHERE | {"other_head": "head", "other_sip": "sip", "other_dso": "dso", "other_la": "la"},
}
"""By school: what those are to a record of it whom `RELATIONS` names by what they are to the first school."""


def relation_to(name: str, data: Mapping[str, Any]) -> str:
    """What somebody of `RELATIONS` is to the school that a press is about."""
    about = next((urn for urn in _OF if any(urn in str(one) for one in data.values())), "")
    return _OF[about].get(name, name) if about else name


_COVERS: Final = ((SIP, DEPUTY), (HEAD, ACTING), (ADVISOR, SUB))


def bring(office: Office) -> None:
    """The list as it was, with who has left and who had the school before; and as it is now, with its covers."""
    be(office, replace(SCHOOL, sip_id=FORMER.id), office.now - timedelta(days=90), LEAVER)
    be(office, SCHOOL, office.now - timedelta(days=30))
    today = office.now.date()
    with office.database.writing() as uow:
        for number, (person, deputy) in enumerate(_COVERS):
            cover = Cover(f"cover-{number}", person.id, deputy.id, today, today + timedelta(days=60))
            uow.covers.open(cover, AuditEntry("service", "tested", "cover:x"), office.now)
    office.ends.calendars.people = tuple(RELATIONS.values())
    office.ends.directory._people |= {one.id: one for one in RELATIONS.values()}  # pyright: ignore[reportPrivateUsage] - they have accounts
    office.bus.policy = replace(office.bus.policy, administrator_id=KEEPER.id)


def be(office: Office, school: School, at: datetime, *more: Person) -> None:
    """The list is this since then."""
    people = (*ON_THE_LIST, *more)
    checks = [SipChecks(one.id, v.CHECKS.recruitment_checked_on, v.CHECKS.dbs_checked_on, v.CHECKS.dbs_review_by)
              for one in people if one.role is Role.SIP]  # fmt: skip
    with office.database.writing() as uow:
        uow.roster.replace(people, (school, PEER, FAR), {"Fellshire": v.SESSIONS}, {}, {}, checks, at=at)
