"""What was shared is taken back, because the school withdrew and said so (W5). Commands above, effects below."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import refresh_all
from automations.engine.workflow import Effect, FollowUp, Work, follow_ups_of
from automations.reports.cards import after, agreement_about, report_about
from handbook.core.external_errors import AddressUnknown, NotFound
from handbook.core.people import Person
from handbook.reports.agreements.unsharing import closed_for, is_open_outside, opened_too_late, sharing_ended
from handbook.reports.filing import shared_columns
from handbook.reports.report import Report
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class NoteClosed:
    """The files are closed to this person."""

    report_id: str
    person_id: str


def end_sharing(uow: UnitOfWork, reports: Iterable[Report], ctx: CommandContext) -> Iterable[OutboxJob]:
    """Of these reports, whatever is open outside the trust is to be closed."""
    for report in reports:
        if is_open_outside(report):
            ended = sharing_ended(report, ctx.now)
            whom = {f"from_{one.role.value}": one.id for one in report.shared_with}
            entry = ctx.entry("sharing_ended", report_about(report.id), **whom, version=report.sent, rule="W5")
            yield after("sharing_ended", uow.reports.save(ended, entry, ctx.now))


def closed_again(uow: UnitOfWork, report: Report, late: Sequence[Person], ctx: CommandContext) -> Iterable[OutboxJob]:
    """These were let in while sharing ended."""
    to_close = opened_too_late(report, late)
    names = " ".join(one.id for one in late)
    entry = ctx.entry("opened_too_late", report_about(report.id), to=names, version=report.sent, rule="W5")
    return [after("sharing_ended", uow.reports.save(to_close, entry, ctx.now))]


def note_closed(uow: UnitOfWork, command: NoteClosed, ctx: CommandContext) -> Iterable[OutboxJob]:
    """With whom it was shared again meanwhile is let in again."""
    report = uow.reports.get(command.report_id)
    closed = closed_for(report, (command.person_id,))
    entry = ctx.entry("closed", report_about(report.id), to=command.person_id, version=report.sent, rule="W5")
    if closed != report:
        return [after("sharing_closed", uow.reports.save(closed, entry, ctx.now))]
    if command.person_id not in report.let_in or command.person_id not in {one.id for one in report.shared_with}:
        return []
    outside = replace(report, let_in=tuple(one for one in report.let_in if one != command.person_id))
    return [after("report_shared", uow.reports.save(outside, entry, ctx.now))]


HANDLERS: Final[Mapping[type, Handler]] = {NoteClosed: note_closed}


def ended(uow: UnitOfWork, report: Report) -> Iterable[OutboxJob]:
    """Each who is to lose access is a job of their own: of whom it does not work, the name is told."""
    yield from closed(uow, report)
    for person in report.closing:
        args: dict[str, str | int] = {"report_id": report.id, "revision": report.revision, "person_id": person.id}
        yield OutboxJob("unshare_report", f"{report.id}@{report.revision}:{person.id}", args, JobQueue.GRAPH)


def closed(uow: UnitOfWork, report: Report) -> Iterable[OutboxJob]:
    """Its cards say so, and those of the agreement on which it was withdrawn."""
    yield from refresh_all(uow, report_about(report.id), report.revision)
    yield from refresh_all(uow, agreement_about(report.urn), f"{report.id}@{report.revision}")


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda uow, report_id: uow.reports.get(report_id), {"sharing_ended": ended, "sharing_closed": closed}
)


async def unshare_report(work: Work, report_id: str, revision: int, person_id: str) -> None:
    """Closes the filed documents to one person, unless it was shared with them again meanwhile."""
    report = await work.bus.read(lambda uow: uow.reports.get(report_id))
    whom = next((one for one in report.closing if one.id == person_id), None)
    if whom is None or not report.files_shared:
        return
    addresses = await _addresses(work, whom)
    for item in report.files_shared:
        await work.libraries.unshare(item, addresses)
    await work.bus.decide(NoteClosed(report_id, person_id))
    report = await work.bus.read(lambda uow: uow.reports.get(report_id))
    for item in report.filed.items if report.filed else ():
        await work.libraries.write_columns(item, shared_columns(report))


EFFECTS: Final[Mapping[str, Effect]] = {
    "unshare_report": Effect(
        unshare_report,
        "Access to a report that is no longer shared could not be removed yet",
        "{name} can still open a report that is no longer shared",
    ),
}


async def _addresses(work: Work, person: Person) -> list[str]:
    """All by which SharePoint may know them; of somebody whose account is gone, the address of then."""
    try:
        account = await work.directory.account(person.id)
        known = (account.email, account.sign_in, person.email)
    except NotFound:
        known = (person.email,)
    addresses = list(dict.fromkeys(one for one in known if one))
    if not addresses:
        raise AddressUnknown("no address is known")
    return addresses
