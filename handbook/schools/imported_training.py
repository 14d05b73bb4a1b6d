"""What a file says of the training of SIPs (T1, T3), and what the list would say then."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from handbook.schools.outcome import RowOutcome
from handbook.schools.trust_list import TrustList
from handbook.sip_team.record import SipRecord, Training, TrainingTopic


@dataclass(frozen=True, slots=True)
class ImportedTraining:
    """One row: a training that one SIP has had. Without a topic it is the initial one."""

    sip_id: str
    topic: TrainingTopic | None
    on: date


def wanted_training(known: TrustList, found: Iterable[ImportedTraining]) -> TrustList:
    """The list as far as the file says it. What a file does not mention stays on record."""
    sips: dict[str, SipRecord] = {}
    for one in found:
        before = sips.get(one.sip_id) or known.sips.get(one.sip_id) or SipRecord(one.sip_id)
        sips[one.sip_id] = trained(before, one.topic, one.on)
    return TrustList(sips=sips)


def trained(record: SipRecord, topic: TrainingTopic | None, on: date) -> SipRecord:
    """The record with a training; of the initial one there is one day."""
    if topic is None:
        return replace(record, initial_training_on=on)
    return replace(record, trainings=tuple(sorted({*record.trainings, Training(topic, on)}, key=_in_order)))


def outcome_of_training(known: TrustList, one: ImportedTraining) -> RowOutcome:
    """What a row would do."""
    before = known.sips.get(one.sip_id) or SipRecord(one.sip_id)
    if trained(before, one.topic, one.on) == before:
        return RowOutcome.UNCHANGED
    is_moved = one.topic is None and before.initial_training_on is not None
    return RowOutcome.CHANGED if is_moved else RowOutcome.CREATED


def _in_order(one: Training) -> tuple[date, str]:
    return one.on, one.topic
