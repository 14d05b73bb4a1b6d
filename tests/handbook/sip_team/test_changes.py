"""Who may change what of a SIP's record, and what is not taken (C1, T1, T3, A2, R1)."""

from dataclasses import replace
from datetime import date

import pytest

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.sip_team.changes import (
    ChangeCapacity,
    ChangeChecks,
    ChangeExperience,
    ChangeKind,
    ChangeRecord,
    ChangeTraining,
    check_may_amend,
    check_may_keep,
    checks_changed,
    checks_mark,
    lacking,
    may_see,
    record_changed,
    training_mark,
)
from handbook.sip_team.record import Capacity, OfstedPosition, Phase, SipKind, SipRecord, Training, TrainingTopic
from handbook.visits.checks import DbsLevel, SipChecks
from tests.support import builders as a
from tests.support.sip_team import ADVISOR, CHECKS, OTHER_SIP, RECORD, SIP, TODAY

ADMINISTRATOR = a.a_person(Role.DSO)
EVERYBODY = [*(a.a_person(role) for role in Role), OTHER_SIP]


@pytest.mark.parametrize("person", EVERYBODY, ids=lambda one: one.name)
def test_who_sees_and_who_changes(person: Person) -> None:
    keeps = person in (ADVISOR, ADMINISTRATOR)
    assert may_see(SIP.id, person, ADMINISTRATOR.id) is (keeps or person == SIP)
    for may, check in (
        (keeps, lambda: check_may_keep(person, ADMINISTRATOR.id)),
        (keeps or person == SIP, lambda: check_may_amend(SIP.id, person, ADMINISTRATOR.id)),
    ):
        if may:
            check()
        else:
            with pytest.raises(Refused) as no:
                check()
            assert no.value.code == "not_yours"


def test_somebody_who_is_no_sip_any_more_has_no_record_of_their_own() -> None:
    assert not may_see(SIP.id, replace(SIP, role=Role.HEADTEACHER), "")


def checks_command(**changes: object) -> ChangeChecks:
    days = (date(2026, 9, 1), date(2026, 9, 2), date(2029, 9, 2))
    return replace(ChangeChecks(SIP.id, checks_mark(CHECKS), *days, DbsLevel.ENHANCED, " T.  Marlowe "), **changes)


def test_checks_are_what_the_form_says() -> None:
    after = checks_changed(CHECKS, checks_command(), TODAY)
    days = (date(2026, 9, 1), date(2026, 9, 2), date(2029, 9, 2))
    assert after == SipChecks(SIP.id, *days, DbsLevel.ENHANCED, "T. Marlowe")
    empty = ChangeChecks(SIP.id, "none", None, None, None, None, "")
    assert checks_changed(None, empty, TODAY) == SipChecks(SIP.id)
    assert checks_mark(SipChecks(SIP.id)) == "0.0.0"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (checks_command(mark="none"), "changed meanwhile"),
        (checks_command(dbs_checked_on=date(2026, 11, 24)), "a day to come"),
        (checks_command(recruitment_checked_on=date(2026, 11, 24)), "a day to come"),
        (checks_command(dbs_review_by=date(2026, 9, 2)), "after the check"),
        (checks_command(checked_by="001234567890"), "never kept here"),
    ],
)
def test_checks_that_are_not_taken(command: ChangeChecks, words: str) -> None:
    with pytest.raises(Refused, match=words):
        checks_changed(CHECKS, command, TODAY)


def changed(command: ChangeRecord, record: SipRecord = RECORD) -> SipRecord:
    return record_changed(record, command, a.MONDAY, TODAY)


def test_training_is_added_and_taken_off() -> None:
    had = RECORD.trainings[0]
    command = ChangeTraining(SIP.id, 0, date(2026, 8, 21), TrainingTopic.OFSTED, TODAY, (training_mark(had),))
    after = changed(command)
    assert after.initial_training_on == date(2026, 8, 21)
    assert after.trainings == (RECORD.trainings[1], Training(TrainingTopic.OFSTED, TODAY))
    assert after.changed_at == a.MONDAY
    assert changed(replace(command, topic=None, on=None, taken_off=())).trainings == RECORD.trainings


def test_kind_capacity_and_experience() -> None:
    assert changed(ChangeKind(SIP.id, 0, SipKind.SERVING_HEAD, " 900002 ")).own_urn == "900002"
    after = changed(ChangeKind(SIP.id, 0, None))
    assert (after.kind, after.own_urn) == (None, "")
    after = changed(ChangeCapacity(SIP.id, 0, "30", "", "0", "northbeck"))
    assert (after.capacity, after.home_area) == (Capacity(30, None, 0), "northbeck")
    command = ChangeExperience(SIP.id, 0, (Phase.NURSERY,), (), (OfstedPosition.URGENT,), ("maths",), "judo, Reading")
    after = changed(command)
    assert (after.experience.phases, after.experience.positions) == ((Phase.NURSERY,), (OfstedPosition.URGENT,))
    assert set(after.expertise) == {"Maths", "Reading", "judo"}


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (ChangeKind(SIP.id, 1, None), "changed meanwhile"),
        (ChangeKind(SIP.id, 0, SipKind.CONSULTANT, "900002"), "Only a serving headteacher"),
        (ChangeKind(SIP.id, 0, SipKind.SERVING_HEAD, "St Bede’s"), "six digits"),
        (ChangeKind(SIP.id, 0, SipKind.SERVING_HEAD, "90000²"), "six digits"),
        (ChangeTraining(SIP.id, 0, None, TrainingTopic.DATA, None), "both a training and its day"),
        (ChangeTraining(SIP.id, 0, None, None, TODAY), "both a training and its day"),
        (ChangeTraining(SIP.id, 0, None, TrainingTopic.DATA, date(2026, 11, 24)), "this day is to come"),
        (ChangeCapacity(SIP.id, 0, "many", "", "", ""), "half-days in a year as a whole number from 0 to 400"),
        (ChangeCapacity(SIP.id, 0, "401", "", "", ""), "from 0 to 400"),
        (ChangeCapacity(SIP.id, 0, "", "-1", "", ""), "half-days in a week"),
        (ChangeCapacity(SIP.id, 0, "", "", "²", ""), "number of schools"),
        (ChangeCapacity(SIP.id, 0, "", "", "99999", ""), "number of schools"),
        (ChangeCapacity(SIP.id, 0, "", "", "", "12 Mill Lane"), "no street"),
        (ChangeExperience(SIP.id, 0, (), (), (), ("astrology",), ""), "do not know that topic"),
    ],
)
def test_what_is_not_taken(command: ChangeRecord, words: str) -> None:
    with pytest.raises(Refused, match=words):
        changed(command)


def test_what_is_not_on_record_yet_is_listed() -> None:
    assert lacking(CHECKS, RECORD) == []
    assert lacking(None, SipRecord(SIP.id)) == [
        "recruitment checks",
        "DBS check",
        "next review of the DBS check",
        "initial training",
        "kind",
        "capacity",
        "experience",
        "area",
    ]
    assert "capacity" not in lacking(CHECKS, replace(RECORD, capacity=Capacity(schools=0)))
