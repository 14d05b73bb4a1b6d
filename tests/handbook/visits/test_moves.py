"""V2: who may do what to a visit in each status, and what becomes of it. The tables below say once more, in the
handbook's words, what stands in `MOVES`."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.visits.booking import (
    AskForOthers,
    NoteBooked,
    NoteFound,
    PickSlot,
    SayNoneSuits,
    SeekSlots,
    SendSlots,
    booked,
    found,
    may_answer,
    may_seek,
    may_send,
    none_suited,
    others_asked,
    picked,
    proposed,
    sought,
)
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
from handbook.visits.in_outlook import (
    NoteMoved,
    NoteNewTimeProposed,
    noted_declined,
    noted_gone,
    noted_moved,
    noted_new_time,
)
from handbook.visits.moves import MOVES, TURN
from handbook.visits.moves import VisitMove as M
from handbook.visits.outcome import SayHeld, SayNotHeld, held, may_say, not_held
from handbook.visits.renewal import OfferAnew, offered_anew
from handbook.visits.visit import OVER, Slot, Visit
from handbook.visits.visit import VisitStatus as S
from tests.support import builders as a
from tests.support import visits as v
from tests.support.visits import CUT_OFF, FOURTH, HEAD, SIP, SLOTS, a_visit, dossier_of

OTHER_SIP = a.a_person(Role.SIP, id="00000000-0000-4000-8000-0000000000f1")
OTHER_HEAD = a.a_person(Role.HEADTEACHER, id="00000000-0000-4000-8000-0000000000f2")
EVERYBODY = (*(a.a_person(role) for role in Role), OTHER_SIP, OTHER_HEAD)
LATE = v.late(a_visit(S.BOOKED))
AFTER = v.after(a_visit(S.BOOKED))
NEW = (Slot(FOURTH), Slot(v.morning(FOURTH.on + timedelta(days=4))))

UNDER_WAY = {S.WISHED, S.SOUGHT, S.FOUND, S.PROPOSED, S.NONE_SUITED, S.PICKED}
STANDS = {S.BOOKED, S.MOVE_ASKED, S.CANCEL_ASKED}
ALLOWED = {
    M.SEEK: ((SIP,), {S.WISHED, S.FOUND, S.PROPOSED, S.NONE_SUITED, S.NOT_HELD, S.CANCELLED}),
    M.SEND: ((SIP,), {S.WISHED, S.SOUGHT, S.FOUND, S.PROPOSED, S.NONE_SUITED}),
    M.PICK: ((HEAD,), {S.PROPOSED}),
    M.ASK_FOR_OTHERS: ((HEAD,), {S.PROPOSED}),
    M.SAY_NONE_SUITS: ((HEAD,), {S.PROPOSED}),
    M.MOVE: ((SIP, HEAD), {S.BOOKED}),
    M.ASK_TO_MOVE: ((SIP, HEAD), {S.BOOKED}),
    M.CANCEL: ((SIP, HEAD), {*UNDER_WAY, S.BOOKED}),
    M.ASK_TO_CANCEL: ((SIP, HEAD), {S.BOOKED}),
    M.AGREE: ((HEAD,), {S.MOVE_ASKED, S.CANCEL_ASKED}),  # the SIP asked
    M.KEEP: ((SIP, HEAD), {S.MOVE_ASKED, S.CANCEL_ASKED}),
    M.HOLD: ((SIP,), STANDS),
    M.NOT_HOLD: ((SIP,), STANDS),
}
BECOMES = {
    M.SEEK: S.SOUGHT,
    M.SEND: S.PROPOSED,
    M.PICK: S.PICKED,
    M.ASK_FOR_OTHERS: S.SOUGHT,
    M.SAY_NONE_SUITS: S.NONE_SUITED,
    M.MOVE: S.MOVED,
    M.ASK_TO_MOVE: S.MOVE_ASKED,
    M.CANCEL: S.CANCELLED,
    M.ASK_TO_CANCEL: S.CANCEL_ASKED,
    M.KEEP: S.BOOKED,
    M.HOLD: S.HELD,
    M.NOT_HOLD: S.NOT_HELD,
}


def make(move: M, visit: Visit, person: Person) -> Visit:
    """The visit after somebody made this move with the button that they would have."""
    dossier, key = dossier_of(visit), (visit.id, visit.version)
    moves: dict[M, Callable[[], Visit]] = {
        M.SEEK: lambda: sought(dossier, SeekSlots(*key), person, a.MONDAY),
        M.SEND: lambda: proposed(dossier, SendSlots(*key, (FOURTH,)), person, a.MONDAY),
        M.PICK: lambda: picked(dossier, PickSlot(*key, 2), person, a.MONDAY),
        M.ASK_FOR_OTHERS: lambda: others_asked(dossier, AskForOthers(*key, "Later?"), person),
        M.SAY_NONE_SUITS: lambda: none_suited(dossier, SayNoneSuits(*key, "Residential."), person),
        M.MOVE: lambda: moved(dossier, MoveVisit(*key, FOURTH, "Ill."), person, CUT_OFF, a.MONDAY),
        M.ASK_TO_MOVE: lambda: moved(dossier, MoveVisit(*key, FOURTH, "Ill."), person, CUT_OFF, LATE),
        M.CANCEL: lambda: cancelled(dossier, CancelVisit(*key, "Ill."), person, CUT_OFF, a.MONDAY),
        M.ASK_TO_CANCEL: lambda: only_booked(
            visit, lambda: cancelled(dossier, CancelVisit(*key, "Ill."), person, CUT_OFF, LATE)
        ),
        M.AGREE: lambda: agreed(dossier, AgreeToChange(*key), person, LATE),
        M.KEEP: lambda: kept(dossier, KeepVisit(*key), person),
        M.HOLD: lambda: held(dossier, SayHeld(*key), person, AFTER),
        M.NOT_HOLD: lambda: not_held(dossier, SayNotHeld(*key, "Snow."), person, AFTER),
    }
    return moves[move]()


def only_booked(visit: Visit, attempt: Callable[[], Visit]) -> Visit:
    """What is in no calendar yet is cancelled and not asked about: that is the row above."""
    if visit.status in UNDER_WAY:
        raise Refused("not_now", "-")
    return attempt()


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize("move", ALLOWED)
def test_who_may_do_what_and_when(move: M, status: S) -> None:
    who, when = ALLOWED[move]
    visit = a_visit(status)
    for person in EVERYBODY:
        if person in who and status in when:
            made = make(move, visit, person)
            becomes = BECOMES.get(move) or {S.MOVE_ASKED: S.MOVED, S.CANCEL_ASKED: S.CANCELLED}[status]
            assert made.status is becomes is MOVES[status, move]
            assert made.version == visit.version + 1
        else:
            with pytest.raises(Refused):
                make(move, visit, person)


@pytest.mark.parametrize("status", S)
def test_a_card_of_an_earlier_date_changes_nothing(status: S) -> None:
    visit = a_visit(status)
    key = (visit.id, visit.version - 1)
    dossier = dossier_of(visit)
    for attempt in (
        lambda: sought(dossier, SeekSlots(*key), SIP, a.MONDAY),
        lambda: proposed(dossier, SendSlots(*key), SIP, a.MONDAY),
        lambda: picked(dossier, PickSlot(*key, 1), HEAD, a.MONDAY),
        lambda: moved(dossier, MoveVisit(*key, FOURTH, "Ill."), HEAD, CUT_OFF, a.MONDAY),
        lambda: held(dossier, SayHeld(*key), SIP, AFTER),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.code == "stale"


BUTTONS: dict[M, Callable[[VisitDossier, Person], bool]] = {
    M.SEEK: may_seek,
    M.SEND: may_send,
    M.PICK: may_answer,
    M.MOVE: may_move,
    M.CANCEL: may_cancel,
    M.AGREE: may_agree,
    M.KEEP: may_keep,
    M.HOLD: lambda dossier, person: may_say(dossier, person, AFTER),
}


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize("move", BUTTONS)
def test_the_rule_that_draws_the_button_accepts_the_click(move: M, status: S) -> None:
    who, when = ALLOWED[move]
    for person in EVERYBODY:
        assert BUTTONS[move](dossier_of(a_visit(status)), person) is (person in who and status in when)


MAY_LOSE = {S.FOUND, S.PROPOSED, S.PICKED, S.MOVED}
MAY_HAVE_NONE = {S.SOUGHT, S.FOUND, S.PROPOSED, S.PICKED}
FAR_ENDS: dict[M, tuple[Callable[[Visit], Visit], set[S]]] = {
    M.FIND: (lambda now: found(now, NoteFound(now.id, now.version, SLOTS)), {S.SOUGHT}),
    M.FIND_NONE: (lambda now: found(now, NoteFound(now.id, now.version, (), "None.")), MAY_HAVE_NONE),
    M.BOOK: (lambda now: booked(dossier_of(now), NoteBooked(now.id, now.version, "event-2")), {S.PICKED, S.MOVED}),
    M.LOSE: (lambda now: offered_anew(now, OfferAnew(now.id, now.version, NEW)), MAY_LOSE),
    M.PUT_OFF: (lambda now: noted_declined(now, a.MONDAY), {*STANDS, S.MOVED}),
    M.NOTE_GONE: (lambda now: noted_gone(now, a.MONDAY), {*STANDS, S.MOVED}),
    M.NOTE_MOVED: (lambda now: noted_moved(dossier_of(now), NoteMoved(now.id, v.THIRD), a.MONDAY), {*STANDS, S.MOVED}),
    M.NOTE_WISH: (lambda now: noted_new_time(now, NoteNewTimeProposed(now.id, v.THIRD), a.MONDAY), STANDS),
}


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize("move", FAR_ENDS)
def test_what_the_service_and_outlook_bring(move: M, status: S) -> None:
    attempt, when = FAR_ENDS[move]
    visit = a_visit(status)
    if status in when:
        made = attempt(visit)
        assert (made.status, made.version) == (MOVES[status, move], visit.version + 1)
    else:
        with pytest.raises(Refused):
            attempt(visit)


def test_the_tables_name_every_move_and_every_status() -> None:
    assert {move for _, move in MOVES} == set(M) == {*ALLOWED, *FAR_ENDS, M.HAND_ON}  # who comes: test_handing_over
    assert set(TURN) == set(S) == {a_visit(status).status for status in S}
    assert all(MOVES.keys() >= {(status, M.SEEK)} for status in OVER - {S.HELD})
