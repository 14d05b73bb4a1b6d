"""The forms of a SIP's record. Each opens over the record, with what is on record in it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final, Protocol

from cards.kit.elements import Json, card, execute, input_choice, input_date, input_text, text
from cards.kit.lines import closed_card, why
from cards.sip_team.actions import NOTHING, SipForm, record_data, sip_data
from cards.sip_team.record import OWN_FORMS
from cards.sip_team.verbs import SipVerb
from handbook.core.british_time import date_words
from handbook.core.people import Person
from handbook.good_practice.tags import KEYS, OWN_AT_MOST, OWN_LENGTH, own_words
from handbook.sip_team.changes import (
    MOST,
    ChangeCapacity,
    ChangeChecks,
    ChangeExperience,
    ChangeKind,
    ChangeSip,
    ChangeTraining,
    checks_mark,
    training_mark,
)
from handbook.sip_team.home_area import LONGEST
from handbook.sip_team.record import Experience, OfstedPosition, Phase, SchoolContext, SipKind, TrainingTopic
from handbook.sip_team.standing import TeamMember
from handbook.visits.checks import CHECKER_LONGEST, DbsLevel, SipChecks, looks_like_certificate

_MISTAKE: Final = "Take off what was noted by mistake"


class _Worded(Protocol):
    @property
    def words(self) -> str: ...


def form_card(
    form: SipForm, one: TeamMember, viewer: Person, *, keeps: bool, typed: ChangeSip | None = None, no: str = ""
) -> Json:
    """`typed` is what was sent last and not taken, and `no` says why."""
    if not (keeps or (viewer.id == one.person.id and form in OWN_FORMS)):
        return closed_card()
    title, render, verb = _FORMS[form]
    data = record_data(one.record)
    if form is SipForm.CHECKS:
        data = {**sip_data(one.person.id), "mark": checks_mark(one.checks)}
    said = [text(no, bold=True)] if no else []
    because = why("you keep the list of people" if keeps else "it is your own record")
    actions = [
        execute("Save", verb, data, style="positive"),
        execute("Back without saving", SipVerb.SHOW, sip_data(one.person.id), submits_inputs=False),
    ]
    body = [*said, *render(_with(one, typed), typed), because]
    return card(f"{title}: {one.person.name}", body, actions, "A form about a School Improvement Partner.")


def _with(one: TeamMember, typed: ChangeSip | None) -> TeamMember:
    """The member as far as what was typed can stand in a record."""
    if isinstance(typed, ChangeChecks):
        days = (typed.recruitment_checked_on, typed.dbs_checked_on, typed.dbs_review_by)
        checker = typed.checked_by[:CHECKER_LONGEST]
        return replace(one, checks=SipChecks(typed.sip_id, *days, typed.dbs_level, _seen_by(checker)))
    if isinstance(typed, ChangeTraining):
        return replace(one, record=replace(one.record, initial_training_on=typed.initial_on))
    if isinstance(typed, ChangeKind):
        return replace(one, record=replace(one.record, kind=typed.kind, own_urn=typed.own_urn))
    if isinstance(typed, ChangeExperience):
        known = Experience(typed.phases, typed.contexts, typed.positions)
        chosen = tuple(tag for tag, key in KEYS.items() if key in typed.topics)
        return replace(one, record=replace(one.record, experience=known, expertise=chosen))
    return one


def _seen_by(checker: str) -> str:
    """What looks like the number of a certificate is not said again."""
    return "" if looks_like_certificate(checker) else checker


def _checks(one: TeamMember, _typed: ChangeSip | None) -> list[Json]:
    checks = one.checks
    level = checks.dbs_level.value if checks and checks.dbs_level else NOTHING
    return [
        text("Days, and who has seen the certificate. Its number and a copy of it have no place here.", muted=True),
        _date("recruitment_on", "Recruitment checks completed on", checks and checks.recruitment_checked_on),
        _date("dbs_on", "DBS check on", checks and checks.dbs_checked_on),
        _date("review_by", "Next review: the last day on which it counts as current", checks and checks.dbs_review_by),
        input_choice("level", "Level of the DBS check", "Please choose.", _choices(DbsLevel, NOTHING), value=level),
        _line("checked_by", "Who has seen the certificate", CHECKER_LONGEST, checks.checked_by if checks else ""),
    ]


def _training(one: TeamMember, typed: ChangeSip | None) -> list[Json]:
    record, more = one.record, typed if isinstance(typed, ChangeTraining) else None
    topic = more.topic.value if more and more.topic else NOTHING
    had = [(f"{each.topic.words}, {date_words(each.on)}", training_mark(each)) for each in record.trainings]
    return [
        _date("initial_on", "Initial training, a full day", record.initial_training_on),
        input_choice("topic", "One more training", "Please choose.", _choices(TrainingTopic, NOTHING), value=topic),
        _date("trained_on", "Day of that training", more.on if more else None),
        *([input_choice("taken_off", _MISTAKE, "Please choose.", had, several=True)] if had else []),
    ]


def _kind(one: TeamMember, _typed: ChangeSip | None) -> list[Json]:
    kind = one.record.kind.value if one.record.kind else NOTHING
    return [
        input_choice("kind", "What they are beside this", "Please choose.", _choices(SipKind, NOTHING), value=kind),
        _line("own_urn", "URN of the school that a serving headteacher leads", 6, one.record.own_urn),
    ]


def _capacity(one: TeamMember, typed: ChangeSip | None) -> list[Json]:
    of = one.record.capacity
    year, week, schools, area = of.half_days_a_year, of.half_days_a_week, of.schools, one.record.home_area
    if isinstance(typed, ChangeCapacity):
        year, week, schools = typed.half_days_a_year, typed.half_days_a_week, typed.schools
        area = typed.home_area
    return [
        _line("year", f"Half-days in an academic year (at most {MOST.half_days_a_year})", 4, year),
        _line("week", f"Half-days in a week (at most {MOST.half_days_a_week})", 4, week),
        _line("schools", f"Schools (at most {MOST.schools})", 4, schools),
        _line("area", "Town, authority or first half of a postcode", LONGEST, area),
    ]


def _experience(one: TeamMember, typed: ChangeSip | None) -> list[Json]:
    known, record = one.record.experience, one.record
    chosen = ",".join(KEYS[tag] for tag in record.expertise if tag in KEYS)
    written = typed.own_topics if isinstance(typed, ChangeExperience) else own_words(record.expertise)
    own = f"Topics of your own words, with commas between ({OWN_AT_MOST} at most)"
    return [
        _several("phases", "Phases", Phase, known.phases),
        _several("contexts", "Contexts of these schools", SchoolContext, known.contexts),
        _several("positions", "Position of these schools with Ofsted", OfstedPosition, known.positions),
        input_choice("topics", "Expertise", "Please choose.", list(KEYS.items()), value=chosen, several=True),
        _line("own_topics", own, OWN_AT_MOST * (OWN_LENGTH + 2), written),
    ]


_FORMS: Final[Mapping[SipForm, tuple[str, Callable[[TeamMember, ChangeSip | None], list[Json]], SipVerb]]] = {
    SipForm.CHECKS: ("Checks", _checks, SipVerb.CHECKS),
    SipForm.TRAINING: ("Training", _training, SipVerb.TRAINING),
    SipForm.KIND: ("Kind", _kind, SipVerb.KIND),
    SipForm.CAPACITY: ("Capacity and area", _capacity, SipVerb.CAPACITY),
    SipForm.EXPERIENCE: ("Experience", _experience, SipVerb.EXPERIENCE),
}


def _date(name: str, label: str, value: date | None) -> Json:
    return input_date(name, label, "Please choose a day, or leave it empty.", value=value)


def _line(name: str, label: str, at_most: int, value: str | int | None) -> Json:
    shown = "" if value is None else str(value)
    return input_text(name, label, "Please shorten it.", at_most=at_most, multiline=False, value=shown)


def _choices(kind: Iterable[_Worded], nothing: str) -> list[tuple[str, str]]:
    return [("Not said", nothing), *((one.words, str(one)) for one in kind)]


def _several(name: str, label: str, kind: Iterable[_Worded], chosen: Iterable[str]) -> Json:
    choices = [(one.words, str(one)) for one in kind]
    return input_choice(name, label, "Please choose.", choices, value=",".join(chosen), several=True)
