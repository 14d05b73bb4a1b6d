"""What the demo's SIPs have on record, so that `allocate` has something to work with."""

from datetime import date, datetime
from typing import Final

from handbook.core.british_time import london_date
from handbook.reports.paper.boxes import PRACTICE_TAGS
from handbook.sip_team.record import (
    Capacity,
    Experience,
    OfstedPosition,
    Phase,
    SchoolContext,
    SipKind,
    SipRecord,
    Training,
    TrainingTopic,
)
from store.audit import AuditEntry
from store.database import Database

_TRAINED_ON: Final = date(2024, 9, 3)
_HALF_DAYS: Final = 40
_TOPICS: Final = 5


def lay_team(database_url: str, now: datetime) -> None:
    """Each SIP with current checks has had the training, can take on four schools, and knows something that others do
    not. Who has none is left alone: the service is reminding of that."""
    database = Database(database_url)
    try:
        with database.writing() as uow:
            for number, member in enumerate(uow.sip_records.team()):
                is_checked = member.checks is not None and member.checks.are_current(london_date(now))
                if is_checked and member.record.revision == 0:
                    entry = AuditEntry("service", "demo_laid", f"person:{member.person.id}")
                    uow.sip_records.save(_record(member.person.id, number), entry, now)
    finally:
        database.close()


def _record(sip_id: str, number: int) -> SipRecord:
    kinds, contexts, positions = tuple(SipKind), tuple(SchoolContext), tuple(OfstedPosition)
    first = number * 3
    turned = (*PRACTICE_TAGS[first:], *PRACTICE_TAGS[:first])
    trained = (Training(TrainingTopic.PERFORMANCE_MANAGEMENT, _TRAINED_ON),) if number % 2 == 0 else ()
    return SipRecord(
        sip_id,
        kinds[number % len(kinds)],
        _TRAINED_ON,
        trained,
        Capacity(_HALF_DAYS),
        Experience(
            (Phase.PRIMARY, Phase.INFANT), contexts[number : number + 3], positions[number % 3 : number % 3 + 2]
        ),
        tuple(turned[:_TOPICS]),
    )
