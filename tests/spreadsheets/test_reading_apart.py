"""A spreadsheet from chat is read in a process of its own: what it is shows by its header, and whatever is in it, this
process lives on."""

import sys
from pathlib import Path
from typing import Any

import pytest

from handbook.core.people import Role
from sealed.fork_server import ForkServer
from spreadsheets import reading_apart
from spreadsheets.reading_apart import TOO_HARD, SheetRead, read_apart, read_sheet
from tests.support import builders as a
from tests.support import list_files as files
from tests.support.lists import TEXTS, a_list

LISTED = a_list()
SIP = a.a_person(Role.SIP)
PEOPLE = ("Name", "Mail", "Office")


def test_each_kind_shows_by_its_header(tmp_path: Path) -> None:
    people = read_apart(
        files.table(tmp_path / "p.xlsx", PEOPLE, ("A", "a@x.example", "SIP"), ("B", "", "SIP")), LISTED, TEXTS
    )
    assert (people.kind, people.attempted, people.refused) == ("people", 2, 1)
    assert [(where, one.name) for where, one in people.people] == [("sheet “Sheet”, row 2", "A")]
    assert "row 3, column Mail (B)" in people.faults[0]
    dates = ("Local authority", "Half term", "First day", "Last day")
    row = ("Fellshire", "Autumn", "02/09/2026", "18/12/2026")
    assert read_sheet(files.table(tmp_path / "t.csv", dates, row), LISTED, TEXTS).dates[0].owner == "Fellshire"
    checks = files.table(tmp_path / "c.csv", ("Mail", "DBS review by"), (SIP.email, "01/09/2029"))
    assert read_sheet(checks, LISTED, TEXTS).checks[0].sip_id == SIP.id
    own = files.table(tmp_path / "o.csv", ("URN", "Name", "Local authority"), ("900002", "B", ""))
    assert [one.urn for one in read_sheet(own, LISTED, TEXTS).schools] == ["900002"]
    title = files.table(tmp_path / "x.csv", ("Our people",), PEOPLE, ("A", "a@x.example", "SIP"))
    assert [where for where, _ in read_sheet(title, LISTED, TEXTS).people] == ["row 3"]


def test_of_a_file_of_all_schools_those_on_the_list_are_read(tmp_path: Path) -> None:
    path = files.gias(tmp_path / "g.csv", {}, {"URN": "900002"})
    found = read_sheet(path, LISTED, TEXTS)
    assert ([one.urn for one in found.schools], found.skipped) == (["900001"], 1)


def test_what_is_none_of_them_is_said_to_be_none(tmp_path: Path) -> None:
    other = files.table(tmp_path / "x.csv", ("a", "b"), *((str(one), "x") for one in range(30)))
    assert "is none of the lists that I can import: a list of people" in read_sheet(other, LISTED, TEXTS).unusable
    other.write_text("<html>", encoding="utf-8")
    assert "is a web page" in read_sheet(other, LISTED, TEXTS).unusable
    other.write_text("a,b\n", encoding="utf-8")
    assert "is none of the lists" in read_sheet(other, LISTED, TEXTS).unusable


def test_a_process_that_ends_or_does_not_end_is_a_file_too_hard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_apart, "PATIENCE", 0.01)
    assert read_apart(tmp_path / "none.csv", LISTED, TEXTS) == SheetRead(unusable=TOO_HARD)
    monkeypatch.setattr(reading_apart, "PATIENCE", 60)
    monkeypatch.setattr(ForkServer, "run", lambda *_: (-9, b""))
    assert read_apart(tmp_path / "none.csv", LISTED, TEXTS) == SheetRead(unusable=TOO_HARD)


def test_the_process_is_sealed_before_it_takes_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed: list[Any] = []
    monkeypatch.setattr(reading_apart, "seal", lambda *bounds: sealed.append(bounds))
    monkeypatch.setattr(sys, "argv", ["", "/sent/list.xlsx"])
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setitem(sys.modules, "numpy", sys.modules.get("numpy"))
    with pytest.raises(AttributeError):
        reading_apart.main()
    [(memory, seconds, (sent, *_))] = sealed
    assert (memory, seconds, sent) == (reading_apart.MAX_MEMORY, reading_apart.MAX_SECONDS, Path("/sent/list.xlsx"))
