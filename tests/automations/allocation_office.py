"""The desk with a school, its SIP, and another SIP who may be allocated to it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from automations.allocation.kinds import AllocationKind
from automations.engine.scheduler import run_due_commands
from automations.workflows import TABLES
from handbook.allocation.choices.choice import ProposeSip, SipChoice
from handbook.allocation.conflicts.conflict import Conflict
from handbook.core.people import Person, Role, School
from handbook.sip_team.record import Capacity, SipRecord
from handbook.visits.checks import SipChecks
from store.audit import AuditEntry
from store.roster_history import ALWAYS
from tests.automations.office import ADVISOR, AUTUMN, EVERYBODY, HEAD, SIP, Office
from tests.automations.practice_office import came, press, titled, typed
from tests.support import visits as v
from tests.support.builders import MONDAY
from tests.support.card_reading import buttons
from tests.support.sip_choices import CHAIR, NEW_SIP, OTHER_HEAD, SCHOOL

__all__ = ["CHAIR", "HEAD", "NEW_SIP", "OTHER_HEAD", "SCHOOL", "SIP", "came", "press", "titled", "typed"]
PEOPLE = (*EVERYBODY, NEW_SIP, OTHER_HEAD)
OTHER = School("900002", "St Aelred’s", "Eastholm", "Fellshire", OTHER_HEAD.id, "", "", "")
ENTRY = AuditEntry("service", "tested", "sip_choice:x")
TITLE = f"A SIP for {SCHOOL.full_name}"
CLOCKS = ("wishes of schools", "declarations of SIPs", "proposals of SIPs to schools")


def bring(
    office: Office,
    *schools: School,
    people: Sequence[Person] = PEOPLE,
    unchecked: Sequence[Person] = (),
    at: datetime | None = None,
) -> None:
    """The trust's list is this now. Both SIPs have checks, but those who are `unchecked`."""
    checked = [
        SipChecks(one.id, v.CHECKS.recruitment_checked_on, v.CHECKS.dbs_checked_on, v.CHECKS.dbs_review_by)
        for one in people
        if one.role is Role.SIP and one not in unchecked
    ]
    with office.database.writing() as uow:
        uow.roster.replace(people, schools or (SCHOOL,), {"Fellshire": [AUTUMN]}, {}, {}, checked, at=at or ALWAYS)


def recorded(office: Office, *records: SipRecord) -> None:
    """What is on record of SIPs; both are trained, and give 20 half-days."""
    with office.database.writing() as uow:
        for one in records or (a_record(SIP), a_record(NEW_SIP)):
            before = uow.sip_records.of(one.sip_id).revision
            uow.sip_records.save(replace(one, revision=before), ENTRY, MONDAY)


def a_record(sip: Person, **changes: Any) -> SipRecord:
    kept: dict[str, Any] = {"initial_training_on": date(2025, 9, 1), "capacity": Capacity(20)}
    return SipRecord(sip.id, **(kept | changes))


def a_trust(office: Office, *schools: School) -> None:
    bring(office, *schools)
    recorded(office)


def put(office: Office, *choices: SipChoice) -> None:
    with office.database.writing() as uow:
        for one in choices:
            uow.sip_choices.open(one, ENTRY, MONDAY)


def put_conflict(office: Office, *conflicts: Conflict) -> None:
    with office.database.writing() as uow:
        for one in conflicts:
            uow.conflicts.open(one, ENTRY, MONDAY)


async def propose(office: Office, sip: Person = NEW_SIP, school: School = SCHOOL) -> SipChoice:
    await office.bus.decide(ProposeSip(school.urn, sip.id), ADVISOR.id, "teams")
    await office.run_all()
    return await newest(office, school)


async def newest(office: Office, school: School = SCHOOL) -> SipChoice:
    return (await office.bus.read(lambda uow: uow.sip_choices.of_school(school.urn)))[-1]


def card_of(office: Office, who: Person, title: str = TITLE) -> dict[str, Any]:
    return titled(office, who, title)[-1]


async def push(office: Office, who: Person, title: str, button: str, **typed_in: str | int) -> str:
    """Presses a button of the newest card with this heading, with what is put in."""
    found = buttons(card_of(office, who, title))[button]
    data: Mapping[str, Any] = {**found["data"], **typed_in}
    return await press(office, who, found["verb"], **data)


async def clock(office: Office) -> int:
    """What is due of allocations alone."""
    done = await run_due_commands(office.bus, {name: TABLES.due[name] for name in CLOCKS})
    await office.run_all()
    return done


def about(kind: AllocationKind, key: str) -> str:
    return f"{kind.value}:{key}"


async def sip_of(office: Office, school: School = SCHOOL) -> str:
    found = await office.bus.read(lambda uow: uow.roster.school(school.urn))
    return found.sip_id if found else "no such school"
