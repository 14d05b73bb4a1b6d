"""One training session, for the Trust Advisor: who is invited, and who came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cards.kit.elements import Json, buttons, card, execute, facts, input_choice, open_dialog, refresh, status, text
from cards.kit.half_days import when
from cards.kit.lines import capital, closed_card, why
from cards.sip_team.training.actions import SessionForm, guest_choice, session_data
from cards.sip_team.training.verbs import TrainingVerb
from handbook.core.people import Person
from handbook.sip_team.training.session import TrainingSession, has_begun, is_to_come, may_set

INVITATION: Final = (
    "<p>Training for School Improvement Partners. In SIP Desk, “my training” shows what you have had.</p>"
)
"""What stands in calendars."""
CALLED_OFF: Final = "This training will not take place."
_SHORT: Final = "It is no longer a full day, so it does not count as the initial training of those who come."


@dataclass(frozen=True, slots=True)
class SessionSeen:
    """`names` are of all who are invited, by id or address, as they were on its day."""

    session: TrainingSession
    names: Mapping[str, str]
    viewer: Person
    now: datetime


def title_of(session: TrainingSession) -> str:
    """As calendars name it."""
    return f"Training: {session.subject.words}"


def session_card(seen: SessionSeen) -> Json:
    session, viewer, now = seen.session, seen.viewer, seen.now
    if not may_set(viewer):
        return closed_card()
    body = [
        _state(session, now),
        *([text(_SHORT, bold=True)] if session.subject.is_initial and not session.counts_as_initial else []),
        facts(_facts(seen)),
        *(_attendance(seen) if has_begun(session, now) else []),
        why("you are the Trust Advisor, who leads the training"),
    ]
    again = refresh(TrainingVerb.SHOW, {"session": session.id})
    return card(capital(title_of(session)), body, _actions(seen), "About a training session.", asks_again=again)


def _state(session: TrainingSession, now: datetime) -> Json:
    if session.cancelled_at is not None:
        return status("Cancelled", "it will not take place", "warning")
    if is_to_come(session, now):
        return status("To come", "it is in the calendars of those who are invited", "good")
    if session.recorded_at is None:
        return status("Over", "it is not recorded yet who came, so it counts for nobody", "warning")
    return status("Recorded", "the training is on the record of those who came", "good")


def _facts(seen: SessionSeen) -> list[tuple[str, str]]:
    session = seen.session
    came = [("Came", _named(seen, session.present)), ("Absent", _named(seen, session.absent))]
    return [
        ("When", when(session.at)),
        ("Where", session.place or "not said"),
        ("On", capital(session.subject.words)),
        ("Invited", _named(seen, tuple(seen.names))),
        *(came if session.recorded_at else []),
    ]


def _named(seen: SessionSeen, ids: Sequence[str]) -> str:
    return ", ".join(seen.names[one] for one in ids) or "nobody"


def _attendance(seen: SessionSeen) -> list[Json]:
    session = seen.session
    sent = {guest.email: guest_choice(number) for number, guest in enumerate(session.guests, start=1)}
    choices = [(words, sent.get(one, one)) for one, words in seen.names.items()]
    if not choices:
        return []
    came = session.present if session.recorded_at else tuple(seen.names)
    ticked = ",".join(sent.get(one, one) for one in came)
    label = "Who came? Untick anyone who was absent."
    data: dict[str, str | int] = {"session": session.id, "revision": session.revision}
    save = execute("Record who came", TrainingVerb.ATTENDED, data, style="positive")
    return [
        input_choice("present", label, "Please tick who came.", choices, value=ticked, several=True),
        buttons([save]),
    ]


def _actions(seen: SessionSeen) -> list[Json]:
    session = seen.session
    data = session_data(session)
    changes = [
        open_dialog("Move…", TrainingVerb.FORM, {"form": SessionForm.MOVE.value, "session": session.id}),
        open_dialog("Who is invited…", TrainingVerb.FORM, {"form": SessionForm.INVITE.value, "session": session.id}),
        execute("Cancel it", TrainingVerb.CANCEL, data, style="destructive", submits_inputs=False),
    ]
    return changes if is_to_come(session, seen.now) else []
