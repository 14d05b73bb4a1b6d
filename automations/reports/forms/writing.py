"""A SIP begins the form of a report in the library, and writes it there until the report is sent (P1, W1). Commands."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import refresh_all, send_card
from automations.engine.roster import school_of
from automations.engine.standing_in import Acting, holding
from automations.reports.cards import ReportKind, form_about
from handbook.core.people import check_has_headteacher
from handbook.reports.forms import form as rules
from handbook.reports.forms.form import BeginForm, BeginFormOfVisit, FinishForm, NoteFormOpened, ReportForm
from handbook.reports.report import Report, Status
from handbook.visits.purposes import TermlyVisit
from handbook.visits.visit import VisitStatus
from store.reports import Arrival
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ReopenForm:
    """A change was asked for of what its SIP wrote in the form."""

    report_id: str


@dataclass(frozen=True, slots=True)
class NoteFormRead:
    """What stands in the form is a version of the report now, or is asked about."""

    key: str
    arrival_id: str
    tag: str
    sha256: str


@dataclass(frozen=True, slots=True)
class NoteFormUnread:
    """The form could not be read; `code` is for the audit, `words` for its SIP."""

    key: str
    arrival_id: str
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class NoteFormClosed:
    """Nobody can write in the form any more."""

    key: str
    changed_since: bool


def begin(uow: UnitOfWork, command: BeginForm, ctx: CommandContext) -> Iterable[OutboxJob]:
    school = school_of(uow, command.urn)
    by = _by(uow, ctx, school.sip_id)
    form = uow.report_forms.of_term(command.urn, command.year, command.term)
    report = uow.reports.of_term(command.urn, command.year, command.term)
    rules.check_may_begin(form, school, report, by.person)
    check_has_headteacher(school)
    return _begun(uow, form, school.sip_id, ctx, **by.noted)


def begin_of_visit(uow: UnitOfWork, command: BeginFormOfVisit, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Once, and not where a report of the term has come already."""
    visit = uow.visits.get(command.visit_id)
    if visit.status is not VisitStatus.HELD or not isinstance(visit.purpose, TermlyVisit):
        return []
    place = (visit.urn, visit.year, visit.purpose.term)
    form = uow.report_forms.of_term(*place)
    if form.is_begun or uow.reports.of_term(*place) is not None:
        return []
    return _begun(uow, form, visit.sip_id, ctx)


