"""SIPs proposed to schools for tests. Each state is reached by the handbook's own functions."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from handbook.allocation.choices.choice import AllocationPolicy, Around, EndReason, ProposeSip, SipChoice, proposed
from handbook.allocation.choices.confirming import (
    ConfirmChoice,
    DeclineChoice,
    RecordChairsWord,
    chair_recorded,
    confirmed,
    declined,
)
from handbook.allocation.choices.deploying import DeployChoice, UndoChoice, deployed, set_to_start, undone
from handbook.allocation.choices.ending import called_off
from handbook.allocation.choices.moves import ChoiceStatus
from handbook.allocation.conflicts.conflict import Conflict, ConflictKind, Lifting, Origin
from handbook.core.people import Person, Role
from handbook.sip_team.record import SipRecord
from handbook.sip_team.standing import TeamMember
from handbook.visits.checks import SipChecks
from tests.support.builders import MONDAY, a_person, a_school
from tests.support.covers import DEPUTY, another

ADVISOR, HEAD, SIP = a_person(Role.TRUST_ADVISOR), a_person(Role.HEADTEACHER), a_person(Role.SIP)
CHAIR, NEW_SIP, OTHER_HEAD = a_person(Role.CHAIR_OF_GOVERNORS), DEPUTY, another(Role.HEADTEACHER)
"""`NEW_SIP` is proposed to the school that has `SIP`."""
SCHOOL = a_school()
TODAY: Final = date(2026, 11, 23)
STARTS: Final = date(2027, 1, 5)
CHAIRS_NAME: Final = "Constance Upton"
THIRD_SIP_ID: Final = "00000000-0000-4000-8000-0000000000e7"
S = ChoiceStatus


def a_member(person: Person = NEW_SIP, *, checked: bool = True, **record: Any) -> TeamMember:
    """A SIP with checks and training on record."""
    checks = SipChecks(person.id, date(2026, 7, 1), date(2026, 7, 1), date(2027, 8, 31)) if checked else None
    kept = SipRecord(person.id, initial_training_on=date(2025, 9, 1))
    return TeamMember(person, checks, replace(kept, **record))


def an_around(**changes: Any) -> Around:
    around = Around(SCHOOL, a_member(), None, TODAY, policy=AllocationPolicy())
    return replace(around, **changes)


def around_before(**changes: Any) -> Around:
    """What is looked at of the SIP whom the school had, after another was deployed."""
    return an_around(school=replace(SCHOOL, sip_id=NEW_SIP.id), member=a_member(SIP), **changes)


def a_conflict(kind: ConflictKind = ConflictKind.FAMILY, **changes: Any) -> Conflict:
    made = Conflict("conflict-1", NEW_SIP.id, SCHOOL.urn, kind, Origin.DECLARED, MONDAY, NEW_SIP.id, revision=1)
    return replace(made, **changes)


LIFTED: Final = Lifting(ADVISOR.id, MONDAY, "The cousin left the school in 2019.")


def a_choice(status: ChoiceStatus = S.PROPOSED, **changes: Any) -> SipChoice:
    """One that has come as far as this; the headteacher confirms first, and records the chair's word."""
    choice = proposed(
        ProposeSip(SCHOOL.urn, NEW_SIP.id),
        an_around(),
        ADVISOR,
        MONDAY,
        "choice-1",
        why=("Has worked with: primary.", "Knows: Reading, Maths.", "The school has asked for nothing in particular."),
        alternates=(THIRD_SIP_ID, SIP.id),
    )
    choice = replace(choice, revision=1)
    if status is S.DECLINED:
        command = DeclineChoice(choice.id, 1, "We worked together before.", is_conflict=False)
        choice = declined(choice, command, an_around(), HEAD, MONDAY)
    if status is S.ENDED:
        choice = replace(called_off(choice, ADVISOR, MONDAY), ended=EndReason.CHECKS)
    if status is S.CHAIR_CONFIRMED:
        choice = by_chair(choice)
    if status in (S.HEAD_CONFIRMED, S.CONFIRMED, S.SCHEDULED, S.DEPLOYED, S.UNDONE):
        choice = by_head(choice)
    if status in (S.CONFIRMED, S.SCHEDULED, S.DEPLOYED, S.UNDONE):
        choice = by_chair(choice)
    if status in (S.SCHEDULED, S.DEPLOYED, S.UNDONE):
        day = STARTS if status is S.SCHEDULED else TODAY
        choice = set_to_start(choice, DeployChoice(choice.id, day), an_around(), ADVISOR)
    if status in (S.DEPLOYED, S.UNDONE):
        choice = deployed(choice, an_around(), MONDAY)
    if status is S.UNDONE:
        choice = undone(choice, UndoChoice(choice.id, "It was a mistake."), around_before(), ADVISOR, MONDAY)
    return replace(choice, **changes)


def by_head(choice: SipChoice, now: datetime = MONDAY) -> SipChoice:
    return confirmed(choice, ConfirmChoice(choice.id, choice.revision), an_around(), HEAD, now)


def by_chair(choice: SipChoice, now: datetime = MONDAY) -> SipChoice:
    command = RecordChairsWord(choice.id, choice.revision, CHAIRS_NAME, TODAY)
    return chair_recorded(choice, command, an_around(), HEAD, now)


LATER = MONDAY + timedelta(days=1)
