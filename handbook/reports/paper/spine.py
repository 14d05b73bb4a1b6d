"""From one report of a school to the next: the form opens with what was agreed before, each of it says how it stands,
and what is open stays open until somebody closes it (P2, P3, V4)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from handbook.core.bare_words import bare
from handbook.core.school_years import Term
from handbook.reports.openings import BULLET, CLOSED_MOVED_OR_RESTATED
from handbook.reports.paper.boxes import TABLE, TableRow, filled_in
from handbook.reports.paper.proforma import Contents, Judgement, Target
from handbook.reports.paper.statuses import ActionStatus, action_status, closes_gap

_MOVED: Final = frozenset(("moved", "carried", "deferred", "postponed", "open", "ongoing", "continues", "continue"))


@dataclass(frozen=True, slots=True)
class Action:
    """Something agreed that waits for an answer at the next visit: `name` is what it is known by, `words` how it was
    agreed, `since` the visit at which it first was. `judged` are the two judgements of a gap."""

    name: str
    words: str
    is_gap: bool = False
    since: str = ""
    judged: str = ""

    @property
    def key(self) -> tuple[bool, str]:
        return self.is_gap, bare(self.name)


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands in the next form before anybody has written."""

    sections: dict[str, str] = field(default_factory=dict[str, str])
    rows: dict[str, tuple[TableRow, ...]] = field(default_factory=dict[str, tuple[TableRow, ...]])


def open_actions(reports: Iterable[Contents]) -> tuple[Action, ...]:
    """What the reports of a school, the oldest first, leave to the next visit. An action stays until it is done or
    dropped, and a gap until it is closed or both judge alike again, however many reports say nothing of it."""
    waits: dict[tuple[bool, str], Action] = {}
    for report in reports:
        waits = {key: action for key, action in waits.items() if not _closes(report, action)}
        for action in _left_by(report, tuple(waits.values())):
            before = waits.get(action.key)
            waits[action.key] = replace(action, since=before.since) if before else action
    return tuple(waits.values())


def visit_number(term: Term) -> str:
    """Of the three termly visits of a year (V2)."""
    terms = list(Term)
    return f"{terms.index(term) + 1} of {len(terms)}"


def opening(earlier: Sequence[Contents], agenda: Sequence[str]) -> Opening:
    """`agenda` are the lines agreed for the visit, beside those that the last report agreed for it."""
    waits = open_actions(earlier)
    rows = {
        "action": tuple(_row({"action": one.words, "since": one.since}) for one in waits if not one.is_gap),
        "gap": tuple(_row({"area": one.name, "judged": one.judged, "since": one.since}) for one in waits if one.is_gap),
    }
    lines = dict.fromkeys((*agreed_agenda(earlier), *agenda))
    notes = "\n".join(f"{BULLET} {line}:" for line in lines)
    return Opening({"visit_notes": notes} if notes else {}, {key: each for key, each in rows.items() if each})


def agreed_agenda(earlier: Sequence[Contents]) -> tuple[str, ...]:
    """What the last report agreed for the next visit, a line each."""
    agreed = earlier[-1].boxes.get("next_agenda", "").splitlines() if earlier else []
    return tuple(" ".join(line.strip().removeprefix(BULLET).split()) for line in agreed if bare(line))


def _row(values: dict[str, str]) -> TableRow:
    return TableRow({key: value for key, value in values.items() if value})


def unanswered(earlier: Sequence[Contents], report: Contents) -> tuple[Action, ...]:
    """What was agreed before and of which this report says nothing."""
    return tuple(action for action in open_actions(earlier) if not _is_answered(action, report))


def _left_by(report: Contents, waits: Sequence[Action]) -> Iterator[Action]:
    """What a report itself leaves open: its targets, its gaps, and what it says of earlier ones that nobody knows."""
    since, own = _visit_of(report), new_actions(report)
    yield from own
    known = {bare(text) for action in (*waits, *own) for text in (action.name, action.words)} - {""}
    told = [action for action in (*_of_rows(report, since), *_moved(report, since)) if bare(action.name)]
    yield from (action for action in told if not any(name in bare(action.name) for name in known))


def new_actions(report: Contents) -> tuple[Action, ...]:
    """What a report agrees itself: its targets, and the gaps between its judgements."""
    since = _visit_of(report)
    targets = [Action(one.text, _agreed(one), since=since) for one in report.targets if bare(one.text)]
    gaps = [_gap(one, since) for one in (*report.gaps, *report.unclear) if bare(one.area)]
    return (*targets, *gaps)


def _visit_of(report: Contents) -> str:
    return " ".join(str(part) for part in (report.term, report.academic_year) if part)