def reopen(uow: UnitOfWork, command: ReopenForm, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Only a form that the version in question was read of: in any other stands something else."""
    report = uow.reports.get(command.report_id)
    form = uow.report_forms.of_term(report.urn, report.year, report.term)
    sent = uow.reports.version(report.id, report.sent)
    origin = uow.reports.version(report.id, sent.clean_of) if sent.clean_of else sent
    if report.status is not Status.CHANGE_ASKED or form.is_open or form.item is None:
        return []
    return _begun(uow, form, report.sip_id, ctx) if rules.came_from(form, sent.sha256, origin.sha256) else []


def finish(uow: UnitOfWork, command: FinishForm, ctx: CommandContext) -> Iterable[OutboxJob]:
    form = uow.report_forms.of_term(command.urn, command.year, command.term)
    by, arrival_id = _by(uow, ctx, form.sip_id), f"form-{form.key}-{form.revision}"
    reading = rules.finished(form, by.person, arrival_id)
    name, url = (form.item.name, form.item.web_url) if form.item else ("", "")
    uow.reports.note_arrival(Arrival(arrival_id, ctx.actor_id, name, url, "waits", ctx.now))
    about = form_about(form.key)
    saved = uow.report_forms.save(reading, ctx.entry("form_finished", about, rule="W1", **by.noted), ctx.now)
    yield OutboxJob("read_form", arrival_id, {"form": form.key, "arrival_id": arrival_id}, JobQueue.GRAPH)
    yield from refresh_all(uow, about, saved.revision)


def note_opened(uow: UnitOfWork, command: NoteFormOpened, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Who can write in it is told. Where the report was sent meanwhile, it is closed again."""
    form, names = uow.report_forms.of_key(command.key), " ".join(command.person_ids)
    if not form.is_open:
        return [_close(form, f"late-{form.revision}")]
    about = form_about(form.key)
    entry = ctx.entry("form_opened", about, to=names, rule="W1")
    saved = form
    if form.item == command.item:
        uow.audit(entry, ctx.now)
    else:
        saved = uow.report_forms.save(rules.opened(form, command.item), entry, ctx.now)
    occasion = f"open-{saved.revision}"
    told = [send_card(ReportKind.FORM, one, about, 0, occasion) for one in command.person_ids]
    return [*refresh_all(uow, about, saved.revision), *told]


def note_read(uow: UnitOfWork, command: NoteFormRead, ctx: CommandContext) -> Iterable[OutboxJob]:
    form = uow.report_forms.of_key(command.key)
    entry = ctx.entry("form_read", form_about(form.key), sha256=command.sha256, rule="W1")
    return _changed(uow, form, rules.read(form, command.arrival_id, command.tag, command.sha256), entry, ctx)


def note_unread(uow: UnitOfWork, command: NoteFormUnread, ctx: CommandContext) -> Iterable[OutboxJob]:
    form = uow.report_forms.of_key(command.key)
    uow.reports.settle_arrival(command.arrival_id, command.code)
    entry = ctx.entry("form_not_read", form_about(form.key), code=command.code, rule="W1")
    told = rules.not_read(form, command.arrival_id, command.code, command.words)
    return _changed(uow, form, told, entry, ctx)


def note_closed(uow: UnitOfWork, command: NoteFormClosed, ctx: CommandContext) -> Iterable[OutboxJob]:
    form = uow.report_forms.of_key(command.key)
    closed = replace(rules.closed(form), changed_since=command.changed_since)
    return _changed(uow, form, closed, ctx.entry("form_closed", form_about(form.key), rule="W1"), ctx)


HANDLERS: Final[Mapping[type, Handler]] = {
    BeginForm: begin,
    BeginFormOfVisit: begin_of_visit,
    ReopenForm: reopen,
    FinishForm: finish,
    NoteFormOpened: note_opened,
    NoteFormRead: note_read,
    NoteFormUnread: note_unread,
    NoteFormClosed: note_closed,
}
ABOUT: Final[Mapping[type, Callable[[Any], str]]] = {
    BeginForm: lambda one: form_about(ReportForm(one.urn, one.year, one.term).key),
    FinishForm: lambda one: form_about(ReportForm(one.urn, one.year, one.term).key),
}


def passed_on(uow: UnitOfWork, urn: str, new_id: str, ctx: CommandContext) -> Iterable[OutboxJob]:
    """The forms that are open at a school go to its new SIP, and from the one before."""
    for form in uow.report_forms.of_schools(urn):
        if form.is_open and form.sip_id != new_id:
            entry = ctx.entry("passed_on", form_about(form.key), of=form.sip_id, to=new_id)
            saved = uow.report_forms.save(replace(form, sip_id=new_id, reading=""), entry, ctx.now)
            yield to_open(saved, f"passed-{saved.revision}")
            yield from refresh_all(uow, form_about(form.key), saved.revision)


def of_holder(uow: UnitOfWork, person_id: str, occasion: str) -> Iterable[OutboxJob]:
    """The open forms of a SIP for whom somebody begins to stand in, or does no more: opened to whoever may write."""
    schools = [one.urn for one in uow.roster.schools() if one.sip_id == person_id]
    forms = (one for one in uow.report_forms.of_schools(*schools) if one.is_open and one.sip_id == person_id)
    return [to_open(one, occasion) for one in forms]


def to_open(form: ReportForm, occasion: str) -> OutboxJob:
    """It is made where it is not there, and open to whoever may write in it and to nobody else."""
    return OutboxJob("begin_form", f"{form.key}@{occasion}", {"form": form.key}, JobQueue.GRAPH)


def close_of(uow: UnitOfWork, report: Report, occasion: str) -> Iterable[OutboxJob]:
    """What follows for the form of a report that its headteacher has now: nothing where none was begun."""
    form = uow.report_forms.of_term(report.urn, report.year, report.term)
    return [_close(form, occasion)] if form.is_open else []


def reopen_of(uow: UnitOfWork, report: Report) -> Iterable[OutboxJob]:
    """What follows for the form of a report of which a change is asked."""
    form = uow.report_forms.of_term(report.urn, report.year, report.term)
    args = {"form": form.key, "report_id": report.id}
    return [OutboxJob("reopen_form", f"{form.key}@{report.revision}", args, JobQueue.DESK)] if form.is_begun else []


def _begun(uow: UnitOfWork, form: ReportForm, sip_id: str, ctx: CommandContext, **noted: str) -> Iterable[OutboxJob]:
    entry = ctx.entry("form_begun", form_about(form.key), rule="P1 W1", **noted)
    saved = uow.report_forms.save(rules.begun(form, sip_id), entry, ctx.now)
    return [to_open(saved, str(saved.revision)), *refresh_all(uow, form_about(form.key), saved.revision)]


def _changed(
    uow: UnitOfWork, before: ReportForm, after: ReportForm, entry: Any, ctx: CommandContext
) -> Iterable[OutboxJob]:
    if after == before:
        return []
    saved = uow.report_forms.save(after, entry, ctx.now)
    return refresh_all(uow, form_about(saved.key), saved.revision)


def _close(form: ReportForm, occasion: str) -> OutboxJob:
    return OutboxJob("close_form", f"{form.key}@{occasion}", {"form": form.key}, JobQueue.GRAPH)


def _by(uow: UnitOfWork, ctx: CommandContext, sip_id: str) -> Acting:
    return holding(uow, ctx.somebody, ctx.now, sip_id) or Acting(ctx.somebody)
