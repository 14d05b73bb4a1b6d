"""No file in a library outlives its record unseen."""

from dataclasses import replace

from handbook.reports.library import FiledItem, Library
from handbook.reports.report import Report, Status
from service.data_map.fields import kinds_in, stored_kinds
from store.filed_items import items_in
from store.records import to_json
from store.retention import CHILDREN
from store.retention_rules import RULES
from tests.support import builders as a


def an_item(name: str, library: Library = Library.REPORTS) -> FiledItem:
    return FiledItem(library, f"id-{name}", f"list-{name}", f"{name}.docx", f"https://trust.example/{name}", 7)


def test_all_files_are_found_wherever_they_stand_and_each_once() -> None:
    made = a.a_dossier(Status.SHARED).report
    assert made.filed
    old, pdf = an_item("old"), made.filed.pdf
    report = replace(made, replaced=(old, pdf))
    found = items_in([to_json(report), to_json(made)])
    assert {item.item_id for item in found} == {old.item_id, *(item.item_id for item in made.filed.items)}
    assert len(found) == len({item.item_id for item in found})
    assert all(type(item.library) is Library for item in found)
    assert items_in([to_json(a.a_school())]) == ()


def test_a_draft_is_found_in_its_version() -> None:
    item = an_item("draft", Library.DRAFTS)
    assert items_in([to_json(replace(a.a_version(), draft=item))]) == (item,)


def test_what_names_a_file_is_forgotten_by_a_rule_that_deletes_it() -> None:
    of_rules = {rule.table for rule in RULES}
    of_rules |= {child.table.name for table, child in CHILDREN.items() if table in of_rules}
    named = {table for table in stored_kinds() if FiledItem in kinds_in(table)}
    assert named - of_rules == set()
    assert {"reports", "report_versions"} <= named
    assert Report in kinds_in("reports")
