"""A headteacher asks that the SIP feeds back to the governing body on progress against the development plan or the
self-evaluation (G2). It becomes a visit of the school's own half-days, for which the SIP offers times."""

import textwrap
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from handbook.core.british_time import london_date
from handbook.core.people import Person, School
from handbook.core.refusal import Refused, allows
from handbook.core.school_years import AcademicYear
from handbook.half_days.entitlement import HalfDayAccount, check_has_left
from handbook.reports.dossier import Dossier
from handbook.reports.report import Report, Status
from handbook.visits.agenda import LINE_AT_MOST
from handbook.visits.purposes import Menu, SchoolLedVisit
from handbook.visits.visit import Visit, VisitStatus
from handbook.visits.words import words_in

PURPOSE: Final = SchoolLedVisit(Menu.GOVERNORS_FEEDBACK)
NOTHING_OFFERED: Final = (VisitStatus.WISHED, VisitStatus.SOUGHT, VisitStatus.FOUND, VisitStatus.NONE_SUITED)
"""Where a visit stands of which its headteacher has no half-day to pick yet."""


class FeedbackOn(StrEnum):
    """What governors want to hear of (G2)."""

    DEVELOPMENT_PLAN = "development_plan"
    SELF_EVALUATION = "self_evaluation"
    BOTH = "both"

    @property
    def lines(self) -> tuple[str, ...]:
        """For the agenda of the visit."""
        return _LINES[self]


_PLAN: Final = "Feedback to the governing body: progress against the school development plan"
_EVALUATION: Final = "Feedback to the governing body: progress against the school’s self-evaluation"
_LINES: Final = {
    FeedbackOn.DEVELOPMENT_PLAN: (_PLAN,),
    FeedbackOn.SELF_EVALUATION: (_EVALUATION,),
    FeedbackOn.BOTH: (_PLAN, _EVALUATION),
}


@dataclass(frozen=True, slots=True)
class AskForFeedback:
    """On the card of the governors' pack. `words` say when governors meet, or what else the SIP should know."""

    report_id: str
    version: int
    on: FeedbackOn
    words: str = ""


def check_may_ask_for_feedback(dossier: Dossier, person: Person) -> None:
    """Raises Refused unless this headteacher may ask now: once for each report that governors have, or have a pack
    of."""
    report = dossier.report
    if person.id != report.headteacher_id:
        raise Refused("not_yours", f"Only the headteacher of {dossier.school.name} can ask for this.", "G2")
    if report.external_sip:
        raise Refused("not_now", f"Please ask {report.external_sip} yourself: the service does not reach them.", "G2")
    pack_is_made = report.governors_pack is not None and report.governors_pack.document is not None
    if report.status not in (Status.FILED, Status.SHARED) or not (report.governors_told_at or pack_is_made):
        raise Refused("not_now", "Please share the report with your governors first, or make the pack for them.", "G2")
    if report.feedback_asked_at:
        raise Refused("stale", "You have asked for this already. “our visits” shows where it stands.", "G2")


def may_ask_for_feedback(dossier: Dossier, person: Person) -> bool:
    return allows(lambda: check_may_ask_for_feedback(dossier, person))


def feedback_asked(
    dossier: Dossier,
    command: AskForFeedback,
    person: Person,
    school: School | None,
    own: HalfDayAccount,
    now: datetime,
    visit_id: str,
) -> tuple[Report, Visit]:
    """The report, which notes it, and the visit that is wished for. `school` and `own` are as they are now, None where
    it has left the service. Raises Refused, also where no half-day led by the school is left (V2)."""
    check_may_ask_for_feedback(dossier, person)
    if command.version != dossier.report.sent:
        raise Refused("stale", "This is not the version that was approved. Here is how it stands now.", "G2")
    if school is None or school.headteacher_id != person.id:
        raise Refused("not_yours", f"{dossier.school.name} has another headteacher now, who can ask for this.", "G2")
    words = words_in(command.words)
    check_has_left(own, PURPOSE, school.name)
    visit = Visit(
        visit_id,
        school.urn,
        AcademicYear.of(london_date(now)),
        PURPOSE,
        school.sip_id,
        person.id,
        VisitStatus.WISHED,
        agenda=command.on.lines,
        information=tuple(line for part in words.splitlines() for line in textwrap.wrap(part, LINE_AT_MOST)),
        reason=words,
        reason_by_id=person.id if words else "",
        wished_at=now,
    )
    return replace(dossier.report, feedback_asked_at=now), visit
