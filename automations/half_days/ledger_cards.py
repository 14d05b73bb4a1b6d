"""The card of a year's half-days, as the records stand."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext
from automations.engine.jobs.trouble_hearers import ASKED_FOR
from automations.engine.ports import Card
from automations.engine.roster import school_called
from automations.engine.workflow import RecordTrouble
from cards.half_days.ledger import extra_card, half_days_card
from cards.kit.lines import closed_card
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role, School
from handbook.core.school_years import AcademicYear
from handbook.half_days.entitlement import EntitlementLine, HalfDayAccount
from handbook.half_days.extra_services import ExtraService, may_note_extras
from handbook.half_days.preparation import Preparation
from handbook.half_days.year_dossier import Bought, YearDossier
from store.unit_of_work import UnitOfWork

OF_HALF_DAYS = "half_days"
OF_EXTRA = "extra"


class HalfDaysKind(StrEnum):
    """The cards of half-days that are sent, by name."""

    HALF_DAYS = "half_days"
    EXTRA = "extra"


def half_days_about(person_id: str) -> str:
    return f"{OF_HALF_DAYS}:{person_id}"


def extra_about(extra_id: str) -> str:
    return f"{OF_EXTRA}:{extra_id}"


def _extra(uow: UnitOfWork, card: CardRef, viewer: Person, _context: RenderContext) -> Card:
    extra = uow.extra_services.get(card.record_id)
    school = uow.roster.school_then(extra.urn)
    whom = (extra.agreed_by_id, extra.sip_id, extra.answered_by_id)
    people = (uow.roster.known(one, extra.agreed_at) for one in whom if one)
    return extra_card(extra, school, {one.id: one for one in people if one}, viewer)


def _half_days(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    """A person's own; anybody else gets a card that says nothing."""
    if card.record_id != viewer.id:
        return closed_card()
    today = london_date(context.now)
    year = AcademicYear.of(today)
    mine = [one for one in uow.roster.schools() if viewer.id in (one.sip_id, one.headteacher_id)]
    extras = [one for one in uow.extra_services.all_of(year) if not one.dropped]
    found = YearDossier(
        year,
        tuple((school, _account(uow, school.urn, year, context)) for school in mine),
        tuple(_to_do(uow, viewer, year)),
        tuple(_bought(uow, extras, viewer, context)),
        _choices(uow, mine, viewer),
        uow.roster.people(Role.SIP),
        {one.sip_id: uow.roster.then(one.sip_id, Role.SIP, one.agreed_at).name for one in extras},
    )
    return half_days_card(found, viewer, today)


CARDS: Final[Mapping[str, CardRenderer]] = {OF_HALF_DAYS: _half_days, OF_EXTRA: _extra}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    OF_HALF_DAYS: ASKED_FOR,
    OF_EXTRA: RecordTrouble(
        lambda uow, extra_id: [uow.extra_services.get(extra_id).agreed_by_id],
        called=lambda uow, extra_id: f"an extra service at {school_called(uow, uow.extra_services.get(extra_id).urn)}",
    ),
}


def _account(uow: UnitOfWork, urn: str, year: AcademicYear, context: RenderContext) -> HalfDayAccount:
    return uow.visits.account(urn, year, context.policy.visits.entitlement)


def _to_do(uow: UnitOfWork, viewer: Person, year: AcademicYear) -> Iterable[tuple[School, Preparation]]:
    own = [one for one in uow.preparations.of_sip(viewer.id, year) if not (one.done or one.dropped)]
    for one in sorted(own, key=lambda one: (one.on, one.id)):
        yield uow.roster.school_then(one.urn), one


def _bought(
    uow: UnitOfWork, extras: Iterable[ExtraService], viewer: Person, context: RenderContext
) -> Iterable[Bought]:
    """The Trust Advisor sees all; others those of their schools, and those that they do."""
    for extra in sorted(extras, key=lambda one: one.agreed_at, reverse=True):
        school = uow.roster.school_then(extra.urn)
        concerned = (school.sip_id, school.headteacher_id, extra.sip_id)
        if viewer.is_a(Role.TRUST_ADVISOR) or viewer.id in concerned:
            lines = dict((one.id, line) for one, line in _account(uow, extra.urn, extra.year, context).extras)
            yield school, extra, lines.get(extra.id, EntitlementLine(0))


def _choices(uow: UnitOfWork, mine: Iterable[School], viewer: Person) -> tuple[School, ...]:
    """The schools for which this person may note an extra service."""
    every = uow.roster.schools() if viewer.is_a(Role.TRUST_ADVISOR) else mine
    schools = [school for school in every if may_note_extras(school, viewer)]
    return tuple(sorted(schools, key=lambda school: school.full_name))
