"""The agreements of a school: asked for, signed in Teams or on paper, declined, withdrawn (W5, D1)."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from automations.data.figure_cards import figures_about
from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob, follow_up
from automations.engine.notifications import refresh_all, send_card
from automations.engine.roster import school_of
from automations.engine.workflow import FollowUp, follow_ups_of
from automations.reports.agreements.unsharing import end_sharing
from automations.reports.cards import ReportKind, agreement_about, report_about
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.reports.agreements import agreement as rules
from handbook.reports.agreements import paper as paper_rules
from handbook.reports.agreements.agreement import (
    AskForAgreement,
    DeclineAgreement,
    SharingAgreement,
    SignAgreement,
    WithdrawAgreement,
)
from handbook.reports.agreements.asking import AskAgain, RemindAboutAgreement, TellAgreementWaits
from handbook.reports.agreements.paper import DenyPaper, RecordPaper
from handbook.reports.agreements.paper_list import PAPERS_CHANGED, RecordPapers, check_may_record_list
from handbook.reports.agreements.texts import AgreementKind, AgreementText
from store.unit_of_work import UnitOfWork

AgreementCommand = AskForAgreement | SignAgreement | DeclineAgreement | WithdrawAgreement | RecordPaper | DenyPaper


def ask(uow: UnitOfWork, command: AskForAgreement, ctx: CommandContext) -> Iterable[OutboxJob]:
    school, agreement, text = _found(uow, command)
    return saved(uow, rules.ask(agreement, school, command, ctx.somebody, ctx.now, text), "asked", ctx)


def sign(uow: UnitOfWork, command: SignAgreement, ctx: CommandContext) -> Iterable[OutboxJob]:
    school, agreement, text = _found(uow, command)
    signed = rules.sign(agreement, school, command, ctx.somebody, ctx.now, text)
    name = "confirmed" if command.confirmed else "as listed"
    return saved(uow, signed, "signed", ctx, sha256=text.sha256, name=name)


def decline(uow: UnitOfWork, command: DeclineAgreement, ctx: CommandContext) -> Iterable[OutboxJob]:
    school, agreement, _ = _found(uow, command)
    return saved(uow, rules.decline(agreement, school, command, ctx.somebody, ctx.now), "declined", ctx)


def withdraw(uow: UnitOfWork, command: WithdrawAgreement, ctx: CommandContext) -> Iterable[OutboxJob]:
    """What was shared is taken back where the headteacher says so."""
    school, agreement, _ = _found(uow, command)
    withdrawn = rules.withdraw(agreement, school, command, ctx.somebody, ctx.now)
    closes = command.close and command.kind is AgreementKind.SHARING
    yield from saved(uow, withdrawn, "withdrawn", ctx, closes="yes" if closes else "no")
    if closes:
        yield from end_sharing(uow, uow.reports.of_school(school.urn), ctx)


def record_paper(uow: UnitOfWork, command: RecordPaper, ctx: CommandContext) -> Iterable[OutboxJob]:
    return _recorded(uow, command, ctx, ctx.somebody)


def record_papers(uow: UnitOfWork, command: RecordPapers, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Each headteacher gets a copy, as of a single one."""
    check_may_record_list(ctx.person)
    try:
        jobs = [job for one in command.papers for job in _recorded(uow, one, ctx, ctx.person)]
    except Refused as no:
        raise (Refused("stale", PAPERS_CHANGED, "W5") if no.code in ("stale", "not_now") else no) from None
    uow.audit(ctx.entry("papers_imported", "agreements", sha256=command.sha256, papers=len(command.papers)), ctx.now)
    return jobs


def _recorded(uow: UnitOfWork, command: RecordPaper, ctx: CommandContext, person: Person | None) -> list[OutboxJob]:
    school, agreement, _ = _found(uow, command)
    text = uow.agreement_texts.find(command.kind, command.text_version)
    signed = paper_rules.recorded(agreement, school, command, person, ctx.now, text)
    return saved(uow, signed, "signed_on_paper", ctx, sha256=signed.signatures[-1].sha256)


def deny_paper(uow: UnitOfWork, command: DenyPaper, ctx: CommandContext) -> Iterable[OutboxJob]:
    """What was shared since the paper was recorded is taken back: nobody had agreed to it."""
    school, agreement, _ = _found(uow, command)
    denied = rules.deny(agreement, school, command.revision, ctx.somebody, ctx.now)
    yield from saved(uow, denied, "paper_denied", ctx)
    since = denied.signatures[-1].at
    if command.kind is AgreementKind.SHARING and since is not None:
        reports = (one for one in uow.reports.of_school(school.urn) if one.shared_at and one.shared_at >= since)
        yield from end_sharing(uow, reports, ctx)


_OF_ONE_SCHOOL: Final[Mapping[type, Handler]] = {
    AskForAgreement: ask,
    SignAgreement: sign,
    DeclineAgreement: decline,
    WithdrawAgreement: withdraw,
    RecordPaper: record_paper,
    DenyPaper: deny_paper,
}
HANDLERS: Final[Mapping[type, Handler]] = {**_OF_ONE_SCHOOL, RecordPapers: record_papers}

