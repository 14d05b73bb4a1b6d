"""The schema goes up, down and up again, and says whether it is this version's."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import store.database as room
from handbook.core.people import Role
from handbook.core.school_years import Term
from handbook.reports.report import Status
from handbook.sip_team.record import SipRecord
from handbook.visits.checks import SipChecks
from handbook.visits.visit import VisitStatus
from store.audit import AuditEntry
from store.chases import Chased
from store.database import Database
from store.roster_tables import people, schools, sip_checks
from store.tables import METADATA, visit_occasions
from tests.store.filled import ENTRY, a_report, everybody
from tests.support import builders as a
from tests.support import visits as v
from tests.support.builders import MONDAY, a_person, a_school
from tests.support.databases import Databases
from tests.support.good_practice import NEED, OFFER


@pytest.fixture
def empty(databases: Databases) -> Iterator[Database]:
    with databases.empty() as url:
        opened = Database(url)
        yield opened
        opened.close()


def _tables(database: Database) -> set[str]:
    with database.engine.connect() as connection:
        return set(sa.inspect(connection).get_table_names())


def _downgrade(database: Database, to: str = "base") -> None:
    config = _config()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, to)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(room.__file__).parent / "migrations"))
    return config


def test_migrations_stand_in_one_line_and_are_numbered_as_their_files_are() -> None:
    """Whether a schema is current is told by the newest file's name, without alembic."""
    script = ScriptDirectory.from_config(_config())
    line = [(one.revision, Path(one.path).stem.partition("_")[0]) for one in script.walk_revisions()]
    assert line == sorted(line, reverse=True)
    assert all(file == f"m{number}" for number, file in line)


def test_an_empty_database_is_not_current(empty: Database) -> None:
    assert not empty.schema_is_current()


def test_it_goes_up_and_up_again_without_harm(empty: Database) -> None:
    empty.migrate()
    empty.migrate()
    assert empty.schema_is_current()
    assert _tables(empty) == {*METADATA.tables, "alembic_version"}


def test_the_migrations_make_exactly_the_tables_of_the_code(empty: Database) -> None:
    empty.migrate()
    with empty.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), METADATA)
    assert differences == []


def test_it_goes_down_without_a_trace_and_up_again(empty: Database) -> None:
    empty.migrate()
    _downgrade(empty)
    assert _tables(empty) <= {"alembic_version"}
    assert not empty.schema_is_current()
    empty.migrate()
    assert empty.schema_is_current()


def test_who_was_on_the_list_before_it_had_a_history_is_known_after(empty: Database) -> None:
    """From 0005: people and schools that it has then are taken to have been so always."""
    head, school = a_person(Role.HEADTEACHER), a_school()
    config = _config()
    with empty.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
        connection.execute(people.insert(), {name: getattr(head, name) for name in ("id", "name", "email", "role")})
        connection.execute(schools.insert(), {one.name: getattr(school, one.name) for one in fields(school)})
    empty.migrate()
    with empty.writing() as uow:
        uow.roster.replace([], [], {}, {}, at=MONDAY)
    with empty.reading() as uow:
        assert uow.roster.then(head.id, Role.HEADTEACHER, MONDAY) == replace(head, email="")
        assert uow.roster.school_then(school.urn) == school


def test_a_newer_schema_is_not_current(empty: Database) -> None:
    """An older version of the service does not say that it is ready on a database that a newer one has changed."""
    empty.migrate()
    with empty.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    assert not empty.schema_is_current()


def test_reports_shared_before_say_with_whom_by_what_the_audit_says(empty: Database) -> None:
    """Whoever holds the office since was never meant; of somebody who has left the list the office is known."""
    empty.migrate()
    shared = a.a_dossier(Status.SHARED).report
    dso, officer = shared.shared_with
    other = replace(shared, id="other", term=Term.SPRING)
    with empty.writing() as uow:
        uow.roster.replace([one for one in everybody() if one != officer], [], {}, {})
        for report in (shared, other, a_report("drafted", term=Term.SUMMER)):
            uow.reports.open(report, ENTRY, a.MONDAY)
        detail = {"with_dso": dso.id, "with_la_officer": officer.id}
        uow.audit(AuditEntry("service", "shared", f"report:{shared.id}", detail), a.MONDAY)
    _downgrade(empty, to="0007")
    with empty.engine.connect() as connection:
        for text in connection.execute(sa.text("SELECT record FROM reports")).scalars():
            assert "shared_with" not in text
    empty.migrate()
    with empty.reading() as uow:
        (found,) = [one for one in uow.reports.of_school("900001") if one.id == shared.id]
        assert [one.id for one in found.shared_with] == list(found.let_in) == [dso.id, officer.id]
        assert [one.name for one in found.shared_with] == [dso.name, "the local authority officer of then"]
        assert replace(found, shared_with=shared.shared_with) == shared
        (unknown,) = [one for one in uow.reports.of_school("900001") if one.id == "other"]
        assert (unknown.shared_with, unknown.let_in) == ((), ())


