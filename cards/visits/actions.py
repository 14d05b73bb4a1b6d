"""What the buttons about visits say, both ways. A half-day travels as the day and the hours that the person saw."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from cards.kit.click_fields import FRESH, Fields, forged, identity
from cards.visits.verbs import VisitCard, VisitVerb
from handbook.core.half_days import HalfDay
from handbook.core.refusal import Refused
from handbook.core.school_years import Term
from handbook.visits.agenda import SetAgenda
from handbook.visits.booking import (
    OFFERED_AT_MOST,
    AskForOthers,
    PickSlot,
    SayNoneSuits,
    SeekSlots,
    SeekVisit,
    SendSlots,
)
from handbook.visits.changes import AgreeToChange, CancelVisit, KeepVisit, MoveVisit
from handbook.visits.ofsted.call import (
    AnswerOfstedCall,
    AskSipToCome,
    KeepThroughOfsted,
    OfstedCall,
    PutOffForOfsted,
    TellOfstedCalled,
)
from handbook.visits.ofsted.changes import CallOffOfsted, CorrectOfstedCall
from handbook.visits.outcome import SayHeld, SayNotHeld
from handbook.visits.purposes import ExtraVisit, Menu, Purpose, SchoolLedVisit, TermlyVisit
from handbook.visits.visit import Visit


@dataclass(frozen=True, slots=True)
class ShowVisit:
    """A card about a visit asks how it stands now; `card` is which one asks."""

    visit_id: str
    version: int
    card: VisitCard = VisitCard.VISIT


@dataclass(frozen=True, slots=True)
class ShowVisits:
    """A list of visits asks how it stands now."""


@dataclass(frozen=True, slots=True)
class ShowOfstedCall:
    """A card about an inspection asks how it stands now."""

    call_id: str


VisitCommand = (
    SeekVisit
    | SeekSlots
    | SendSlots
    | PickSlot
    | AskForOthers
    | SayNoneSuits
    | MoveVisit
    | CancelVisit
    | AgreeToChange
    | KeepVisit
    | SetAgenda
    | SayHeld
    | SayNotHeld
    | ShowVisit
    | ShowVisits
    | TellOfstedCalled
    | KeepThroughOfsted
    | PutOffForOfsted
    | AskSipToCome
    | AnswerOfstedCall
    | CorrectOfstedCall
    | CallOffOfsted
    | ShowOfstedCall
)


def visit_data(visit: Visit) -> dict[str, str | int]:
    """What a button about a visit carries."""
    return {"visit": visit.id, "version": visit.version}


def call_data(call: OfstedCall) -> dict[str, str | int]:
    """What a button about an inspection carries."""
    return {"call": call.id}


def purpose_value(purpose: Purpose) -> str:
    """A purpose as a choice on the wire. The name of an extra service does not travel: the desk has it on record."""
    if isinstance(purpose, TermlyVisit):
        return f"termly:{purpose.term.value}"
    return f"extra:{purpose.extra_id}" if isinstance(purpose, ExtraVisit) else f"school_led:{purpose.item.value}"


def _purpose(fields: Fields) -> Purpose:
    kind, _, name = fields.words("purpose").partition(":")
    if not kind:
        raise Refused("missing", "Please choose what the visit is for.")
    if kind == "termly" and name in set(Term):
        return TermlyVisit(Term(name))
    if kind == "school_led" and name in set(Menu):
        return SchoolLedVisit(Menu(name))
    if kind == "extra":
        return ExtraVisit(identity(name), "")
    raise forged()


def _seek(fields: Fields) -> SeekVisit:
    if not fields.words("school"):
        raise Refused("missing", "Please choose the school.")
    return SeekVisit(fields.identity("school"), fields.year("year"), _purpose(fields), fields.day("from_on"))


def _visit(fields: Fields) -> tuple[str, int]:
    return fields.identity("visit"), fields.number("version", 1)


def _send(fields: Fields) -> SendSlots:
    """What was found, or the days that the SIP chose: the button says which, because a client may send both."""
    if not fields.was_sent("own"):
        return SendSlots(*_visit(fields))
    days = [(number, fields.day(f"on_{number}")) for number in range(1, OFFERED_AT_MOST + 1)]
    own = tuple(fields.half_day(day, f"half_{number}") for number, day in days if day)
    if not own:
        raise Refused("missing", "Please choose at least one day to send.")
    return SendSlots(*_visit(fields), own)


def _move(fields: Fields) -> MoveVisit:
    on = fields.needed_day("move_on", "Please choose the day to which the visit should move.")
    return MoveVisit(*_visit(fields), fields.half_day(on, "move_half"), fields.words("move_reason"))


def _agenda(fields: Fields) -> SetAgenda:
    """An agenda may be emptied, and some clients leave an empty box out; but where nothing at all has come, nothing was
    meant."""
    if not (fields.was_sent("agenda") or fields.was_sent("information")):
        raise Refused("missing", f"The agenda did not reach me, so it stays as it is. {FRESH}")
    revision = fields.number("revision", 0)
    return SetAgenda(fields.identity("visit"), revision, fields.lines("agenda"), fields.lines("information"))


def _show(fields: Fields) -> ShowVisit:
    word = fields.words("card") or VisitCard.VISIT
    if word not in set(VisitCard):
        raise forged()
    return ShowVisit(*_visit(fields), VisitCard(word))


def _inspection(fields: Fields) -> tuple[date, date]:
    first_on = fields.needed_day("first_on", "Please choose the first day of the inspection.")
    return first_on, fields.day("last_on") or first_on


def _of_call(fields: Fields) -> tuple[str, str, int]:
    return fields.identity("call"), *_visit(fields)


def _wanted(fields: Fields) -> HalfDay:
    return fields.half_day(fields.needed_day("come_on", "Please choose the day to come."), "come_half")


VISIT_READERS: Final[Mapping[str, Callable[[Fields], VisitCommand]]] = {
    VisitVerb.VISIT_SEEK: _seek,
    VisitVerb.VISIT_OTHERS: lambda fields: SeekSlots(*_visit(fields), fields.day("from_on")),
    VisitVerb.VISIT_SEND: _send,
    VisitVerb.VISIT_PICK: lambda fields: PickSlot(*_visit(fields), fields.number("number", 1)),
    VisitVerb.VISIT_ASK_OTHERS: lambda fields: AskForOthers(*_visit(fields), fields.words("words")),
    VisitVerb.VISIT_NONE_SUITS: lambda fields: SayNoneSuits(*_visit(fields), fields.words("none_reason")),
    VisitVerb.VISIT_MOVE: _move,
    VisitVerb.VISIT_CANCEL: lambda fields: CancelVisit(*_visit(fields), fields.words("cancel_reason")),
    VisitVerb.VISIT_AGREE: lambda fields: AgreeToChange(*_visit(fields)),
    VisitVerb.VISIT_KEEP: lambda fields: KeepVisit(*_visit(fields)),
    VisitVerb.VISIT_AGENDA: _agenda,
    VisitVerb.VISIT_HELD: lambda fields: SayHeld(*_visit(fields)),
    VisitVerb.VISIT_NOT_HELD: lambda fields: SayNotHeld(*_visit(fields), fields.words("not_held_reason")),
    VisitVerb.SHOW_VISIT: _show,
    VisitVerb.SHOW_VISITS: lambda _: ShowVisits(),
    VisitVerb.OFSTED_CALLED: lambda fields: TellOfstedCalled(fields.identity("urn"), *_inspection(fields)),
    VisitVerb.OFSTED_CORRECT: lambda fields: CorrectOfstedCall(fields.identity("call"), *_inspection(fields)),
    VisitVerb.OFSTED_CALL_OFF: lambda fields: CallOffOfsted(fields.identity("call")),
    VisitVerb.OFSTED_KEEP: lambda fields: KeepThroughOfsted(*_of_call(fields)),
    VisitVerb.OFSTED_PUT_OFF: lambda fields: PutOffForOfsted(*_of_call(fields)),
    VisitVerb.OFSTED_ASK_SIP: lambda fields: AskSipToCome(fields.identity("call"), _wanted(fields)),
    VisitVerb.OFSTED_COME: lambda fields: AnswerOfstedCall(fields.identity("call"), comes=True),
    VisitVerb.OFSTED_CANNOT_COME: lambda fields: AnswerOfstedCall(fields.identity("call"), comes=False),
    VisitVerb.SHOW_OFSTED: lambda fields: ShowOfstedCall(fields.identity("call")),
}
