"""All training, for the Trust Advisor; and the training of one SIP, for the SIP and the Trust Advisor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from cards.kit.elements import (
    Json,
    bullets,
    buttons,
    card,
    container,
    execute,
    facts,
    heading,
    open_dialog,
    refresh,
    status,
    text,
)
from cards.kit.half_days import when
from cards.kit.lines import capital, closed_card, why
from cards.kit.safe_text import capped
from cards.sip_team.training.actions import SessionForm
from cards.sip_team.training.verbs import TrainingVerb
from handbook.core.british_time import date_words
from handbook.core.people import Person
from handbook.sip_team.record import TrainingTopic
from handbook.sip_team.standing import TeamMember
from handbook.sip_team.training.session import TrainingSession, may_set

LISTED_AT_MOST: Final = 10
UNTRAINED_AT_MOST: Final = 20
HELD_AT_MOST: Final = 5


@dataclass(frozen=True, slots=True)
class TrainingsSeen:
    """`untrained` are the names of SIPs without the initial training, with the day to which they are invited; `waiting`
    are over, and nobody has said who came; `held` are those of which somebody has, the newest first."""

    untrained: Sequence[tuple[str, str]]
    to_come: Sequence[TrainingSession]
    waiting: Sequence[TrainingSession]
    held: Sequence[TrainingSession]
    viewer: Person


@dataclass(frozen=True, slots=True)
class SipTrainingSeen:
    """One SIP's: what is on record, to which they are invited, and where they were absent."""

    member: TeamMember
    to_come: Sequence[TrainingSession]
    missed: Sequence[TrainingSession]
    viewer: Person
    today: date


def trainings_card(seen: TrainingsSeen) -> Json:
    if not may_set(seen.viewer):
        return closed_card()
    body = [
        *_untrained(seen.untrained),
        *_listed("Who came?", seen.waiting),
        heading("To come"),
        *([_line(one) for one in seen.to_come[:LISTED_AT_MOST]] or [text("No training is set.")]),
        *_more(seen.to_come),
        *_listed("Held", seen.held[:HELD_AT_MOST]),
        why("you are the Trust Advisor, who leads the training"),
    ]
    actions = [open_dialog("Set training…", TrainingVerb.FORM, {"form": SessionForm.SET.value})]
    again = refresh(TrainingVerb.LIST, {})
    return card("Training of SIPs", body, actions, "About the training of SIPs.", asks_again=again)


def sip_training_card(seen: SipTrainingSeen) -> Json:
    one, viewer = seen.member, seen.viewer
    if not (may_set(viewer) or viewer.id == one.person.id):
        return closed_card()
    own = viewer.id == one.person.id
    body = [
        _initial(one.record.initial_training_on, own=own),
        facts(_topics(one, seen.today)),
        *_sessions("To come", seen.to_come),
        *_sessions("Invited, and not there", seen.missed),
        why("it is your own training" if own else "you are the Trust Advisor, who leads the training"),
    ]
    title = "Your training" if own else f"Training of {one.person.name}"
    again = refresh(TrainingVerb.OF_SIP, {"sip": one.person.id})
    return card(title, body, [], "About the training of a SIP.", asks_again=again)


def _initial(on: date | None, *, own: bool) -> Json:
    if on is not None:
        return status("Initial training", f"a full day, on {date_words(on)}", "good")
    who = "you take schools" if own else "schools can be given to them"
    return status("Initial training outstanding", f"a full day of training is needed before {who}", "warning")


def _topics(one: TeamMember, today: date) -> list[tuple[str, str]]:
    last = {each.topic: each.on for each in sorted(one.record.trainings, key=lambda each: each.on)}
    appraises = one.record.may_appraise(today)
    appraisal = "trained in it" if appraises else "performance management is needed first"
    had = [(capital(topic.words), date_words(last[topic]) if topic in last else "not yet") for topic in TrainingTopic]
    return [*had, ("Headteacher appraisal", appraisal)]


def _sessions(title: str, found: Sequence[TrainingSession]) -> list[Json]:
    if not found:
        return []
    return [heading(title), bullets([f"{when(one.at)}: {one.subject.words}{_where(one)}" for one in found])]


def _where(session: TrainingSession) -> str:
    return f"; {session.place}" if session.place else ""


def _untrained(found: Sequence[tuple[str, str]]) -> list[Json]:
    if not found:
        return []
    lines = [f"{name}: {f'invited for {day}' if day else 'not invited to it yet'}" for name, day in found]
    said = text("They cannot be given schools before it.")
    return [heading("Initial training outstanding"), said, bullets(lines, UNTRAINED_AT_MOST)]


def _listed(title: str, found: Sequence[TrainingSession]) -> list[Json]:
    return [heading(title), *(_line(one) for one in found[:LISTED_AT_MOST]), *_more(found)] if found else []


def _more(found: Sequence[TrainingSession]) -> list[Json]:
    more = len(found) - LISTED_AT_MOST
    return [text(f"{more} more are listed once these are done.")] if more > 0 else []


def _line(session: TrainingSession) -> Json:
    data: dict[str, str | int] = {"session": session.id}
    words = f"{session.at.on.day} {session.at.on:%B}: {capped(session.subject.words, 40, ' …')}"
    opens = execute(words, TrainingVerb.OPEN, data, submits_inputs=False, tooltip=session.subject.words)
    invited = len(session.invited_ids) + len(session.guests)
    return container([text(f"{when(session.at)} ({invited} invited)"), buttons([opens])])
