"""One line of a plan that is not sent yet: the Trust Advisor locks it, leaves it out or chooses another half-day."""

from cards.kit.elements import Json, buttons, card, execute, facts, input_choice, status, text
from cards.kit.half_days import short_when, when
from cards.kit.lines import capital, closed_card, why
from cards.plans.actions import EDITS, half_day_value, line_data
from cards.plans.lines import TONES, term_of
from handbook.core.people import Person
from handbook.plans.acceptance import PlannedVisit, ProposedPlan
from handbook.plans.drafting import LineEdit, may_edit
from handbook.plans.progress import LineStands


def line_card(plan: ProposedPlan, line: PlannedVisit, sip: str, stands: LineStands, viewer: Person) -> Json:
    if not may_edit(viewer):
        return closed_card()
    at = when(stands.at) if stands.at else stands.more or "no half-day"
    late = [("Late", f"the {line.late_of.lower()} visit")] if line.late_of else []
    body = [
        status("Locked" if line.locked else stands.status.words, at, TONES[stands.status]),
        facts((("SIP", sip), ("Term", term_of(plan)), *late, ("Why", capital(line.why)))),
        *_edits(plan, line),
        why("you are the Trust Advisor of the service"),
    ]
    return card(line.school_name, body, [], "One line of the plan of a term.")


def _edits(plan: ProposedPlan, line: PlannedVisit) -> list[Json]:
    if not plan.draft:
        return [text("This plan has been sent, so its lines are changed no more.")]
    choices = [(short_when(one), half_day_value(one)) for one in line.possible if one != line.half_day]
    other = (
        [
            input_choice("to", "Another half-day", "Please choose a half-day.", choices, searchable=len(choices) > 10),
            buttons([_edit("Use this half-day", plan, line, LineEdit.CHOOSE, with_input=True)]),
        ]
        if choices
        else [text("No other half-day is possible for this school in this term.")]
    )
    if line.left_out:
        return [*other, buttons([_edit("Put it back", plan, line, LineEdit.PUT_BACK)])]
    lock = (
        [_edit("Unlock it", plan, line, LineEdit.UNLOCK)]
        if line.locked
        else [_edit("Lock this half-day", plan, line, LineEdit.LOCK)]
        if line.half_day
        else []
    )
    return [buttons([*lock, _edit("Leave it out", plan, line, LineEdit.LEAVE_OUT)]), *other]


def _edit(title: str, plan: ProposedPlan, line: PlannedVisit, edit: LineEdit, *, with_input: bool = False) -> Json:
    return execute(title, EDITS[edit], line_data(plan, line), submits_inputs=with_input)
