"""What is typed about training: `my training` by a SIP; `training` and `training NAME` by the Trust Advisor."""

from typing import Final

from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_card, send_text
from automations.sip_team.team import named_so
from automations.sip_team.training.cards import OF_ALL, TrainingKind, sip_training_about
from handbook.core.people import Person, Role
from handbook.sip_team.training.session import may_set
from store.unit_of_work import UnitOfWork

MINE: Final = "my training"
ALL: Final = "training"
_AT_MOST: Final = 5
_NO_SUCH: Final = "No School Improvement Partner on the list is called that. Please type “sips” and look there."
_MANY: Final = "More than one School Improvement Partner is called that. Please type the whole name."


def training_asked(uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words != MINE and words.split(" ", maxsplit=1)[0] != ALL:
        return None
    wanted = words.removeprefix(ALL).strip() if words != MINE else ""
    if may_set(person) and words != MINE:
        return _for_advisor(uow, person, wanted, message_id)
    if not person.is_a(Role.SIP):
        return None
    return [send_card(TrainingKind.OF_SIP, person.id, sip_training_about(person.id), 0, message_id)]


def _for_advisor(uow: UnitOfWork, person: Person, wanted: str, message_id: str) -> list[OutboxJob]:
    if not wanted:
        return [send_card(TrainingKind.ALL, person.id, f"{OF_ALL}:all", 0, message_id)]
    found = [one for one in uow.roster.people(Role.SIP) if named_so(one.name, wanted)]
    if not 1 <= len(found) <= _AT_MOST:
        return [send_text(person.id, _MANY if found else _NO_SUCH, f"training:{message_id}")]
    return [send_card(TrainingKind.OF_SIP, person.id, sip_training_about(one.id), 0, message_id) for one in found]
