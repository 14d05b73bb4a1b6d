"""The list of schools, as somebody sees it: a page is made of the list in memory, and the records are asked of no more
schools than are shown or looked through."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.trouble_hearers import ASKED_FOR
from automations.engine.ports import Card
from automations.engine.workflow import RecordTrouble, Reply
from cards.kit.lines import closed_card
from cards.schools.school_list import SchoolListSeen, SchoolRow, schools_card, shows_for
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role, School
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.agreements.texts import AgreementKind
from handbook.reports.readers import APPROVED
from handbook.schools.paging import ROWS, Keep, page_of
from handbook.schools.school_list import Show, ShowSchools, is_sought, key_of, term_on
from handbook.schools.sight import Part, parts_of, report_words, sees, sees_visit
from handbook.schools.trust_list import HOLDERS
from handbook.search.finding import plain_words
from handbook.visits.purposes import TermlyVisit
from handbook.visits.visit import Visit, VisitStatus
from store.unit_of_work import UnitOfWork

OF_SCHOOLS: Final = "schools"


def schools_about(person_id: str, find: str = "") -> str:
    """Somebody's list, with what they typed: that is no part of the id, which stands in logs."""
    return f"{OF_SCHOOLS}:{person_id}@{find}"


def own_schools(uow: UnitOfWork, viewer: Person, administrator_id: str) -> list[School]:
    """All of which somebody sees something."""
    return [one for one in uow.roster.schools() if sees(one, viewer, administrator_id)]


def sought(uow: UnitOfWork, schools: Iterable[School], asked: ShowSchools) -> list[School]:
    """Those that are looked for, as far as the list itself says, in their order."""
    typed = plain_words(asked.find)
    found = (one for one in schools if is_sought(one, asked, typed, _names(uow, one) if typed else ""))
    return sorted(found, key=key_of)


def list_card(uow: UnitOfWork, asked: ShowSchools, viewer: Person, context: RenderContext) -> Card:
    administrator = context.policy.administrator_id
    mine = own_schools(uow, viewer, administrator)
    if not mine:
        return closed_card()
    parts = frozenset(Part).intersection(*(parts_of(one, viewer, administrator) for one in mine))
    if asked.show not in shows_for(parts, viewer):
        return closed_card()
    after, before = (_key(uow, urn) for urn in (asked.after, asked.before))
    page = page_of(sought(uow, mine, asked), key_of, keeps_of(uow, asked.show, viewer, context), after, before)
    rows = tuple(_rows(uow, page.shown, viewer, context)) if page.shown else ()
    whose = whose_of(uow, mine) if len(mine) > 1 else ()
    return schools_card(SchoolListSeen(page, rows, parts, whose, viewer, len(mine) > ROWS), asked)


def _names(uow: UnitOfWork, school: School) -> str:
    people = (uow.roster.person(getattr(school, name)) for name in HOLDERS.values())
    return " ".join(one.name for one in people if one)


def _key(uow: UnitOfWork, urn: str) -> tuple[str, str] | None:
    """Where a school stands or stood in their order, also one that has left the list meanwhile."""
    return key_of(uow.roster.school_then(urn)) if urn else None


def keeps_of(uow: UnitOfWork, show: Show, viewer: Person, context: RenderContext) -> Keep[School] | None:
    """What is to be asked of the records about some schools."""
    year = AcademicYear.of(london_date(context.now))

    def without_report(schools: Sequence[School]) -> list[School]:
        found = uow.school_states.reports([one.urn for one in schools], year)
        terms = ((one, found.get((one.urn, term_of(uow, one, context)))) for one in schools)
        return [one for one, report in terms if report is None or report.status not in APPROVED]

    def without_visit(schools: Sequence[School]) -> list[School]:
        visited = {(one.urn, termly(one)) for one in _seen_visits(uow, schools, viewer, year) if one.occupies}
        return [one for one in schools if (one.urn, term_of(uow, one, context)) not in visited]

    def without_agreement(schools: Sequence[School]) -> list[School]:
        found = uow.school_states.agreements([one.urn for one in schools])
        signed = {key for key, one in found.items() if one.in_force}
        return [one for one in schools if any((one.urn, kind) not in signed for kind in AgreementKind)]

    keeps: Mapping[Show, Keep[School]] = {
        Show.NO_REPORT: without_report,
        Show.NO_VISIT: without_visit,
        Show.NO_AGREEMENT: without_agreement,
    }
    return keeps.get(show)


