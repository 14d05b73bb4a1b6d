"""The cards of visits and of Ofsted's calls, as the records stand."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext, TrustPolicy
from automations.engine.ports import Card
from automations.engine.roster import school_of
from automations.engine.standing_in import Acting, acting, holding
from cards.kit.lines import closed_card
from cards.visits.booking import book_card
from cards.visits.list import visits_card
from cards.visits.ofsted import OfstedDossier, ofsted_card, ofsted_question_card
from cards.visits.pack import pack_card
from cards.visits.verbs import VisitCard
from cards.visits.visit import visit_card
from handbook.core.british_time import day_words, london_date
from handbook.core.people import Person, Role, School
from handbook.core.school_years import AcademicYear
from handbook.visits.dossier import VisitDossier
from handbook.visits.handing_over import parts_of_office
from handbook.visits.ofsted.call import OfstedCall
from handbook.visits.ofsted.changes import who_hears
from handbook.visits.visit import Visit
from handbook.visits.waiting import waits_for
from store.unit_of_work import UnitOfWork


class VisitKind(StrEnum):
    """Those of a visit have the names that `cards.visits.verbs.VisitCard` has on the wire."""

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


def ofsted_dossier(uow: UnitOfWork, call: OfstedCall, context: RenderContext) -> OfstedDossier:
    """A call with all that its card looks at."""
    school, year = uow.roster.school_then(call.urn), AcademicYear.of(call.first_on)
    return OfstedDossier(
        call,
        school,
        uow.roster.then(school.sip_id, Role.SIP),
        uow.roster.then(school.headteacher_id, Role.HEADTEACHER),
        uow.visits.account(call.urn, year, context.policy.visits.entitlement),
        uow.visits.of_school(call.urn),
        tuple(person for one in call.told if (person := uow.roster.known(one, call.called_at))),
        ofsted_hearers(uow, school, context.policy),
    )


def ofsted_hearers(uow: UnitOfWork, school: School, policy: TrustPolicy) -> tuple[str, ...]:
    """Whoever hears at once of Ofsted's call beside the SIP, as the list stands (O2)."""
    advisors = uow.roster.people(Role.TRUST_ADVISOR)
    return who_hears(school, advisors, tells_authority=policy.visits.ofsted_tells_authority)


def visit_dossier(uow: UnitOfWork, visit_id: str, context: RenderContext) -> VisitDossier:
    """A visit with all that rules and cards look at. Raises Refused."""
    policy = context.policy
    return uow.visits.dossier(uow.visits.get(visit_id), policy.visits.entitlement, policy.bank_holidays)


def acting_about(uow: UnitOfWork, person: Person, now: datetime, visit: Visit) -> Acting:
    """In whose name somebody acts and reads of a visit."""
    return acting(uow, person, now, visit, former=visit.former, parts=parts_of_office(visit))


def render_visit(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    dossier = visit_dossier(uow, card.record_id, context)
    seen = acting_about(uow, viewer, context.now, dossier.visit)
    if card.kind == VisitKind.VISIT_PACK:
        contents = uow.reports.earlier_contents(dossier.school.urn)
        support = uow.other_support.of_school(dossier.school.urn)
        return seen.sees(pack_card(dossier, contents, seen.person, context.now, support))
    hours = uow.roster.hosting(dossier.school).hours or context.policy.visits.hours
    notice = _reminder(uow, dossier, seen.person, context.now)
    return seen.sees(visit_card(dossier, seen.person, context.now, notice=notice, hours=hours))


def _reminder(uow: UnitOfWork, dossier: VisitDossier, person: Person, now: datetime) -> str:
    """On the card of whom it waits for, once they were reminded."""
    found = waits_for(dossier.visit, now)
    known = uow.chases.of(visit_about(dossier.visit.id), found.mark) if found else None
    if found is None or known is None or not known.reminders or person != dossier.of_part(found.part):
        return ""
    return f"Reminder: this has waited for you since {day_words(london_date(known.since))}."


def render_visits(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    """Somebody's own, and that of whom they stand in for."""
    seen = holding(uow, viewer, context.now, card.record_id)
    if seen is None:
        return closed_card()
    year = AcademicYear.of(london_date(context.now))
    own = [visit for visit in uow.visits.of_person(seen.person) if visit.year >= year]
    if seen.deputy:
        own = [visit for visit in own if acting_about(uow, viewer, context.now, visit).person == seen.person]
    dossiers = [visit_dossier(uow, visit.id, context) for visit in own]
    return seen.sees(visits_card(dossiers, seen.person, context.now))


def render_book(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    """Somebody's own, and that of whom they stand in for."""
    seen = holding(uow, viewer, context.now, card.record_id)
    if seen is None:
        return closed_card()
    return seen.sees(_book(uow, seen.person, context))


def _book(uow: UnitOfWork, viewer: Person, context: RenderContext) -> Card:
    year = AcademicYear.of(london_date(context.now))
    bought = {extra.urn for extra in uow.extra_services.of_sip(viewer.id, year)}
    bought |= {one.urn for one in uow.appraisals.of_sip(viewer.id, year)}
    schools = [one for one in uow.roster.schools() if one.sip_id == viewer.id or one.urn in bought]
    entitlement = context.policy.visits.entitlement
    return book_card([(one, uow.visits.account(one.urn, year, entitlement)) for one in schools], viewer, year)


def render_ofsted(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    dossier = ofsted_dossier(uow, uow.ofsted_calls.get(card.record_id), context)
    seen = acting(uow, viewer, context.now, dossier.school)
    return seen.sees(ofsted_card(dossier, seen.person, context.now))


def render_ofsted_question(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    """Where Ofsted's call is on record, how that stands: there it is corrected, and not told again."""
    school = school_of(uow, card.record_id)
    seen = acting(uow, viewer, context.now, school)
    today = london_date(context.now)
    call = uow.ofsted_calls.open_at(school.urn, today)
    if call is not None and seen.person.id == school.headteacher_id:
        return seen.sees(ofsted_card(ofsted_dossier(uow, call, context), seen.person, context.now))
    told = tuple(person for one in ofsted_hearers(uow, school, context.policy) if (person := uow.roster.person(one)))
    off = next(
        (one for one in uow.ofsted_calls.of_school(school.urn) if one.called_off_at and one.last_on >= today), None
    )
    return seen.sees(ofsted_question_card(school, seen.person, told, off))


CARDS: Final[Mapping[str, CardRenderer]] = {
    "visit": render_visit,
    "visits": render_visits,
    "book": render_book,
    "ofsted": render_ofsted,
    "ofsted_question": render_ofsted_question,
}
