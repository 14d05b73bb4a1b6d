"""The plan of a term as its SIP has it (V2): a half-day for each school, to be accepted line by line; and where each
stands."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from cards.kit.elements import Json, bullets, buttons, card, container, execute, heading, refresh, status, text
from cards.kit.half_days import short_when, when
from cards.kit.lines import capital, closed_card, why
from cards.plans.actions import line_data, plan_data
from cards.plans.lines import line_words, term_of
from cards.plans.verbs import PlanVerb
from cards.visits.state import YOUR_TURN
from handbook.core.british_time import moment_words
from handbook.core.half_days import HalfDay
from handbook.core.people import Person
from handbook.core.plain_words import several
from handbook.plans.acceptance import PlannedVisit, ProposedPlan, may_accept
from handbook.plans.progress import LineStands

CHOICES_AT_MOST: Final = 12
"""Lines with a button that one card has room for; the next come up as these are accepted."""
LISTED_AT_MOST: Final = 20


def plan_card(plan: ProposedPlan, stands: Mapping[str, LineStands], viewer: Person, now: datetime) -> Json:
    """A SIP's own plan, once it was sent to them; anybody else gets a card that says nothing."""
    if viewer.id != plan.sip_id or plan.draft:
        return closed_card()
    lines = [line for line in plan.lines if not line.left_out]
    open_lines = [line for line in lines if may_accept(plan, viewer, line, now)]
    others = [line for line in lines if line not in open_lines]
    body = [
        _status(open_lines, any(line.visit_id for line in lines)),
        *_all_at_once(plan, open_lines),
        *(_choice(plan, line, line.half_day) for line in open_lines[:CHOICES_AT_MOST] if line.half_day),
        *_more(open_lines),
        *_listed([_stands(line, stands[line.key]) for line in others]),
        text(f"Planned from the calendars as they were on {moment_words(plan.made_at)}.", muted=True),
        why("these are your schools"),
    ]
    title = f"Plan: {term_of(plan)} visits"
    asks_again = refresh(PlanVerb.SHOW_PLAN, plan_data(plan))
    return card(title, body, [], f"{title}.", asks_again=asks_again)


def _status(open_lines: Sequence[PlannedVisit], is_any_sent: bool) -> Json:
    if open_lines:
        return status(YOUR_TURN, "accept what suits you. I then send it to the headteacher, who decides", "accent")
    if is_any_sent:
        return status("Done", "there is nothing left to accept", "good")
    return status("Nothing to accept", "no half-day was found", "warning")


def _all_at_once(plan: ProposedPlan, open_lines: Sequence[PlannedVisit]) -> list[Json]:
    if len(open_lines) < 2:
        return []
    title = f"Accept all {len(open_lines)}"
    return [buttons([execute(title, PlanVerb.PLAN_ACCEPT_ALL, plan_data(plan), style="positive")])]


def _choice(plan: ProposedPlan, line: PlannedVisit, half_day: HalfDay) -> Json:
    late = f" {capital(f'{line.late_of.lower()} visit, late.')}" if line.late_of else ""
    return container(
        [
            text(line.school_name, bold=True),
            text(f"{when(half_day)}.{late} {capital(line.why).removesuffix('.')}."),
            *([text(f"Not sent: {line.refused}")] if line.refused else []),
            buttons([execute(f"Accept {short_when(half_day)}", PlanVerb.PLAN_ACCEPT, line_data(plan, line))]),
        ]
    )


def _more(open_lines: Sequence[PlannedVisit]) -> list[Json]:
    more = len(open_lines) - CHOICES_AT_MOST
    return [text(f"{several(more, 'more line')} will appear here as you accept these.")] if more > 0 else []


def _stands(line: PlannedVisit, stands: LineStands) -> str:
    return f"{stands.status.words}: {line_words(line, stands)}"


def _listed(lines: Sequence[str]) -> list[Json]:
    return [heading("The others"), bullets(lines, LISTED_AT_MOST)] if lines else []
