"""The headteacher sends the governors' pack to their chair (G1). Commands above, effects below."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.letting_in import addresses_of, let_in
from automations.engine.notifications import refresh_all, send_card
from automations.engine.ports import Card
from automations.engine.standing_in import acting
from automations.engine.workflow import Effect, FollowUp, MailFile, Reply, Work, follow_ups_of
from automations.reports.cards import ReportKind, acting_on, after, report_about
from cards.reports.actions import ShowChairForm
from cards.reports.chair import chair_form_card
from handbook.core.external_errors import NoSuchAccount
from handbook.core.people import Person, Role
from handbook.reports.governors import chair as rules
from handbook.reports.governors.chair import SendToChair
from handbook.reports.library import FiledItem
from handbook.reports.report import Report
from store.unit_of_work import UnitOfWork


def send(uow: UnitOfWork, command: SendToChair, ctx: CommandContext) -> Iterable[OutboxJob]:
    dossier = uow.reports.dossier(uow.reports.get(command.report_id))
    before = dossier.report.chair
    by = acting_on(uow, dossier.report, ctx)
    chair = uow.roster.person(command.chair_id)
    report = rules.sent_to_chair(dossier, command, chair, by.person, ctx.now)
    entry = ctx.entry("sent_to_chair", report_about(report.id), to=command.chair_id, rule="G1", **by.noted)
    saved = uow.reports.save(report, entry, ctx.now)
    yield after("sent_to_chair", saved)
    if before is not None and before.person_id != command.chair_id:
        yield _about_chair("close_to_chair", saved, before.person_id)


HANDLERS: Final[Mapping[type, Handler]] = {SendToChair: send}


def sent_to_chair(uow: UnitOfWork, report: Report) -> Iterable[OutboxJob]:
    """The chair is written to whether SharePoint lets them in or not: by e-mail they read it on a page."""
    yield from refresh_all(uow, report_about(report.id), report.revision)
    if report.chair is None:
        return
    chair_id = report.chair.person_id
    yield _about_chair("open_to_chair", report, chair_id)
    yield send_card(ReportKind.CHAIR, chair_id, report_about(report.id), report.sent, str(report.revision))


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda uow, report_id: uow.reports.get(report_id), {"sent_to_chair": sent_to_chair}
)


async def open_to_chair(work: Work, report_id: str, person_id: str) -> None:
    """Lets the chair open the pack where it lies, where they still may read it."""
    report = await work.bus.read(lambda uow: uow.reports.get(report_id))
    person = await work.bus.read(lambda uow: uow.roster.person(person_id))
    if report.chair is None or person is None or not rules.may_read_pack(report, person):
        return
    args: dict[str, str | int] = {"report_id": report_id, "person_id": person_id}
    own = OutboxJob("open_to_chair", f"{report_id}@chair", args, JobQueue.GRAPH)
    await let_in(work, (report.chair.pdf,), (person,), own)


async def close_to_chair(work: Work, report_id: str, person_id: str) -> None:
    """Takes the pack away from a chair in whose place another reads it."""
    report = await work.bus.read(lambda uow: uow.reports.get(report_id))
    person = await work.bus.read(lambda uow: uow.roster.then(person_id, Role.CHAIR_OF_GOVERNORS))
    packs = {report.chair.pdf} if report.chair else set[FiledItem]()
    packs |= {report.governors_pack.pdf} if report.governors_pack and report.governors_pack.pdf else set()
    if rules.may_read_pack(report, person):
        return
    try:
        addresses = await addresses_of(work, person)
    except NoSuchAccount:  # nobody can sign in by it
        return
    for item in packs:
        await work.libraries.unshare(item, addresses)


EFFECTS: Final[Mapping[str, Effect]] = {
    "close_to_chair": Effect(
        close_to_chair, "Access to the pack could not be removed yet", "{name} can still open the pack for governors"
    ),
    "open_to_chair": Effect(
        open_to_chair, "The pack could not be opened to the Chair of Governors yet", "{name} cannot open the pack yet"
    ),
}


def pack(uow: UnitOfWork, report_id: str, _version: int, viewer: Person, _context: RenderContext) -> MailFile | None:
    """The pack that was sent, for its chair, on the page behind an e-mail."""
    report = uow.reports.get(report_id)
    if report.chair is None or not rules.may_read_pack(report, viewer):
        return None
    return MailFile(report.chair.pdf.name, report.chair.pdf)


def _about_chair(effect: str, report: Report, person_id: str) -> OutboxJob:
    args: dict[str, str | int] = {"report_id": report.id, "person_id": person_id}
    return OutboxJob(effect, f"{report.id}@{report.revision}", args, JobQueue.GRAPH)


def _shown(uow: UnitOfWork, command: ShowChairForm, viewer: Person, context: RenderContext, _click: Click) -> Card:
    report = uow.reports.get(command.report_id)
    seen = acting(uow, viewer, context.now, report, report.authors)
    return chair_form_card(uow.reports.dossier(report), seen.person, uow.roster.people(Role.CHAIR_OF_GOVERNORS))


REPLIES: Final[Mapping[type, Reply]] = {ShowChairForm: Reply(_shown, only_shows=True)}
