"""The cards of visits and of Ofsted's calls, as the records stand."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import Sight
from automations.engine.ports import Card
from automations.engine.roster import school_of
from cards.kit.verbs import VisitCard
from cards.reports.lines import closed_card
from cards.visits.booking import book_card
from cards.visits.list import visits_card
from cards.visits.ofsted import OfstedDossier, ofsted_card, ofsted_question_card
from cards.visits.pack import pack_card
from cards.visits.visit import visit_card
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role
from handbook.core.school_years import AcademicYear
from handbook.visits.dossier import VisitDossier
from handbook.visits.ofsted_call import OfstedCall
from store.ledger import Ledger


class VisitKind(StrEnum):
    """Those of a visit have the names that `cards.kit.verbs.VisitCard` has on the wire."""

    VISIT = VisitCard.VISIT.value
    VISIT_PACK = VisitCard.PACK.value
    VISITS = "visits"
    BOOK = "book"
    OFSTED = "ofsted"
    OFSTED_QUESTION = "ofsted_question"


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


def ofsted_dossier(books: Ledger, call: OfstedCall, sight: Sight) -> OfstedDossier:
    """A call with all that its card looks at."""
    school, year = books.roster.school_then(call.urn), AcademicYear.of(call.first_on)
    return OfstedDossier(
        call,
        school,
        books.roster.then(school.sip_id, Role.SIP),
        books.roster.then(school.headteacher_id, Role.HEADTEACHER),
        books.visits.account(call.urn, year, sight.customs.visits.entitlement),
        books.visits.of_school(call.urn),
    )


def visit_dossier(books: Ledger, visit_id: str, sight: Sight) -> VisitDossier:
    """A visit with all that rules and cards look at. Raises Refused."""
    customs = sight.customs
    return books.visits.dossier(books.visits.get(visit_id), customs.visits.entitlement, customs.bank_holidays)


def draw_visit(books: Ledger, card: CardRef, viewer: Person, sight: Sight) -> Card:
    dossier = visit_dossier(books, card.record_id, sight)
    if card.kind == VisitKind.VISIT_PACK:
        return pack_card(dossier, books.reports.newest_contents(dossier.school.urn), viewer, sight.now)
    hours = books.roster.hosting(dossier.school).hours or sight.customs.visits.hours
    return visit_card(dossier, viewer, sight.now, hours=hours)


def draw_visits(books: Ledger, card: CardRef, viewer: Person, sight: Sight) -> Card:
    """Somebody's own."""
    if card.record_id != viewer.id:
        return closed_card()
    year = AcademicYear.of(london_date(sight.now))
    own = [visit for visit in books.visits.of_person(viewer) if visit.year >= year]
    return visits_card([visit_dossier(books, visit.id, sight) for visit in own], viewer, sight.now)


def draw_book(books: Ledger, card: CardRef, viewer: Person, sight: Sight) -> Card:
    """Somebody's own."""
    if card.record_id != viewer.id:
        return closed_card()
    year = AcademicYear.of(london_date(sight.now))
    bought = {extra.urn for extra in books.extra_services.of_sip(viewer.id, year)}
    schools = [one for one in books.roster.schools() if one.sip_id == viewer.id or one.urn in bought]
    entitlement = sight.customs.visits.entitlement
    return book_card([(one, books.visits.account(one.urn, year, entitlement)) for one in schools], viewer, year)


def draw_ofsted(books: Ledger, card: CardRef, viewer: Person, sight: Sight) -> Card:
    return ofsted_card(ofsted_dossier(books, books.ofsted_calls.get(card.record_id), sight), viewer, sight.now)


def draw_ofsted_question(books: Ledger, card: CardRef, viewer: Person, _sight: Sight) -> Card:
    return ofsted_question_card(school_of(books, card.record_id), viewer)


CARDS: Final[Mapping[str, CardRenderer]] = {
    "visit": draw_visit,
    "visits": draw_visits,
    "book": draw_book,
    "ofsted": draw_ofsted,
    "ofsted_question": draw_ofsted_question,
}
