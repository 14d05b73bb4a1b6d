"""What a button about a case is answered with. It is drawn for whoever pressed it, and stands nowhere else."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from automations.cases.deciding import begun_already, decided
from automations.cases.loading import actor_of, case_for, choices_for, schools_for, view_of, views_of
from automations.engine.command_bus import CommandContext, RenderContext
from automations.engine.ports import Card
from automations.engine.roster import school_of
from cards.cases.actions import (
    AskForDocument,
    BeginCase,
    HideCase,
    OpenCase,
    Preview,
    SayChildAtRisk,
    SayNoChildAtRisk,
    ShowCases,
    ShowForm,
)
from cards.cases.forms import BoxKind, Choices
from cards.cases.list import case_list_card
from cards.cases.notice import case_notice_card
from cards.cases.offers import offer_of, offers
from cards.cases.preview import form_card, preview_card
from cards.cases.question import (
    begin_button,
    beginning_card,
    beginning_of,
    begun_title,
    contacts_card,
    ladder_of,
    ladders_of,
    question_card,
)
from cards.cases.record import CaseView, case_card, part_card
from cards.kit.click_fields import forged
from handbook.cases.answers import known_readers
from handbook.cases.case import Case, Confidential, Ladder, Part
from handbook.cases.pupils import pupils_in
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from store.unit_of_work import UnitOfWork

ONLY_SHOWS: Final = (BeginCase, SayChildAtRisk, SayNoChildAtRisk, ShowForm, Preview, HideCase)
"""They keep nothing: not that they were asked, nor what was answered."""
_KEPT: Final = "That is on record. The people you sent it to will be notified."
_SENT: Final = "The document will come in a separate message."


def case_answer(uow: UnitOfWork, command: Confidential, ctx: CommandContext) -> Card:
    """Raises Refused."""
    show = _SHOWN.get(type(command), _after_writing)
    return show(uow, command, ctx)


def how_it_stands(uow: UnitOfWork, command: Any, ctx: CommandContext, notice: str) -> Card:
    """The case that a command is about, as it now is. Raises Refused."""
    written = command.command if isinstance(command, Preview) else command
    case_id = getattr(written, "case_id", "")
    if case_id:
        return _record(_view(uow, case_id, ctx), notice)
    actor = actor_of(uow, ctx.somebody, ctx.now)
    case = begun_already(uow, written, actor)
    if case is None:
        raise forged()
    return _record(view_of(uow, case, actor, ctx.now), notice)


def form_again(uow: UnitOfWork, command: Preview, ctx: CommandContext) -> Card:
    """The form that was filled in. Raises Refused where it is not theirs to fill in now."""
    case_id, urn = (str(command.data.get(name, "")) for name in ("case", "school"))
    return _form(uow, ShowForm(command.form.verb, case_id, urn), ctx)


def _begin(uow: UnitOfWork, command: BeginCase, ctx: CommandContext) -> Card:
    person, context = ctx.somebody, ctx.now
    _check_ladder(person, command.ladder)
    return question_card(command.ladder, schools_for(uow, actor_of(uow, person, context), command.ladder), person)


def _at_risk(uow: UnitOfWork, command: SayChildAtRisk, ctx: CommandContext) -> Card:
    person = ctx.somebody
    own = schools_for(uow, actor_of(uow, person, ctx.now), command.ladder)
    meant = [one for one in own if one.urn == command.urn] or own
    return contacts_card([(one, uow.roster.safeguarding(one)) for one in meant], person, command.ladder)


def _no_risk(uow: UnitOfWork, command: SayNoChildAtRisk, ctx: CommandContext) -> Card:
    _check_ladder(ctx.somebody, command.ladder)
    if not command.urn:
        raise Refused("missing", "Please choose the school first.")
    return beginning_card(command.ladder, _own_school(uow, command.urn, command.ladder, ctx), ctx.somebody)


def _form(uow: UnitOfWork, command: ShowForm, ctx: CommandContext) -> Card:
    if command.urn:
        form = beginning_of(command.verb)
        if form is None:
            raise forged()
        school = _own_school(uow, command.urn, ladder_of(form), ctx)
        return form_card(begun_title(form, school), form, {"school": school.urn}, {}, {})
    view = _view(uow, command.case_id, ctx)
    offer = offer_of(view, command.verb)
    if offer is None:
        raise Refused("stale", "That cannot be done now. Here is how it stands.")
    choices = choices_for(uow, view, offer.form, _context(ctx))
    return form_card(view.title, offer.form, offer.data, choices, {})


def _preview(uow: UnitOfWork, command: Preview, ctx: CommandContext) -> Card:
    decision = decided(uow, command.command, ctx)
    actor = actor_of(uow, ctx.somebody, ctx.now)
    after = view_of(uow, decision.after, actor, ctx.now)
    reading = after.reading
    read_by = [
        (names, part, reading)
        for part in decision.after.parts[decision.first_new - 1 :]
        if (names := _names(uow, decision.after, part, after.ids))
    ]
    before = None if decision.before is None else view_of(uow, decision.before, actor, ctx.now)
    choices: Choices = {} if before is None else choices_for(uow, before, command.form, _context(ctx))
    title = begun_title(command.form, after.school) if before is None else before.title
    pupils = pupils_in(_written(command), _known_names(uow))
    return preview_card(title, command.form, command.data, choices, command.values, read_by, pupils)


def _opened(uow: UnitOfWork, command: OpenCase, ctx: CommandContext) -> Card:
    view = _view(uow, command.case_id, ctx)
    if command.place > len(view.parts):
        raise forged()
    return part_card(view, command.place) if command.place else _record(view)


def _listed(uow: UnitOfWork, command: ShowCases, ctx: CommandContext) -> Card:
    person = ctx.somebody
    begins = [begin_button(ladder) for ladder in ladders_of(person)]
    return case_list_card(views_of(uow, actor_of(uow, person, ctx.now), ctx.now), begins)


def _hidden(uow: UnitOfWork, command: HideCase, ctx: CommandContext) -> Card:
    view = _view(uow, command.case_id, ctx)
    return case_notice_card(view.case.id, may_read=True)


def _asked(uow: UnitOfWork, command: AskForDocument, ctx: CommandContext) -> Card:
    return _record(_view(uow, command.case_id, ctx), _SENT)


def _after_writing(uow: UnitOfWork, command: Any, ctx: CommandContext) -> Card:
    return how_it_stands(uow, command, ctx, _KEPT)


_SHOWN: Final[Mapping[type, Callable[[UnitOfWork, Any, CommandContext], Card]]] = {
    BeginCase: _begin,
    SayChildAtRisk: _at_risk,
    SayNoChildAtRisk: _no_risk,
    ShowForm: _form,
    Preview: _preview,
    OpenCase: _opened,
    ShowCases: _listed,
    AskForDocument: _asked,
    HideCase: _hidden,
}


def _record(view: CaseView, notice: str = "") -> Card:
    return case_card(view, [one.form for one in offers(view)], notice=notice)


def _view(uow: UnitOfWork, case_id: str, ctx: CommandContext) -> CaseView:
    actor = actor_of(uow, ctx.somebody, ctx.now)
    return view_of(uow, case_for(uow, case_id, actor), actor, ctx.now)


def _own_school(uow: UnitOfWork, urn: str, ladder: Ladder, ctx: CommandContext) -> School:
    school = school_of(uow, urn)
    if school not in schools_for(uow, actor_of(uow, ctx.somebody, ctx.now), ladder):
        raise Refused("not_yours", f"{school.full_name} is not a school of yours.", "E1")
    return school


def _check_ladder(person: Person, ladder: Ladder) -> None:
    if ladder not in ladders_of(person):
        raise Refused("not_yours", f"A {person.office_words} cannot begin that here.", "E1")


def _names(uow: UnitOfWork, case: Case, part: Part, ids: frozenset[str]) -> list[str]:
    """The others who will read a part, as far as its author knows of them."""
    own = {part.by.person_id, part.by.for_id}
    readers = [one for one in known_readers(case, part, ids) if one not in own]
    return [person.name for one in readers if (person := uow.roster.person(one)) is not None]


def _written(command: Preview) -> list[str]:
    worded = [box.name for box in command.form.boxes if box.kind in (BoxKind.WORDS, BoxKind.LINE)]
    return [command.values.get(name, "") for name in worded]


def _known_names(uow: UnitOfWork) -> list[str]:
    schools = uow.roster.schools()
    places_of = [word for one in schools for word in (one.name, one.town, one.local_authority)]
    return [*places_of, *(one.name for one in uow.roster.people(*Role))]


def _context(ctx: CommandContext) -> RenderContext:
    return RenderContext(ctx.now, ctx.policy)
