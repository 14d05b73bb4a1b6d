"""What could not be done about a visit stands on its cards, and the SIP, who plans it, is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from automations.engine.command_bus import Handler, Occasion
from automations.engine.notifications import tell_trouble
from automations.engine.outbox import Promise
from automations.engine.trouble_words import words_of
from automations.engine.workflow import FollowUp, RecordTrouble, follow_ups_of
from automations.visits.cards import VisitKind, visit_about
from automations.visits.telling import after_visit, visit_redrawn
from handbook.visits.visit import Visit
from store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class NoteVisitTrouble:
    """Something promised about a visit does not work; it is tried again, but somebody should know."""

    visit_id: str
    effect: str
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class NoteVisitTroubleOver:
    """What did not work has worked at last."""

    visit_id: str
    effect: str
    who: str = ""


def note_trouble(books: Ledger, command: NoteVisitTrouble, occasion: Occasion) -> Iterable[Promise]:
    visit = books.visits.get(command.visit_id)
    if visit.trouble == command.words:
        return []
    entry = occasion.entry("trouble", visit_about(visit.id), effect=command.effect, what=command.what)
    saved = books.visits.save(replace(visit, trouble=command.words), entry, occasion.now)
    return [after_visit(saved, occasion, "visit_troubled")]


def note_trouble_over(books: Ledger, command: NoteVisitTroubleOver, occasion: Occasion) -> Iterable[Promise]:
    """Only the trouble of this effect: another one may have come since."""
    visit = books.visits.get(command.visit_id)
    if not visit.trouble.startswith(words_of(command.effect, command.who)):
        return []
    entry = occasion.entry("trouble_over", visit_about(visit.id), effect=command.effect)
    saved = books.visits.save(replace(visit, trouble=""), entry, occasion.now)
    return [after_visit(saved, occasion, "visit_redrawn")]


HANDLERS: Final[Mapping[type, Handler]] = {NoteVisitTrouble: note_trouble, NoteVisitTroubleOver: note_trouble_over}


def visit_troubled(books: Ledger, visit: Visit) -> Iterable[Promise]:
    """Each trouble of a version is told once."""
    yield from visit_redrawn(books, visit)
    if visit.trouble:
        yield tell_trouble(VisitKind.VISIT, visit.sip_id, visit_about(visit.id), visit.version, visit.trouble)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda books, visit_id: books.visits.get(visit_id), {"visit_troubled_by_service": visit_troubled}
)
TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    "visit": RecordTrouble(
        noted=NoteVisitTrouble,
        over=NoteVisitTroubleOver,
        now=lambda books, visit_id: books.visits.get(visit_id).trouble,
    )
}
