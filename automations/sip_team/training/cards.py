"""The cards of training that stand in chats, as the records stand, and what their buttons and forms are answered
with."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.trouble_hearers import ASKED_FOR
from automations.engine.ports import Card
from automations.engine.workflow import RecordTrouble, Reply
from automations.sip_team.cards import sip_of
from automations.sip_team.skills.plan import line_of
from cards.kit.lines import closed_card
from cards.sip_team.training.actions import (
    SessionForm,
    ShowSession,
    ShowSessionForm,
    ShowSipTraining,
    ShowTrainings,
)
from cards.sip_team.training.forms import Filled, session_form
from cards.sip_team.training.overview import SipTrainingSeen, TrainingsSeen, sip_training_card, trainings_card
from cards.sip_team.training.session import SessionSeen, session_card
from handbook.core.british_time import london_date
from handbook.core.half_days import SchoolHours
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.sip_team.training.arranging import CancelSession, InviteToSession, MoveSession, SetSession
from handbook.sip_team.training.attendance import OpenSession, RecordAttendance
from handbook.sip_team.training.session import (
    SessionSubject,
    TrainingSession,
    check_may_set,
    is_to_come,
    may_set,
    untrained,
    waits_for_attendance,
)
from store.unit_of_work import UnitOfWork

OF_SESSION: Final = "training"
OF_ALL: Final = "trainings"
OF_SIP_TRAINING: Final = "sip_training"
_HAS_LEFT: Final = "somebody who is no longer on the list"


class TrainingKind(StrEnum):
    """The cards of training that are sent, by name."""

    SESSION = "training"
    ALL = "trainings"
    OF_SIP = "sip_training"


def session_about(session_id: str) -> str:
    return f"{OF_SESSION}:{session_id}"


def sip_training_about(sip_id: str) -> str:
    return f"{OF_SIP_TRAINING}:{sip_id}"


def render_session(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    if not may_set(viewer):
        return closed_card()
    session = uow.training_sessions.get(card.record_id)
    names = dict(_names(uow, session)) | {guest.email: f"{guest.name} (external)" for guest in session.guests}
    return session_card(SessionSeen(session, names, viewer, context.now))


def render_all(uow: UnitOfWork, _card: CardRef, viewer: Person, context: RenderContext) -> Card:
    if not may_set(viewer):
        return closed_card()
    since_today = uow.training_sessions.since(london_date(context.now))
    to_come = [one for one in since_today if is_to_come(one, context.now)]
    over = uow.training_sessions.over(context.now)
    waiting = [one for one in over if waits_for_attendance(one, context.now)]
    held = [one for one in reversed(over) if one.recorded_at is not None]
    team = [(one.person, one.record.initial_training_on is not None) for one in uow.sip_records.team()]
    lack = [(person.name, day) for person, day in untrained(team, to_come)]
    return trainings_card(TrainingsSeen(lack, to_come, waiting, held, viewer))


def render_of_sip(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    if not (may_set(viewer) or viewer.id == card.record_id):
        return closed_card()
    sip = uow.roster.person(card.record_id)
    if sip is None or not sip.is_a(Role.SIP):
        return closed_card()
    sessions = uow.training_sessions.of_sip(sip.id)
    to_come = [one for one in sessions if is_to_come(one, context.now)]
    missed = [one for one in reversed(sessions) if sip.id in one.absent]
    member = uow.sip_records.member(sip)
    return sip_training_card(SipTrainingSeen(member, to_come, missed, viewer, london_date(context.now)))


CARDS: Final[Mapping[str, CardRenderer]] = {
    OF_SESSION: render_session,
    OF_ALL: render_all,
    OF_SIP_TRAINING: render_of_sip,
}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    OF_SESSION: RecordTrouble(
        lambda uow, session_id: [uow.training_sessions.get(session_id).organiser_id],
        called=lambda _uow, _session_id: "a training session",
    ),
    OF_ALL: ASKED_FOR,
    OF_SIP_TRAINING: ASKED_FOR,
}


def _names(uow: UnitOfWork, session: TrainingSession) -> Iterable[tuple[str, str]]:
    for person_id in session.invited_ids:
        known = uow.roster.known(person_id, session.at.starts_at) or uow.roster.known(person_id)
        yield person_id, known.name if known else _HAS_LEFT


def _all(_uow: UnitOfWork, _command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(TrainingKind.ALL, f"{OF_ALL}:all")


def _one(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(TrainingKind.SESSION, session_about(command.session_id))


def _of_sip(uow: UnitOfWork, command: ShowSipTraining, _v: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(TrainingKind.OF_SIP, sip_training_about(sip_of(uow, command.sip_id).id))


def _form(uow: UnitOfWork, command: ShowSessionForm, viewer: Person, context: RenderContext, _click: Click) -> Card:
    """Begins with what the session, or the line of the plan, says."""
    check_may_set(viewer)
    session = uow.training_sessions.get(command.session_id) if command.session_id else None
    form = command.form if session or command.form is SessionForm.SET else SessionForm.SET
    filled = _of_line(uow, command.line)
    if session is not None:
        guests = "\n".join(f"{one.name}, {one.email}" for one in session.guests)
        filled = Filled(session.subject, session.at.on, session.at, session.place, session.invited_ids, guests)
    return session_form(form, session, filled, _people(uow, context), viewer)


def _of_line(uow: UnitOfWork, line: tuple[int, int] | None) -> Filled:
    if line is None:
        return Filled()
    planned = line_of(uow, line)
    return Filled(SessionSubject(topics=(planned.topic,)), invited_ids=planned.sip_ids, line=line)


def _people(uow: UnitOfWork, context: RenderContext) -> Any:
    return uow.roster.people(Role.SIP), context.policy.visits.hours


def _form_again(uow: UnitOfWork, command: Any, viewer: Person, no: Refused) -> Card:
    """What was typed, and why it was not taken."""
    session = uow.training_sessions.get(command.session_id) if hasattr(command, "session_id") else None
    form = {SetSession: SessionForm.SET, MoveSession: SessionForm.MOVE, InviteToSession: SessionForm.INVITE}
    arrangement = getattr(command, "arrangement", None)
    filled = Filled(
        getattr(command, "subject", SessionSubject()),
        arrangement.at.on if arrangement else None,
        arrangement.at if arrangement else None,
        arrangement.place if arrangement else "",
        getattr(command, "invited_ids", ()),
        "\n".join(getattr(command, "guests", ())),
        bool(arrangement and arrangement.outside_term),
        getattr(command, "line", None),
    )
    around = uow.roster.people(Role.SIP), _HOURS
    return session_form(form[type(command)], session, filled, around, viewer, no.reason)


_HOURS: Final = SchoolHours()
"""A refusal knows no settings: the hours that were chosen are shown beside these."""
_CODES: Final = ("missing", "no_date", "taken")
REPLIES: Final[Mapping[type, Reply]] = {
    ShowTrainings: Reply(_all, only_shows=True),
    ShowSession: Reply(_one, only_shows=True),
    ShowSipTraining: Reply(_of_sip, only_shows=True),
    ShowSessionForm: Reply(_form, only_shows=True),
    SetSession: Reply(_all, on_refusal=dict.fromkeys(_CODES, _form_again)),
    MoveSession: Reply(_one, on_refusal=dict.fromkeys(_CODES, _form_again)),
    InviteToSession: Reply(_one, on_refusal=dict.fromkeys(_CODES, _form_again)),
    CancelSession: Reply(_one),
    RecordAttendance: Reply(_one),
    OpenSession: Reply(_all),
}
