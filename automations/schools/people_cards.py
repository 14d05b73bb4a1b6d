"""The list of people and a person's card, for who keeps the list."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.trouble_hearers import ASKED_FOR, advisor
from automations.engine.ports import Card
from automations.engine.workflow import RecordTrouble, Reply
from automations.schools.edit_cards import counted_work
from cards.kit.lines import closed_card
from cards.schools.people import PersonSeen, people_card, person_card
from cards.schools.people_actions import ShowPerson
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.reach.states import AccountState, Reached, reached
from handbook.schools.list_edit import planned_words
from handbook.schools.paging import Keep, page_of
from handbook.schools.people_list import ShowPeople, ShowWho, is_wanted, key_of_person
from handbook.schools.school_dossier import checks_words
from handbook.schools.sight import is_keeper
from handbook.schools.trust_list import HOLDERS
from handbook.search.finding import plain_words
from store.unit_of_work import UnitOfWork

OF_PEOPLE: Final = "people"
OF_PERSON: Final = "list_person"
_PARTS: Final = (Role.HEADTEACHER, Role.SIP)


class PeopleKind(StrEnum):
    """The cards of the list of people that are sent, by name."""

    PEOPLE = "people"
    PERSON = "list_person"


def people_about(person_id: str, find: str = "") -> str:
    """Somebody's list, with what they typed: that is no part of the id, which stands in logs."""
    return f"{OF_PEOPLE}:{person_id}@{find}"


def person_about(person_id: str) -> str:
    return f"{OF_PERSON}:{person_id}"


def wanted(uow: UnitOfWork, asked: ShowPeople) -> list[Person]:
    """Those who are looked for, as far as the list itself says, in their order."""
    typed = plain_words(asked.find)
    return sorted((one for one in uow.roster.people(*Role) if is_wanted(one, asked, typed)), key=key_of_person)


def people_page(uow: UnitOfWork, asked: ShowPeople, viewer: Person, context: RenderContext) -> Card:
    if not is_keeper(viewer, context.policy.administrator_id):
        return closed_card()
    after, before = (_key(uow, one) for one in (asked.after, asked.before))
    page = page_of(wanted(uow, asked), key_of_person, _keeps(uow, asked.show), after, before)
    return people_card(page, tuple(_rows(uow, page.shown)), asked)


def render_person(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    """Raises Refused for somebody who never was on the list."""
    if not is_keeper(viewer, context.policy.administrator_id):
        return closed_card()
    person = uow.roster.known(card.record_id)
    if person is None:
        raise Refused("unknown", "I cannot find that person.")
    [row] = _rows(uow, [person])
    works = [one for part in _PARTS for one in counted_work(uow, person, part, context.now)]
    is_sip = viewer.is_a(Role.TRUST_ADVISOR) and person.is_a(Role.SIP)
    seen = PersonSeen(
        person,
        row.schools,
        row.reached,
        row.account,
        works,
        checks_words(uow.roster.checks(person.id), london_date(context.now)) if is_sip else "",
        tuple(map(planned_words, uow.list_edits.planned_of([person.id]))),
        uow.roster.person(person.id) is None,
    )
    return person_card(seen)


def _rows(uow: UnitOfWork, people: Sequence[Person]) -> Iterable[PersonSeen]:
    ids = [one.id for one in people]
    met, accounts = uow.conversations.every(ids), uow.accounts.seen(ids)
    serve = dict[str, list[School]]()
    for school in uow.roster.schools():
        for one_id in {getattr(school, name) for name in HOLDERS.values()} & set(ids):
            serve.setdefault(one_id, []).append(school)
    for one in people:
        account = accounts.get(one.id)
        words = account.state.words if account else "not looked up yet"
        yield PersonSeen(one, tuple(serve.get(one.id, ())), reached(met.get(one.id)).words, words)


def _key(uow: UnitOfWork, person_id: str) -> tuple[str, str] | None:
    """Where somebody stands or stood in their order, also one who has left the list meanwhile."""
    person = uow.roster.known(person_id) if person_id else None
    return key_of_person(person) if person else None


def _keeps(uow: UnitOfWork, show: ShowWho) -> Keep[Person] | None:
    def not_reached(people: Sequence[Person]) -> list[Person]:
        met = uow.conversations.every([one.id for one in people])
        return [one for one in people if reached(met.get(one.id)) is not Reached.REACHED]

    def no_account(people: Sequence[Person]) -> list[Person]:
        found = uow.accounts.seen([one.id for one in people])
        return [one for one in people if one.id in found and found[one.id].state is not AccountState.OPEN]

    return {ShowWho.NOT_REACHED: not_reached, ShowWho.NO_ACCOUNT: no_account}.get(show)


def render_people(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    """A person's own, as they asked for it first; anybody else gets a card that says nothing."""
    whose, _, find = card.record_id.partition("@")
    return people_page(uow, ShowPeople(find=find), viewer, context) if whose == viewer.id else closed_card()


def _page(uow: UnitOfWork, command: ShowPeople, viewer: Person, context: RenderContext, _click: Click) -> Card:
    return people_page(uow, command, viewer, context)


def _person(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(PeopleKind.PERSON, person_about(command.person))


CARDS: Final[Mapping[str, CardRenderer]] = {OF_PEOPLE: render_people, OF_PERSON: render_person}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    OF_PEOPLE: ASKED_FOR,
    OF_PERSON: RecordTrouble(advisor, asked_for=True),
}
REPLIES: Final[Mapping[type, Reply]] = {
    ShowPeople: Reply(_page, only_shows=True),
    ShowPerson: Reply(_person, only_shows=True),
}
