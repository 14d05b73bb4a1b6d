"""A SIP's record is changed, each time with an entry in the audit (C1, T1, A2). Checks are part of the trust's list:
whoever changes them changes that."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob, follow_up
from automations.engine.notifications import refresh_all, send_text
from automations.engine.workflow import FollowUp
from automations.schools.changing import CHANGED, LIST, imports_redrawn
from automations.sip_team.cards import sip_about, sip_of
from automations.sip_team.training.cards import OF_ALL, sip_training_about
from handbook.core.british_time import london_date
from handbook.core.people import Role
from handbook.schools.trust_list import ListChanges, PersonEntry
from handbook.sip_team.changes import (
    ChangeCapacity,
    ChangeChecks,
    ChangeExperience,
    ChangeKind,
    ChangeRecord,
    ChangeTraining,
    check_may_amend,
    check_may_keep,
    checks_changed,
    record_changed,
)
from store.unit_of_work import UnitOfWork

_KEPT: Final = (ChangeTraining, ChangeKind)
"""What the SIP does not change."""


def change_checks(uow: UnitOfWork, command: ChangeChecks, ctx: CommandContext) -> Iterable[OutboxJob]:
    check_may_keep(ctx.somebody, ctx.policy.administrator_id)
    sip = sip_of(uow, command.sip_id)
    checks = checks_changed(uow.roster.checks(sip.id), command, london_date(ctx.now))
    about = sip_about(sip.id)
    uow.audit(ctx.entry("checks_changed", about, rule="C1"), ctx.now)
    changes = ListChanges(people={sip.id: PersonEntry(sip, checks)})
    uow.roster.apply(changes, ctx.entry(CHANGED, LIST, kind="checks", people=1), ctx.now)
    follows = follow_up("sip_changed", about, f"sip_checks:{sip.id}@{ctx.now.isoformat()}")
    return [follows, *imports_redrawn(uow)]


def change_record(uow: UnitOfWork, command: ChangeRecord, ctx: CommandContext) -> Iterable[OutboxJob]:
    person, administrator = ctx.somebody, ctx.policy.administrator_id
    if isinstance(command, _KEPT):
        check_may_keep(person, administrator)
    check_may_amend(command.sip_id, person, administrator)
    sip = sip_of(uow, command.sip_id)
    record = record_changed(uow.sip_records.of(sip.id), command, ctx.now, london_date(ctx.now))
    about = sip_about(sip.id)
    entry = ctx.entry("sip_changed", about, what=type(command).__name__, rule="A2")
    saved = uow.sip_records.save(record, entry, ctx.now)
    yield follow_up("sip_changed", about, f"sip_changed:{sip.id}@{saved.revision}")
    if person.id == sip.id and isinstance(command, ChangeCapacity):
        words = f"{sip.name} has changed what they can take on. Type “sip {sip.name.lower()}” to read it."
        for one in uow.roster.people(Role.TRUST_ADVISOR):
            yield send_text(one.id, words, f"capacity:{sip.id}@{saved.revision}:{one.id}")


def changed(uow: UnitOfWork, sip_id: str, _context: object) -> Iterable[OutboxJob]:
    """Every copy of the card is drawn again, and those of their training."""
    revision = f"{uow.roster.listed().revision}"
    for about in (sip_about(sip_id), sip_training_about(sip_id), f"{OF_ALL}:all"):
        yield from refresh_all(uow, about, revision)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = {"sip_changed": changed}
HANDLERS: Final[Mapping[type, Handler]] = {
    ChangeChecks: change_checks,
    **dict.fromkeys((ChangeTraining, ChangeKind, ChangeCapacity, ChangeExperience), change_record),
}
