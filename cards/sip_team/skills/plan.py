"""The training plan that is made from the team's skills (T4): to edit, and to make sessions of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cards.kit.elements import (
    Json,
    buttons,
    card,
    container,
    execute,
    input_choice,
    input_text,
    open_dialog,
    refresh,
    text,
)
from cards.kit.lines import capital, closed_card, why
from cards.kit.safe_text import capped
from cards.sip_team.skills.actions import plan_data, year_data
from cards.sip_team.skills.verbs import SkillsVerb
from cards.sip_team.training.actions import SessionForm, line_data
from cards.sip_team.training.verbs import TrainingVerb
from handbook.core.people import Person
from handbook.sip_team.record import TrainingTopic
from handbook.sip_team.skills.audit_round import NOTE_AT_MOST, PlanLine, SkillsRound, leads_audit

_BECAUSE: Final = "you are the Trust Advisor, who leads the training"


@dataclass(frozen=True, slots=True)
class PlanSeen:
    """`names` of the SIPs by id, `sessions` the days of those that lines became; `has_answers`: a plan can be made."""

    audit: SkillsRound
    names: Mapping[str, str]
    sessions: Mapping[str, str]
    has_answers: bool
    viewer: Person


def plan_card(seen: PlanSeen) -> Json:
    audit = seen.audit
    if not leads_audit(seen.viewer):
        return closed_card()
    title, data = f"Training plan, {audit.year}", plan_data(audit)
    choices = [(capital(topic.words), topic.value) for topic in TrainingTopic]
    body = [
        *([part for line in audit.plan for part in _line(seen, line)] or [text(_nothing(seen))]),
        input_choice("topic", "Add training on", "Please choose.", choices, value=choices[0][1]),
        buttons([execute("Add it", SkillsVerb.ADD, data)]),
        why(_BECAUSE),
    ]
    again = "Propose it again" if audit.planned_at else "Propose a plan"
    actions = [execute(again, SkillsVerb.PROPOSE, data, submits_inputs=False)] if seen.has_answers else []
    asks = refresh(SkillsVerb.PLAN, year_data(audit.year))
    return card(title, body, actions, "About the training plan.", asks_again=asks)


def line_form(audit: SkillsRound, line: PlanLine, people: Sequence[Person], viewer: Person, no: str = "") -> Json:
    """Who it is for, and the Trust Advisor's own words."""
    if not leads_audit(viewer):
        return closed_card()
    chosen = ",".join(one.id for one in people if one.id in line.sip_ids)
    choices = [(one.name, one.id) for one in people]
    error = f"Please keep to {NOTE_AT_MOST} characters."
    body = [
        *([text(no, bold=True)] if no else []),
        *(
            [input_choice("for_whom", "Who for", "Please choose.", choices, value=chosen, several=True)]
            if choices
            else [text("There is no SIP on the service’s list.")]
        ),
        input_text(
            "note", "In your words: what it covers, when, who leads it", error, at_most=NOTE_AT_MOST, value=line.note
        ),
        why(_BECAUSE),
    ]
    actions = [
        execute("Save", SkillsVerb.CHANGE, plan_data(audit, line.number), style="positive"),
        execute("Back without saving", SkillsVerb.PLAN, year_data(audit.year), submits_inputs=False),
    ]
    return card(f"Training on {line.topic.words}", body, actions, "A form about the training plan.")


def _nothing(seen: PlanSeen) -> str:
    if not seen.has_answers:
        return "Nobody has answered yet, so there is nothing to plan from."
    if seen.audit.planned_at:
        return "The plan has no line: there is neither a gap nor a need, or all were left out."
    return "No plan is made yet. It begins with the gaps and needs of the team, and you change it."


def _line(seen: PlanSeen, line: PlanLine) -> list[Json]:
    audit, number, topic = seen.audit, line.number, line.topic.words
    day = seen.sessions.get(line.session_id, "")
    data: dict[str, str | int] = {"form": SessionForm.SET.value, **line_data((audit.year.starts_in, number))}
    change = open_dialog(f"Change {number}…", SkillsVerb.LINE, plan_data(audit, number))
    drop = execute(f"Leave {number} out", SkillsVerb.DROP, plan_data(audit, number), submits_inputs=False)
    session = open_dialog(f"Set session {number}…", TrainingVerb.FORM, data)
    return [
        container(
            [
                text(f"{number}. {capital(topic)}{f' – set for {day}' if day else ''}", bold=True),
                text(
                    f"For {_names(seen, line.sip_ids, 'nobody yet')}. "
                    f"Could lead it: {_names(seen, line.lead_ids, 'nobody')}."
                ),
                *([text(line.note)] if line.note else []),
                buttons([*([] if day else [session]), change, drop]),
            ]
        )
    ]


def _names(seen: PlanSeen, ids: Sequence[str], nobody: str) -> str:
    """Of those who are SIPs now."""
    return capped(", ".join(seen.names[one] for one in ids if one in seen.names), 200, " …") or nobody
