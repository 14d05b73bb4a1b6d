"""SIP team meetings (T2), as they are found again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handbook.core.half_days import SchoolHours
from handbook.core.refusal import Refused
from handbook.meetings.team_meeting import put_on_agenda
from store.audit import AuditEntry
from store.database import Database
from store.stale import Stale
from tests.support import builders as a
from tests.support.team_meetings import AFTERNOON, MORNING, a_meeting

ENTRY = AuditEntry("service", "tested", "team_meeting:meeting-1")


def test_meetings_are_found_as_they_were_written_the_next_first(database: Database) -> None:
    later, _ = SchoolHours().half_days(MORNING.on + timedelta(days=30))
    written = [
        a_meeting(id="meeting-2", half_day=later),
        a_meeting(id="meeting-9", items=put_on_agenda(a_meeting(), "case-1", 2, a.MONDAY).items),
        a_meeting(id="meeting-1", half_day=AFTERNOON),
        a_meeting(id="meeting-3", cancelled_at=a.MONDAY),
    ]
    with database.writing() as uow:
        second, first, afternoon, _ = (uow.team_meetings.open(one, ENTRY, a.MONDAY) for one in written)
    with database.reading() as uow:
        assert uow.team_meetings.get("meeting-9") == first == replace(written[1], revision=1)
        assert uow.team_meetings.since(MORNING.on) == (first, afternoon, second)
        assert uow.team_meetings.since(MORNING.on + timedelta(days=1)) == (second,)
        with pytest.raises(Refused, match=r"^I cannot find that meeting\.$"):
            uow.team_meetings.get("meeting-7")


def test_two_who_write_at_once_do_not_overwrite_each_other(database: Database) -> None:
    with database.writing() as uow:
        opened = uow.team_meetings.open(a_meeting(), ENTRY, a.MONDAY)
        saved = uow.team_meetings.save(replace(opened, half_day=AFTERNOON), ENTRY, a.MONDAY)
        with pytest.raises(Stale):
            uow.team_meetings.save(opened, ENTRY, a.MONDAY)
    with database.reading() as uow:
        assert uow.team_meetings.since(MORNING.on) == (saved,)
        assert saved.revision == 2
