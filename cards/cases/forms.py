"""What people fill in about a case. The button of a form brings the same words back as the next person will read them;
only what was shown like that is sent on (`read` is its fingerprint)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from cards.cases.verbs import CaseVerb
from cards.kit.elements import Json, buttons, execute, input_choice, input_date, input_text, text
from handbook.cases.words import LINE_AT_MOST, TEXT_AT_MOST

READ: Final = "read"
NO_PUPILS: Final = "Please do not write a pupil’s name or number."


class BoxKind(StrEnum):
    WORDS = "words"
    LINE = "line"
    DAY = "day"
    CHOICE = "choice"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Box:
    """One thing to fill in. A choice without `choices` is handed them when the form is drawn."""

    name: str
    label: str
    kind: BoxKind = BoxKind.WORDS
    choices: tuple[tuple[str, str], ...] = ()


REVIEW: Final = Box("review_on", "When will you review this?", BoxKind.DAY)
OPINION: Final = Box("opinion", "Opinion: what you make of it (optional)")
NOTES: Final = Box("notes", "What you prepared (optional)", BoxKind.SEVERAL)
"""Theirs who prepared it until they tick it into a step."""


@dataclass(frozen=True, slots=True)
class Form:
    """`who` says who will read what is written; `previewed`: it hands words to somebody, and is shown first as they
    will be read."""

    verb: CaseVerb
    title: str
    boxes: tuple[Box, ...]
    lead: str = ""
    who: str = ""
    previewed: bool = True
    send: str = "Send"

    @property
    def button(self) -> str:
        return "Show me what will be read" if self.previewed else self.title


ADD: Final = Form(
    CaseVerb.CASE_ADD,
    "Add or correct",
    (
        Box("place", "To which part?", BoxKind.CHOICE),
        Box("facts", "Facts"),
        OPINION,
        Box("action", "Action (if any)"),
    ),
    "What was written stays. This is added to it.",
    who="Only the people who read the part that you choose will read this. Each part says who they are.",
)
ACKNOWLEDGE: Final = Form(
    CaseVerb.CASE_ACKNOWLEDGE,
    "Acknowledge",
    (),
    "The person who brought it is told that you have read it.",
    previewed=False,
)
OUTCOME: Final = Form(
    CaseVerb.CASE_OUTCOME,
    "Record the outcome",
    (
        Box("facts", "Outcome: what came of this step"),
        OPINION,
        Box("action", "Action: what follows (if anything)"),
        Box("review_on", "Another review date (optional)", BoxKind.DAY),
    ),
)
SET_REVIEW: Final = Form(
    CaseVerb.CASE_REVIEW,
    "Another review date",
    (REVIEW, Box("why", "Why does the date change?", BoxKind.LINE)),
    previewed=False,
)
CLOSE: Final = Form(
    CaseVerb.CASE_CLOSE,
    "Close",
    (Box("why", "Why is it closed?", BoxKind.LINE),),
    "The reason also counts as the outcome of any step that has none.",
    send="Close it",
)

Values = Mapping[str, str]
Choices = Mapping[str, Sequence[tuple[str, str]]]


def fingerprint(form: Form, values: Values) -> str:
    """Of what was filled in: the words, and nothing else that a client adds."""
    filled = [[box.name, values.get(box.name, "")] for box in form.boxes]
    return hashlib.sha256(json.dumps(filled).encode()).hexdigest()[:32]


def boxes(form: Form, values: Values, choices: Choices) -> list[Json]:
    """The form's boxes with what stands in them already; without those that have nothing to choose here."""
    asked = [box for box in form.boxes if box.kind is not BoxKind.SEVERAL or choices.get(box.name)]
    return [_box(box, values.get(box.name, ""), choices) for box in asked]


def blank(form: Form, data: Mapping[str, str | int], choices: Choices, values: Values) -> list[Json]:
    """The form to fill in, with its button."""
    lead = [*([text(form.lead, muted=True)] if form.lead else []), *([text(form.who)] if form.who else [])]
    go = execute(form.button, form.verb, data, style="positive", answered_here=True)
    return [*lead, *boxes(form, values, choices), buttons([go])]


def _box(box: Box, value: str, choices: Choices) -> Json:
    please = "Please fill this in."
    if box.kind is BoxKind.DAY:
        return input_date(box.name, box.label, please, value=_day(value))
    if box.kind in (BoxKind.CHOICE, BoxKind.SEVERAL):
        offered, several = box.choices or choices[box.name], box.kind is BoxKind.SEVERAL
        return input_choice(box.name, box.label, please, offered, value=value, several=several)
    long = box.kind is BoxKind.WORDS
    at_most = TEXT_AT_MOST if long else LINE_AT_MOST
    return input_text(box.name, box.label, please, at_most=at_most, multiline=long, value=value)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
