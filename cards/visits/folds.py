"""What can be done about a visit besides the one press: each lies folded behind its button until somebody wants it."""

from collections.abc import Iterator
from datetime import datetime

from cards.kit.elements import Json, buttons, execute, input_choice, input_date, input_text, text
from cards.kit.folding import Fold
from cards.kit.half_days import half_choices
from cards.visits.actions import visit_data
from cards.visits.lines import agenda
from cards.visits.moved import moves_to_read
from cards.visits.verbs import VisitVerb
from handbook.core.half_days import SchoolHours
from handbook.core.people import Person
from handbook.core.refusal import allows
from handbook.visits.agenda import LINE_AT_MOST, LINES_AT_MOST, may_set_agenda
from handbook.visits.booking import OFFERED_AT_MOST, may_answer, may_seek, may_send
from handbook.visits.changes import check_not_begun, may_cancel, may_move
from handbook.visits.dossier import VisitDossier
from handbook.visits.outcome import may_say
from handbook.visits.visit import Visit, VisitStatus
from handbook.visits.words import WORDS_AT_MOST


def folds(dossier: VisitDossier, viewer: Person, now: datetime, hours: SchoolHours) -> Iterator[Fold]:
    """Those that this person may use now, and the agenda to read."""
    visit = dossier.visit
    not_begun = allows(lambda: check_not_begun(visit, now))
    if may_seek(dossier, viewer):
        yield _others(visit)
    if may_send(dossier, viewer):
        yield _own(visit, hours)
    if may_answer(dossier, viewer):
        yield _ask_others(visit)
        yield _none_suits(visit)
    if may_say(dossier, viewer, now):
        yield _not_held(visit)
    if may_move(dossier, viewer) and not_begun:
        yield _move(dossier, viewer, hours)
    yield _agenda(visit, viewer)
    if moves := moves_to_read(dossier):
        yield Fold("moves_box", "What changed", moves)
    if may_cancel(dossier, viewer) and (not_begun or visit.status is not VisitStatus.BOOKED):
        yield _cancel(dossier, viewer)


def _others(visit: Visit) -> Fold:
    label = "From which day? (leave it empty for the next good ones)"
    day = input_date("from_on", label, "Please choose a day, or leave it empty.")
    look = execute("Look from this day", VisitVerb.VISIT_OTHERS, visit_data(visit))
    first = "Look for half-days" if visit.status is VisitStatus.WISHED else "Look for others"
    return Fold("others_box", "Look for another half-day" if visit.is_over else first, [day, buttons([look])])


def _own(visit: Visit, hours: SchoolHours) -> Fold:
    days: list[Json] = []
    for number in range(1, OFFERED_AT_MOST + 1):
        label = f"Day {number}" if number == 1 else f"Day {number} (optional)"
        days.append(input_date(f"on_{number}", label, "Please choose a day."))
        days.append(_half(f"half_{number}", f"Morning or afternoon of day {number}", hours))
    send = execute("Send these days", VisitVerb.VISIT_SEND, {**visit_data(visit), "own": 1})
    return Fold("own_box", "Choose days myself", [*days, buttons([send])])


def _ask_others(visit: Visit) -> Fold:
    label = "Which would be better? (optional)"
    words = input_text("words", label, "Please write which would be better.", at_most=WORDS_AT_MOST)
    ask = execute("Ask for others", VisitVerb.VISIT_ASK_OTHERS, visit_data(visit))
    return Fold("ask_box", "Show me others", [words, buttons([ask])])


def _none_suits(visit: Visit) -> Fold:
    why = _reason("none_reason", "Why do none suit? (your SIP needs a few words)")
    say = execute("Tell my SIP", VisitVerb.VISIT_NONE_SUITS, visit_data(visit))
    return Fold("none_box", "None suit", [why, buttons([say])])


def _not_held(visit: Visit) -> Fold:
    why = _reason("not_held_reason", "Why was it not held?")
    say = execute("It was not held", VisitVerb.VISIT_NOT_HELD, visit_data(visit))
    return Fold("not_held_box", "No, not held", [why, buttons([say])])


def _move(dossier: VisitDossier, viewer: Person, hours: SchoolHours) -> Fold:
    visit = dossier.visit
    items = [
        input_date("move_on", "New day", "Please choose the new day."),
        _half("move_half", "Morning or afternoon of the new day", hours),
        _reason("move_reason", "Why should it move?"),
        _asks_first(dossier, viewer),
        buttons([execute("Move the visit", VisitVerb.VISIT_MOVE, visit_data(visit))]),
    ]
    return Fold("move_box", "Move visit", items)


def _cancel(dossier: VisitDossier, viewer: Person) -> Fold:
    visit = dossier.visit
    cancel = execute("Cancel the visit", VisitVerb.VISIT_CANCEL, visit_data(visit), style="destructive")
    first = [_asks_first(dossier, viewer)] if visit.status is VisitStatus.BOOKED else []
    why = _reason("cancel_reason", "Why will there be no visit?")
    return Fold("cancel_box", "Cancel visit", [why, *first, buttons([cancel])])


def _agenda(visit: Visit, viewer: Person) -> Fold:
    if not may_set_agenda(visit, viewer):
        return Fold("agenda_box", "Agenda", agenda(visit))
    at_most = LINES_AT_MOST * (LINE_AT_MOST + 1)
    error = f"Please keep to {LINES_AT_MOST} lines."
    save = execute("Save the agenda", VisitVerb.VISIT_AGENDA, {**visit_data(visit), "revision": visit.revision})
    items = [
        text("It is a guide; the two of you decide. Take lines out, or add some.", muted=True),
        input_text("agenda", "Agenda, one item a line", error, at_most=at_most, value="\n".join(visit.agenda)),
        input_text(
            "information",
            "Information for the visit, one item a line",
            error,
            at_most=at_most,
            value="\n".join(visit.information),
        ),
        buttons([save]),
    ]
    return Fold("agenda_box", "Agenda", items)


def _half(name: str, label: str, hours: SchoolHours) -> Json:
    choices = half_choices(hours)
    return input_choice(name, label, "Please choose morning or afternoon.", choices, value=choices[0][1])


def _reason(name: str, label: str) -> Json:
    return input_text(name, label, "Please write a few words.", at_most=WORDS_AT_MOST)


def _asks_first(dossier: VisitDossier, viewer: Person) -> Json:
    return text(f"This close to the visit, {dossier.other_side(viewer).name} is asked first.", muted=True)
