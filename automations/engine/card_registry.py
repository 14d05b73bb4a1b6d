"""Which cards there are, and how each is drawn from the records as they are now. A copy that stands somewhere is known
by its kind, what it is about and the version it was sent for; so every copy can be drawn again."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from automations.cases import books as case_books
from automations.cases import cover_cards
from automations.engine.command_bus import Drawer, Sight
from automations.half_days import ledger_cards as half_day_ledger_cards
from automations.meetings import team_meeting_cards
from automations.plans import plan_cards as term_plan_cards
from cards.actions import ReportCard
from cards.cases.raising import begin_card
from cards.kit.verbs import VisitCard
from cards.reports.copies import copy_for
from cards.reports.lines import closed_card
from cards.reports.sharing_agreement import agreement_card, agreement_state_card
from cards.visits.booking import book_card
from cards.visits.list import visits_card
from cards.visits.ofsted import OfstedDossier, ofsted_card, ofsted_question_card
from cards.visits.pack import pack_card
from cards.visits.visit import visit_card
from handbook.core.british_time import london_date
from handbook.core.people import Person, School
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.visits.dossier import VisitDossier
from handbook.visits.ofsted_call import OfstedCall
from store.ledger import Ledger

Card = dict[str, Any]


class Kind(StrEnum):
    """The cards of the service. Those of a report have the names that `cards.actions.ReportCard` has on the wire."""

    ARRIVAL = ReportCard.ARRIVAL.value
    APPROVAL = ReportCard.APPROVAL.value
    REMINDER = ReportCard.REMINDER.value
    GOVERNORS = ReportCard.GOVERNORS.value
    REPORT = ReportCard.REPORT.value
    WAITS = ReportCard.WAITS.value
    SHARED = ReportCard.SHARED.value
    AGREEMENT = "agreement"
    AGREEMENT_STATE = "agreement_state"
    VISIT = VisitCard.VISIT.value
    VISIT_PACK = VisitCard.PACK.value
    VISITS = "visits"
    BOOK = "book"
    OFSTED = "ofsted"
    OFSTED_QUESTION = "ofsted_question"
    HALF_DAYS = "half_days"
    EXTRA = "extra"
    TERM_PLAN = "term_plan"
    TERM_TABLE = "term_table"
    CASE = "case"
    COVER = "cover"
    COVERS = "covers"
    RAISE = "raise"
    TEAM_MEETINGS = "team_meetings"


def report_about(report_id: str) -> str:
    return f"report:{report_id}"


def agreement_about(urn: str) -> str:
    return f"agreement:{urn}"


def visit_about(visit_id: str) -> str:
    return f"visit:{visit_id}"


def book_about(person_id: str) -> str:
    return f"book:{person_id}"


def visits_about(person_id: str) -> str:
    return f"visits:{person_id}"


def ofsted_about(call_id: str) -> str:
    return f"ofsted:{call_id}"


def ofsted_question_about(urn: str) -> str:
    return f"ofsted_question:{urn}"


def _raise(_books: Ledger, person_id: str, viewer: Person, _sight: Sight) -> Card:
    return begin_card(viewer) if person_id == viewer.id else closed_card()


_DRAWN: Final[Mapping[str, Drawer]] = {
    **cover_cards.DRAWN,
    **case_books.DRAWN,
    **team_meeting_cards.DRAWN,
    **half_day_ledger_cards.DRAWN,
    "raise": _raise,
}
"""Cards that their own module draws, by what they are about."""


def raise_about(person_id: str) -> str:
    return f"raise:{person_id}"


def draw(books: Ledger, kind: Kind, about: str, viewer: Person, version: int, sight: Sight) -> Card:
    """The card of a kind for a viewer, as the records stand in this transaction. Raises Refused where there is none."""
    what, _, name = about.partition(":")
    if what in _DRAWN:
        return _DRAWN[what](books, name, viewer, sight)
    match what:
        case "agreement":
            card = _agreement(books, kind, name, viewer)
        case "visit":
            card = _visit(books, kind, name, viewer, sight)
        case "visits":
            card = _visits(books, name, viewer, sight)
        case "book":
            card = _book(books, name, viewer, sight)
        case "ofsted":
            card = ofsted_card(ofsted_dossier(books, books.ofsted_calls.get(name), sight), viewer, sight.now)
        case "ofsted_question":
            card = ofsted_question_card(school_of(books, name), viewer)
        case term_plan_cards.OF_SIP:
            card = term_plan_cards.draw_plan(books, name, viewer, sight)
        case term_plan_cards.OF_SERVICE:
            card = term_plan_cards.draw_table(books, name, viewer, version)
        case _:
            card = _report(books, kind, name, viewer, version)
    return card


def _report(books: Ledger, kind: Kind, report_id: str, viewer: Person, version: int) -> Card:
    dossier = books.reports.dossier(books.reports.get(report_id))
    return copy_for(dossier, viewer, version, ReportCard(kind.value))


def _agreement(books: Ledger, kind: Kind, urn: str, viewer: Person) -> Card:
    school = school_of(books, urn)
    build = agreement_card if kind is Kind.AGREEMENT else agreement_state_card
    return build(books.agreements.of_school(urn), school, viewer)


def school_of(books: Ledger, urn: str) -> School:
    """Raises Refused where the roster has no such school."""
    school = books.roster.school(urn)
    if school is None:
        raise Refused("unknown", "I cannot find that school.")
    return school


def ofsted_dossier(books: Ledger, call: OfstedCall, sight: Sight) -> OfstedDossier:
    """A call with all that its card looks at. Raises Refused."""
    school, year = school_of(books, call.urn), AcademicYear.of(call.first_on)
    return OfstedDossier(
        call,
        school,
        books.roster.named(school.sip_id),
        books.roster.named(school.headteacher_id),
        books.visits.account(call.urn, year, sight.customs.visits.entitlement),
        books.visits.of_school(call.urn),
    )


def visit_dossier(books: Ledger, visit_id: str, sight: Sight) -> VisitDossier:
    """A visit with all that rules and cards look at. Raises Refused."""
    customs = sight.customs
    return books.visits.dossier(books.visits.get(visit_id), customs.visits.entitlement, customs.bank_holidays)


def _visit(books: Ledger, kind: Kind, visit_id: str, viewer: Person, sight: Sight) -> Card:
    dossier = visit_dossier(books, visit_id, sight)
    if kind is Kind.VISIT_PACK:
        return pack_card(dossier, books.reports.newest_contents(dossier.school.urn), viewer, sight.now)
    hours = books.roster.hosting(dossier.school).hours or sight.customs.visits.hours
    return visit_card(dossier, viewer, sight.now, hours=hours)


def _visits(books: Ledger, person_id: str, viewer: Person, sight: Sight) -> Card:
    if person_id != viewer.id:
        return closed_card()
    year = AcademicYear.of(london_date(sight.now))
    own = [visit for visit in books.visits.of_person(viewer) if visit.year >= year]
    return visits_card([visit_dossier(books, visit.id, sight) for visit in own], viewer, sight.now)


def _book(books: Ledger, person_id: str, viewer: Person, sight: Sight) -> Card:
    if person_id != viewer.id:
        return closed_card()
    year = AcademicYear.of(london_date(sight.now))
    bought = {extra.urn for extra in books.extra_services.of_sip(viewer.id, year)}
    schools = [one for one in books.roster.schools() if one.sip_id == viewer.id or one.urn in bought]
    entitlement = sight.customs.visits.entitlement
    return book_card([(one, books.visits.account(one.urn, year, entitlement)) for one in schools], viewer, year)
