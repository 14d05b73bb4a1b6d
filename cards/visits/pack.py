"""The evening before a visit: what its SIP takes along (V4, V5, P1, P2, O1). Nobody else gets it."""

from collections.abc import Sequence
from datetime import datetime

from cards.allocation.support import support_lines
from cards.kit.elements import Json, bullets, card, heading, status, text
from cards.kit.half_days import when
from cards.kit.lines import closed_card, why
from cards.kit.safe_text import capped
from cards.visits.lines import about, again, agenda, visit_title
from cards.visits.state import State, state
from cards.visits.verbs import VisitCard
from handbook.allocation.other_support import OtherSupport
from handbook.core.british_time import london_date
from handbook.core.people import Person
from handbook.reports.paper.proforma import Contents, Judgement, Target
from handbook.reports.paper.spine import new_actions, open_actions
from handbook.visits.dossier import VisitDossier


def pack_card(
    dossier: VisitDossier,
    earlier: Sequence[Contents],
    viewer: Person,
    now: datetime,
    support: OtherSupport | None = None,
) -> Json:
    """`earlier` is what the school's reports say, the oldest first, and `support` who else supports it; they are for
    the school's own SIP, and not for one who does an extra service there."""
    visit, school = dossier.visit, dossier.school
    if viewer.id != visit.sip_id:
        return closed_card()
    body = [
        status(*_stands(dossier, viewer, now)),
        about(dossier),
        *(_last_time(earlier) if viewer.id == school.sip_id else []),
        *(support_lines(support) if support and viewer.id == school.sip_id else []),
        *agenda(visit),
        why("you are the School Improvement Partner of this visit"),
    ]
    title = f"For your visit – {visit_title(visit, school)}"
    notification = f"What to take to your visit to {school.full_name}."
    return card(title, body, [], notification, asks_again=again(visit, VisitCard.PACK))


def _stands(dossier: VisitDossier, viewer: Person, now: datetime) -> State:
    """When it is; and where it does not stand any more, or has begun, how it stands."""
    half_day = dossier.visit.half_day
    if not dossier.visit.stands or half_day is None or half_day.starts_at <= now:
        return state(dossier, viewer, now)
    days = (half_day.on - london_date(now)).days
    return {0: "Today", 1: "Tomorrow"}.get(days, "Ahead"), when(half_day), "accent"


def _last_time(earlier: Sequence[Contents]) -> list[Json]:
    if not earlier:
        return [heading("From the last report"), text("There is no earlier report of this school here.")]
    report = earlier[-1]
    targets = [_target(target) for target in report.targets]
    planned = report.texts.get("next_visit", "")
    return [
        heading("Agreed last time"),
        bullets(targets) if targets else text("No targets were agreed."),
        *([heading("Planned for this visit"), text(capped(planned))] if planned.strip() else []),
        *_gaps(report),
        *_still_open(earlier),
    ]


def _still_open(earlier: Sequence[Contents]) -> list[Json]:
    """What was agreed before the last visit and is not closed yet (P2, P3)."""
    last = {action.key for action in new_actions(earlier[-1])}
    lines = [
        f"{capped(one.words, 140, ' …')}{f', since {one.since}' if one.since else ''}"
        for one in open_actions(earlier)
        if one.key not in last
    ]
    return [heading("Still open from earlier visits"), bullets(lines)] if lines else []


def _gaps(report: Contents) -> list[Json]:
    """Where school and SIP judged differently, or may have (P2): in lines, which phones show best."""
    return [
        *_judged("Where the judgements differ", report.gaps),
        *_judged("Where they may differ: please check", report.unclear),
    ]


def _judged(title: str, judgements: Sequence[Judgement]) -> list[Json]:
    lines = [
        f"{capped(one.area, 60, ' …')}: school “{capped(one.school, 60, ' …')}”, SIP “{capped(one.sip, 60, ' …')}”"
        for one in judgements
    ]
    return [heading(title), bullets(lines)] if lines else []


def _target(target: Target) -> str:
    """Its words are shortened first: who leads it and by when are what is asked about."""
    given = [one for one in (target.measure, target.owner, target.due) if one.strip()]
    return " – ".join((capped(target.text, 100, " …"), *(capped(one, 40, " …") for one in given)))
