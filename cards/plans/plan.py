"""The plan of a term (V2): for each SIP a half-day for each school, to be accepted line by line; for the Trust Advisor
all of it as a table."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import ceil
from typing import Final

from cards.kit.elements import Json, bullets, buttons, card, container, execute, heading, refresh, status, table, text
from cards.kit.half_days import short_when, when
from cards.kit.lines import closed_card, why
from cards.plans.actions import plan_data
from cards.plans.verbs import PlanVerb
from cards.visits.state import YOUR_TURN
from handbook.core.british_time import moment_words
from handbook.core.half_days import HalfDay
from handbook.core.people import Person, Role
from handbook.core.plain_words import several
from handbook.plans.acceptance import PlannedVisit, ProposedPlan, may_accept

CHOICES_AT_MOST: Final = 20
"""Lines with a button that one card has room for; the next come up as these are accepted."""
LISTED_AT_MOST: Final = 20
ROWS_AT_MOST: Final = 27
"""Rows that the table of one card has room for."""


def plan_card(plan: ProposedPlan, viewer: Person, now: datetime) -> Json:
    """A SIP's own plan; anybody else gets a card that says nothing."""
    if viewer.id != plan.sip_id:
        return closed_card()
    open_lines = [line for line in plan.lines if may_accept(plan, viewer, line, now)]
    sent = [line for line in plan.lines if line.visit_id]
    passed = [line for line in plan.lines if line.half_day and line not in (*open_lines, *sent)]
    body = [
        _status(open_lines, sent),
        *_all_at_once(plan, open_lines),
        *(_choice(plan, line, line.half_day) for line in open_lines[:CHOICES_AT_MOST] if line.half_day),
        *_more(open_lines),
        *_listed("Sent to the headteacher, who picks it or asks for others", [_with_day(line) for line in sent]),
        *_listed("Passed before it was accepted", [_with_day(line) for line in passed]),
        *_listed("No half-day", [f"{line.school_name}: {line.why}" for line in plan.lines if line.half_day is None]),
        text(f"Planned from the calendars as they were on {moment_words(plan.made_at)}.", muted=True),
        why("these are your schools"),
    ]
    title = f"Plan: {_term(plan)} visits"
    asks_again = refresh(PlanVerb.SHOW_PLAN, plan_data(plan))
    return card(title, body, [], f"{title}.", asks_again=asks_again)


def pages_of(plans: Sequence[ProposedPlan]) -> int:
    """How many cards the table of these plans takes."""
    return ceil(sum(len(plan.lines) for plan in plans) / ROWS_AT_MOST)


def plan_table_card(plans: Sequence[ProposedPlan], sips: Mapping[str, str], viewer: Person, page: int) -> Json:
    """All plans that were made together, for the Trust Advisor, as they were proposed. `sips` are their names by id;
    `page` counts from 1."""
    if not viewer.is_a(Role.TRUST_ADVISOR) or not plans:
        return closed_card()
    rows = [(sips.get(plan.sip_id, "–"), line.school_name, _outcome(line)) for plan in plans for line in plan.lines]
    none = sum(line.half_day is None for plan in plans for line in plan.lines)
    shown = rows[(page - 1) * ROWS_AT_MOST : page * ROWS_AT_MOST]
    body = [
        text(f"{_placed(len(rows) - none, len(rows))} Each SIP has been asked to accept theirs."),
        table(("SIP", "School", "Half-day, or why none"), shown, ROWS_AT_MOST),
        text(f"Proposed from the calendars as they were on {moment_words(plans[0].made_at)}.", muted=True),
        why("you are the Trust Advisor of the service"),
    ]
    part = f", part {page} of {pages_of(plans)}" if pages_of(plans) > 1 else ""
    title = f"Plan: {_term(plans[0])} visits of the service{part}"
    return card(title, body, [], f"{title}.")


def _term(plan: ProposedPlan) -> str:
    return f"{plan.term.value} {plan.year}"


def _status(open_lines: Sequence[PlannedVisit], sent: Sequence[PlannedVisit]) -> Json:
    if open_lines:
        return status(YOUR_TURN, "accept what suits you. I then send it to the headteacher, who decides", "accent")
    if sent:
        return status("Done", "there is nothing left to accept", "good")
    return status("Nothing to accept", "no half-day was found", "warning")


def _all_at_once(plan: ProposedPlan, open_lines: Sequence[PlannedVisit]) -> list[Json]:
    if len(open_lines) < 2:
        return []
    title = f"Accept all {len(open_lines)}"
    return [buttons([execute(title, PlanVerb.PLAN_ACCEPT_ALL, plan_data(plan), style="positive")])]


def _choice(plan: ProposedPlan, line: PlannedVisit, half_day: HalfDay) -> Json:
    data = {**plan_data(plan), "urn": line.urn}
    return container(
        [
            text(line.school_name, bold=True),
            text(f"{when(half_day)}. {line.why}"),
            *([text(f"Not sent: {line.refused}")] if line.refused else []),
            buttons([execute(f"Accept {short_when(half_day)}", PlanVerb.PLAN_ACCEPT, data)]),
        ]
    )


def _more(open_lines: Sequence[PlannedVisit]) -> list[Json]:
    more = len(open_lines) - CHOICES_AT_MOST
    return [text(f"{more} more will appear here as you accept these.")] if more > 0 else []


def _listed(title: str, lines: Sequence[str]) -> list[Json]:
    return [heading(title), bullets(lines, LISTED_AT_MOST)] if lines else []


def _with_day(line: PlannedVisit) -> str:
    return f"{line.school_name}: {_outcome(line)}"


def _outcome(line: PlannedVisit) -> str:
    return when(line.half_day) if line.half_day else line.why


def _placed(placed: int, count: int) -> str:
    """None of 1 visit has, 1 of 2 visits has, 2 of 3 visits have."""
    return f"{placed or 'None'} of {several(count, 'visit')} {'has' if 1 in (placed, count) else 'have'} a half-day."
