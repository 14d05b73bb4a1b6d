"""The proposal for the whole trust (A1, A2), for the Trust Advisor who asked for it: in numbers, what is short and what
would help, and every school, the weakest match first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cards.allocation.actions import run_data
from cards.allocation.listing import Looking, look_for, looking_data, numbers, open_one, page_rows
from cards.allocation.verbs import ChoiceVerb, RunVerb
from cards.kit.elements import Json, Tone, bullets, buttons, card, execute, heading, refresh, status, text
from cards.kit.lines import why
from cards.kit.safe_text import capped
from handbook.allocation.proposal import Step, StepKind, WayOut, Why
from handbook.allocation.run import AllocationRun
from handbook.core.british_time import moment_words
from handbook.core.plain_words import and_list, several

BECAUSE: Final = "you are the Trust Advisor, and asked for this proposal"
_STEPS_AT_MOST: Final = 6
_NAMED: Final = 6
_ELSEWHERE: Final = "Left out, as their SIP is their own or the local authority’s"


class RowStanding(StrEnum):
    """What is to become of a school."""

    WITHOUT = "without"
    MOVES = "moves"
    STAYS = "stays"
    ASKED = "asked"
    SETTLED = "settled"


_STANDS: Final[Mapping[RowStanding, tuple[str, Tone]]] = {
    RowStanding.WITHOUT: ("No SIP", "attention"),
    RowStanding.MOVES: ("Another SIP", "warning"),
    RowStanding.STAYS: ("Keeps its SIP", "good"),
    RowStanding.ASKED: ("Being asked", "accent"),
    RowStanding.SETTLED: ("Settled by you", "emphasis"),
}


@dataclass(frozen=True, slots=True)
class RunRow:
    """A school in the proposal: `sip` is the name of whom it is to have, `now` of whom it has; `because` says why it
    has none, or why nobody else was looked for."""

    urn: str
    school: str
    standing: RowStanding
    sip: str = ""
    now: str = ""
    score: int | None = None
    because: str = ""


def run_card(
    run: AllocationRun,
    rows: Sequence[RunRow],
    shown: Sequence[RunRow],
    looking: Looking,
    matching: int,
    left: int,
    elsewhere: Sequence[str] = (),
) -> Json:
    """`rows` are all schools; `shown` is the page that is looked at, of the `matching` ones; `left` is how many can be
    asked now; `elsewhere` are the names of schools that were left out, as their SIP is not one of the trust's."""
    data = run_data(run)
    again = execute("Work it out again", RunVerb.AGAIN, data, submits_inputs=False)
    title = f"Ask {several(left, 'school')}"
    ask = execute(
        title,
        RunVerb.PROPOSE_ALL,
        {**data, "revision": run.revision},
        style="positive",
        submits_inputs=False,
        answered_here=True,
    )
    choices = [(_STANDS[one][0], one.value) for one in RowStanding]
    body = [
        _status(run, rows),
        numbers(_numbers(run, rows)),
        *([text(f"{_ELSEWHERE}: {'; '.join(elsewhere[:_NAMED])}{_more(elsewhere)}.")] if elsewhere else []),
        *_shortage(run),
        *([text("Each headteacher whose school is to have another SIP is asked, and nobody else.")] if left else []),
        buttons(
            [
                *([ask] if left else []),
                again,
                execute("Proposals to schools", ChoiceVerb.LIST, {"page": 1}, submits_inputs=False, answered_here=True),
            ]
        ),
        *look_for(RunVerb.SHOW, data, choices, looking, "school"),
        *page_rows(
            RunVerb.SHOW, data, [_row(one) for one in shown], looking, matching, ("Schools", "No school is like that.")
        ),
        *open_one(RunVerb.SCHOOL, data, "urn", "Open a school of this page", [(one.school, one.urn) for one in shown]),
        text(f"Worked out on {moment_words(run.made_at)}. Schools without a SIP come first, then the weakest match."),
        why(BECAUSE),
    ]
    heads = f"Which SIP for which school, {run.year}"
    shows_again = refresh(RunVerb.SHOW, {**data, **looking_data(looking)})
    return card(heads, body, [], "The proposal for the trust that you asked for.", asks_again=shows_again)


