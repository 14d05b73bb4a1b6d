"""Where each line of a plan stands now (V2): proposed, sent to its SIP, accepted, offered to the school, booked, or in
difficulty, and why."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from handbook.core.half_days import HalfDay
from handbook.core.people import School
from handbook.plans.acceptance import PlannedVisit, ProposedPlan
from handbook.visits.visit import Visit, VisitStatus


class LineStatus(StrEnum):
    PROPOSED = "proposed"
    SENT = "sent"
    ACCEPTED = "accepted"
    OFFERED = "offered"
    BOOKED = "booked"
    DIFFICULTY = "difficulty"
    LEFT_OUT = "left_out"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS: Final = {
    LineStatus.PROPOSED: "Proposed",
    LineStatus.SENT: "Sent to SIP",
    LineStatus.ACCEPTED: "Accepted by SIP",
    LineStatus.OFFERED: "Offered to school",
    LineStatus.BOOKED: "Booked",
    LineStatus.DIFFICULTY: "Difficulty",
    LineStatus.LEFT_OUT: "Left out",
}
_OF_VISIT: Final = {
    VisitStatus.WISHED: (LineStatus.ACCEPTED, ""),
    VisitStatus.SOUGHT: (LineStatus.ACCEPTED, "I am looking for other half-days"),
    VisitStatus.FOUND: (LineStatus.ACCEPTED, "the SIP has other half-days to send"),
    VisitStatus.PROPOSED: (LineStatus.OFFERED, ""),
    VisitStatus.NONE_SUITED: (LineStatus.DIFFICULTY, "no half-day suited"),
    VisitStatus.PICKED: (LineStatus.BOOKED, ""),
    VisitStatus.BOOKED: (LineStatus.BOOKED, ""),
    VisitStatus.MOVED: (LineStatus.BOOKED, ""),
    VisitStatus.MOVE_ASKED: (LineStatus.BOOKED, "somebody asks to move it"),
    VisitStatus.CANCEL_ASKED: (LineStatus.BOOKED, "somebody asks to cancel it"),
    VisitStatus.HELD: (LineStatus.BOOKED, "held"),
    VisitStatus.NOT_HELD: (LineStatus.DIFFICULTY, "not held"),
    VisitStatus.CANCELLED: (LineStatus.DIFFICULTY, "cancelled"),
}


@dataclass(frozen=True, slots=True)
class LineStands:
    """`at` is the half-day that counts, and `more` what is to be known besides; in a difficulty, what it is."""

    status: LineStatus
    at: HalfDay | None
    more: str = ""


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What a line is held against: its school as the list has it now (None where it has left), whether its SIP is on
    the list, its visit once there is one, and the last day of its own term."""

    school: School | None
    has_sip: bool = True
    visit: Visit | None = None
    term_ends_on: date | None = None


def line_stands(plan: ProposedPlan, line: PlannedVisit, facts: LineFacts, now: datetime) -> LineStands:
    if facts.visit is not None:
        return _with_visit(line, facts.visit, facts)
    if line.left_out:
        return LineStands(LineStatus.LEFT_OUT, None)
    difficulty = gone_words(plan, facts) or line.refused
    if line.half_day is None:
        difficulty = difficulty or line.why
    elif line.half_day.starts_at <= now:
        difficulty = difficulty or "passed before the SIP accepted it"
    if difficulty:
        return LineStands(LineStatus.DIFFICULTY, line.half_day, difficulty)
    return LineStands(LineStatus.PROPOSED if plan.draft else LineStatus.SENT, line.half_day, _late(line))


def gone_words(plan: ProposedPlan, facts: LineFacts) -> str:
    """Who of a line has left meanwhile; empty where nobody has."""
    if facts.school is None:
        return "the school has left the service’s list"
    if not facts.has_sip:
        return "the SIP has left the service’s list"
    return "the school has another SIP now" if facts.school.sip_id != plan.sip_id else ""


def _with_visit(line: PlannedVisit, visit: Visit, facts: LineFacts) -> LineStands:
    status, more = _OF_VISIT[visit.status]
    at = visit.half_day or (visit.slots[0].half_day if visit.slots else line.half_day)
    if visit.trouble and not visit.is_over:
        status, more = LineStatus.DIFFICULTY, visit.trouble
    is_after = at is not None and facts.term_ends_on is not None and at.on > facts.term_ends_on
    late = _late(line) or ("late: after the end of its term" if is_after and not visit.is_over else "")
    return LineStands(status, at, "; ".join(filter(None, (more, late))))


def _late(line: PlannedVisit) -> str:
    return f"late: the {line.late_of.lower()} visit" if line.late_of else ""
