"""What became of one record, for somebody who helps from outside: its audit and its jobs, without a word that anybody
wrote and without anybody's name. People are numbered in the order in which they come, with their office."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from automations.engine.jobs.listing import Asked, ListedJob, listed
from automations.engine.workflow import WorkflowTables
from handbook.core.refusal import Refused
from store.audit_parts import entries_about
from store.unit_of_work import UnitOfWork

_TOLD: Final = frozenset(
    (
        *("attempt", "attempts", "cards", "code", "command", "count", "effect", "error", "job", "route", "rule"),
        *("status", "version", "revision", "number", "sha256", "reminder", "day"),
    )
)
"""The details of the audit that are words of the service alone."""
_PLAIN: Final = re.compile(r"[A-Za-z0-9_.:#@+-]{0,80}")
_NOBODY: Final = ("service", "clock", "")


def story(uow: UnitOfWork, tables: WorkflowTables, about: str, now: datetime) -> Mapping[str, object]:
    """Raises Refused for what is confidential, and where nothing is known of it."""
    if tables.is_confidential(about):
        raise Refused("not_yours", "Nothing of concerns, complaints or applications is handed out this way.")
    people = dict[str, str]()
    audit = list[Mapping[str, object]]()
    for at, entry in entries_about(uow.connection, about):
        who = _called(uow, people, entry.actor_id)
        told = {name: value for name, value in entry.detail.items() if _may_be_told(name, str(value))}
        audit.append({"at": at, "who": who, "action": entry.action, "detail": told})
    jobs = [_job(one) for one in listed(uow, tables, Asked(), now) if one.about == about]
    if not audit and not jobs:
        raise Refused("unknown", "Nothing is known of such a record. It is named as in “report:ID”.")
    return {"about": about, "audit": audit, "jobs": jobs}


def _job(one: ListedJob) -> Mapping[str, object]:
    return {
        "id": one.id,
        "kind": one.kind,
        "needs": one.far_end,
        "state": one.state.value,
        "tries": one.tries,
        "since": one.since.isoformat(timespec="seconds"),
        "error": one.error,
    }


def _called(uow: UnitOfWork, people: dict[str, str], actor_id: str) -> str:
    """person 2 (headteacher)."""
    if actor_id in _NOBODY:
        return actor_id or "service"
    if actor_id not in people:
        person = uow.roster.person(actor_id)
        people[actor_id] = f"person {len(people) + 1} ({person.role.value if person else 'not on the list'})"
    return people[actor_id]


def _may_be_told(name: str, value: str) -> bool:
    return name in _TOLD and _PLAIN.fullmatch(value) is not None
