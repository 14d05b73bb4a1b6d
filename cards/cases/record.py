"""A case as one person may read it, and what they may do about it now. It is drawn as the answer to whoever opens it,
and never sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from cards.cases.forms import Form
from cards.cases.lines import is_long, part_lines
from cards.cases.notice import open_button
from cards.cases.verbs import CaseVerb
from cards.kit.elements import ACTIONS_AT_MOST, Json, buttons, card, execute, facts, status, text
from cards.kit.lines import why
from handbook.cases.case import Case, Deed, Ladder, Part, is_closed_for, parts_for, review_for, stage_for, version_for
from handbook.cases.complaint_escalation import ANSWERED
from handbook.cases.reading import STAGES, Reading, only_meets, reading_of, title_for
from handbook.cases.signing import Actor, ids_in
from handbook.core.british_time import day_words, london_date
from handbook.core.people import School

OPENED: Final = "A record that you opened."
PARTS_AT_MOST: Final = 6
"""So many parts stand on a card, the newest; a card has its limits, and the document has them all."""
_SHORT: Final = 300
_WHOLE: Final = 2_500


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case in front of somebody who may read it."""

    case: Case
    school: School
    actor: Actor
    now: datetime

    @property
    def ids(self) -> frozenset[str]:
        return ids_in(self.case, self.actor)

    @property
    def parts(self) -> tuple[Part, ...]:
        return parts_for(self.case, self.ids)

    @property
    def version(self) -> int:
        return version_for(self.case, self.ids)

    @property
    def title(self) -> str:
        return f"{title_for(self.case, self.parts)}: {self.school.full_name}"

    @property
    def reading(self) -> Reading:
        return reading_of(self.case, self.parts)

    @property
    def is_about_them(self) -> bool:
        """Whether the reader is whom a complaint is about: how it stands is not theirs to know (X4)."""
        return self.actor.person.id == self.case.subject_id


def case_card(view: CaseView, forms: Sequence[Form], *, notice: str = "") -> Json:
    """`forms` are those that this reader may fill in now. `notice` says what was just done, or why it was not."""
    parts, reading = view.parts, view.reading
    shown = list(enumerate(parts, 1))[-PARTS_AT_MOST:]
    left_out = len(parts) - len(shown)
    body = [
        *([text(notice, bold=True)] if notice else []),
        *_stands(view),
        *([text(f"Not shown: {left_out} earlier. The document has everything.", muted=True)] if left_out else []),
        *(line for place, part in shown for line in _part(view, part, place, reading)),
        *(buttons([_opens(view.case, form) for form in row]) for row in _rows(forms)),
        text("What was written stays. Corrections are added, and say what they correct.", muted=True),
        why(_because(view)),
    ]
    return card(view.title, body, [_hide(view.case), _document(view.case), list_button()], OPENED)


def part_card(view: CaseView, number: int) -> Json:
    """One part whole; `number` is its place among those that this reader may read."""
    body = [part_lines(view.parts[number - 1], view.reading, _WHOLE), why(_because(view))]
    return card(view.title, body, [open_button(view.case.id, "Back"), _hide(view.case)], OPENED)


def list_button(title: str = "My records") -> Json:
    return execute(title, CaseVerb.CASES, {}, submits_inputs=False, answered_here=True)


def standing(view: CaseView) -> tuple[str, str]:
    """How it stands, as far as this reader knows: a word, and a sentence."""
    if view.is_about_them:
        return "For you to read", "you were given part of this"
    if only_meets(view.case, view.parts):
        return "For you to read", "you were asked to a meeting"
    if is_closed_for(view.case, view.ids):
        closing = view.case.last(Deed.CLOSED)
        return "Closed", f"on {day_words(london_date(closing.at))}" if closing else ""
    return "Open", STAGES[stage_for(view.case, view.ids)]


def _stands(view: CaseView) -> list[Json]:
    word, sentence = standing(view)
    review_on = None if view.is_about_them else review_for(view.case, view.ids)
    again = [facts([(_day_name(view), day_words(review_on) + _overdue(review_on, view.now))])] if review_on else []
    return [status(word, sentence, "good" if word == "Closed" else "accent"), *again]


def _day_name(view: CaseView) -> str:
    """What the day is for: a complaint is answered by it, and then the headteacher comes back on it by it."""
    stage = stage_for(view.case, view.ids)
    done = {part.deed for part in view.parts if part.stage is stage}
    if view.case.ladder is Ladder.COMPLAINT and stage in ANSWERED and Deed.OUTCOME in done:
        return "Headteacher can reply until"
    if view.case.ladder is Ladder.COMPLAINT and stage in ANSWERED and Deed.ACKNOWLEDGED in done:
        return "Answer due by"
    return "Answer asked for by" if view.case.ladder is Ladder.COMPLAINT and stage in ANSWERED else "Review on"


def _overdue(review_on: date, now: datetime) -> str:
    return " (this day has passed)" if review_on < london_date(now) else ""


def _part(view: CaseView, part: Part, place: int, reading: Reading) -> list[Json]:
    lines = [part_lines(part, reading, _SHORT)]
    if is_long(part, reading, _SHORT):
        lines.append(buttons([open_button(view.case.id, f"Read all of item {reading.number(part)}", place)]))
    return lines


def _hide(case: Case) -> Json:
    return execute("Hide", CaseVerb.CASE_HIDE, {"case": case.id}, submits_inputs=False, answered_here=True)


def _document(case: Case) -> Json:
    data = {"case": case.id}
    return execute("Get it as a document", CaseVerb.CASE_DOCUMENT, data, submits_inputs=False, answered_here=True)


def _opens(case: Case, form: Form) -> Json:
    data = {"case": case.id, "form": form.verb.value}
    return execute(form.title, CaseVerb.CASE_FORM, data, submits_inputs=False, answered_here=True)


def _rows(forms: Sequence[Form]) -> list[Sequence[Form]]:
    return [forms[at : at + ACTIONS_AT_MOST] for at in range(0, len(forms), ACTIONS_AT_MOST)]


def _because(view: CaseView) -> str:
    """Whether it is theirs, or they stand in for somebody whose it is."""
    if parts_for(view.case, [view.actor.person.id]):
        return "you were given what is shown here"
    names = [one.name for one in view.actor.covered if parts_for(view.case, [one.id])]
    return f"you stand in for {' and '.join(names)}"
