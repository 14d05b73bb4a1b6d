"""The forms of a training session: set one, move it, say who is invited. What was typed and not taken stands in them
again, with the reason."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from cards.kit.elements import Json, card, execute, input_choice, input_date, input_text, text
from cards.kit.half_days import half_choices
from cards.kit.lines import capital, closed_card, why
from cards.sip_team.training.actions import INITIAL, YES, SessionForm, line_data, session_data
from cards.sip_team.training.verbs import TrainingVerb
from handbook.core.half_days import HalfDay, SchoolHours
from handbook.core.people import Person
from handbook.sip_team.record import TrainingTopic
from handbook.sip_team.training.arranging import GUESTS_LONGEST, PLACE_AT_MOST
from handbook.sip_team.training.session import INITIAL_WORDS, SessionSubject, TrainingSession, may_set


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a form already."""

    subject: SessionSubject = field(default_factory=SessionSubject)
    on: date | None = None
    at: HalfDay | None = None
    place: str = ""
    invited_ids: Collection[str] = ()
    guests: str = ""
    outside_term: bool = False
    line: tuple[int, int] | None = None


def session_form(
    form: SessionForm,
    session: TrainingSession | None,
    filled: Filled,
    around: tuple[Sequence[Person], SchoolHours],
    viewer: Person,
    no: str = "",
) -> Json:
    """`around` are the SIPs who may be invited, and the hours of half-days; `no` says why it was not taken."""
    if not may_set(viewer):
        return closed_card()
    people, hours = around
    parts = {
        SessionForm.SET: ("Set training", "Set it", TrainingVerb.SET),
        SessionForm.MOVE: ("Move the training", "Move it", TrainingVerb.MOVE),
        SessionForm.INVITE: ("Who is invited", "Invite these", TrainingVerb.INVITE),
    }
    title, press, verb = parts[form]
    body = [
        *([text(no, bold=True)] if no else []),
        *([_subject(filled)] if form is SessionForm.SET else []),
        *(_when(filled, hours) if form is not SessionForm.INVITE else []),
        *(_who(filled, people) if form is not SessionForm.MOVE else []),
        why("you are the Trust Advisor, who leads the training"),
    ]
    data = session_data(session) if session else line_data(filled.line)
    to, of = (TrainingVerb.SHOW, session_data(session)) if session else (TrainingVerb.LIST, {})
    actions = [
        execute(press, verb, data, style="positive"),
        execute("Back without saving", to, of, submits_inputs=False),
    ]
    return card(title, body, actions, "A form about training.")


def _subject(filled: Filled) -> Json:
    chosen = [*([INITIAL] if filled.subject.is_initial else []), *filled.subject.topics]
    choices = [(f"{capital(INITIAL_WORDS)}, a full day", INITIAL)]
    choices += [(capital(topic.words), topic.value) for topic in TrainingTopic]
    return input_choice("subject", "What it is on", "Please choose.", choices, value=",".join(chosen), several=True)


def _when(filled: Filled, hours: SchoolHours) -> list[Json]:
    first, last = hours.morning[0], hours.afternoon[1]
    whole = (f"The whole day, {first:%H:%M} to {last:%H:%M}", f"{first:%H:%M}-{last:%H:%M}")
    choices = [*half_choices(hours), whole]
    chosen = f"{filled.at.starts:%H:%M}-{filled.at.ends:%H:%M}" if filled.at else whole[1]
    if filled.at and chosen not in {value for _, value in choices}:
        choices.append((f"{filled.at.starts:%H:%M} to {filled.at.ends:%H:%M}", chosen))
    error = "Please choose one."
    outside = [("It may be a day that is no school day", YES)]
    return [
        input_date("train_on", "Day", "Please choose the day of the training.", value=filled.on),
        input_choice("train_at", "When", error, choices, value=chosen),
        input_text("place", "Where", "Please shorten it.", at_most=PLACE_AT_MOST, multiline=False, value=filled.place),
        input_choice(
            "outside_term", "In the holidays", error, outside, value=YES if filled.outside_term else "", several=True
        ),
    ]


def _who(filled: Filled, people: Sequence[Person]) -> list[Json]:
    chosen = ",".join(one.id for one in people if one.id in filled.invited_ids)
    choices = [(one.name, one.id) for one in people]
    label = "External SIPs, each on a line: name, e-mail address"
    return [
        *(
            [input_choice("invited", "SIPs", "Please choose who is invited.", choices, value=chosen, several=True)]
            if people
            else [text("There is no SIP on the service’s list.")]
        ),
        input_text("guests", label, "Please shorten it.", at_most=GUESTS_LONGEST, value=filled.guests),
    ]
