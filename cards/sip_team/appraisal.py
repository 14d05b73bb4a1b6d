"""Headteacher appraisal by another SIP than the school's (PM1): asked for, and somebody named."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cards.kit.elements import Json, buttons, card, execute, heading, input_choice, refresh, status, text
from cards.kit.lines import closed_card, why
from cards.sip_team.appraisal_actions import appraisal_data, ask_data
from cards.sip_team.record import capacity_words
from cards.sip_team.verbs import AppraisalVerb
from cards.visits.actions import purpose_value
from cards.visits.verbs import VisitVerb
from handbook.core.british_time import date_words, london_date
from handbook.core.people import Person, Role, School
from handbook.core.school_years import AcademicYear
from handbook.sip_team.appraisal import Appraisal, Candidate
from handbook.visits.purposes import APPRAISAL

SEARCHED_FROM: Final = 13
_ONLY: Final = "Only SIPs trained in performance management carry out a headteacher’s appraisal."


@dataclass(frozen=True, slots=True)
class AppraisalSeen:
    """An appraisal with all that its card says. `candidates` are those who can carry it out, for the Trust Advisor,
    where somebody may be named; `has_visit`: a visit for it is under way or was held."""

    appraisal: Appraisal
    school: School
    sip: Person
    headteacher: Person
    appraiser: Person | None
    candidates: Sequence[Candidate]
    may_name: bool
    has_visit: bool


def appraiser_needed_card(school: School, year: AcademicYear, reason: str, viewer: Person) -> Json:
    """In place of a booking, for a SIP who is not trained in it."""
    ask = execute(
        "Ask the Trust Advisor for another SIP", AppraisalVerb.ASK, ask_data(school.urn, year), style="positive"
    )
    body = [
        text(reason),
        text(f"It is about {school.full_name}, {year}. Its headteacher is told too."),
        why(f"the service knows you as {viewer.office_words}"),
    ]
    return card("Another SIP is needed", body, [ask], "A headteacher’s appraisal needs another SIP.")


def appraisal_card(seen: AppraisalSeen, viewer: Person) -> Json:
    """For the Trust Advisor, the school's SIP and headteacher, and who was named."""
    one, school = seen.appraisal, seen.school
    is_appraiser = bool(one.sip_id) and viewer.id == one.sip_id
    concerned = (school.sip_id, school.headteacher_id, one.asked_by_id)
    if not (viewer.is_a(Role.TRUST_ADVISOR) or is_appraiser or viewer.id in concerned):
        return closed_card()
    body = [
        _state(seen),
        text(f"{_ONLY} {seen.sip.name}, the school’s own SIP, is not."),
        text(_counts(seen)),
        *(_naming(seen) if viewer.is_a(Role.TRUST_ADVISOR) else []),
        why(_why(viewer, is_appraiser)),
    ]
    actions = [_seek(one)] if is_appraiser and not one.extra_id and not seen.has_visit else []
    title = f"Headteacher appraisal at {school.full_name}, {one.year}"
    again = refresh(AppraisalVerb.SHOW, {"appraisal": one.id})
    return card(title, body, actions, "A headteacher’s appraisal by another SIP.", asks_again=again)


def _state(seen: AppraisalSeen) -> Json:
    one = seen.appraisal
    if seen.appraiser is None:
        on = date_words(london_date(one.asked_at))
        return status("Waiting", f"the Trust Advisor was asked for another SIP on {on}", "warning")
    return status("Named", f"{seen.appraiser.name} carries it out, with {seen.headteacher.name}", "good")


def _counts(seen: AppraisalSeen) -> str:
    if seen.appraisal.extra_id:
        return "It is an extra service beside the school’s half-days."
    return "It counts as one of the half-days led by the school."


def _naming(seen: AppraisalSeen) -> list[Json]:
    if not seen.may_name:
        return [text("The visit is under way or was held, so nobody else can be named now.")] if seen.has_visit else []
    if not seen.candidates:
        none = "Nobody else is trained in it, has current checks, and has half-days left. Type “sips” to see why."
        return [heading("Who can carry it out"), text(none)]
    choices = [(_candidate(one), one.member.person.id) for one in seen.candidates]
    title = "Name another SIP" if seen.appraiser else "Name this SIP"
    return [
        heading("Who can carry it out"),
        input_choice(
            "sip", "School Improvement Partner", "Please choose.", choices, searchable=len(choices) >= SEARCHED_FROM
        ),
        buttons([execute(title, AppraisalVerb.NAME, appraisal_data(seen.appraisal), style="positive")]),
    ]


def _candidate(one: Candidate) -> str:
    record = one.member.record
    left = "has not said what they can take on" if one.left is None else f"{one.left} half-days left this year"
    area = f", from {record.home_area}" if record.home_area else ""
    of = "" if one.left is None else f" of {capacity_words(record.capacity)}"
    return f"{one.member.person.name}: {left}{of}{area}"


def _seek(one: Appraisal) -> Json:
    data = {"school": one.urn, "year": one.year.starts_in, "purpose": purpose_value(APPRAISAL)}
    return execute("Look for half-days", VisitVerb.VISIT_SEEK, data, style="positive")


def _why(viewer: Person, is_appraiser: bool) -> str:
    if is_appraiser:
        return "the Trust Advisor has named you for it"
    return f"the service knows you as {viewer.office_words}"
