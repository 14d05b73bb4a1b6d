"""A button stands on a visit's card exactly where the handbook allows it, and the handbook accepts its press."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from cards.actions import read
from cards.visits.verbs import VisitVerb
from cards.visits.visit import visit_card
from handbook.core.people import Person
from handbook.visits.agenda import SetAgenda, agenda_set, may_set_agenda
from handbook.visits.booking import (
    AskForOthers,
    PickSlot,
    SayNoneSuits,
    SeekSlots,
    SendSlots,
    may_answer,
    may_seek,
    may_send,
    none_suited,
    others_asked,
    picked,
    proposed,
    sought,
)
from handbook.visits.calendar_file import AskForCalendarFile, check_may_have_file, may_have_file
from handbook.visits.changes import (
    AgreeToChange,
    CancelVisit,
    KeepVisit,
    MoveVisit,
    agreed,
    cancelled,
    kept,
    may_agree,
    may_cancel,
    may_keep,
    may_move,
    moved,
)
from handbook.visits.dossier import VisitDossier
from handbook.visits.outcome import SayHeld, SayNotHeld, held, may_say, not_held
from handbook.visits.visit import Visit, VisitStatus
from tests.support import visit_builders as v
from tests.support.card_reading import buttons, inputs, verbs
from tests.support.visit_gallery import STRANGERS, visit_dossiers

CASES = list(visit_dossiers())


def expected(dossier: VisitDossier, viewer: Person, now: datetime) -> set[str]:
    visit = dossier.visit
    begun = visit.half_day is not None and visit.half_day.starts_at <= now
    possible = [slot for slot in visit.slots if slot.half_day.starts_at > now]
    allowed = {
        VisitVerb.VISIT_OTHERS: may_seek(dossier, viewer),
        VisitVerb.VISIT_SEND: may_send(dossier, viewer),
        VisitVerb.VISIT_PICK: may_answer(dossier, viewer) and bool(possible),
        VisitVerb.VISIT_ASK_OTHERS: may_answer(dossier, viewer),
        VisitVerb.VISIT_NONE_SUITS: may_answer(dossier, viewer),
        VisitVerb.VISIT_MOVE: may_move(dossier, viewer) and not begun,
        VisitVerb.VISIT_CANCEL: may_cancel(dossier, viewer) and not (begun and visit.status is VisitStatus.BOOKED),
        VisitVerb.VISIT_AGREE: may_agree(dossier, viewer) and not begun,
        VisitVerb.VISIT_KEEP: may_keep(dossier, viewer),
        VisitVerb.VISIT_AGENDA: may_set_agenda(visit, viewer),
        VisitVerb.VISIT_HELD: may_say(dossier, viewer, now),
        VisitVerb.VISIT_NOT_HELD: may_say(dossier, viewer, now),
        VisitVerb.VISIT_FILE: may_have_file(dossier, viewer),
    }
    return {verb for verb, yes in allowed.items() if yes}


@pytest.mark.parametrize(("name", "dossier", "now"), CASES, ids=[case[0] for case in CASES])
def test_a_button_is_drawn_where_its_rule_allows_and_nowhere_else(
    name: str, dossier: VisitDossier, now: datetime
) -> None:
    for viewer in (v.SIP, v.HEAD):
        assert verbs(visit_card(dossier, viewer, now)) == expected(dossier, viewer, now), (name, viewer.name)
    for viewer in STRANGERS:
        card = visit_card(dossier, viewer, now)
        assert verbs(card) == set()
        assert card["body"][0]["text"] == "Not open to you"
        assert "refresh" not in card


def test_the_rule_accepts_the_press() -> None:
    seen: set[str] = set()
    for name, dossier, now in CASES:
        for viewer in (v.SIP, v.HEAD):
            card = visit_card(dossier, viewer, now)
            for button in buttons(card).values():
                command = read(button["verb"], {**typed_into(card), **button["data"]})
                assert isinstance(press(command, dossier, viewer, now), Visit), (name, button["title"])
                seen.add(button["verb"])
    visits = {verb for verb in VisitVerb if verb.startswith("visit.")}
    assert seen == visits - {VisitVerb.VISIT_SEEK, VisitVerb.SHOW_VISIT}


def typed_into(card: dict[str, Any]) -> dict[str, str]:
    """A reason everywhere, a school day later than any on offer, the last choice."""
    typed = {"Input.Text": "words", "Input.Date": "2027-03-22"}
    return {name: typed.get(box["type"]) or box["choices"][-1]["value"] for name, box in inputs(card).items()}


def press(command: object, dossier: VisitDossier, viewer: Person, now: datetime) -> Visit:
    return _PRESSED[type(command)](dossier, command, viewer, now)


_PRESSED: dict[type, Callable[[VisitDossier, Any, Person, datetime], Visit]] = {
    SeekSlots: sought,
    SendSlots: proposed,
    PickSlot: picked,
    AskForOthers: lambda dossier, command, viewer, _: others_asked(dossier, command, viewer),
    SayNoneSuits: lambda dossier, command, viewer, _: none_suited(dossier, command, viewer),
    MoveVisit: lambda dossier, command, viewer, now: moved(dossier, command, viewer, 3, now),
    CancelVisit: lambda dossier, command, viewer, now: cancelled(dossier, command, viewer, 3, now),
    AgreeToChange: agreed,
    KeepVisit: lambda dossier, command, viewer, _: kept(dossier, command, viewer),
    SetAgenda: lambda dossier, command, viewer, _: agenda_set(dossier.visit, command, viewer),
    SayHeld: held,
    SayNotHeld: not_held,
    AskForCalendarFile: lambda dossier, _, viewer, __: check_may_have_file(dossier, viewer) or dossier.visit,
}


def test_what_is_typed_reaches_the_handbook() -> None:
    def pressed(status: VisitStatus, viewer: Person, title: str, **typed: str) -> object:
        button = buttons(visit_card(v.a_visit_dossier(status), viewer, v.NOW))[title]
        return read(button["verb"], {**button["data"], **typed})

    a, proposed_at, booked_at = "visit-1", 3, 5
    asked = pressed(VisitStatus.PROPOSED, v.HEAD, "Ask for others", words="A Monday, please.")
    assert asked == AskForOthers(a, proposed_at, "A Monday, please.")
    none = pressed(VisitStatus.PROPOSED, v.HEAD, "Tell my SIP", none_reason="Residential.")
    assert none == SayNoneSuits(a, proposed_at, "Residential.")
    assert pressed(VisitStatus.PROPOSED, v.HEAD, "Pick Thursday 11 March, afternoon") == PickSlot(a, proposed_at, 2)
    own = {"on_1": "2027-03-18", "half_1": "13:00-16:00", "on_2": "", "half_2": "09:00-12:00"}
    assert pressed(VisitStatus.FOUND, v.SIP, "Send these days", **own) == SendSlots(a, 2, (v.LATER,))
    assert pressed(VisitStatus.FOUND, v.SIP, "Send to headteacher", **own) == SendSlots(a, 2)
    to = {"move_on": "2027-03-18", "move_half": "13:00-16:00", "move_reason": "A funeral."}
    assert pressed(VisitStatus.BOOKED, v.HEAD, "Move the visit", **to) == MoveVisit(a, booked_at, v.LATER, "A funeral.")
    agenda = {"agenda": "Writing\n\nMaths", "information": "Books"}
    set_agenda = pressed(VisitStatus.BOOKED, v.HEAD, "Save the agenda", **agenda)
    assert set_agenda == SetAgenda(a, 4, ("Writing", "", "Maths"), ("Books",))