ABOUT: Final[Mapping[type, Callable[[Any], str]]] = dict.fromkeys(
    (*_OF_ONE_SCHOOL, AskAgain, RemindAboutAgreement, TellAgreementWaits),
    lambda one: agreement_about(one.urn, one.kind),
)
"""An agreement is named by its school and its kind."""


def agreement_changed(uow: UnitOfWork, agreement: SharingAgreement) -> Iterable[OutboxJob]:
    """Whose turn it is hears of it, and every card that depends on it is drawn again."""
    about, revision = agreement_about(agreement.urn, agreement.kind), agreement.revision
    yield from _all_refreshed(uow, agreement)
    head = uow.roster.school_then(agreement.urn).headteacher_id
    on_paper = agreement.signature is not None and agreement.signature.paper is not None
    if (agreement.is_waiting or on_paper) and head:
        yield send_card(ReportKind.AGREEMENT, head, about, revision)
    if not agreement.is_waiting and not on_paper:
        yield send_card(ReportKind.AGREEMENT_STATE, uow.roster.holder(Role.TRUST_ADVISOR).id, about, revision)


def agreement_reminded(uow: UnitOfWork, agreement: SharingAgreement) -> Iterable[OutboxJob]:
    about, head = agreement_about(agreement.urn, agreement.kind), uow.roster.school_then(agreement.urn).headteacher_id
    yield from refresh_all(uow, about, agreement.revision)
    if agreement.is_waiting and head:
        yield send_card(ReportKind.AGREEMENT_REMINDER, head, about, agreement.revision)


def agreement_waits(uow: UnitOfWork, agreement: SharingAgreement) -> Iterable[OutboxJob]:
    about = agreement_about(agreement.urn, agreement.kind)
    yield from refresh_all(uow, about, agreement.revision)
    if agreement.is_waiting:
        advisor = uow.roster.holder(Role.TRUST_ADVISOR)
        yield send_card(ReportKind.AGREEMENT_STATE, advisor.id, about, agreement.revision, "waits")


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = {
    **follow_ups_of(
        lambda uow, urn: uow.agreements.of_school(urn),
        {
            "agreement_changed": agreement_changed,
            "agreement_reminded": agreement_reminded,
            "agreement_waits": agreement_waits,
        },
    ),
    **follow_ups_of(
        lambda uow, urn: uow.agreements.of_school(urn, AgreementKind.DATA),
        {
            "data_agreement_changed": agreement_changed,
            "data_agreement_reminded": agreement_reminded,
            "data_agreement_waits": agreement_waits,
        },
    ),
}
CHANGED: Final = {AgreementKind.SHARING: "agreement_changed", AgreementKind.DATA: "data_agreement_changed"}
REMINDED: Final = {AgreementKind.SHARING: "agreement_reminded", AgreementKind.DATA: "data_agreement_reminded"}
WAITS: Final = {AgreementKind.SHARING: "agreement_waits", AgreementKind.DATA: "data_agreement_waits"}
"""What follows, by the kind of agreement."""


def saved(
    uow: UnitOfWork,
    agreement: SharingAgreement,
    action: str,
    ctx: CommandContext,
    follows: Mapping[AgreementKind, str] = CHANGED,
    **detail: str | int,
) -> list[OutboxJob]:
    """Keeps it with its entry in the audit, and what follows."""
    about, rule = agreement_about(agreement.urn, agreement.kind), agreement.called.rule
    version = agreement.asked_version if agreement.is_waiting else agreement.text_version
    entry = ctx.entry(action, about, text_version=version, rule=rule, **detail)
    kept = uow.agreements.save(agreement, entry, ctx.now)
    name = follows[kept.kind]
    return [follow_up(name, about, f"{about}@{kept.revision}")]


def _all_refreshed(uow: UnitOfWork, agreement: SharingAgreement) -> Iterable[OutboxJob]:
    about, revision = agreement_about(agreement.urn, agreement.kind), agreement.revision
    yield from refresh_all(uow, about, revision)
    for other, of_revision in _depending(uow, agreement):
        for job in refresh_all(uow, other, of_revision):
            yield OutboxJob(job.effect, f"{job.key}+{about}@{revision}", job.args, job.queue)


def _depending(uow: UnitOfWork, agreement: SharingAgreement) -> Iterable[tuple[str, int]]:
    """What else has cards that say how it stands, and in which revision: the school's reports, or its figures."""
    if agreement.kind is AgreementKind.DATA:
        return [(figures_about(agreement.urn), 0)]
    return [(report_about(report.id), report.revision) for report in uow.reports.of_school(agreement.urn)]


def _found(uow: UnitOfWork, command: AgreementCommand) -> tuple[School, SharingAgreement, AgreementText]:
    """The school, its agreement, and the text of today."""
    school = school_of(uow, command.urn)
    agreement = uow.agreements.of_school(school.urn, command.kind)
    return school, agreement, uow.agreement_texts.current(command.kind)
