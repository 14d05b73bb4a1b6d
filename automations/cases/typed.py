"""What is typed about concerns and complaints. The answer is a card that holds no word of any, and is not remembered:
once it is sent, the queue forgets within a minute that somebody asked."""

from collections.abc import Mapping
from typing import Final

from automations.cases.loading import actor_of, schools_for
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import NOT_REACHED
from automations.engine.ports import Card
from automations.engine.roster import known_person
from automations.engine.sending.once import send_message
from automations.engine.workflow import Effect, Work
from cards.cases.question import ladders_of, question_card, records_card
from handbook.cases.case import Ladder
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from store.unit_of_work import UnitOfWork

_BEGINS: Final = {
    "concern": Ladder.CONCERN,
    "raise a concern": Ladder.CONCERN,
    "complaint": Ladder.COMPLAINT,
    "problem": Ladder.COMPLAINT,
}
RECORDS: Final = "my records"
SYNONYMS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("a concern", "i have a concern", "concerns", "i am worried"), "concern"),
    **dict.fromkeys(("complain", "i want to complain", "complaints", "a complaint", "i have a complaint"), "complaint"),
}
_RECORDS: Final = frozenset((RECORDS, "records"))
_GIVEN: Final = (Role.TRUST_ADVISOR, Role.DSO, Role.DIRECTOR, Role.CHAIR_OF_TRUST_BOARD)
"""Who begins none, and is given some: the words for beginning one show them theirs."""


def asked_for_case(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    return [case_asked(person, words, message_id)] if _may_ask(person, words) else None


def _may_ask(person: Person, words: str) -> bool:
    return _shows(person, words) or (words in _BEGINS and _BEGINS[words] in ladders_of(person))


def _shows(person: Person, words: str) -> bool:
    """Whether the list of their records is the answer."""
    return words in _RECORDS or (words in _BEGINS and not ladders_of(person) and person.is_a(*_GIVEN))


def case_asked(person: Person, words: str, message_id: str) -> OutboxJob:
    return OutboxJob("send_case_card", message_id, {"person_id": person.id, "words": words}, JobQueue.TEAMS)


async def send_case_card(work: Work, person_id: str, words: str) -> None:
    """After a crash at the wrong moment it may be sent twice."""
    card = await work.bus.read(lambda uow: _card(uow, known_person(uow, person_id), words, work))
    await send_message(work, person_id, card)


EFFECTS: Final[Mapping[str, Effect]] = {
    "send_case_card": Effect(
        send_case_card, "What you asked for could not be sent", NOT_REACHED, about=("answer", "person_id")
    ),
}


def _card(uow: UnitOfWork, person: Person, words: str, work: Work) -> Card:
    if not _may_ask(person, words):  # whose role is another since
        raise Refused("not_yours", "That is not yours to ask for.")
    if _shows(person, words):
        return records_card()
    ladder = _BEGINS[words]
    schools = schools_for(uow, actor_of(uow, person, work.bus.now()), ladder)
    return question_card(ladder, schools, person)