def _of_rows(report: Contents, since: str) -> Iterator[Action]:
    for row in report.rows.get("action", ()):
        if not action_status(row["status"]).is_closed:
            yield Action(row["action"], row["action"], since=row["since"] or since)
    for row in report.rows.get("gap", ()):
        if not closes_gap(row["status"]):
            words = f"{row['area']} ({row['judged']})" if row["judged"] else row["area"]
            yield Action(row["area"], words, is_gap=True, since=row["since"] or since, judged=row["judged"])


def _closes(report: Contents, action: Action) -> bool:
    row = _row_of(action, report)
    if action.is_gap:
        if row is not None and closes_gap(row["status"]):
            return True
        if _judged(action, report):
            return _is_among(action, report.agreeing)
    if row is not None and filled_in([row], TABLE["gap" if action.is_gap else "action"]):
        return not action.is_gap and action_status(row["status"]).is_closed
    answer = _answer_in_lines(action, report)
    return bool(answer) and _status_in_line(answer)


def _status_in_line(answer: str) -> bool:
    """Of a sentence somebody wrote: it closes what it speaks of, unless it says otherwise."""
    open_ones = (ActionStatus.UNDER_WAY, ActionStatus.NOT_BEGUN)
    return not _MOVED.intersection(answer.split()) and action_status(answer) not in open_ones


def _is_answered(action: Action, report: Contents) -> bool:
    row = _row_of(action, report)
    if row is not None and filled_in([row], TABLE["gap" if action.is_gap else "action"]):
        return True
    if action.is_gap and _judged(action, report):
        return True
    if not action.is_gap and any(bare(one.text) == bare(action.name) for one in report.targets):
        return True
    return bool(_answer_in_lines(action, report))


def _judged(action: Action, report: Contents) -> bool:
    return _is_among(action, (*report.gaps, *report.unclear, *report.agreeing))


def _is_among(action: Action, judgements: Iterable[Judgement]) -> bool:
    return any(bare(one.area) == bare(action.name) for one in judgements)


def _row_of(action: Action, report: Contents) -> TableRow | None:
    kind = TABLE["gap" if action.is_gap else "action"]
    names = (bare(action.words), bare(action.name))
    return next((row for row in report.rows.get(kind.key, ()) if bare(row[kind.keys[0]]) in names), None)


def _answer_in_lines(action: Action, report: Contents) -> str:
    lines, name = _beside_rows(report), bare(action.name)
    answers = (_answer(action, lines[at:]) for at, line in enumerate(lines) if name in bare(line))
    return next(filter(None, answers), "")


def _beside_rows(report: Contents) -> list[str]:
    """The lines on earlier actions that are not the rows of the table said again."""
    lines = report.texts.get("progress", "").splitlines()
    for key in ("action", "gap"):
        for row in report.rows.get(key, ()):
            first = bare(row[TABLE[key].keys[0]])
            again = next((line for line in lines if bare(line).startswith(first)), None)
            if again is not None:
                lines.remove(again)
    return lines


def _answer(action: Action, lines: Sequence[str]) -> str:
    """What is said in the first line beyond how it was agreed, or in the lines below it that belong to it."""
    first, *below = lines
    own: list[str] = []
    for line in below:
        if line.strip().startswith(BULLET):
            break
        own.append(line)
    said = bare(" ".join((first, *own)).replace(CLOSED_MOVED_OR_RESTATED, " "))
    agreed = next(words for words in (bare(action.words), bare(action.name), "") if words in said)
    return bare(said.replace(agreed, " ", 1))


def _moved(report: Contents, since: str) -> Iterator[Action]:
    """Lines on earlier actions that were moved on, or that nobody answered."""
    for line in _beside_rows(report):
        words = line.strip().removeprefix(BULLET).strip()
        about, dash, said = words.rpartition(" – ")
        answer = bare(said.replace(CLOSED_MOVED_OR_RESTATED, " "))
        if dash and bare(about) and (not answer or _MOVED.intersection(answer.split())):
            yield Action(about, about, since=since)


def _agreed(target: Target) -> str:
    given = "; ".join(" ".join(one.split()) for one in (target.measure, target.owner, target.due) if one.strip())
    text = " ".join(target.text.split())
    return f"{text} ({given})" if given else text


def _gap(judgement: Judgement, since: str) -> Action:
    school, sip = (" ".join(one.split()) for one in (judgement.school, judgement.sip))
    judged = f"school: {school}; SIP: {sip}"
    return Action(judgement.area, f"{judgement.area} ({judged})", is_gap=True, since=since, judged=judged)
