"""What is typed about the list: schools, school NAME, people, person NAME. Who may see what depends on the
trust's settings, so the answer is made after what was typed is noted."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Final

from automations.engine.command_bus import TrustPolicy
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import send_card, send_text
from automations.engine.roster import known_person
from automations.engine.workflow import Effect, Work
from automations.schools.people_cards import PeopleKind, people_about, person_about, wanted
from automations.schools.school_cards import SchoolKind, school_about
from automations.schools.school_list import own_schools, schools_about, sought
from handbook.core.people import Person
from handbook.schools.people_list import NOT_FOR_YOU, ShowPeople
from handbook.schools.school_list import ShowSchools
from handbook.schools.sight import NO_SCHOOL, is_keeper
from handbook.search.finding import matches, plain_words
from store.unit_of_work import UnitOfWork

SCHOOLS: Final = ("schools", "school")
PEOPLE: Final = ("people", "person")
_NO_SUCH: Final = "None of your schools is called that. Please type “schools” and look for it there."
_NOBODY: Final = "Nobody on the list is called that. Please type “people” and look for them there."


def list_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    """`schools` and `schools hilda` bring the list; `school hilda` and `school 900001` the one that it is, or those to
    choose from. The same of people."""
    word = words.partition(" ")[0]
    if word not in (*SCHOOLS, *PEOPLE):
        return None
    args = {"person_id": person.id, "words": words, "message_id": message_id}
    return [OutboxJob("answer_list", message_id, args, JobQueue.DESK)]


async def answer_list(work: Work, person_id: str, words: str, message_id: str) -> None:
    policy = work.bus.policy
    asks = _schools if words.partition(" ")[0] in SCHOOLS else _people
    await work.bus.record(lambda uow: asks(uow, known_person(uow, person_id), words, message_id, policy))


def _schools(uow: UnitOfWork, person: Person, words: str, message_id: str, policy: TrustPolicy) -> Iterable[OutboxJob]:
    word, _, wanted = words.partition(" ")
    mine = own_schools(uow, person, policy.administrator_id)
    if not mine:
        return [send_text(person.id, NO_SCHOOL.reason, message_id)]
    found = sought(uow, mine, ShowSchools(find=wanted))
    if word == "school":  # a school of that name comes before those served by somebody of that name
        typed = plain_words(wanted)
        found = [one for one in found if matches(typed, plain_words(f"{one.full_name} {one.urn}"))] or found
    if not found and word == "school":
        return [send_text(person.id, _NO_SUCH, message_id)]
    if len(found) == 1 and (word == "school" or len(mine) == 1):
        return [send_card(SchoolKind.SCHOOL, person.id, school_about(found[0].urn), 0, message_id)]
    return [_listed(SchoolKind.SCHOOLS, person, schools_about(person.id), wanted, message_id)]


def _people(uow: UnitOfWork, person: Person, words: str, message_id: str, policy: TrustPolicy) -> Iterable[OutboxJob]:
    word, _, name = words.partition(" ")
    if not is_keeper(person, policy.administrator_id):
        return [send_text(person.id, NOT_FOR_YOU.reason, message_id)]
    found = wanted(uow, ShowPeople(find=name))
    if not found and word == "person":
        return [send_text(person.id, _NOBODY, message_id)]
    if len(found) == 1 and word == "person":
        return [send_card(PeopleKind.PERSON, person.id, person_about(found[0].id), 0, message_id)]
    return [_listed(PeopleKind.PEOPLE, person, people_about(person.id), name, message_id)]


def _listed(kind: StrEnum, person: Person, about: str, find: str, message_id: str) -> OutboxJob:
    """What was typed is no part of the key, which stands in logs."""
    told, own = send_card(kind, person.id, f"{about}{find}", 0), f"{about}{message_id}"
    return replace(told, key=own, args={**told.args, "key": own})


EFFECTS: Final[Mapping[str, Effect]] = {
    "answer_list": Effect(answer_list, "What you asked for could not be sent", about=("answer", "person_id")),
}
