"""A training session in the calendars: one event, organised by the Trust Advisor, with all who are invited; and what is
done to it there. Nothing else of that calendar is read: the event is asked for by its own name."""

from collections.abc import Mapping
from typing import Final

from automations.engine.kept_event import KeptEvent, follow_event, make_so
from automations.engine.workflow import Effect, Work
from cards.kit.lines import capital
from cards.sip_team.training.session import CALLED_OFF, INVITATION, title_of
from handbook.core.calendars import Invitee, Period
from handbook.core.people import Role
from handbook.sip_team.training.arranging import NoteSessionGone, NoteSessionMoved, NoteSessionShown, is_followed
from handbook.sip_team.training.session import TrainingSession
from store.unit_of_work import UnitOfWork


async def keep_training(work: Work, session_id: str) -> None:
    """Makes the calendar what the record says, and notes that it is; so it may be run again, and late."""
    while True:
        session, invitees = await work.bus.read(lambda uow: _as_it_is(uow, session_id))
        await make_so(work, _event(session, invitees))
        await work.bus.decide(NoteSessionShown(session.id, session.version))
        after, _ = await work.bus.read(lambda uow: _as_it_is(uow, session_id))
        if after.version == session.version:
            return


async def look_at_training(work: Work, session_id: str) -> None:
    """Follows what somebody did to it in Outlook. While something of ours is on its way there, nothing is read."""
    session, _ = await work.bus.read(lambda uow: _as_it_is(uow, session_id))
    if not is_followed(session, work.bus.now()):
        return
    note = (session.id, session.version)
    await follow_event(
        work,
        session.organiser_id,
        session.id,
        session.at,
        gone=NoteSessionGone(*note),
        moved=lambda at: NoteSessionMoved(*note, at),
    )


EFFECTS: Final[Mapping[str, Effect]] = {
    "keep_training": Effect(
        keep_training, "The training could not be updated in the calendars yet", about=("training", "session_id")
    ),
    "look_at_training": Effect(
        look_at_training, "Changes to this training in Outlook could not be read yet", about=("training", "session_id")
    ),
}


def _event(session: TrainingSession, invitees: tuple[Invitee, ...]) -> KeptEvent:
    return KeptEvent(
        session.id,
        session.version,
        session.organiser_id,
        Period(session.at.starts_at, session.at.ends_at),
        capital(title_of(session)),
        INVITATION,
        invitees,
        session.place,
        CALLED_OFF if session.cancelled_at is not None else "",
    )


def _as_it_is(uow: UnitOfWork, session_id: str) -> tuple[TrainingSession, tuple[Invitee, ...]]:
    """Who has left the list of people, or is no SIP any more, is invited no longer."""
    session = uow.training_sessions.get(session_id)
    people = (uow.roster.person(person_id) for person_id in session.invited_ids)
    sips = (Invitee(one.email, one.name) for one in people if one and one.is_a(Role.SIP))
    return session, (*sips, *(Invitee(one.email, one.name) for one in session.guests))
