"""What the clock does about agreements (W5, D1): asks again, reminds, tells the Trust Advisor. It ends none."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, TrustPolicy
from automations.engine.deadlines import ReportDeadlineUnknown, of_each
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.roster import school_of
from automations.reports.agreements.agreement import REMINDED, WAITS, saved
from handbook.core.british_time import london_date
from handbook.reports.agreements.agreement import SharingAgreement
from handbook.reports.agreements.asking import (
    AgreementDue,
    AskAgain,
    RemindAboutAgreement,
    TellAgreementWaits,
    asked_again,
    due,
    reminded,
    waiting_told,
)
from handbook.reports.agreements.texts import AgreementKind
from handbook.visits.ofsted.call import reminders_pause
from store.unit_of_work import UnitOfWork


def ask_again(uow: UnitOfWork, command: AskAgain, ctx: CommandContext) -> Iterable[OutboxJob]:
    school, text = school_of(uow, command.urn), uow.agreement_texts.current(command.kind)
    agreement = uow.agreements.of_school(school.urn, command.kind)
    return saved(uow, asked_again(agreement, school, ctx.now, text), "asked_again", ctx)


def remind(uow: UnitOfWork, command: RemindAboutAgreement, ctx: CommandContext) -> Iterable[OutboxJob]:
    agreement = reminded(uow.agreements.of_school(command.urn, command.kind), command, ctx.now)
    return saved(uow, agreement, "reminded", ctx, REMINDED, number=command.number)


def tell_it_waits(uow: UnitOfWork, command: TellAgreementWaits, ctx: CommandContext) -> Iterable[OutboxJob]:
    agreement = waiting_told(uow.agreements.of_school(command.urn, command.kind), ctx.now)
    return saved(uow, agreement, "waiting_told", ctx, WAITS)


HANDLERS: Final[Mapping[type, Handler]] = {
    AskAgain: ask_again,
    RemindAboutAgreement: remind,
    TellAgreementWaits: tell_it_waits,
}


def due_now(uow: UnitOfWork, policy: TrustPolicy, now: datetime) -> tuple[AgreementDue | ReportDeadlineUnknown, ...]:
    """All that the clock should do about agreements now. A school that Ofsted inspects is left in peace (O2)."""
    today, calls = london_date(now), uow.ofsted_calls.not_over(london_date(now))
    schools = {one.urn: one for one in uow.roster.schools() if not reminders_pause(calls, one.urn, today)}
    texts = {kind: uow.agreement_texts.current(kind) for kind in AgreementKind}

    def due_about(agreement: SharingAgreement) -> tuple[AgreementDue, ...]:
        school = schools[agreement.urn]
        calendar = uow.roster.calendar(school, policy.bank_holidays)
        return due(agreement, school, texts[agreement.kind], calendar, policy.patience, now)

    found = (one for one in uow.agreements.to_look_after() if one.urn in schools)
    return of_each("agreements", found, due_about)
