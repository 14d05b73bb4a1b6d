"""The trust's list is changed (M1): every change that was shown, with one entry in the audit, or none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import refresh_all
from automations.membership.importing import OF_IMPORT, bring, try_out
from handbook.core.refusal import Refused
from handbook.membership.imported import changes_of
from handbook.membership.terms import terms
from handbook.schools.list_import import ListImport, wanted_by
from handbook.schools.trust_list import (
    LIST_CHANGED,
    ListChanges,
    TrustList,
    applied,
    check_list_is_sound,
    check_may_change,
    difference,
    without,
)
from store.unit_of_work import UnitOfWork

LIST: Final = "list"
CHANGED: Final = "list_changed"
_READ: Final = "list_read"


def import_about(import_id: str) -> str:
    return f"{OF_IMPORT}:{import_id}"


def shown_changes(uow: UnitOfWork, one: ListImport) -> tuple[TrustList, ListChanges]:
    """What a file from chat would change, and of which list: its revision counts memberships too, where the file is of
    these, so that what is read is what would be done. What a payment comes to is told when it is brought in."""
    known = uow.roster.listed()
    changes = difference(known, wanted_by(known, one.rows))
    if not one.rows.memberships:
        return known, changes
    listed = [row for row in one.rows.memberships if row.urn in known.schools]
    memberships = changes_of(try_out(uow, listed, terms(), one.sent_at))
    return replace(known, revision=known.revision + uow.memberships.changes()), replace(
        changes, memberships=memberships
    )


@dataclass(frozen=True, slots=True)
class ChangeList:
    """What was shown of a file, and is to be done. `revision` is the list's that it was shown of, `sha256` the
    file's."""

    kind: str
    sha256: str
    revision: int
    changes: ListChanges


@dataclass(frozen=True, slots=True)
class ReadListFile:
    """The service starts with a file of the whole list."""

    sha256: str
    wanted: TrustList


def change(uow: UnitOfWork, command: ChangeList, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Raises Refused where the list is another than the one of which the changes were shown."""
    check_may_change(ctx.person, ctx.policy.administrator_id)
    known = uow.roster.listed()
    if known.revision != command.revision:
        raise Refused("stale", LIST_CHANGED, "M1")
    check_list_is_sound(known, applied(known, command.changes))
    return write(uow, command.changes, ctx, CHANGED, command.sha256, command.kind)


def read_file(uow: UnitOfWork, command: ReadListFile, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Makes the list what the file says, until it is changed in another way: from then on the database is its home."""
    check_may_change(ctx.person, ctx.policy.administrator_id)
    if not keeps_itself(uow):
        changes = without(uow.roster.listed(), command.wanted)
        if changes:
            return write(uow, changes, ctx, _READ, command.sha256, "list")
    return ()


def keeps_itself(uow: UnitOfWork) -> bool:
    """Whether somebody has changed the list with an import."""
    last = uow.last_about(LIST)
    return last is not None and last[0] == CHANGED


def write(
    uow: UnitOfWork, changes: ListChanges, ctx: CommandContext, action: str, sha256: str, kind: str
) -> list[OutboxJob]:
    """With one entry in the audit, of what kind of file it is and how much changes; each membership has one more. What
    imports that wait would do then is another thing."""
    counts = {
        "schools": len(changes.schools),
        "people": len(changes.people),
        "authorities": len(changes.authorities),
        "sips": len(changes.sips),
        "memberships": len(changes.memberships),
        "leaving": sum(one is None for part in (changes.schools, changes.people) for one in part.values()),
    }
    uow.roster.apply(changes, ctx.entry(action, LIST, kind=kind, sha256=sha256, **counts), ctx.now)
    return [*bring(uow, changes.memberships, ctx), *imports_redrawn(uow)]


def imports_redrawn(uow: UnitOfWork) -> list[OutboxJob]:
    """The list was changed: an import that waits for a press would do another thing now, or nothing."""
    occasion = f"list-{uow.roster.listed().revision}"
    return [job for one in uow.list_imports.waiting() for job in refresh_all(uow, import_about(one.id), occasion)]


HANDLERS: Final[Mapping[type, Handler]] = {ChangeList: change, ReadListFile: read_file}
