"""What a button about a case is answered with. It is drawn for whoever pressed it, and stands nowhere else."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from automations.cases.books import actor_of, case_for, choices_for, schools_for, view_of, views_of
from automations.cases.deciding import begun_already, decided
from automations.engine.command_bus import Occasion, Sight
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
    LADDER_OF,
    begin_button,
    beginning_card,
    beginning_of,
    begun_title,
    contacts_card,
    ladder_of,
    question_card,
)
from cards.cases.record import CaseView, case_card, part_card
from cards.kit.click_fields import forged
from handbook.cases.answers import known_readers
from handbook.cases.case import Case, Confidential, Ladder, Part
from handbook.cases.pupils import pupils_in
from handbook.cases.reading import places
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from store.ledger import Ledger

ONLY_SHOWS: Final = (BeginCase, SayChildAtRisk, SayNoChildAtRisk, ShowForm, Preview, HideCase)
"""They keep nothing: not that they were asked, nor what was answered."""
_KEPT: Final = "That is on record. Whoever was given it hears that something needs them."
_SENT: Final = "The document comes in a message of its own."


def case_answer(books: Ledger, command: Confidential, occasion: Occasion) -> Card:
    """Raises Refused."""
    show = _SHOWN.get(type(command), _after_writing)
    return show(books, command, occasion)


def how_it_stands(books: Ledger, command: Any, occasion: Occasion, notice: str) -> Card:
    """The case that a command is about, as it now is. Raises Refused."""
    written = command.command if isinstance(command, Preview) else command
    case_id = getattr(written, "case_id", "")
    if case_id:
        return _record(_view(books, case_id, occasion), notice)
    actor = actor_of(books, occasion.somebody, occasion.now)
    case = begun_already(books, written, actor)
    if case is None:
        raise forged()
    return _record(view_of(books, case, actor, occasion.now), notice)


def _begin(books: Ledger, command: BeginCase, occasion: Occasion) -> Card:
    person, sight = occasion.somebody, occasion.now
    _check_ladder(person, command.ladder)
    return question_card(command.ladder, schools_for(books, actor_of(books, person, sight), command.ladder), person)


def _at_risk(books: Ledger, command: SayChildAtRisk, occasion: Occasion) -> Card:
    person = occasion.somebody
    own = schools_for(books, actor_of(books, person, occasion.now), command.ladder)
    meant = [one for one in own if one.urn == command.urn] or own
    return contacts_card([(one, books.roster.safeguarding(one)) for one in meant], person, command.ladder)


def _no_risk(books: Ledger, command: SayNoChildAtRisk, occasion: Occasion) -> Card:
    _check_ladder(occasion.somebody, command.ladder)
    if not command.urn:
        raise Refused("missing", "Please choose the school first.")
    return beginning_card(command.ladder, _own_school(books, command.urn, command.ladder, occasion), occasion.somebody)


def _form(books: Ledger, command: ShowForm, occasion: Occasion) -> Card:
    if command.urn:
        form = beginning_of(command.verb)
        if form is None:
            raise forged()
        school = _own_school(books, command.urn, ladder_of(form), occasion)
        return form_card(begun_title(form, school), form, {"school": school.urn}, {}, {})
    view = _view(books, command.case_id, occasion)
    offer = offer_of(view, command.verb)
    if offer is None:
        raise Refused("stale", "That cannot be done here now. Here it is as it stands.")
    choices = choices_for(books, view, offer.form, _sight(occasion))
    return form_card(view.title, offer.form, offer.data, choices, {})


def _preview(books: Ledger, command: Preview, occasion: Occasion) -> Card:
    decision = decided(books, command.command, occasion)
    actor = actor_of(books, occasion.somebody, occasion.now)
    after = view_of(books, decision.after, actor, occasion.now)
    place = places(after.parts)
    read_by = [
        (names, part, place)
        for part in decision.after.parts[decision.first_new - 1 :]
        if (names := _names(books, decision.after, part, after.ids))
    ]
    before = None if decision.before is None else view_of(books, decision.before, actor, occasion.now)
    choices: Choices = {} if before is None else choices_for(books, before, command.form, _sight(occasion))
    title = begun_title(command.form, after.school) if before is None else before.title
    pupils = pupils_in(_written(command), _known_names(books))
    return preview_card(title, command.form, command.data, choices, command.values, read_by, pupils)


def _opened(books: Ledger, command: OpenCase, occasion: Occasion) -> Card:
    view = _view(books, command.case_id, occasion)
    if command.place > len(view.parts):
        raise forged()
    return part_card(view, command.place) if command.place else _record(view)


def _listed(books: Ledger, command: ShowCases, occasion: Occasion) -> Card:
    person = occasion.somebody
    ladder = LADDER_OF.get(person.role)
    begins = [] if ladder is None else [begin_button(ladder)]
    return case_list_card(views_of(books, actor_of(books, person, occasion.now), occasion.now), begins)


def _hidden(books: Ledger, command: HideCase, occasion: Occasion) -> Card:
    view = _view(books, command.case_id, occasion)
    return case_notice_card(view.case.id, view.case.ladder, occasion.somebody)


def _asked(books: Ledger, command: AskForDocument, occasion: Occasion) -> Card:
    return _record(_view(books, command.case_id, occasion), _SENT)


def _after_writing(books: Ledger, command: Any, occasion: Occasion) -> Card:
    return how_it_stands(books, command, occasion, _KEPT)


_SHOWN: Final[Mapping[type, Callable[[Ledger, Any, Occasion], Card]]] = {
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


def _view(books: Ledger, case_id: str, occasion: Occasion) -> CaseView:
    actor = actor_of(books, occasion.somebody, occasion.now)
    return view_of(books, case_for(books, case_id, actor), actor, occasion.now)


def _own_school(books: Ledger, urn: str, ladder: Ladder, occasion: Occasion) -> School:
    school = school_of(books, urn)
    if school not in schools_for(books, actor_of(books, occasion.somebody, occasion.now), ladder):
        raise Refused("not_yours", f"{school.full_name} is not a school of yours.", "E1")
    return school


def _check_ladder(person: Person, ladder: Ladder) -> None:
    if LADDER_OF.get(person.role) is not ladder:
        raise Refused("not_yours", f"That does not begin with the {person.role.words}.", "E1")


def _names(books: Ledger, case: Case, part: Part, ids: frozenset[str]) -> list[str]:
    """The others who will read a part, as far as its author knows of them."""
    own = {part.by.person_id, part.by.for_id}
    readers = [one for one in known_readers(case, part, ids) if one not in own]
    return [person.name for one in readers if (person := books.roster.person(one)) is not None]


def _written(command: Preview) -> list[str]:
    worded = [box.name for box in command.form.boxes if box.kind in (BoxKind.WORDS, BoxKind.LINE)]
    return [command.values.get(name, "") for name in worded]


def _known_names(books: Ledger) -> list[str]:
    schools = books.roster.schools()
    places_of = [word for one in schools for word in (one.name, one.town, one.local_authority)]
    return [*places_of, *(one.name for one in books.roster.people(*Role))]


def _sight(occasion: Occasion) -> Sight:
    return Sight(occasion.now, occasion.customs)