def _more(names: Sequence[str]) -> str:
    return f"; and {len(names) - _NAMED} more" if len(names) > _NAMED else ""


def _status(run: AllocationRun, rows: Sequence[RunRow]) -> Json:
    without = sum(one.standing is RowStanding.WITHOUT for one in rows)
    if run.is_stale:
        return status(
            "Changed since", "you have settled something: have it worked out again for the whole trust", "warning"
        )
    if without:
        return status(
            "Incomplete", f"{several(without, 'school')} would have no SIP: see below what would help", "attention"
        )
    return status("Complete", "every school would have a SIP", "good")


def _numbers(run: AllocationRun, rows: Sequence[RunRow]) -> Iterable[tuple[str, str]]:
    result = run.result
    for one in RowStanding:
        count = sum(row.standing is one for row in rows)
        if count:
            yield _STANDS[one][0], str(count)
    yield "All schools", str(len(rows))
    if result.placements:
        yield "Average match", f"{round(result.total / len(result.placements))} of 100"
    if result.worst is not None:
        yield "Weakest match that was free to choose", f"{result.worst} of 100"
    yield "Proof", _proof(run)


def _proof(run: AllocationRun) -> str:
    result = run.result
    if result.is_best:
        return "there is no better one: the weakest match cannot be better, nor then the sum"
    if not result.serves_most:
        return "this is the best that was found: another one may leave fewer schools without a SIP"
    worst = result.worst_bound if result.worst_bound is not None else result.worst
    weakest = "" if worst == result.worst else f"the weakest match may reach {worst}; "
    return f"{weakest}the sum is at most {result.gap:.1%} below the best"


def _shortage(run: AllocationRun) -> list[Json]:
    shortage = run.result.shortage
    if shortage is None:
        return []
    return [
        heading("What is short"),
        bullets(shortage.lacks, 6),
        *([heading("What would help, the cheapest first")] if shortage.ways_out else []),
        *(part for number, way in enumerate(shortage.ways_out, start=1) for part in _way_out(run, number, way)),
    ]


def _way_out(run: AllocationRun, number: int, way: WayOut) -> list[Json]:
    acts = [_step(run, number, at, step) for at, step in enumerate(way.steps[:_STEPS_AT_MOST], start=1)]
    return [text(f"{number}. {way.words}"), *([buttons(acts)] if acts else [])]


def _step(run: AllocationRun, number: int, at: int, step: Step) -> Json:
    """Each does its step; the whole is then worked out again."""
    mark = f"{number}.{at}"
    if step.kind is StepKind.RAISE_CAPACITY:
        more = {"sip": step.sip_id, "half_days": step.half_days, "schools": step.schools}
        amounts = [several(n, what) for n, what in ((step.half_days, "half-day"), (step.schools, "school")) if n]
        title = f"Way {mark}: {and_list(amounts)} more"
        return execute(title, RunVerb.RAISE, {**run_data(run), **more}, submits_inputs=False, answered_here=True)
    data = {**run_data(run), "urn": step.urn}
    if step.kind is StepKind.UNLOCK:
        title = f"Way {mark}: leave it open again"
        return execute(title, RunVerb.UNLOCK, data, submits_inputs=False, answered_here=True)
    title = f"Way {mark}: look at the bar"
    return execute(title, RunVerb.WHY_NOT, {**data, "sip": step.sip_id}, submits_inputs=False, answered_here=True)


def _row(row: RunRow) -> Json:
    word, tone = _STANDS[row.standing]
    if row.standing is RowStanding.WITHOUT:
        return status(word, capped(row.because, 240, " …") if row.because else f"{row.school} – nobody has room", tone)
    score = f", {row.score} of 100" if row.score is not None else ""
    now = f" (now {row.now or 'nobody'})" if row.sip != row.now else ""
    because = f" – {row.because}" if row.because else ""
    return status(word, f"{row.school}: {row.sip}{score}{now}{because}", tone)


WHY: Final = {Why.CHOSEN: "", Why.LOCKED: "", Why.OPEN_WORK: "stays while something is open"}
