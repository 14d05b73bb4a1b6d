"""What the clock does about training: its entry in Outlook is looked at every hour, and once it is over the Trust
Advisor is asked who came."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, TrustPolicy
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import refresh_all, send_card
from automations.sip_team.training.cards import TrainingKind, session_about
from handbook.core.people import Role
from handbook.sip_team.training.attendance import AskWhoCame, asked_who_came
from handbook.sip_team.training.session import waits_for_attendance
from store.unit_of_work import UnitOfWork

_LOOKED_AT_EVERY: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class LookAtTraining:
    """Every hour: what stands in its organiser's calendar."""

    session_id: str


def look(uow: UnitOfWork, command: LookAtTraining, ctx: CommandContext) -> Iterable[OutboxJob]:
    uow.training_sessions.note_looked(command.session_id, ctx.now)
    key = f"{command.session_id}@{ctx.now:%Y%m%dT%H%M}"
    return [OutboxJob("look_at_training", key, {"session_id": command.session_id}, JobQueue.GRAPH)]


def ask_who_came(uow: UnitOfWork, command: AskWhoCame, ctx: CommandContext) -> Iterable[OutboxJob]:
    session = asked_who_came(uow.training_sessions.get(command.session_id), ctx.now)
    about = session_about(session.id)
    saved = uow.training_sessions.save(session, ctx.entry("training_attendance_asked", about, rule="T1"), ctx.now)
    yield from refresh_all(uow, about, f"asked-{saved.revision}")
    for person in uow.roster.people(Role.TRUST_ADVISOR):
        yield send_card(TrainingKind.SESSION, person.id, about, 0, "who-came")


HANDLERS: Final[Mapping[type, Handler]] = {LookAtTraining: look, AskWhoCame: ask_who_came}


def looks_due(uow: UnitOfWork, _policy: TrustPolicy, now: datetime) -> tuple[LookAtTraining, ...]:
    found = uow.training_sessions.not_looked_at(now, now - _LOOKED_AT_EVERY)
    return tuple(LookAtTraining(one.id) for one in found if one.shown == one.version)


def attendance_due(uow: UnitOfWork, _policy: TrustPolicy, now: datetime) -> tuple[AskWhoCame, ...]:
    waiting = (one for one in uow.training_sessions.over(now) if waits_for_attendance(one, now))
    return tuple(AskWhoCame(one.id) for one in waiting if one.asked_at is None)
