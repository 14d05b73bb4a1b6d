"""The files of a report follow who may read it: closed to who may no more, and opened to who came."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.letting_in import addresses_of, let_in
from automations.engine.standing_in import acting
from automations.engine.workflow import Effect, Work
from automations.reports.copies.shared_copy import with_copy
from handbook.core.external_errors import NoSuchAccount
from handbook.core.people import Person, Role
from handbook.reports.library import FiledItem
from handbook.reports.report import Report
from handbook.reports.sharing import gets_whole
from store.unit_of_work import UnitOfWork


async def close_report(work: Work, report_id: str, person_id: str) -> None:
    """Takes a report's files away from somebody, where they may not read it (any more)."""
    now = work.bus.now()
    person, items = await work.bus.read(lambda uow: _to_close(uow, report_id, person_id, now))
    if not items:
        return
    try:
        addresses = await addresses_of(work, person)
    except NoSuchAccount:  # nobody can sign in by it
        return
    for item in items:
        await work.libraries.unshare(item, addresses)


async def pass_report(work: Work, report_id: str, person_id: str) -> None:
    """Opens a report's files to whose it is now, without a word: the card of the handover has told them. Of what
    another headteacher approved, they open a copy without that one's own part (P5)."""
    dossier = await work.bus.read(lambda uow: uow.reports.dossier(uow.reports.get(report_id)))
    if person_id == dossier.report.headteacher_id:
        await with_copy(work, report_id)
    person, items = await work.bus.read(lambda uow: _to_open(uow, report_id, person_id))
    args: dict[str, str | int] = {"report_id": report_id, "person_id": person_id}
    own = OutboxJob("pass_report", f"{report_id}:{person_id}@passed", args, JobQueue.GRAPH)
    if items:
        await let_in(work, items, (person,), own)


EFFECTS: Final[Mapping[str, Effect]] = {
    "close_report": Effect(
        close_report,
        "Access to this report could not be removed yet",
        "{name} can still open the files of this report",
    ),
    "pass_report": Effect(
        pass_report,
        "This report could not be opened to whose it is now yet",
        "{name} cannot open this report yet",
    ),
}


def _to_close(uow: UnitOfWork, report_id: str, person_id: str, now: datetime) -> tuple[Person, tuple[FiledItem, ...]]:
    report = uow.reports.get(report_id)
    person = uow.roster.then(person_id, Role.HEADTEACHER)
    listed = uow.roster.person(person_id)
    reads = {report.sip_id, report.headteacher_id, *report.let_in}
    stands_in = listed is not None and acting(uow, listed, now, report, report.authors).deputy is not None
    return person, () if person_id in reads or stands_in else _items(uow, report)


def _to_open(uow: UnitOfWork, report_id: str, person_id: str) -> tuple[Person, tuple[FiledItem, ...]]:
    """The SIP opens every draft of their report and what was filed; the headteacher what they were sent, or what is for
    others where it is not theirs whole."""
    report, person = uow.reports.get(report_id), uow.roster.named(person_id)
    if person_id == report.sip_id:
        return person, (*_drafts(uow, report), *(report.filed.whole if report.filed else ()))
    if person_id != report.headteacher_id or not report.sent:
        return person, ()
    if report.decision and not gets_whole(uow.reports.dossier(report), person):
        return person, (*(report.filed.for_others if report.filed else ()), *_pack(report, whole=False))
    draft = uow.reports.version(report.id, report.sent).draft
    filed = report.filed.whole if report.filed else ()
    return person, (*([draft] if draft else []), *filed, *_pack(report))


def _items(uow: UnitOfWork, report: Report) -> tuple[FiledItem, ...]:
    return (*_drafts(uow, report), *(report.filed.items if report.filed else ()), *_pack(report))


def _drafts(uow: UnitOfWork, report: Report) -> Iterable[FiledItem]:
    versions = (uow.reports.version(report.id, number) for number in range(1, report.latest + 1))
    return (one.draft for one in versions if one.draft)


def _pack(report: Report, *, whole: bool = True) -> Iterable[FiledItem]:
    """The governors' pack; one with the headteacher's own in it only where it is `whole`."""
    pack = report.governors_pack
    if pack is None or (pack.with_wellbeing and not whole):
        return ()
    return (one for one in (pack.document, pack.pdf) if one)
