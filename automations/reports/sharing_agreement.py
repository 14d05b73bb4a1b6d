"""The agreements of a school: asked for, signed, declined, withdrawn (W5, D1)."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.data.figure_cards import figures_about
from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob, follow_up
from automations.engine.notifications import refresh_all, send_card
from automations.engine.roster import school_of
from automations.engine.workflow import FollowUp, follow_ups_of
from automations.reports.cards import ReportKind, agreement_about, report_about
from handbook.core.people import Role, School, check_has_headteacher
from handbook.reports import sharing_agreement as rules
from handbook.reports.sharing_agreement import (
    AgreementKind,
    AgreementStatus,
    AskForAgreement,
    DeclineAgreement,
    SharingAgreement,
    SignAgreement,
    WithdrawAgreement,
)
from store.unit_of_work import UnitOfWork

AgreementCommand = AskForAgreement | SignAgreement | DeclineAgreement | WithdrawAgreement


def ask(uow: UnitOfWork, command: AskForAgreement, ctx: CommandContext) -> Iterable[OutboxJob]:
    school = school_of(uow, command.urn)
    check_has_headteacher(school)
    agreement = rules.ask(_now(uow, school, command), command, ctx.somebody, ctx.now)
    return _saved(uow, agreement, ctx)


def sign(uow: UnitOfWork, command: SignAgreement, ctx: CommandContext) -> Iterable[OutboxJob]:
    school = school_of(uow, command.urn)
    agreement = rules.sign(_now(uow, school, command), school, command, ctx.somebody, ctx.now)
    return _saved(uow, agreement, ctx)


def decline(uow: UnitOfWork, command: DeclineAgreement, ctx: CommandContext) -> Iterable[OutboxJob]:
    school = school_of(uow, command.urn)
    agreement = rules.decline(_now(uow, school, command), school, command, ctx.somebody, ctx.now)
    return _saved(uow, agreement, ctx)


def withdraw(uow: UnitOfWork, command: WithdrawAgreement, ctx: CommandContext) -> Iterable[OutboxJob]:
    school = school_of(uow, command.urn)
    agreement = rules.withdraw(_now(uow, school, command), school, command, ctx.somebody, ctx.now)
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
    about, revision = agreement_about(school.urn, agreement.kind), agreement.revision
    yield from refresh_all(uow, about, revision)
    for other, of_revision in _depending(uow, agreement):
        for job in refresh_all(uow, other, of_revision):
            yield OutboxJob(job.effect, f"{job.key}+{about}@{revision}", job.args, job.queue)
    if agreement.status is AgreementStatus.ASKED:
        yield send_card(ReportKind.AGREEMENT, school.headteacher_id, about, revision)
    else:
        yield send_card(ReportKind.AGREEMENT_STATE, uow.roster.holder(Role.TRUST_ADVISOR).id, about, revision)


def _depending(uow: UnitOfWork, agreement: SharingAgreement) -> Iterable[tuple[str, int]]:
    """What else has cards that say how it stands, and in which revision: the school's reports, or its figures."""
    if agreement.kind is AgreementKind.DATA:
        return [(figures_about(agreement.urn), 0)]
    return [(report_about(report.id), report.revision) for report in uow.reports.of_school(agreement.urn)]


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = {
    **follow_ups_of(lambda uow, urn: uow.agreements.of_school(urn), {"agreement_changed": agreement_changed}),
    **follow_ups_of(
        lambda uow, urn: uow.agreements.of_school(urn, AgreementKind.DATA),
        {"data_agreement_changed": agreement_changed},
    ),
}
_CHANGED: Final = {AgreementKind.SHARING: "agreement_changed", AgreementKind.DATA: "data_agreement_changed"}


def _now(uow: UnitOfWork, school: School, command: AgreementCommand) -> SharingAgreement:
    return uow.agreements.of_school(school.urn, command.kind)


def _saved(uow: UnitOfWork, agreement: SharingAgreement, ctx: CommandContext) -> Iterable[OutboxJob]:
    about = agreement_about(agreement.urn, agreement.kind)
    entry = ctx.entry(agreement.status.value, about, text_version=agreement.text_version, rule=agreement.text.rule)
    saved = uow.agreements.save(agreement, entry, ctx.now)
    return [follow_up(_CHANGED[saved.kind], about, f"{about}@{saved.revision}")]
