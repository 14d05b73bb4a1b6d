"""What is typed about allocations: the Trust Advisor's `wishes`, `conflicts`, `allocate` and `proposals`; `our wishes`
of headteachers, `my conflicts` of SIPs, and `other support` of both."""

from collections.abc import Iterable
from typing import Final

from automations.allocation.kinds import (
    AllocationKind,
    AllocationList,
    choice_about,
    declaration_about,
    send_list,
    support_about,
)
from automations.allocation.runs import asked_for, soon
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import in_order, send_card, send_text
from handbook.allocation.needs import advises
from handbook.core.people import Person, Role, School
from store.unit_of_work import UnitOfWork

ALLOCATE: Final = "allocate"
OUR_WISHES: Final = "our wishes"
MY_CONFLICTS: Final = "my conflicts"
SUPPORT: Final = "other support"
PROPOSALS: Final = "proposals"
_LISTS: Final = {
    "wishes": AllocationList.NEEDS,
    "conflicts": AllocationList.CONFLICTS,
    PROPOSALS: AllocationList.CHOICES,
}
_AT_MOST: Final = 6
"""Cards in one answer: Teams slows a chat down that gets more at once."""


def advisor_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if not advises(person):
        return None
    if words == ALLOCATE:
        return [soon(person, message_id), asked_for(person, message_id)]
    return [send_list(_LISTS[words], person.id, message_id)] if words in _LISTS else None


def conflicts_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words != MY_CONFLICTS or not person.is_a(Role.SIP):
        return None
    return [send_card(AllocationKind.DECLARATION, person.id, declaration_about(person.id), 0, message_id)]


def support_asked(uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    """A school's name may follow."""
    if not words.startswith(SUPPORT):
        return None
    mine = [one for one in _by_name(uow) if person.id in (one.headteacher_id, one.sip_id) or advises(person)]
    wanted = words.removeprefix(SUPPORT).replace("’", "'").split()
    found = [one for one in mine if all(word in one.full_name.casefold().replace("’", "'") for word in wanted)]
    if not mine:
        return None
    if len(found) > _AT_MOST:
        more = f"That is {len(found)} schools. Please type “{SUPPORT}” and a part of the school’s name."
        return [send_text(person.id, more, message_id)]
    told = [send_card(AllocationKind.SUPPORT, person.id, support_about(one.urn), 0, message_id) for one in found]
    return [in_order(told, message_id)] if told else [send_text(person.id, "I cannot find that school.", message_id)]


def proposals_asked(uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    """A headteacher's or chair's own, as far as they are open."""
    if words != PROPOSALS:
        return None
    own = {one.urn for one in uow.roster.schools() if one.headteacher_id == person.id}
    chairs = person.is_a(Role.CHAIR_OF_GOVERNORS)
    if not own and not chairs:
        return None
    found = [one for one in uow.sip_choices.open_ones() if one.urn in own or (chairs and one.chair_id == person.id)]
    if not found:
        return [send_text(person.id, "No SIP is being proposed to your school now.", message_id)]
    told = [send_card(AllocationKind.CHOICE, person.id, choice_about(one.id), 0, message_id) for one in found]
    return [in_order(told[:_AT_MOST], message_id)]


def wishes_asked(uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    """Of the year that schools are asked about at that time."""
    if words != OUR_WISHES or not any(one.headteacher_id == person.id for one in uow.roster.schools()):
        return None
    args = {"person_id": person.id, "message_id": message_id}
    return [OutboxJob("send_wishes", message_id, args, JobQueue.TEAMS)]


def _by_name(uow: UnitOfWork) -> Iterable[School]:
    return sorted(uow.roster.schools(), key=lambda one: (one.full_name, one.urn))