def test_the_board_of_good_practice_begins_empty_beside_what_was_there(empty: Database) -> None:
    """From 0018: reports that were approved before put nothing on it by themselves."""
    empty.migrate()
    with empty.writing() as uow:
        uow.reports.open(a_report("filed", status=Status.FILED), ENTRY, a.MONDAY)
    _downgrade(empty, to="0018")
    empty.migrate()
    with empty.reading() as uow:
        assert uow.practice_lines.standing() == ()
        assert uow.introductions.open_ones() == ()
        assert [one.id for one in uow.reports.of_school("900001")] == ["filed"]


def test_which_lines_of_the_board_are_needs_is_told_of_those_that_were_there(empty: Database) -> None:
    """From 0053, when only the record said so."""
    empty.migrate()
    with empty.writing() as uow:
        for line in (OFFER, NEED):
            uow.practice_lines.open(line, ENTRY, a.MONDAY)
    _downgrade(empty, to="0053")
    empty.migrate()
    with empty.reading() as uow:
        assert uow.practice_lines.needs() == (NEED,)


def test_checks_that_were_on_record_before_have_no_level_and_nobody_who_saw_them(empty: Database) -> None:
    """From 0020, which kept days only."""
    sip, config = a_person(Role.SIP), _config()
    old = {"sip_id": sip.id, "dbs_checked_on": date(2026, 7, 2), "dbs_review_by": date(2027, 8, 31)}
    with empty.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0020")
        connection.execute(sip_checks.insert().values(old))
    empty.migrate()
    with empty.reading() as uow:
        assert uow.roster.checks(sip.id) == SipChecks(sip.id, None, date(2026, 7, 2), date(2027, 8, 31))
        assert uow.sip_records.of(sip.id) == SipRecord(sip.id)


def test_who_had_one_office_has_that_one_after(empty: Database) -> None:
    """From before two could be held; and two offices come through a second look at the list."""
    empty.migrate()
    with empty.writing() as uow:
        uow.roster.replace([a_person(Role.SIP), a_person(Role.DSO)], [], {}, {}, at=MONDAY)
    _downgrade(empty, to="0022")
    empty.migrate()
    both = replace(a_person(Role.SIP), also=(Role.HEADTEACHER, Role.BOARD_MEMBER))
    with empty.writing() as uow:
        assert uow.roster.people(*Role) == (a_person(Role.DSO), a_person(Role.SIP))
        uow.roster.replace([both, a_person(Role.DSO)], [], {}, {}, at=MONDAY + timedelta(days=1))
    with empty.reading() as uow:
        assert uow.roster.person(both.id) == both
        assert [one.offices for one in uow.roster.people(Role.HEADTEACHER)] == [both.offices]
        assert uow.roster.then(both.id, Role.SIP, MONDAY).offices == (Role.SIP,)
        assert uow.roster.then(both.id, Role.SIP, MONDAY + timedelta(days=2)).offices == both.offices


def test_who_was_reminded_of_feedback_is_not_reminded_of_it_again(empty: Database) -> None:
    """From 0038, which noted it by its occasion."""
    empty.migrate()
    wished = replace(v.a_visit(VisitStatus.WISHED), revision=0)
    with empty.writing() as uow:
        for number in (1, 2):
            uow.visits.open(replace(wished, id=f"visit-{number}"), ENTRY, a.MONDAY)
    _downgrade(empty, to="0038")
    notes = ("visit-1", "feedback_reminded 1"), ("visit-1", "feedback_reminded 2"), ("visit-1", "pack v1")
    with empty.writing() as uow:
        for visit_id, occasion in (*notes, ("visit-2", "feedback_reminded 1"), ("visit-2", "feedback_waiting_told")):
            uow.connection.execute(visit_occasions.insert(), {"visit_id": visit_id, "occasion": occasion})
    empty.migrate()
    with empty.reading() as uow:
        assert uow.chases.of("visit:visit-1", "offer None") == Chased("visit:visit-1", "offer None", a.MONDAY, 2)
        assert uow.chases.of("visit:visit-2", "offer None") == Chased(
            "visit:visit-2", "offer None", a.MONDAY, 1, a.MONDAY
        )
        assert uow.visits.is_done("visit-1", "pack v1")
        assert not uow.visits.is_done("visit-1", "feedback_reminded 1")
