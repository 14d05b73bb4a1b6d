"""The card of an import, as the records stand: what it would do is worked out anew each time."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext
from automations.engine.inbound.port import Click
from automations.engine.ports import Card
from automations.engine.workflow import RecordTrouble, Reply
from automations.schools.changing import OF_IMPORT, import_about, shown_changes
from automations.schools.papers import seen_of
from cards.schools.actions import ShowImport
from cards.schools.list_import import ImportSeen, list_import_card
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.reports.agreements.paper_list import TO_EACH_HEADTEACHER
from handbook.schools.change_words import change_lines
from handbook.schools.lacks import lacks
from handbook.schools.list_import import ApplyImport, ImportStatus, LeaveImport, ListImport
from handbook.schools.trust_list import TrustList, applied, check_list_is_sound
from store.unit_of_work import UnitOfWork


class ImportKind(StrEnum):
    """The card of an import that is sent, by name."""

    LIST_IMPORT = "list_import"


def import_card(uow: UnitOfWork, import_id: str, viewer: Person, no: str = "") -> Card:
    one = uow.list_imports.get(import_id)
    return list_import_card(one, viewer, _seen(uow, one), no)


def _seen(uow: UnitOfWork, one: ListImport) -> ImportSeen:
    if one.status is not ImportStatus.SHOWN:
        return ImportSeen()
    known, changes = shown_changes(uow, one)
    after = applied(known, changes)
    papers = seen_of(uow, one)
    lines = [*change_lines(known, changes), *(row.line for row in papers if row.line)]
    lines += [TO_EACH_HEADTEACHER] if any(row.command for row in papers) else []
    unsound = _unsound(known, after) or next((f"there should be {row.no}." for row in papers if row.no), "")
    return ImportSeen(known.revision, lines, lacks(after, changes.schools), unsound)


def _unsound(known: TrustList, after: TrustList) -> str:
    try:
        check_list_is_sound(known, after)
    except Refused as no:
        return no.reason
    return ""


def _render(uow: UnitOfWork, card: CardRef, viewer: Person, _context: RenderContext) -> Card:
    return import_card(uow, card.record_id, viewer)


CARDS: Final[Mapping[str, CardRenderer]] = {OF_IMPORT: _render}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    OF_IMPORT: RecordTrouble(lambda uow, key: [uow.list_imports.get(key).person_id], asked_for=True)
}


def _answer(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(ImportKind.LIST_IMPORT, import_about(command.import_id))


def _not_possible(uow: UnitOfWork, command: Any, viewer: Person, refusal: Refused) -> Card:
    """Why, over what would be done now: where the list was changed meanwhile, it is to be read again."""
    return import_card(uow, command.import_id, viewer, refusal.reason)


_CODES: Final[tuple[str, ...]] = ("stale", "missing", "unknown", "not_now")
REPLIES: Final[Mapping[type, Reply]] = {
    ApplyImport: Reply(_answer, on_refusal=dict.fromkeys(_CODES, _not_possible)),
    LeaveImport: Reply(_answer),
    ShowImport: Reply(_answer, only_shows=True),
}