def term_of(uow: UnitOfWork, school: School, context: RenderContext) -> Term:
    """The term that runs at a school, or comes next."""
    return term_on(uow.roster.calendar(school, ()), london_date(context.now))


def termly(visit: Visit) -> Term | None:
    """Of which term it is the visit; None for any other."""
    return visit.purpose.term if isinstance(visit.purpose, TermlyVisit) else None


def _seen_visits(uow: UnitOfWork, schools: Sequence[School], viewer: Person, year: AcademicYear) -> Iterable[Visit]:
    found = uow.school_states.visits([one.urn for one in schools], year)
    return (one for one in found if sees_visit(one, viewer))


def _rows(uow: UnitOfWork, schools: Sequence[School], viewer: Person, context: RenderContext) -> Iterable[SchoolRow]:
    year, administrator = AcademicYear.of(london_date(context.now)), context.policy.administrator_id
    reports = uow.school_states.reports([one.urn for one in schools], year)
    visits = {(one.urn, termly(one)): one for one in _seen_visits(uow, schools, viewer, year) if one.occupies}
    for school in schools:
        parts, term = parts_of(school, viewer, administrator), term_of(uow, school, context)
        said = [_who(uow, school)]
        if Part.REPORTS in parts:
            said.append(f"{term} report: {report_words(reports.get((school.urn, term)), school, viewer)}")
        if Part.VISITS in parts:
            said.append(visit_words(visits.get((school.urn, term))))
        yield SchoolRow(school, " · ".join(said))


def _who(uow: UnitOfWork, school: School) -> str:
    head, sip = (uow.roster.person(one) for one in (school.headteacher_id, school.sip_id))
    return f"Headteacher {head.name if head else 'missing'} · SIP {sip.name if sip else 'missing'}"


def visit_words(visit: Visit | None) -> str:
    """How a term's visit stands, in a few words."""
    if visit is None or visit.half_day is None:
        return "no visit yet"
    return f"visit {'held' if visit.status is VisitStatus.HELD else 'booked'} {visit.half_day.on:%d/%m/%Y}"


def whose_of(uow: UnitOfWork, mine: Sequence[School]) -> list[tuple[str, str]]:
    """By whom the list can be narrowed: authorities, SIPs and diocesan officers, where there are several."""
    authorities = sorted({one.local_authority for one in mine if one.local_authority})
    choices = [(f"Authority: {one}", f"authority:{one}") for one in authorities] if len(authorities) > 1 else []
    for role, name, word in ((Role.SIP, "sip_id", "SIP"), (Role.DSO, "dso_id", "DSO")):
        ids = {getattr(one, name) for one in mine}
        people = [one for one in uow.roster.people(role) if one.id in ids]
        choices += [(f"{word}: {one.name}", f"{word.lower()}:{one.id}") for one in people] if len(people) > 1 else []
    return choices


def render_schools(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    """A person's own, as they asked for it first; anybody else gets a card that says nothing."""
    whose, _, find = card.record_id.partition("@")
    return list_card(uow, ShowSchools(find=find), viewer, context) if whose == viewer.id else closed_card()


def _page(uow: UnitOfWork, command: Any, viewer: Person, context: RenderContext, _click: Click) -> Card:
    return list_card(uow, command, viewer, context)


CARDS: Final[Mapping[str, CardRenderer]] = {OF_SCHOOLS: render_schools}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {OF_SCHOOLS: ASKED_FOR}
REPLIES: Final[Mapping[type, Reply]] = {ShowSchools: Reply(_page, only_shows=True)}
