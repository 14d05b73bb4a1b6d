"""What the buttons of the training of SIPs say, both ways."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cards.kit.click_fields import Fields, forged
from cards.sip_team.training.verbs import TrainingVerb
from handbook.sip_team.record import TrainingTopic
from handbook.sip_team.training.arranging import (
    Arrangement,
    CancelSession,
    InviteToSession,
    MoveSession,
    SessionSubject,
    SetSession,
)
from handbook.sip_team.training.attendance import OpenSession, RecordAttendance
from handbook.sip_team.training.session import TrainingSession

INITIAL: Final = "initial"
"""How the initial training is ticked among the topics."""
YES: Final = "yes"
_LINE: Final = re.compile(r"(20\d\d)-([1-9]\d?)", re.ASCII)


class SessionForm(StrEnum):
    """A form that opens over the list of training, or over one session."""

    SET = "set"
    MOVE = "move"
    INVITE = "invite"


@dataclass(frozen=True, slots=True)
class ShowTrainings:
    """The Trust Advisor looks at all training."""


@dataclass(frozen=True, slots=True)
class ShowSession:
    """Somebody looks at one session."""

    session_id: str


@dataclass(frozen=True, slots=True)
class ShowSipTraining:
    """Somebody looks at the training of one SIP."""

    sip_id: str


@dataclass(frozen=True, slots=True)
class ShowSessionForm:
    """Somebody opens a form. `line` as in SetSession: then it begins with what that line of the plan says."""

    form: SessionForm
    session_id: str = ""
    line: tuple[int, int] | None = None


TrainingCommand = (
    ShowTrainings
    | ShowSession
    | ShowSipTraining
    | ShowSessionForm
    | SetSession
    | MoveSession
    | InviteToSession
    | CancelSession
    | RecordAttendance
    | OpenSession
)


def session_data(session: TrainingSession) -> dict[str, str | int]:
    """What a button that changes a session carries."""
    return {"session": session.id, "version": session.version}


def line_data(line: tuple[int, int] | None) -> dict[str, str | int]:
    return {"line": f"{line[0]}-{line[1]}"} if line else {}


def guest_choice(number: int) -> str:
    """How a guest is ticked: by their place among the guests, from 1 on. Addresses do not travel."""
    return f"guest-{number}"


def _line(fields: Fields) -> tuple[int, int] | None:
    words = fields.words("line")
    if not words:
        return None
    found = _LINE.fullmatch(words)
    if found is None:
        raise forged()
    return int(found[1]), int(found[2])


def _form(fields: Fields) -> ShowSessionForm:
    words = fields.words("form")
    if words not in set(SessionForm):
        raise forged()
    session_id = fields.identity("session") if fields.was_sent("session") else ""
    return ShowSessionForm(SessionForm(words), session_id, _line(fields))


def _subject(fields: Fields) -> SessionSubject:
    chosen = fields.several("subject")
    if any(one not in {INITIAL, *TrainingTopic} for one in chosen):
        raise forged()
    return SessionSubject(INITIAL in chosen, tuple(one for one in TrainingTopic if one in chosen))


def _arrangement(fields: Fields) -> Arrangement:
    day = fields.needed_day("train_on", "Please choose the day of the training.")
    at = fields.half_day(day, "train_at")
    return Arrangement(at, fields.words("place"), YES in fields.several("outside_term"))


def _set(fields: Fields) -> SetSession:
    return SetSession(
        _subject(fields), _arrangement(fields), fields.several("invited"), fields.lines("guests"), _line(fields)
    )


def _session(fields: Fields) -> tuple[str, int]:
    return fields.identity("session"), fields.number("version", 1)


def _attended(fields: Fields) -> RecordAttendance:
    return RecordAttendance(fields.identity("session"), fields.number("revision", 0), fields.several("present"))


TRAINING_READERS: Final[Mapping[str, Callable[[Fields], TrainingCommand]]] = {
    TrainingVerb.LIST: lambda _: ShowTrainings(),
    TrainingVerb.SHOW: lambda fields: ShowSession(fields.identity("session")),
    TrainingVerb.OPEN: lambda fields: OpenSession(fields.identity("session")),
    TrainingVerb.OF_SIP: lambda fields: ShowSipTraining(fields.identity("sip")),
    TrainingVerb.FORM: _form,
    TrainingVerb.SET: _set,
    TrainingVerb.MOVE: lambda fields: MoveSession(*_session(fields), _arrangement(fields)),
    TrainingVerb.INVITE: lambda fields: InviteToSession(
        *_session(fields), fields.several("invited"), fields.lines("guests")
    ),
    TrainingVerb.CANCEL: lambda fields: CancelSession(*_session(fields)),
    TrainingVerb.ATTENDED: _attended,
}
