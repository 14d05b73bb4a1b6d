"""Every table is named where somebody's request is answered: a new one that is not fails here."""

from handbook.subject_access.kinds import KINDS, Words
from handbook.subject_access.plain import TECHNICAL
from service.data_map.fields import Holds, fields_of, kinds_in, name_of, stored_kinds
from store.database import Database
from store.every_row import every_row, file_of, tables
from store.tables import METADATA
from tests.store.filled import fill_roster, open_report
from tests.support import builders as a

OPEN_SOMETHING = {
    "arrivals": {"url"},
    "calendar_watches": {"client_state", "since"},
    "case_links": {"key"},
    "mail_links": {"id"},
    "sendings": {"mark"},
}
FOUND_OTHERWISE = {"files"}
"""By the records that name them."""
PERSONAL = ("person_id", "sip_id", "headteacher_id", "applicant_id", "asker_id", "by_id", "actor_id", "email", "name")


def test_every_table_is_named_and_nothing_else() -> None:
    assert set(KINDS) == set(tables()) == set(METADATA.tables)


def test_no_table_with_people_in_its_columns_is_passed_by() -> None:
    passed_by = {name for name, kind in KINDS.items() if kind.nobodys}
    assert not {name for name in passed_by if any(column in METADATA.tables[name].c for column in PERSONAL)}
    kept_whole = {name for name in passed_by if "record" in METADATA.tables[name].c}
    assert kept_whole == {"figures"}  # of whole schools


def test_no_table_of_the_data_map_that_holds_anything_of_somebody_is_passed_by() -> None:
    kinds = stored_kinds()
    for table in METADATA.tables:
        stored = [field for one in (kinds_in(table) if table in kinds else ()) for field in fields_of(name_of(one))]
        if any(field.whose for field in (*fields_of(table), *stored)):
            assert not KINDS[table].nobodys or table in FOUND_OTHERWISE


def test_every_key_of_the_data_map_is_shown_to_nobody() -> None:
    for table in METADATA.tables:
        keys = {field.name for field in fields_of(table) if field.holds is Holds.KEY}
        assert keys <= TECHNICAL | set(KINDS[table].secret)


def test_what_opens_something_is_shown_to_nobody() -> None:
    assert {name: set(kind.secret) for name, kind in KINDS.items() if kind.secret} == OPEN_SOMETHING


def test_parents_are_tables_and_cases_are_an_officers() -> None:
    for name, kind in KINDS.items():
        if kind.parent:
            assert kind.parent[0] in KINDS
            assert kind.parent[1] in METADATA.tables[name].c
    assert {name for name, kind in KINDS.items() if kind.words is Words.APART} == {
        "cases",
        "case_readers",
        "case_links",
    }


def test_every_row_comes_as_it_is_read(database: Database) -> None:
    fill_roster(database)
    report = open_report(database)
    with database.writing() as uow:
        uow.drafts.keep("somebody", "a form", {"words": "to come"}, a.MONDAY)
        rows = list(every_row(uow, leave_out=frozenset({"audit"})))
        assert file_of(uow, "0" * 64) is None
    found = {name: row for name, row in rows}
    assert found["drafts"]["texts"] == {"words": "to come"}
    assert found["drafts"]["kept_at"] == a.MONDAY.isoformat()
    assert found["reports"]["headteacher_id"] == report.headteacher_id
    assert "record" not in found["reports"]
    assert not {"audit", "files"} & set(found)
