"""Who came to a training session, and what that makes of the records of SIPs (T1, T3): the same that a list of training
imports."""

from dataclasses import dataclass, replace
from datetime import datetime

from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.schools.imported_training import trained
from handbook.sip_team.record import SipRecord
from handbook.sip_team.training.session import TrainingSession, check_may_set, has_begun


@dataclass(frozen=True, slots=True)
class RecordAttendance:
    """`present` are ids of people and addresses of guests; all others who were invited were absent."""

    session_id: str
    revision: int
    present: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenSession:
    """The Trust Advisor wants a session as a card of its own."""

    session_id: str


@dataclass(frozen=True, slots=True)
class AskWhoCame:
    """A command of the clock: a session is over."""

    session_id: str


def attended(session: TrainingSession, command: RecordAttendance, person: Person, now: datetime) -> TrainingSession:
    """Said again, it is corrected. Raises Refused, also for somebody who was not invited, and where two record at
    once."""
    check_may_set(person)
    if not has_begun(session, now):
        words = "Please record who came once the training has begun, and only if it takes place."
        raise Refused("no_date", words, "T1")
    if command.revision != session.revision:
        raise Refused("stale", "Somebody recorded this meanwhile. Here is how it stands now.", "T1")
    present = tuple(dict.fromkeys(command.present))
    if set(present) - {*session.invited_ids, *(guest.email for guest in session.guests)}:
        words = (
            "One of these people was not invited, so nothing was recorded. If they came anyway, note the training "
            "on their record: type “sip” and their name."
        )
        raise Refused("missing", words, "T1")
    return replace(session, present=present, recorded_at=now)


def asked_who_came(session: TrainingSession, now: datetime) -> TrainingSession:
    """Raises Refused where it was asked already."""
    if session.asked_at is not None:
        raise Refused("stale", "This has been asked already.")
    return replace(session, asked_at=now)


def with_attendance(record: SipRecord, before: TrainingSession, after: TrainingSession) -> SipRecord:
    """The record of a SIP who was invited. The first initial training counts; what was recorded by mistake is taken off
    again."""
    on, was, is_now = after.at.on, record.sip_id in before.present, record.sip_id in after.present
    if is_now:
        return _with(record, after)
    if not was:
        return record
    kept = tuple(one for one in record.trainings if not (one.on == on and one.topic in after.subject.topics))
    is_own = after.subject.is_initial and record.initial_training_on == on
    return replace(record, trainings=kept, initial_training_on=None if is_own else record.initial_training_on)


def _with(record: SipRecord, session: TrainingSession) -> SipRecord:
    on = session.at.on
    if session.counts_as_initial and (record.initial_training_on is None or record.initial_training_on > on):
        record = trained(record, None, on)
    for topic in session.subject.topics:
        record = trained(record, topic, on)
    return record
