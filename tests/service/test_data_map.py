"""The data map says something of every field that is kept, and of no other."""

import sqlalchemy as sa

from service.data_map import fields
from service.data_map.fields import LIBRARIES, Field, Holds
from service.data_map.page import data_map
from service.data_map.whose import BASES, UNTIL, WHOSE
from service.settings import Settings
from store.tables import METADATA


def test_every_field_has_a_row_and_every_row_a_field() -> None:
    assert fields.unlike() == []


def test_a_new_column_without_a_row_is_found() -> None:
    table = sa.Table("of_tomorrow", METADATA, sa.Column("shoe_size", sa.Integer), sa.Column("record", sa.Text))
    try:
        assert fields.unlike() == [
            "of_tomorrow.record has no row",
            "of_tomorrow.shoe_size has no row",
            "of_tomorrow: what its records are is not known",
        ]
    finally:
        METADATA.remove(table)


def test_a_row_without_a_field_is_found_and_a_field_of_a_record_without_a_row() -> None:
    said = {place: fields.fields_of(place) for place in fields.there()}
    case = said["cases.case.Case"]
    changed = {**said, "cases.case.Case": (*case[1:], Field("cases.case.Case", "shoe_size", Holds.NOTHING))}
    assert fields.unlike(changed) == ["cases.case.Case.id has no row", "cases.case.Case.shoe_size is no field"]
    assert "SharedWith" in fields.there()[LIBRARIES]


def test_each_table_stands_in_one_group_whose_basis_and_end_are_known() -> None:
    tables = [table for group in fields.groups() for table in group.tables]
    assert sorted(tables) == sorted(METADATA.tables)
    assert {group.basis for group in fields.groups()} == BASES.keys()
    assert {group.until for group in fields.groups()} == UNTIL.keys()


def test_of_each_field_that_names_somebody_it_is_said_whom() -> None:
    naming = [one for place in fields.there() for one in fields.fields_of(place) if one.holds is Holds.PERSON]
    assert [f"{one.place}.{one.name}" for one in naming if one.name not in WHOSE] == []
    assert WHOSE.keys() == {one.name for one in naming}
    by_id = [f"{place}.{name}" for place, names in fields.there().items() for name in names if name == "by_id"]
    assert len(by_id) == sum(one.name == "by_id" for one in naming)


def test_the_page_names_every_field() -> None:
    page = data_map("")
    assert [
        f"{place}.{name}" for place, names in fields.there().items() for name in names if f"`{name}`" not in page
    ] == []
    assert "`facts`: confidential words" in page


def test_the_settings_that_end_it_are_settings() -> None:
    named = {word for words in UNTIL.values() for word in words.split("`") if word.startswith("SIPDESK_")}
    assert {name.removeprefix("SIPDESK_").lower() for name in named} <= Settings.model_fields.keys()
