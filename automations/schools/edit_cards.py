"""The forms and the card of a change of the list, as the records stand: what would follow is worked out each time."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext
from automations.engine.inbound.port import Click
from automations.engine.ports import Card
from automations.engine.roster import school_of
from automations.engine.workflow import RecordTrouble, Reply
from automations.handover.open_work import open_work
from cards.kit.lines import closed_card
from cards.schools.edit import EditSeen, edit_card
from cards.schools.edit_actions import ShowEdit, ShowForm, ShowMenu
from cards.schools.edit_forms import drafted_card, form_card, menu_card
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.schools.change_words import change_lines
from handbook.schools.consequences import OpenWork, moved, what_follows
from handbook.schools.edit_changes import changes_of
from handbook.schools.edit_prefill import prefilled
from handbook.schools.lacks import lacks
from handbook.schools.list_edit import ApplyEdit, ChooseAccount, DraftEdit, EditForm, EditStatus, LeaveEdit, ListEdit
from handbook.schools.trust_list import OWN_SCHOOL, ListChanges, TrustList, applied, check_may_change
from store.unit_of_work import UnitOfWork

OF_EDIT: Final = "list_edit"
_PARTS: Final = (Role.HEADTEACHER, Role.SIP)
_WORK: Final = {
    "arrival": ("report", "reports"),
    "approval": ("report", "reports"),
    "governors": ("report", "reports"),
    "visit": ("visit", "visits"),
    "ofsted": ("inspection", "inspections"),
    "agreement": ("agreement", "agreements"),
}


class EditCardKind(StrEnum):
    """The card of a change that is sent, by name."""

    LIST_EDIT = "list_edit"


def edit_about(edit_id: str) -> str:
    return f"{OF_EDIT}:{edit_id}"


def render_edit(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    edit = uow.list_edits.get(card.record_id)
    return edit_card(edit, viewer, _seen(uow, edit, context.now))


def counted_work(uow: UnitOfWork, holder: Person, part: Role, now: datetime, urn: str = "") -> list[str]:
    """What is open and somebody's to do, counted: which reports and how they stand is for those in them alone."""
    found = Counter(_WORK[item.kind] for item in open_work(uow, holder, part, now, urn))
    return [f"{count} {one if count == 1 else many}" for (one, many), count in found.items()]


def _seen(uow: UnitOfWork, edit: ListEdit, now: datetime) -> EditSeen:
    known, called = uow.roster.listed(), _called(uow, edit.form)
    if edit.status not in (EditStatus.SHOWN, EditStatus.PLANNED) or len(edit.accounts) > 1:
        return EditSeen(called)
    try:
        changes = changes_of(edit.form, edit.accounts, known)
    except Refused as no:
        return EditSeen(called, known.revision, problem=no.reason)
    return EditSeen(
        called,
        known.revision,
        change_lines(known, changes),
        what_follows(known, changes, _open(uow, known, changes, now), london_date(now)),
        lacks(applied(known, changes), changes.schools),
    )


def _open(uow: UnitOfWork, known: TrustList, changes: ListChanges, now: datetime) -> OpenWork:
    offices = [one for one in moved(known, changes) if one.old_id in known.people and one.role in _PARTS]
    people = ((one, known.people[one.old_id].person) for one in offices)
    return {
        (one.school.urn, one.role): counted_work(uow, person, one.role, now, one.school.urn) for one, person in people
    }


def _called(uow: UnitOfWork, form: EditForm) -> str:
    if not form.about:
        return ""
    if uow.roster.ever_had(form.about):
        return uow.roster.school_then(form.about).full_name
    person = uow.roster.known(form.about)
    return person.name if person else ""


def _menu(uow: UnitOfWork, command: ShowMenu, viewer: Person, context: RenderContext, _click: Click) -> Card:
    check_may_change(viewer, context.policy.administrator_id)
    return menu_card(school_of(uow, command.school))


def _form(uow: UnitOfWork, command: ShowForm, viewer: Person, context: RenderContext, _click: Click) -> Card:
    """With what the list says now; or with what was typed before."""
    check_may_change(viewer, context.policy.administrator_id)
    if command.edit_id:
        edit = uow.list_edits.get(command.edit_id)
        if edit.person_id != viewer.id:
            return closed_card()
        return form_card(edit.form, _called(uow, edit.form), edit.from_on)
    form = prefilled(command.form, uow.roster.listed(), london_date(context.now))
    return form_card(form, _called(uow, form))


def _typed_again(uow: UnitOfWork, command: DraftEdit, _viewer: Person, refusal: Refused) -> Card:
    """What was typed stays, below why it cannot be done."""
    return form_card(command.form, _called(uow, command.form), command.from_on, refusal.reason)


def _not_possible(uow: UnitOfWork, command: ApplyEdit, viewer: Person, refusal: Refused) -> Card:
    """Why, over what would follow now. What is open is counted as on the day on which it was typed: the card asks again
    by itself."""
    edit = uow.list_edits.get(command.edit_id)
    return edit_card(edit, viewer, _seen(uow, edit, edit.begun_at), refusal.reason)


def _drafted(uow: UnitOfWork, command: DraftEdit, _viewer: Person, _context: RenderContext, _click: Click) -> Card:
    return drafted_card(command.form, _called(uow, command.form))


def _again(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(EditCardKind.LIST_EDIT, edit_about(command.edit_id))


def _who_typed(uow: UnitOfWork, edit_id: str) -> Iterable[str]:
    return [uow.list_edits.get(edit_id).person_id]


CARDS: Final[Mapping[str, CardRenderer]] = {OF_EDIT: render_edit}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {OF_EDIT: RecordTrouble(_who_typed, asked_for=True)}
REPLIES: Final[Mapping[type, Reply]] = {
    ShowMenu: Reply(_menu, only_shows=True),
    ShowForm: Reply(_form, only_shows=True),
    ShowEdit: Reply(_again, only_shows=True),
    DraftEdit: Reply(_drafted, on_refusal=dict.fromkeys(("missing", "unknown", OWN_SCHOOL), _typed_again)),
    ChooseAccount: Reply(_again),
    ApplyEdit: Reply(_again, on_refusal=dict.fromkeys(("stale", "missing", "unknown", OWN_SCHOOL), _not_possible)),
    LeaveEdit: Reply(_again),
}
