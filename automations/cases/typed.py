"""What is typed about concerns and complaints. The answer is a card that holds no word of any, and is not remembered:
once it is sent, the queue forgets within a minute that somebody asked."""

from collections.abc import Mapping
from typing import Final

from automations.cases.books import actor_of, schools_for
from automations.engine.outbox import FarEnd, Promise
from automations.engine.ports import Card
from automations.engine.roster import known_person
from automations.engine.workflow import Effect, Work
from cards.cases.question import LADDER_OF, question_card, records_card
from handbook.cases.case import Ladder
from handbook.core.people import Person
from handbook.core.refusal import Refused
from store.ledger import Ledger

_BEGINS: Final = {
    "concern": Ladder.CONCERN,
    "raise a concern": Ladder.CONCERN,
    "complaint": Ladder.COMPLAINT,
    "problem": Ladder.COMPLAINT,
}
_RECORDS: Final = frozenset(("my records", "records"))


def asked_for_case(_books: Ledger, person: Person, words: str, message_id: str) -> list[Promise] | None:
    return [case_asked(person, words, message_id)] if _may_ask(person, words) else None


def _may_ask(person: Person, words: str) -> bool:
    return words in _RECORDS or (words in _BEGINS and LADDER_OF.get(person.role) is _BEGINS[words])


def case_asked(person: Person, words: str, message_id: str) -> Promise:
    return Promise("send_case_card", message_id, {"person_id": person.id, "words": words}, FarEnd.TEAMS)


async def send_case_card(work: Work, person_id: str, words: str) -> None:
    """After a crash at the wrong moment it may be sent twice."""
    card = await work.desk.read(lambda books: _card(books, known_person(books, person_id), words, work))
    await work.messenger.send_card(person_id, card, card["fallbackText"])


EFFECTS: Final[Mapping[str, Effect]] = {"send_case_card": send_case_card}


def _card(books: Ledger, person: Person, words: str, work: Work) -> Card:
    if not _may_ask(person, words):  # whose role is another since
        raise Refused("not_yours", "That is not yours to ask for.")
    if words in _RECORDS:
        return records_card()
    ladder = _BEGINS[words]
    schools = schools_for(books, actor_of(books, person, work.desk.now()), ladder)
    return question_card(ladder, schools, person)
