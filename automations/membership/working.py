"""The Trust Advisor works with memberships, and the clock ends refunds whose report never came (M1-M4)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, RenderContext, TrustPolicy
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import refresh_all
from automations.engine.workflow import FollowUp
from automations.membership.importing import waiting_redrawn
from automations.membership.loading import membership_about, membership_of, received_terms, saved
from handbook.core.british_time import london_date
from handbook.core.school_years import AcademicYear
from handbook.membership.membership import RefundStatus, membership_id, parse_id
from handbook.membership.refund import has_lapsed
from handbook.membership.working import (
    ChangeProvision,
    LapseRefund,
    MarkPaid,
    MembershipChange,
    NoteReport,
    ReinstateRefund,
    UndoPayment,
    WithdrawRefund,
    changed,
    lapsed,
)
from store.unit_of_work import UnitOfWork

_ACTIONS: Final = {
    ChangeProvision: ("membership_provision", "M1"),
    MarkPaid: ("membership_paid", "M2 M3"),
    UndoPayment: ("membership_payment_undone", "M2 M3"),
    NoteReport: ("membership_report_noted", "M3 M4"),
    WithdrawRefund: ("refund_withdrawn", "M3"),
    ReinstateRefund: ("refund_reinstated", "M3"),
}


def change(uow: UnitOfWork, command: MembershipChange, ctx: CommandContext) -> Iterable[OutboxJob]:
    before = membership_of(uow, command.urn, command.year)
    received = received_terms(uow, command.urn, command.year)
    terms = ctx.policy.membership
    after = changed(before, command, received, terms, ctx.somebody, london_date(ctx.now), ctx.now)
    action, rule = _ACTIONS[type(command)]
    what = {"part": command.part.value} if isinstance(command, MarkPaid | UndoPayment) else {}
    return [saved(uow, after, action, ctx, rule=rule, **what)]


def lapse(uow: UnitOfWork, command: LapseRefund, ctx: CommandContext) -> Iterable[OutboxJob]:
    after = lapsed(membership_of(uow, command.urn, command.year), london_date(ctx.now))
    return [saved(uow, after, "refund_lapsed", ctx, rule="M3")]


HANDLERS: Final[Mapping[type, Handler]] = {**dict.fromkeys(_ACTIONS, change), LapseRefund: lapse}


def membership_changed(uow: UnitOfWork, membership_id: str, _context: RenderContext) -> Iterable[OutboxJob]:
    """Its cards; the list is an answer, and asks for itself when it is looked at."""
    membership = membership_of(uow, *parse_id(membership_id))
    yield from refresh_all(uow, membership_about(membership_id), membership.revision)
    yield from waiting_redrawn(uow, f"{membership_id}-{membership.revision}")


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = {"membership_changed": membership_changed}


def about_command(command: MembershipChange | LapseRefund) -> str:
    return membership_about(membership_id(command.urn, command.year))


def due_now(uow: UnitOfWork, _: TrustPolicy, now: datetime) -> tuple[LapseRefund, ...]:
    """Refunds of years that are over, whose report never came."""
    today = london_date(now)
    waiting = (RefundStatus.AWAITING_REPORT, RefundStatus.RECEIVED)
    found = uow.memberships.before(AcademicYear.of(today), *waiting)
    return tuple(LapseRefund(one.urn, one.year) for one in found if has_lapsed(one, today))
