"""A SIP's record, for whoever keeps the list and for the SIP: what is on record, what runs out, and what can be
changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from cards.kit.elements import Json, Tone, bullets, card, execute, facts, heading, open_dialog, refresh, status, text
from cards.kit.lines import capital, closed_card, why
from cards.sip_team.actions import ShowSips, SipForm, form_data, list_data, sip_data
from cards.sip_team.verbs import SipVerb
from handbook.core.british_time import date_words
from handbook.core.people import Person
from handbook.core.plain_words import several
from handbook.good_practice.tags import named
from handbook.sip_team.changes import lacking
from handbook.sip_team.chase import ChecksState
from handbook.sip_team.record import Capacity, SipRecord, TrainingTopic
from handbook.sip_team.standing import TeamMember, why_not_allocated
from handbook.visits.checks import SipChecks

_STATES: Final[dict[ChecksState, tuple[str, Tone]]] = {
    ChecksState.MISSING: ("Missing", "attention"),
    ChecksState.RUN_OUT: ("Run out", "attention"),
    ChecksState.RUNNING_OUT: ("Running out", "warning"),
    ChecksState.CURRENT: ("Current", "good"),
}
_FORMS: Final = {
    SipForm.CHECKS: "Checks…",
    SipForm.TRAINING: "Training…",
    SipForm.KIND: "Kind…",
    SipForm.CAPACITY: "Capacity and area…",
    SipForm.EXPERIENCE: "Experience…",
}
OWN_FORMS: Final = (SipForm.CAPACITY, SipForm.EXPERIENCE)
"""Those that a SIP may fill in about themselves."""


@dataclass(frozen=True, slots=True)
class SipSeen:
    """A record with all that its card says. `left` are school days until the checks run out; `schools` the names of
    those that the SIP serves; `uncovered` visits that are booked for days without current checks, in words; `keeps`:
    the viewer keeps the list."""

    member: TeamMember
    state: ChecksState
    today: date
    left: int | None
    schools: Sequence[str]
    own_school: str
    uncovered: Sequence[str]
    viewer: Person
    keeps: bool


def sip_card(seen: SipSeen) -> Json:
    one = seen.member
    if not (seen.keeps or seen.viewer.id == one.person.id):
        return closed_card()
    word, tone = _STATES[seen.state]
    body = [
        status(word, f"the checks {checks_words(one.checks, seen.state, seen.left)}", tone),
        *_uncovered(seen),
        facts(facts_of(seen)),
        heading("Experience"),
        facts(experience_of(one.record)),
        *_lacking(seen),
        why("you keep the list of people" if seen.keeps else "it is your own record"),
    ]
    forms = _FORMS if seen.keeps else OWN_FORMS
    actions = [open_dialog(_FORMS[form], SipVerb.FORM, form_data(one.person.id, form)) for form in forms]
    if seen.keeps:
        actions.append(execute("All SIPs", SipVerb.LIST, list_data(ShowSips()), submits_inputs=False))
    again, about = refresh(SipVerb.SHOW, sip_data(one.person.id)), "What is on record about a SIP."
    return card(one.person.name, body, actions, about, asks_again=again)


def checks_words(checks: SipChecks | None, state: ChecksState, left: int | None) -> str:
    """… are current until 31 August 2027."""
    until = checks.dbs_review_by if checks else None
    if until is None or state is ChecksState.MISSING:
        return "are not complete, so no visit can be booked"
    if state is ChecksState.RUN_OUT:
        return f"ran out after {date_words(until)}, so no visit can be booked"
    words = f"are current until {date_words(until)}"
    if state is ChecksState.CURRENT:
        return words
    return f"{words}: {_days(left or 0)}"


def _days(left: int) -> str:
    return f"{several(left, 'school day')} left" if left else "no school day is left after today"


def _uncovered(seen: SipSeen) -> list[Json]:
    if not seen.uncovered:
        return []
    words = "Visits are booked for days on which the checks are not current. Each is put off shortly before its day, "
    return [
        heading("Booked without current checks"),
        text(f"{words}unless the checks are renewed."),
        bullets(seen.uncovered),
    ]


def facts_of(seen: SipSeen) -> list[tuple[str, str]]:
    """What is on record."""
    one, record = seen.member, seen.member.record
    kind = record.kind.words if record.kind else "not said"
    lead = f", leads {seen.own_school}" if seen.own_school else ""
    return [
        ("Kind", capital(f"{kind}{lead}")),
        *_checks(one.checks),
        ("Initial training", _day(record.initial_training_on)),
        ("Trained in", _trained(record)),
        ("Appraisal", "trained in it" if record.may_appraise(seen.today) else "not trained in it"),
        ("New schools", why_not_allocated(one, seen.today) or "may be given some"),
        ("Can take on", capacity_words(record.capacity)),
        ("Sets out from", record.home_area or "not said"),
        ("Schools", f"{len(seen.schools)}: {'; '.join(seen.schools)}" if seen.schools else "none"),
    ]


def _checks(checks: SipChecks | None) -> list[tuple[str, str]]:
    if checks is None:
        return [("Checks", "none on record")]
    level = f" ({checks.dbs_level.words})" if checks.dbs_level else ""
    return [
        ("Recruitment", _day(checks.recruitment_checked_on)),
        ("DBS check", f"{_day(checks.dbs_checked_on)}{level}"),
        ("Next review", _day(checks.dbs_review_by)),
        ("Checked by", checks.checked_by or "not said"),
    ]


def _trained(record: SipRecord) -> str:
    last = {one.topic: one.on for one in sorted(record.trainings, key=lambda one: one.on)}
    known = (f"{topic.words} ({date_words(last[topic])})" for topic in TrainingTopic if topic in last)
    return "; ".join(known) or "nothing on record"


def capacity_words(capacity: Capacity) -> str:
    """40 half-days a year, 2 a week, 6 schools."""
    year, week, schools = capacity.half_days_a_year, capacity.half_days_a_week, capacity.schools
    parts = (
        "" if year is None else f"{several(year, 'half-day')} a year",
        "" if week is None else f"{several(week, 'half-day')} a week",
        "" if schools is None else several(schools, "school"),
    )
    return ", ".join(part for part in parts if part) or "not said"


def experience_of(record: SipRecord) -> list[tuple[str, str]]:
    """What they know."""
    known = record.experience
    return [
        ("Phases", ", ".join(one.words for one in known.phases) or "not said"),
        ("Contexts", "; ".join(one.words for one in known.contexts) or "not said"),
        ("With Ofsted", "; ".join(one.words for one in known.positions) or "not said"),
        ("Expertise", named(record.expertise) if record.expertise else "not said"),
    ]


def _lacking(seen: SipSeen) -> list[Json]:
    missing = lacking(seen.member.checks, seen.member.record)
    return [text(f"Not on record yet: {', '.join(missing)}.")] if missing else []


def _day(day: date | None) -> str:
    return date_words(day) if day else "not on record"
