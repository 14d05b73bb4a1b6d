"""The school's sharing agreement: asked for, signed, declined, withdrawn (W5)."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob, follow_up
from automations.engine.notifications import refresh_all, send_card
from automations.engine.roster import school_of
from automations.engine.workflow import FollowUp, follow_ups_of
from automations.reports.cards import ReportKind, agreement_about, report_about
from handbook.core.people import Role
from handbook.reports import sharing_agreement as rules
from handbook.reports.sharing_agreement import (
    AgreementStatus,
    AskForAgreement,
    DeclineAgreement,
    SharingAgreement,
    SignAgreement,
    WithdrawAgreement,
)
from store.unit_of_work import UnitOfWork


def ask(uow: UnitOfWork, command: AskForAgreement, ctx: CommandContext) -> Iterable[OutboxJob]:
    school = school_of(uow, command.urn)
    agreement = rules.ask(uow.agreements.of_school(school.urn), command, ctx.somebody, ctx.now)
    return _saved(uow, agreement, ctx)


def sign(uow: UnitOfWork, command: SignAgreement, ctx: CommandContext) -> Iterable[OutboxJob]:
    school = school_of(uow, command.urn)
    agreement = rules.sign(uow.agreements.of_school(school.urn), school, command, ctx.somebody, ctx.now)
    return _saved(uow, agreement, ctx)


def decline(uow: UnitOfWork, command: DeclineAgreement, ctx: CommandContext) -> Iterable[OutboxJob]:
    school = school_of(uow, command.urn)
    agreement = rules.decline(uow.agreements.of_school(school.urn), school, command, ctx.somebody, ctx.now)
    return _saved(uow, agreement, ctx)


def withdraw(uow: UnitOfWork, command: WithdrawAgreement, ctx: CommandContext) -> Iterable[OutboxJob]:
    school = school_of(uow, command.urn)
    agreement = rules.withdraw(uow.agreements.of_school(school.urn), school, command, ctx.somebody, ctx.now)
    return _saved(uow, agreement, ctx)


HANDLERS: Final[Mapping[type, Handler]] = {
    AskForAgreement: ask,
    SignAgreement: sign,
    DeclineAgreement: decline,
    WithdrawAgreement: withdraw,
}


def agreement_changed(uow: UnitOfWork, agreement: SharingAgreement) -> Iterable[OutboxJob]:
    """Whose turn it is hears of it, and every card that depends on it is drawn again."""
    school = uow.roster.school_then(agreement.urn)
    about, revision = agreement_about(school.urn), agreement.revision
    yield from refresh_all(uow, about, revision)
    for report in uow.reports.of_school(school.urn):
        for job in refresh_all(uow, report_about(report.id), report.revision):
            yield OutboxJob(job.effect, f"{job.key}+{about}@{revision}", job.args, job.queue)
    if agreement.status is AgreementStatus.ASKED:
        yield send_card(ReportKind.AGREEMENT, school.headteacher_id, about, revision)
    else:
        yield send_card(ReportKind.AGREEMENT_STATE, uow.roster.holder(Role.TRUST_ADVISOR).id, about, revision)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda uow, urn: uow.agreements.of_school(urn), {"agreement_changed": agreement_changed}
)


def _saved(uow: UnitOfWork, agreement: SharingAgreement, ctx: CommandContext) -> Iterable[OutboxJob]:
    entry = ctx.entry(
        agreement.status.value, agreement_about(agreement.urn), text_version=agreement.text_version, rule="W5"
    )
    saved = uow.agreements.save(agreement, entry, ctx.now)
    return [follow_up("agreement_changed", agreement_about(saved.urn), f"agreement:{saved.urn}@{saved.revision}")]
