"""The demo’s SIPs can be allocated from the first minute, and what somebody changed stays."""

from dataclasses import replace
from datetime import date

from handbook.core.people import Role
from handbook.sip_team.standing import may_be_allocated
from service.demo_team import lay_team
from store.database import Database
from tests.store.filled import ENTRY
from tests.support import visits as v
from tests.support.builders import MONDAY, a_person, a_school


def test_each_sip_is_trained_and_knows_something(database: Database, database_url: str) -> None:
    with database.writing() as uow:
        uow.roster.replace([a_person(role) for role in Role], [a_school()], {}, {}, checks=[v.CHECKS])
    url = database_url
    lay_team(url, MONDAY)
    with database.writing() as uow:
        (member,) = uow.sip_records.team()
        assert may_be_allocated(member, date(2026, 11, 23))
        assert len(member.record.expertise) == 5
        uow.sip_records.save(replace(member.record, home_area="Northbeck"), ENTRY, MONDAY)
    lay_team(url, MONDAY)
    with database.reading() as uow:
        assert uow.sip_records.team()[0].record.home_area == "Northbeck"
