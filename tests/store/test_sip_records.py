"""Records of SIPs (A2, T1): kept beside the list, and changed with it."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from handbook.core.people import Role
from handbook.schools.trust_list import ListChanges, PersonEntry
from handbook.sip_team.record import Capacity, Experience, Phase, SipKind, SipRecord, Training, TrainingTopic
from handbook.sip_team.standing import TeamMember
from handbook.visits.checks import DbsLevel, SipChecks
from store.database import Database
from store.roster_tables import sip_records
from store.stale import Stale
from tests.store.filled import ENTRY, fill_roster
from tests.support import builders as a

SIP = a.a_person(Role.SIP)
CHECKS = SipChecks(
    SIP.id, date(2026, 7, 1), date(2026, 7, 2), date(2027, 8, 31), DbsLevel.ENHANCED_BARRED, "T. Marlowe"
)
RECORD = SipRecord(
    SIP.id,
    SipKind.RETIRED_HEAD,
    date(2026, 8, 20),
    (Training(TrainingTopic.PERFORMANCE_MANAGEMENT, date(2026, 9, 14)),),
    Capacity(40, 2, 6),
    Experience((Phase.PRIMARY,)),
    ("Reading", "judo"),
    home_area="L18",
    changed_at=a.MONDAY,
)


def test_a_record_is_found_as_it_was_written_with_the_checks_beside_it(database: Database) -> None:
    fill_roster(database)
    with database.writing() as uow:
        uow.roster.apply(ListChanges(people={SIP.id: PersonEntry(SIP, CHECKS)}), ENTRY, a.MONDAY)
        assert uow.sip_records.of(SIP.id) == SipRecord(SIP.id)
        saved = uow.sip_records.save(RECORD, ENTRY, a.MONDAY)
    assert saved == replace(RECORD, revision=1)
    with database.reading() as uow:
        assert uow.sip_records.team() == (TeamMember(SIP, CHECKS, saved),)


def test_a_change_turns_the_list_and_a_second_one_of_the_same_is_stale(database: Database) -> None:
    fill_roster(database)
    with database.reading() as uow:
        before = uow.roster.listed().revision
    with database.writing() as uow:
        saved = uow.sip_records.save(RECORD, ENTRY, a.MONDAY)
        assert uow.sip_records.save(replace(saved, home_area="L17"), ENTRY, a.MONDAY).revision == 2
    with database.reading() as uow:
        assert uow.roster.listed().revision == before + 2
    with pytest.raises(Stale), database.writing() as uow:
        uow.sip_records.save(saved, ENTRY, a.MONDAY)


@pytest.mark.parametrize("entry", [None, PersonEntry(replace(SIP, role=Role.DSO))])
def test_whoever_is_no_sip_any_more_leaves_no_record(database: Database, entry: PersonEntry | None) -> None:
    fill_roster(database)
    with database.writing() as uow:
        uow.sip_records.save(RECORD, ENTRY, a.MONDAY)
        uow.roster.apply(ListChanges(people={SIP.id: PersonEntry(SIP)}), ENTRY, a.MONDAY)
        assert uow.sip_records.of(SIP.id).home_area == "L18"
        uow.roster.apply(ListChanges(people={SIP.id: entry}), ENTRY, a.MONDAY)
    with database.reading() as uow:
        assert uow.sip_records.of(SIP.id) == SipRecord(SIP.id)
        assert uow.connection.execute(sa.select(sip_records)).all() == []
