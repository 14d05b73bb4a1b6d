"""What is typed about the list: schools, school NAME. Who may see what depends on the trust's settings, so the answer
is made after what was typed is noted."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from automations.engine.command_bus import TrustPolicy
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import send_card, send_text
from automations.engine.roster import known_person
from automations.engine.workflow import Effect, Work
from automations.schools.school_cards import SchoolKind, school_about
from automations.schools.school_list import own_schools, schools_about, sought
from handbook.core.people import Person
from handbook.schools.school_list import ShowSchools
from handbook.schools.sight import NO_SCHOOL
from store.unit_of_work import UnitOfWork

WORDS: Final = ("schools", "school")
_NO_SUCH: Final = "None of your schools is called that. Please type “schools” and look for it there."


def schools_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    """`schools` and `schools hilda` bring the list; `school hilda` and `school 900001` the one that it is, or those to
    choose from."""
    word = words.partition(" ")[0]
    if word not in WORDS:
        return None
    args = {"person_id": person.id, "words": words, "message_id": message_id}
    return [OutboxJob("answer_schools", message_id, args, JobQueue.DESK)]


async def answer_schools(work: Work, person_id: str, words: str, message_id: str) -> None:
    policy = work.bus.policy
    await work.bus.record(lambda uow: _answer(uow, known_person(uow, person_id), words, message_id, policy))


def _answer(uow: UnitOfWork, person: Person, words: str, message_id: str, policy: TrustPolicy) -> Iterable[OutboxJob]:
    word, _, wanted = words.partition(" ")
    mine = own_schools(uow, person, policy.administrator_id)
    if not mine:
        return [send_text(person.id, NO_SCHOOL.reason, message_id)]
    found = sought(uow, mine, ShowSchools(find=wanted))
    if not found and word == "school":
        return [send_text(person.id, _NO_SUCH, message_id)]
    if len(found) == 1 and (word == "school" or len(mine) == 1):
        return [send_card(SchoolKind.SCHOOL, person.id, school_about(found[0].urn), 0, message_id)]
    told = send_card(SchoolKind.SCHOOLS, person.id, schools_about(person.id, wanted), 0, message_id)
    own = f"{schools_about(person.id)}{message_id}"
    return [replace(told, key=own, args={**told.args, "key": own})]


EFFECTS: Final[Mapping[str, Effect]] = {
    "answer_schools": Effect(answer_schools, "What you asked for could not be sent", about=("answer", "person_id")),
}
