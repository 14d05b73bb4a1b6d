"""What the Trust Advisor leafs through: wishes of schools, conflicts of interest, the proposals to schools. Nothing
here changes anything."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from automations.allocation.around import conflicts_of_all
from automations.allocation.cards import conflicts_seen
from automations.allocation.kinds import AllocationList
from automations.allocation.run_cards import last_run
from automations.engine.command_bus import RenderContext
from automations.engine.notifications import NOT_REACHED
from automations.engine.ports import Card
from automations.engine.roster import known_person
from automations.engine.sending.once import send_message
from automations.engine.workflow import Effect, Work
from cards.allocation.actions import ShowChoices, ShowConflicts, ShowConflictsOf
from cards.allocation.choices import choices_card
from cards.allocation.conflicts import conflicts_card, conflicts_of_card
from cards.allocation.listing import one_page
from cards.allocation.needs import needs_list_card, standing
from cards.allocation.needs_actions import ShowNeedsList
from cards.kit.lines import closed_card
from handbook.allocation.choices.choice import SipChoice
from handbook.allocation.choices.moves import ChoiceStatus
from handbook.allocation.conflicts.declarations import standing as declared
from handbook.allocation.needs import SchoolNeeds, advises, year_asked_about
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role
from handbook.core.school_years import AcademicYear
from store.unit_of_work import UnitOfWork


def needs_list(uow: UnitOfWork, asked: ShowNeedsList, viewer: Person) -> Card:
    if not advises(viewer):
        return closed_card()
    known = uow.school_needs.of_year(asked.year)
    schools = sorted(uow.roster.schools(), key=lambda one: (one.full_name, one.urn))
    rows = [(known.get(one.urn) or SchoolNeeds(one.urn, asked.year), one) for one in schools]
    counts = Counter(standing(*one) for one in rows)
    matching = [one for one in rows if asked.looking.takes(standing(*one).value, f"{one[1].full_name} {one[1].urn}")]
    shown, looking = one_page(matching, asked.looking)
    return needs_list_card(asked.year, counts, shown, looking, len(matching))


def conflicts_list(uow: UnitOfWork, asked: ShowConflicts, viewer: Person, context: RenderContext) -> Card:
    if not advises(viewer):
        return closed_card()
    year, every = AcademicYear.of(london_date(context.now)), conflicts_of_all(uow, context.now)
    rows = [(uow.declarations.of(one.id, year), one, len(every[one.id])) for one in uow.roster.people(Role.SIP)]
    counts = Counter(declared(one) for one, _, _ in rows)
    matching = [one for one in rows if asked.looking.takes(declared(one[0]).value, one[1].name)]
    shown, looking = one_page(matching, asked.looking)
    return conflicts_card(year, counts, shown, looking, len(matching))


def conflicts_of_sip(uow: UnitOfWork, asked: ShowConflictsOf, viewer: Person, context: RenderContext) -> Card:
    """Those that bar come first."""
    sip = uow.roster.then(asked.sip_id, Role.SIP)
    year = AcademicYear.of(london_date(context.now))
    seen = list(reversed(conflicts_seen(uow, asked.sip_id, context)))
    lifted = [one.conflict.lifted for one in seen if one.conflict.lifted]
    names = {one.by_id: uow.roster.then(one.by_id, Role.TRUST_ADVISOR, one.at).name for one in lifted}
    declaration = uow.declarations.of(asked.sip_id, year)
    return conflicts_of_card(sip, declaration, seen, names, viewer, asked.page)


_TURN: Final = {
    status: number
    for number, status in enumerate(
        (
            ChoiceStatus.CONFIRMED,
            ChoiceStatus.DECLINED,
            ChoiceStatus.ENDED,
            ChoiceStatus.PROPOSED,
            ChoiceStatus.HEAD_CONFIRMED,
            ChoiceStatus.CHAIR_CONFIRMED,
            ChoiceStatus.SCHEDULED,
            ChoiceStatus.DEPLOYED,
            ChoiceStatus.UNDONE,
        )
    )
}
"""Those in which it is the Trust Advisor's turn come first."""


def choices_list(uow: UnitOfWork, asked: ShowChoices, viewer: Person) -> Card:
    """Of each school the newest; what came of those before stands on their own cards."""
    if not advises(viewer):
        return closed_card()
    newest: Mapping[str, SipChoice] = {one.urn: one for one in uow.sip_choices.every()}
    rows = [(one, uow.roster.school_then(one.urn, one.over_at)) for one in newest.values()]
    rows.sort(key=lambda one: (_TURN[one[0].status], one[1].full_name, one[0].id))
    counts = Counter(one.status for one, _ in rows)
    matching = [one for one in rows if asked.looking.takes(one[0].status.value, f"{one[1].full_name} {one[0].urn}")]
    shown, looking = one_page(matching, asked.looking)
    ids = {who for one, _ in shown for who in (one.sip_id, one.before_id) if who}
    names = {one: uow.roster.then(one, Role.SIP).name for one in ids}
    return choices_card(counts, shown, names, looking, len(matching))


def _needs(uow: UnitOfWork, viewer: Person, context: RenderContext) -> Card:
    return needs_list(uow, ShowNeedsList(year_asked_about(london_date(context.now))), viewer)


_LISTS: Final[Mapping[AllocationList, Callable[[UnitOfWork, Person, RenderContext], Card]]] = {
    AllocationList.NEEDS: _needs,
    AllocationList.CONFLICTS: lambda uow, viewer, context: conflicts_list(uow, ShowConflicts(), viewer, context),
    AllocationList.RUN: last_run,
    AllocationList.CHOICES: lambda uow, viewer, _context: choices_list(uow, ShowChoices(), viewer),
}


async def send_allocation_list(work: Work, person_id: str, what: str) -> None:
    context, render = work.bus.render_context, _LISTS[AllocationList(what)]
    card = await work.bus.read(lambda uow: render(uow, known_person(uow, person_id), context))
    await send_message(work, person_id, card)


EFFECTS: Final[Mapping[str, Effect]] = {
    "send_allocation_list": Effect(
        send_allocation_list,
        "The list that you asked for could not be sent",
        NOT_REACHED,
        about=("answer", "person_id"),
    )
}
