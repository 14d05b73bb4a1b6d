"""The plan of a term for the whole service (V2), as the Trust Advisor works with it and follows it: every line and
where it stands, page by page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cards.kit.elements import Json, buttons, card, container, execute, open_dialog, refresh, status, text
from cards.kit.lines import closed_card, why
from cards.plans.actions import line_data
from cards.plans.lines import line_words, term_of
from cards.plans.verbs import PlanVerb
from handbook.core.british_time import moment_words
from handbook.core.people import Person
from handbook.core.plain_words import and_list, several
from handbook.plans.acceptance import PlannedVisit, ProposedPlan
from handbook.plans.drafting import may_edit, state_of
from handbook.plans.progress import LineStands, LineStatus

ROWS_AT_MOST: Final = 10


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A line of some SIP's plan, and where it stands."""

    plan: ProposedPlan
    line: PlannedVisit
    sip: str
    stands: LineStands


def table_card(plans: Sequence[ProposedPlan], rows: Sequence[PlanRow], viewer: Person, page: int) -> Json:
    """What is difficult comes first, then SIP by SIP. `page` counts from 1; one that is not there is the last."""
    if not may_edit(viewer) or not plans:
        return closed_card()
    ordered, draft = sorted(rows, key=_order), any(plan.draft for plan in plans)
    pages = max(1, -(-len(ordered) // ROWS_AT_MOST))
    page = min(page, pages)
    first = (page - 1) * ROWS_AT_MOST
    shown = ordered[first : first + ROWS_AT_MOST]
    run = {"run": plans[0].run_id}
    part = [text(f"Lines {first + 1} to {first + len(shown)} of {len(ordered)}")] if pages > 1 else []
    body = [
        _status(plans, ordered, draft=draft),
        text(f"{_counts(ordered)}."),
        *_send(plans, run, draft=draft),
        *part,
        *(_row(number, row) for number, row in enumerate(shown, start=first + 1)),
        *_turn(run, page, pages),
        text(f"Planned from the calendars of {moment_words(plans[0].made_at)}.", muted=True),
        why("you are the Trust Advisor of the service"),
    ]
    title = f"Plan: {term_of(plans[0])} visits of the service"
    asks_again = refresh(PlanVerb.SHOW_PLANS, {**run, "page": page})
    return card(title, body, [], f"{title}.", asks_again=asks_again)


def _order(row: PlanRow) -> tuple[object, ...]:
    at = row.stands.at
    return (
        row.stands.status is not LineStatus.DIFFICULTY,
        row.sip,
        row.plan.id,
        at is None,
        *((at,) if at else ()),
        row.line.key,
    )


def _status(plans: Sequence[ProposedPlan], rows: Sequence[PlanRow], *, draft: bool) -> Json:
    if any(plan.is_working for plan in plans):
        return status("Working", "the rest is being worked out again, and what is locked stays", "accent")
    if draft:
        return status("Not sent yet", "change what you like, then send it. No SIP sees it before", "accent")
    hard = sum(row.stands.status is LineStatus.DIFFICULTY for row in rows)
    if hard:
        return status("Sent", f"{several(hard, 'line')} in difficulty, below", "warning")
    return status("Sent", "each line says how far it has come", "good")


def _counts(rows: Sequence[PlanRow]) -> str:
    count = Counter(row.stands.status for row in rows)
    named = {LineStatus.DIFFICULTY: "in difficulty"}
    own = [f"{count[one]} {named.get(one, one.words[:1].lower() + one.words[1:])}" for one in LineStatus if count[one]]
    return f"{several(len(rows), 'visit')}: {and_list(own)}"


def _send(plans: Sequence[ProposedPlan], run: dict[str, str], *, draft: bool) -> list[Json]:
    if not draft or any(plan.is_working for plan in plans):
        return []
    data = {**run, "state": state_of(plans)}
    return [buttons([execute("Send to SIPs", PlanVerb.SEND_PLANS, data, style="positive")])]


def _row(number: int, row: PlanRow) -> Json:
    words = f"{number}. {row.stands.status.words}: {line_words(row.line, row.stands, row.sip)}"
    hard = row.stands.status is LineStatus.DIFFICULTY
    change = open_dialog(f"Change {number}…", PlanVerb.SHOW_LINE, line_data(row.plan, row.line))
    return container(
        [text(words), *([buttons([change])] if row.plan.draft else [])], tone="attention" if hard else None
    )


def _turn(run: dict[str, str], page: int, pages: int) -> list[Json]:
    turns = [
        *([_to("Previous", run, page - 1)] if page > 1 else []),
        *([_to("Next", run, page + 1)] if page < pages else []),
    ]
    return [buttons(turns)] if turns else []


def _to(title: str, run: dict[str, str], page: int) -> Json:
    return execute(title, PlanVerb.SHOW_PLANS, {**run, "page": page}, submits_inputs=False, answered_here=True)
