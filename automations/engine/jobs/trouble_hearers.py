"""Who hears of trouble that stands on no card: somebody could not be reached, or a job about none of the records
that show their own troubles is not kept. Nothing is left to a line in a log."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from automations.engine.command_bus import RenderContext, TrustPolicy
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_text
from automations.engine.set_up_gaps import administrator
from handbook.core.external_errors import ExternalError, Unreachable
from handbook.core.people import Role
from handbook.reports.report import Status
from store.unit_of_work import UnitOfWork

Hearers = Callable[[UnitOfWork, str], Iterable[str]]
"""Who hears of trouble about a record, by its key."""

ON_CARDS: Final = frozenset(("report", "visit", "case"))
"""Records whose own cards, or whoever minds them, say what does not work."""


def _advisor(uow: UnitOfWork, _key: str = "") -> Iterable[str]:
    return [uow.roster.holder(Role.TRUST_ADVISOR).id]


def _of_school(uow: UnitOfWork, urn: str) -> Iterable[str]:
    school = uow.roster.school(urn)
    return [school.headteacher_id, school.sip_id] if school else []


def _school(uow: UnitOfWork, urn: str) -> str:
    school = uow.roster.school(urn)
    return school.full_name if school else f"the school {urn}"


def _of_cover(uow: UnitOfWork, key: str) -> Iterable[str]:
    cover = uow.covers.get(key)
    return [cover.person_id, cover.deputy_id]


def _of_arrival(uow: UnitOfWork, key: str) -> Iterable[str]:
    arrival = uow.reports.arrival(key)
    return [arrival.person_id] if arrival else []


def _of_report(uow: UnitOfWork, key: str) -> Iterable[str]:
    """Whoever is told by its card: `troubles.report_troubled`."""
    report = uow.reports.get(key)
    return _advisor(uow) if report.status in (Status.FILED, Status.SHARED) else [report.sip_id]


def _themselves(_uow: UnitOfWork, key: str) -> Iterable[str]:
    return [key]


HEARD_BY: Final[Mapping[str, Hearers]] = {
    "agreement": _advisor,
    "data_agreement": _advisor,
    "figures": _advisor,
    "cover": _of_cover,
    "ofsted": lambda uow, key: _of_school(uow, uow.ofsted_calls.get(key).urn),
    "extra": lambda uow, key: [uow.extra_services.get(key).agreed_by_id],
    "plan": _advisor,
    "plans": _advisor,
    "team_meeting": lambda uow, key: [uow.team_meetings.get(key).organiser_id],
    "arrival": _of_arrival,
    "file": lambda uow, key: [uow.file_questions.get(key).person_id],
    "report": _of_report,
    "visit": lambda uow, key: [uow.visits.get(key).sip_id],
    "case": lambda _uow, _key: [],
    "given_up": _advisor,
    **dict.fromkeys(
        ("visits", "book", "half_days", "covers", "team_meetings", "raise", "answer", "calendar", "frameworks"),
        _themselves,
    ),
    "ofsted_question": lambda _uow, _key: [],
    "person": lambda _uow, _key: [],
    "answers": lambda _uow, _key: [],
}
"""By what a job is about. What somebody asked for themselves is told to them, where they can be reached at all;
where nobody is named, the Trust Advisor hears, or the administrator of what concerns them."""

ASKED_FOR: Final = frozenset(
    (
        *("visits", "book", "half_days", "covers", "team_meetings", "raise", "answer", "ofsted_question"),
        *("figures", "frameworks"),
    )
)
"""Answers to what somebody typed or pressed: if they cannot be reached, they know."""

_RECORDS: Final[Mapping[str, Callable[[UnitOfWork, str], str]]] = {
    "agreement": lambda uow, key: f"the sharing agreement of {_school(uow, key)}",
    "data_agreement": lambda uow, key: f"the data agreement of {_school(uow, key)}",
    "cover": lambda _uow, _key: "cover",
    "ofsted": lambda uow, key: f"Ofsted’s call at {_school(uow, uow.ofsted_calls.get(key).urn)}",
    "extra": lambda uow, key: f"an extra service at {_school(uow, uow.extra_services.get(key).urn)}",
    "plan": lambda _uow, _key: "the plan of a term",
    "plans": lambda _uow, _key: "the plan of a term",
}

_ABOUT_EFFECT: Final[Mapping[str, tuple[str, str]]] = {
    "read_file": ("arrival", "arrival_id"),
    "plan_term": ("answer", "person_id"),
    "keep_meeting": ("team_meeting", "meeting_id"),
    "tell_in_order": ("answers", "of"),
    "send_help": ("answer", "person_id"),
    "send_calendar_link": ("answer", "person_id"),
    "send_case_card": ("answer", "person_id"),
    "watch_calendar": ("person", "person_id"),
    "sweep_calendar": ("calendar", "person_id"),
    "say": ("person", "person_id"),
}
"""What the jobs are about that are told neither by an `about` nor by the id of a report, a visit or a case."""


def about(job: OutboxJob) -> tuple[str, str]:
    """What a job is about: the word for it, and its key."""
    if job.effect in _ABOUT_EFFECT:
        what, arg = _ABOUT_EFFECT[job.effect]
        return what, str(job.args[arg])
    for what in ON_CARDS:
        if f"{what}_id" in job.args:
            return what, str(job.args[f"{what}_id"])
    what, _, key = str(job.args.get("about", "")).partition(":")
    return what, key.partition("@")[0]


def heard(
    uow: UnitOfWork, job: OutboxJob, error: ExternalError | None, words: str, context: RenderContext
) -> Iterable[OutboxJob]:
    """Tells whoever should hear of it, each once; somebody who cannot be reached is not told of that themselves. Of
    those who cannot be reached about a report or a visit its card tells, unless it is theirs; and about a confidential
    record nobody else hears."""
    what, key = about(job)
    away = str(job.args.get("person_id", "")) if isinstance(error, Unreachable) else ""
    if what in ("case", "answers") or (away and (what in ASKED_FOR or _is_confidential(job))):
        return
    own = [one for one in HEARD_BY.get(what, _advisor)(uow, key) if uow.roster.person(one) is not None]
    if what in ON_CARDS and away not in own:
        return
    hear = [one for one in own if one != away] or _of_last_resort(uow, context.policy, away)
    words = _with_what(uow, what, key, words)
    occasion = hashlib.sha256(words.encode()).hexdigest()[:16]
    if what == "calendar":  # looked through each day: told once a week
        occasion = f"{occasion}-{context.now:%G-%V}"
    for one in dict.fromkeys(hear):
        yield send_text(one, words, f"trouble:{job.effect}:{what}:{key}:{occasion}:{one}")


def _with_what(uow: UnitOfWork, what: str, key: str, words: str) -> str:
    """It stands on no card of the record, so the sentence says which it is about."""
    of = _RECORDS[what](uow, key) if what in _RECORDS else ""
    return words.replace(": ", f" about {of}: ", 1) if of else words


def _of_last_resort(uow: UnitOfWork, policy: TrustPolicy, away: str) -> list[str]:
    known = (*_advisor(uow), administrator(uow, policy))
    return [one for one in known if one != away][:1]


def _is_confidential(job: OutboxJob) -> bool:
    """What is said about a case is told nobody else, not even that something was to be said."""
    return job.effect == "say" and ("case" in job.key or job.key.startswith("vacant:"))
