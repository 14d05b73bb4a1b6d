"""What a SIP gets who types `book`: a school and a purpose to choose (V2, V3, AS1), and one button that looks for good
half-days."""

from collections.abc import Sequence
from typing import Final

from cards.kit.elements import Json, card, execute, input_choice, input_date, text
from cards.kit.half_days import gauge
from cards.kit.lines import why
from cards.visits.actions import purpose_value
from cards.visits.lines import purpose_words
from cards.visits.verbs import VisitVerb
from handbook.core.people import Person, School
from handbook.core.school_years import AcademicYear, Term
from handbook.half_days.entitlement import HalfDayAccount
from handbook.visits.purposes import ExtraVisit, Menu, Purpose, SchoolLedVisit, TermlyVisit

SCHOOLS_AT_MOST: Final = 60
EXTRAS_AT_MOST: Final = 12
_AT_A_GLANCE: Final = 12
"""So many schools are chosen from a list; among more, one searches by typing."""
_TITLE: Final = "Book a visit"

Choice = tuple[School, HalfDayAccount]


def book_card(choices: Sequence[Choice], viewer: Person, year: AcademicYear) -> Json:
    """The schools of this SIP, or where an extra service or the headteacher's appraisal is theirs, each with what is
    left of its half-days. Nobody sees another's."""
    own = [choice for choice in choices if _is_of(choice, viewer)]
    if not own:
        words = "You have no schools to visit, so there is nothing to book. The Trust Advisor assigns schools."
        return card(_TITLE, [text(words), _why(viewer)], [], words)
    schools = _schools(own, viewer)
    body = [
        text(f"Choose a school and what the visit is for. I will look for good half-days in {year}.", bold=True),
        input_choice(
            "school",
            "School",
            "Please choose the school.",
            schools,
            searchable=len(own) > _AT_A_GLANCE,
            value=_only(own),
        ),
        *_left_out(own),
        input_choice("purpose", "What is it for?", "Please choose what the visit is for.", _purposes(own, viewer)),
        input_date("from_on", "From which day? (optional)", "Please choose a day, or leave it empty."),
        _why(viewer),
    ]
    seek = execute("Look for half-days", VisitVerb.VISIT_SEEK, {"year": year.starts_in}, style="positive")
    return card(_TITLE, body, [seek], "Book a visit: choose a school and what it is for.")


def _is_of(choice: Choice, viewer: Person) -> bool:
    school, account = choice
    return viewer.id in (school.sip_id, account.appraiser_id) or bool(_extras(account, viewer))


def _schools(own: Sequence[Choice], viewer: Person) -> list[tuple[str, str]]:
    """Each school with its gauge, before the choice is made; of another SIP's school, its name only."""
    return [
        (
            f"{school.full_name}: {gauge(account.face_to_face)}" if school.sip_id == viewer.id else school.full_name,
            school.urn,
        )
        for school, account in own[:SCHOOLS_AT_MOST]
    ]


def _only(own: Sequence[Choice]) -> str:
    return own[0][0].urn if len(own) == 1 else ""


def _left_out(own: Sequence[Choice]) -> list[Json]:
    if len(own) <= SCHOOLS_AT_MOST:
        return []
    return [
        text(
            f"These are the first {SCHOOLS_AT_MOST} of your {len(own)} schools. Ask the Trust Advisor about the others."
        )
    ]


def _purposes(own: Sequence[Choice], viewer: Person) -> list[tuple[str, str]]:
    of_all: list[Purpose] = [*(TermlyVisit(term) for term in Term), *(SchoolLedVisit(item) for item in Menu)]
    bought = [
        (f"{purpose_words(purpose)}, {school.name}", purpose_value(purpose))
        for school, account in own
        for purpose in _extras(account, viewer)
    ]
    return [*((_purpose(purpose), purpose_value(purpose)) for purpose in of_all), *bought[:EXTRAS_AT_MOST]]


def _purpose(purpose: Purpose) -> str:
    kind = "termly, with a report" if isinstance(purpose, TermlyVisit) else "led by the school"
    return f"{purpose_words(purpose)} ({kind})"


def _extras(account: HalfDayAccount, viewer: Person) -> list[ExtraVisit]:
    """The extra services of a school that this SIP does, and of which something is left."""
    return [ExtraVisit(one.id, one.name) for one, line in account.extras if one.sip_id == viewer.id and line.remaining]


def _why(viewer: Person) -> Json:
    return why(f"you asked to book a visit, and the service knows you as {viewer.office_words}")
