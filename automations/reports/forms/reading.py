"""What a SIP wrote in the library is fetched, and is then a file that they sent; and the form is closed. Effects, and
the card."""

import asyncio
import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext
from automations.engine.inbound.port import Click
from automations.engine.ports import Card
from automations.engine.roster import school_called
from automations.engine.standing_in import holding
from automations.engine.workflow import Effect, RecordTrouble, Reply, Work
from automations.reports.arrival import TOO_BIG, ReceiveReport, note_begun
from automations.reports.cards import OF_FORM, ReportKind, form_about
from automations.reports.forms.writing import NoteFormClosed, NoteFormRead, NoteFormUnread, ReopenForm
from cards.kit.lines import closed_card
from cards.reports.actions import ShowForm
from cards.reports.forms.form import FormDossier, form_card
from documents.package import MAX_BYTES
from documents.reading_process import begin_to_take
from documents.unreadable import UnreadableDocument
from handbook.core.british_time import london_date
from handbook.core.external_errors import Locked, NotFound, Rejected, TooBig
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.reports.forms.form import GONE, BeginForm, FinishForm, ReportForm
from store.unit_of_work import UnitOfWork

NOT_THERE: Final = (
    "The form is no longer in the library. If it was deleted, the library’s recycle bin still has what you wrote: send "
    "me the file from there. Or press “Begin it again”."
)
LOCKED: Final = (
    "The form is checked out or locked, so I cannot see what stands in it. Check it in, close it everywhere, and press "
    "“I have finished” again."
)
NOT_FETCHED: Final = "I could not read the form where it lies. Please send me the file here."


async def read_form(work: Work, form: str, arrival_id: str) -> None:
    """Reads what its SIP wrote, and hands it in as theirs: with every check of a file that is sent in chat."""
    current = await _form(work, form)
    arrival = await work.bus.read(lambda uow: uow.reports.arrival(arrival_id))
    if arrival is None or current.reading != arrival_id or current.item is None:
        return
    try:
        file = await work.libraries.written(current.item, MAX_BYTES)
        await work.bus.record(lambda uow: note_begun(uow, arrival_id))
        kept, contents = await asyncio.wrap_future(begin_to_take(file.data))
        await work.bus.decide(ReceiveReport(arrival_id, kept, contents), arrival.person_id, "teams")
    except (NotFound, Rejected, Locked, UnreadableDocument, Refused) as no:
        await work.bus.decide(NoteFormUnread(form, arrival_id, *_in_words(no)))
        return
    await work.bus.decide(NoteFormRead(form, arrival_id, file.tag, hashlib.sha256(kept).hexdigest()))


async def reopen_form(work: Work, form: str, report_id: str) -> None:
    """A change was asked for: its SIP goes on where they wrote."""
    await work.bus.decide(ReopenForm(report_id))


async def close_form(work: Work, form: str) -> None:
    """The headteacher has the report: nobody writes in its form, and what was written since it was read is said."""
    current = await _form(work, form)
    if not current.is_open or current.item is None:
        return
    changed = False
    try:
        changed = bool(current.tag) and await work.libraries.tag(current.item) != current.tag
        await work.libraries.unshare(current.item, to_write=True)
    except NotFound:
        changed = False
    await work.bus.decide(NoteFormClosed(form, changed))


async def _form(work: Work, key: str) -> ReportForm:
    return await work.bus.read(lambda uow: uow.report_forms.of_key(key))


def _in_words(no: Exception) -> tuple[str, str]:
    if isinstance(no, UnreadableDocument | Refused):
        return no.code, no.reason
    if isinstance(no, NotFound):
        return GONE, NOT_THERE
    if isinstance(no, Locked):
        return "locked", LOCKED
    return ("too_big", TOO_BIG) if isinstance(no, TooBig) else ("not_fetched", NOT_FETCHED)


EFFECTS: Final[Mapping[str, Effect]] = {
    "read_form": Effect(read_form, "The form in the library could not be read yet", about=(OF_FORM, "form")),
    "reopen_form": Effect(
        reopen_form, "The form in the library could not be opened again yet", about=(OF_FORM, "form")
    ),
    "close_form": Effect(close_form, "The form in the library could not be closed yet", about=(OF_FORM, "form")),
}


def render_form(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    form = uow.report_forms.of_key(card.record_id)
    school = uow.roster.school(form.urn)
    seen = holding(uow, viewer, context.now, school.sip_id) if school else None
    if school is None or seen is None:
        return closed_card()
    framework = uow.school_frameworks.of_school(form.urn).on(london_date(context.now))
    report = uow.reports.of_term(form.urn, form.year, form.term)
    return seen.sees(form_card(FormDossier(form, school, framework, report), seen.person))


def _hears(uow: UnitOfWork, key: str) -> Iterable[str]:
    sip_id = uow.report_forms.of_key(key).sip_id
    return [sip_id] if sip_id else []


def _same(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(ReportKind.FORM, form_about(ReportForm(command.urn, command.year, command.term).key))


CARDS: Final[Mapping[str, CardRenderer]] = {OF_FORM: render_form}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    OF_FORM: RecordTrouble(
        _hears,
        called=lambda uow, key: f"the form of the report of {school_called(uow, key.partition('-')[0])}",
    )
}
REPLIES: Final[Mapping[type, Reply]] = {
    BeginForm: Reply(_same),
    FinishForm: Reply(_same),
    ShowForm: Reply(_same, only_shows=True),
}
