"""From one report of a school to the next: the form opens with what was agreed last time, and each of it is closed,
moved or restated (P2, P3, V4)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from handbook.core.school_years import Term
from handbook.reports.openings import BULLET, CLOSED_MOVED_OR_RESTATED
from handbook.reports.paper.proforma import Contents, Judgement, Target

_MOVED: Final = frozenset(("moved", "carried", "deferred", "postponed", "open", "ongoing", "continues", "continue"))


@dataclass(frozen=True, slots=True)
class Action:
    """Something agreed that waits for an answer at the next visit: `name` is what it is known by, `words` how it was
    agreed."""

    name: str
    words: str
    is_gap: bool = False


def open_actions(report: Contents) -> tuple[Action, ...]:
    """What a report leaves to the next visit: its targets, the gaps between its judgements, and what it has moved on
    from before or left unanswered."""
    targets = [Action(one.text, _agreed(one)) for one in report.targets if _plain(one.text)]
    gaps = [Action(one.area, _differs(one), is_gap=True) for one in (*report.gaps, *report.unclear) if _plain(one.area)]
    known = {_plain(action.name) for action in (*targets, *gaps)}
    moved = [action for action in _moved(report) if not any(name in _plain(action.name) for name in known)]
    return tuple({_plain(action.name): action for action in (*targets, *gaps, *moved)}.values())


def visit_number(term: Term) -> str:
    """Of the three termly visits of a year (V2)."""
    terms = list(Term)
    return f"{terms.index(term) + 1} of {len(terms)}"


def opening(last: Contents | None, agenda: Sequence[str]) -> dict[str, str]:
    """What stands in the sections of the next form, by their keys; `agenda` are the lines agreed for its visit."""
    asked = [f"{BULLET} {action.words} – {CLOSED_MOVED_OR_RESTATED}" for action in open_actions(last)] if last else []
    lines = [f"{BULLET} {line}:" for line in agenda]
    sections = {"progress": "\n".join(asked), "visit_notes": "\n".join(lines)}
    return {key: text for key, text in sections.items() if text}


def unanswered(last: Contents | None, report: Contents) -> tuple[Action, ...]:
    """What was agreed last time and is neither closed nor moved nor restated in this report."""
    if last is None:
        return ()
    lines = report.texts.get("progress", "").splitlines()
    return tuple(action for action in open_actions(last) if not _is_answered(action, report, lines))


def _is_answered(action: Action, report: Contents, lines: Sequence[str]) -> bool:
    name = _plain(action.name)
    if action.is_gap and any(_plain(one.area) == name and one.school and one.sip for one in report.judgements):
        return True
    if any(_plain(one.text) == name for one in report.targets):
        return True
    return any(name in _plain(line) and _answer(action, lines[at:]) for at, line in enumerate(lines))


def _answer(action: Action, lines: Sequence[str]) -> str:
    """What is said in the first line beyond how it was agreed, or in the lines below it that belong to it."""
    first, *below = lines
    own: list[str] = []
    for line in below:
        if line.strip().startswith(BULLET):
            break
        own.append(line)
    said = _plain(" ".join((first, *own)).replace(CLOSED_MOVED_OR_RESTATED, " "))
    agreed = next(words for words in (_plain(action.words), _plain(action.name), "") if words in said)
    return _plain(said.replace(agreed, " ", 1))


def _moved(report: Contents) -> list[Action]:
    """Lines on earlier actions that were moved on, or that nobody answered."""
    found: list[Action] = []
    for line in report.texts.get("progress", "").splitlines():
        words = line.strip().removeprefix(BULLET).strip()
        about, dash, said = words.rpartition(" – ")
        answer = _plain(said.replace(CLOSED_MOVED_OR_RESTATED, " "))
        if dash and _plain(about) and (not answer or _MOVED.intersection(answer.split())):
            found.append(Action(about, about))
    return found


def _agreed(target: Target) -> str:
    given = "; ".join(" ".join(one.split()) for one in (target.measure, target.owner, target.due) if one.strip())
    text = " ".join(target.text.split())
    return f"{text} ({given})" if given else text


def _differs(judgement: Judgement) -> str:
    school, sip = (" ".join(one.split()) for one in (judgement.school, judgement.sip))
    return f"{judgement.area} (school: {school}; SIP: {sip})"


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
