"""The cards of an allocation, as the records stand."""

from collections.abc import Mapping
from typing import Final

from automations.allocation.around import around, around_before, conflicts_of
from automations.allocation.kinds import OF_CHOICE, OF_DECLARATION, OF_NEEDS, OF_SUPPORT
from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext
from automations.engine.jobs.trouble_hearers import advisor
from automations.engine.ports import Card
from automations.engine.roster import school_called
from automations.engine.standing_in import acting
from automations.engine.workflow import RecordTrouble
from cards.allocation.choice import ChoiceDossier, choice_card
from cards.allocation.conflicts import ConflictSeen, declaration_card
from cards.allocation.needs import needs_card
from cards.allocation.support import support_card
from cards.kit.lines import closed_card
from handbook.allocation.choices.choice import SipChoice
from handbook.allocation.needs import SchoolNeeds, advises
from handbook.core.british_time import london_date
from handbook.core.done_by import DoneBy, stood_in
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from store.unit_of_work import UnitOfWork


def needs_of(uow: UnitOfWork, key: str) -> SchoolNeeds:
    """By URN and year. Raises Refused."""
    urn, dash, year = key.partition("-")
    if not dash or not year.isdecimal() or not uow.roster.ever_had(urn):
        raise Refused("unknown", "I cannot find that school.")
    return uow.school_needs.of(urn, AcademicYear(int(year)))


def render_needs(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    needs = needs_of(uow, card.record_id)
    school = uow.roster.school_then(needs.urn)
    seen = acting(uow, viewer, context.now, school)
    return seen.sees(needs_card(needs, school, seen.person, answered_by(uow, needs.answered)))


def answered_by(uow: UnitOfWork, answered: DoneBy | None) -> str:
    if answered is None:
        return ""
    holder = uow.roster.then(answered.holder_id, Role.HEADTEACHER, answered.at).name
    deputy = uow.roster.then(answered.deputy_id, Role.HEADTEACHER, answered.at).name if answered.deputy_id else ""
    return stood_in(deputy, holder)


def conflicts_seen(uow: UnitOfWork, sip_id: str, context: RenderContext) -> list[ConflictSeen]:
    """Those that bar come last, where a card shows the newest."""
    today, years = london_date(context.now), context.policy.allocation.bars_for_years
    found = [
        ConflictSeen(one, uow.roster.school_then(one.urn).full_name, one.bars(today, years))
        for one in conflicts_of(uow, sip_id, context.now)
    ]
    return sorted(found, key=lambda one: (one.bars, one.school, one.conflict.id))


def render_declaration(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    """A SIP's own; nobody stands in for them in this."""
    if card.record_id != viewer.id or not viewer.is_a(Role.SIP):
        return closed_card()
    declaration = uow.declarations.of(viewer.id, AcademicYear.of(london_date(context.now)))
    schools = sorted((one.full_name, one.urn) for one in uow.roster.schools())
    return declaration_card(declaration, conflicts_seen(uow, viewer.id, context), schools, viewer)


def choice_dossier(uow: UnitOfWork, choice: SipChoice, context: RenderContext) -> ChoiceDossier:
    """People and school have the names that they had when it was over."""
    at = choice.over_at
    named = (choice.sip_id, choice.before_id, *choice.alternates)
    names = {one: uow.roster.then(one, Role.SIP, at).name for one in named if one}
    words = [one for one in (choice.head, choice.chair) if one]
    others = (choice.chair_id, *(who for word in words for who in (word.by_id, word.deputy_id)))
    names |= {one: uow.roster.then(one, Role.HEADTEACHER, at).name for one in others if one}
    alternates = {one for one in choice.alternates if uow.roster.person(one) is None}
    chairs = [(one.name, one.id) for one in uow.roster.people(Role.CHAIR_OF_GOVERNORS)]
    return ChoiceDossier(
        choice,
        uow.roster.school_then(choice.urn, at),
        around(uow, choice, context.policy, context.now),
        around_before(uow, choice, context.policy, context.now),
        {one: name for one, name in names.items() if one not in alternates},
        chairs,
    )


def render_choice(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    choice = uow.sip_choices.get(card.record_id)
    dossier = choice_dossier(uow, choice, context)
    if dossier.around.school is None:
        return choice_card(dossier, viewer)
    seen = acting(uow, viewer, context.now, dossier.around.school)
    shown = viewer if advises(viewer) or viewer.id in (choice.sip_id, choice.before_id) else seen.person
    card_of = choice_card(dossier, shown)
    return seen.sees(card_of) if shown == seen.person else card_of


def render_support(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    support = uow.other_support.of_school(card.record_id)
    if not uow.roster.ever_had(support.urn):
        return closed_card()
    school = uow.roster.school_then(support.urn)
    seen = acting(uow, viewer, context.now, school)
    by = [one for one in (support.role_by, support.agreed_by) if one]
    names = {who: uow.roster.then(who, Role.SIP, one.at).name for one in by for who in one.ids}
    return seen.sees(support_card(support, school, seen.person, names))


CARDS: Final[Mapping[str, CardRenderer]] = {
    OF_NEEDS: render_needs,
    OF_DECLARATION: render_declaration,
    OF_CHOICE: render_choice,
    OF_SUPPORT: render_support,
}


def _school_of_needs(uow: UnitOfWork, key: str) -> str:
    return f"the wishes of {school_called(uow, key.partition('-')[0])}"


def _school_of_choice(uow: UnitOfWork, key: str) -> str:
    return f"the SIP proposed to {school_called(uow, uow.sip_choices.get(key).urn)}"


TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    OF_NEEDS: RecordTrouble(advisor, called=_school_of_needs),
    OF_DECLARATION: RecordTrouble(advisor, called=lambda _uow, _key: "a SIP’s conflicts of interest"),
    OF_CHOICE: RecordTrouble(advisor, called=_school_of_choice),
    OF_SUPPORT: RecordTrouble(advisor, called=lambda uow, key: f"other support at {school_called(uow, key)}"),
}
