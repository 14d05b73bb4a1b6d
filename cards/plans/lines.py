"""A line of a plan in one line of a card."""

from typing import Final

from cards.kit.elements import Tone
from cards.kit.half_days import short_when
from handbook.plans.acceptance import PlannedVisit, ProposedPlan
from handbook.plans.progress import LineStands, LineStatus

TONES: Final[dict[LineStatus, Tone]] = {
    LineStatus.PROPOSED: "accent",
    LineStatus.SENT: "accent",
    LineStatus.ACCEPTED: "accent",
    LineStatus.OFFERED: "accent",
    LineStatus.BOOKED: "good",
    LineStatus.DIFFICULTY: "attention",
    LineStatus.LEFT_OUT: "emphasis",
}


def term_of(plan: ProposedPlan) -> str:
    return f"{plan.term.value} {plan.year}"


def line_words(line: PlannedVisit, stands: LineStands, sip: str = "") -> str:
    """St Hilda’s, Northbeck: Tuesday 1 December, morning (Samir Pell), locked. With what is to be known besides."""
    when = f": {short_when(stands.at)}" if stands.at else ""
    who = f" ({sip})" if sip else ""
    locked = ", locked" if line.locked and stands.status is LineStatus.PROPOSED else ""
    more = f". {stands.more[:1].upper()}{stands.more[1:]}" if stands.more else ""
    return f"{line.school_name}{when}{who}{locked}{more}"
