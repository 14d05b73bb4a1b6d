"""A list of memberships is tried out, so that it is read before anybody says yes to it, and brought in (M1-M3)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from automations.engine.command_bus import CommandContext
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import refresh_all
from automations.membership.loading import membership_of, received_terms, saved
from handbook.core.british_time import london_date
from handbook.core.refusal import Refused
from handbook.membership.imported import (
    CannotBeBrought,
    ImportedMembership,
    TriedMembership,
    brought,
    membership_line,
)
from handbook.membership.membership import Membership
from handbook.membership.terms import MembershipTerms
from store.unit_of_work import UnitOfWork

OF_IMPORT: Final = "list_import"
_NOBODY: Final = ""


def try_out(
    uow: UnitOfWork, rows: Iterable[ImportedMembership], terms: MembershipTerms, now: datetime
) -> list[TriedMembership]:
    """Each row for itself, and nothing is written."""
    return [_tried(uow, one, terms, now) for one in rows]


def waiting_redrawn(uow: UnitOfWork, mark: str) -> Iterable[OutboxJob]:
    """A membership was changed: a list that waits for a press would do another thing now, or nothing."""
    for one in uow.list_imports.waiting():
        yield from refresh_all(uow, f"{OF_IMPORT}:{one.id}", mark)


def bring(uow: UnitOfWork, rows: Iterable[ImportedMembership], ctx: CommandContext) -> list[OutboxJob]:
    """All of them, or, with Refused, none."""
    jobs: list[OutboxJob] = []
    for one in rows:
        try:
            before, after = _before_and_after(uow, one, ctx.policy.membership, ctx.actor_id, ctx.now)
        except CannotBeBrought as no:
            school = uow.roster.school_then(one.urn).full_name
            raise Refused("missing", f"{school}, {one.year}: right would be {no.right}.", "M2") from None
        if after != before:
            jobs.append(saved(uow, after, "membership_imported", ctx, rule="M1 M2 M3"))
    return jobs


def _tried(uow: UnitOfWork, one: ImportedMembership, terms: MembershipTerms, now: datetime) -> TriedMembership:
    try:
        before, after = _before_and_after(uow, one, terms, _NOBODY, now)
    except CannotBeBrought as no:
        return TriedMembership(one, no=no)
    words = membership_line(uow.roster.school_then(one.urn), before, after) if after != before else ""
    return TriedMembership(one, not before.revision, words)


def _before_and_after(
    uow: UnitOfWork, one: ImportedMembership, terms: MembershipTerms, by_id: str, now: datetime
) -> tuple[Membership, Membership]:
    before = membership_of(uow, one.urn, one.year)
    received = received_terms(uow, one.urn, one.year)
    return before, brought(before, one, received, terms, by_id, london_date(now), now)
