"""`sipdesk import`, from no database on: it says what it would do, does it when asked to, twice changes nothing, and a
file with a fault changes nothing at all."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.schools.trust_list import TrustList
from service import importing, logs
from service.__main__ import main
from store.database import Database
from tests.service.test_roster import a_file
from tests.store.filled import fill_roster
from tests.support import builders as a
from tests.support import list_files as files

BEDE = {"URN": "900002", "EstablishmentName": "St Bede’s", "Town": "Southbeck"}
NAME = {"EstablishmentName": a.a_school().name}


@pytest.fixture(autouse=True)
def trust(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setattr(logs, "configure", lambda _level: None)
    monkeypatch.setenv("SIPDESK_DATABASE_URL", database.url.render_as_string(hide_password=False))
    fill_roster(database)
    return database


def listed(database: Database) -> TrustList:
    with database.reading() as uow:
        return uow.roster.listed()


def entries(database: Database) -> int:
    with database.reading() as uow:
        return uow.verify_audit().entries


def said(capsys: pytest.CaptureFixture[str], *words: object, status: int = 0) -> str:
    assert main(["import", *map(str, words)]) == status
    printed = capsys.readouterr()
    return printed.out + printed.err


def test_it_first_only_says_what_it_would_do(
    trust: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    closed = {"URN": "900003", "EstablishmentStatus (name)": "Closed"}
    before = listed(trust)
    assert said(
        capsys, "schools", files.gias(tmp_path / "gias.csv", BEDE, closed), "--diocese", "RC91"
    ).splitlines() == [
        "gias.csv: 2 rows: 1 new, 0 changed, 0 as before, 1 left out, 0 with a fault.",
        "Left out: 1 about schools that are closed.",
        "  new: St Bede’s, Southbeck (URN 900002)",
        "1 school has no headteacher (St Bede’s, Southbeck): until then no report can be sent, no visit planned and "
        "no agreement asked for.",
        "1 school has no School Improvement Partner (St Bede’s, Southbeck): until then no visit can be booked and no "
        "report sent.",
        "1 school has no Diocesan Schools Officer (St Bede’s, Southbeck): until then concerns cannot go to partnership "
        "support.",
        "1 school has no local authority officer (St Bede’s, Southbeck): until then partnership meetings have nobody "
        "of the authority.",
        "Not in this file, and left on the list: 1. With --leavers they leave it.",
        "  St Hilda’s Catholic Primary School, Northbeck (URN 900001)",
        "Nothing was written. Run it again with --apply to import this.",
    ]
    assert (listed(trust), entries(trust)) == (before, 0)


def test_imported_twice_it_changes_nothing_the_second_time(
    trust: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = files.gias(tmp_path / "gias.csv", NAME, BEDE)
    assert said(capsys, "schools", path, "--all", "--apply").endswith("Imported.\n")
    found = listed(trust)
    assert {urn: one.school.headteacher_id != "" for urn, one in found.schools.items()} == {
        "900001": True,
        "900002": False,
    }
    told = said(capsys, "schools", path, "--all", "--apply")
    assert told.endswith("Nothing to change.\n")
    assert "2 rows: 0 new, 0 changed, 2 as before" in told
    assert (listed(trust), entries(trust)) == (found, 1)


def test_one_fault_and_nothing_is_imported(trust: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = files.gias(tmp_path / "gias.csv", NAME, BEDE, {"URN": "9OOO"}, {"URN": "9OO1"}, {"URN": "900002"})
    before = listed(trust)
    lines = said(capsys, "schools", path, "--all", "--apply", status=1).splitlines()
    assert lines[-7:] == [
        "3 cells cannot be taken.",
        "Column URN (A): right would be a URN of six digits, such as 104454.",
        "  row 4: “9OOO”",
        "  row 5: “9OO1”",
        "Column URN (A): right would be one row a school: row 3 has this URN already.",
        "  row 6: “900002”",
        "Nothing was written. Please correct the file and run it again.",
    ]
    assert (listed(trust), entries(trust)) == (before, 0)


def test_leavers_leave_when_asked_to_and_many_with_another_word(
    trust: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = files.gias(tmp_path / "gias.csv", BEDE)
    told = said(capsys, "schools", path, "--all", "--leavers", "--apply", status=1)
    assert "leaves: St Hilda’s Catholic Primary School" in told
    assert "1 of 1 schools would leave, which is more than 10%. If that is right, run it again with --yes." in told
    assert "900001" in listed(trust).schools
    said(capsys, "schools", path, "--all", "--leavers", "--yes", "--apply")
    assert set(listed(trust).schools) == {"900002"}
    with trust.reading() as uow:
        assert uow.roster.school_then("900001").name == a.a_school().name


def test_a_trust_by_its_group_and_a_list_of_urns(
    trust: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = files.gias(tmp_path / "gias.csv", NAME, BEDE, {"URN": "900003"})
    groups = files.table(
        tmp_path / "groups.csv",
        ("URN", "Group UID", "Group name"),
        ("900002", "7", "Lantern"),
        ("900003", "7", "Lantern"),
    )
    told = said(capsys, "schools", path, "--trust", "Lantern", "--groups", groups)
    assert "3 rows: 2 new, 0 changed, 0 as before, 1 left out" in told
    urns = files.table(tmp_path / "urns.csv", ("URN",), ("900001",), ("900002",))
    assert "1 new, 0 changed, 0 as before, 2 left" in said(
        capsys, "schools", path, "--trust", "7", "--groups", groups, "--urns", urns
    )
    links = files.table(tmp_path / "l.csv", ("URN", "LinkURN", "LinkType"), ("900002", "900001", "Predecessor"))
    told = said(capsys, "schools", path, "--where", "Town=southbeck", "--links", links)
    assert "St Bede’s has a new URN, 900002." in told
    with pytest.raises(SystemExit):
        main(["import", "schools", str(path), "--where", "Town"])


def test_a_file_that_cannot_be_read_is_said_to_be_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "gias.csv"
    page.write_text("<!DOCTYPE html><html>Sign in</html>", encoding="utf-8")
    assert "is a web page and not a CSV" in said(capsys, "schools", page, "--all", status=1)
    assert "cannot be read (No such file" in said(capsys, "people", tmp_path / "none.csv", status=1)


def test_the_json_file_is_one_import_among_others(
    trust: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = a_file()
    content["schools"][0]["name"] = "St Hild’s"
    content["people"] = [one for one in content["people"] if one["role"] != Role.DIRECTOR.value]
    path = tmp_path / "list.json"
    path.write_text(json.dumps(content), encoding="utf-8-sig")
    told = said(capsys, "list", path, "--apply")
    assert "changed: St Hild’s, Northbeck (URN 900001): name St Hilda’s Catholic Primary School → St Hild’s" in told
    assert "Not in this file, and left on the list: 1." in told
    assert a.a_person(Role.DIRECTOR).id in listed(trust).people
    said(capsys, "list", path, "--apply", "--leavers", "--yes")
    assert a.a_person(Role.DIRECTOR).id not in listed(trust).people
    path.write_text('{"people": [\n {"Name": 1}]}', encoding="utf-8")
    told = said(capsys, "list", path, status=1)
    assert told.startswith(f"{path}: line 2, column 2: people.0.id: Field required")


def test_without_a_database_it_makes_one_when_something_is_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, file = tmp_path / "new" / "sipdesk.db", files.gias(tmp_path / "gias.csv", NAME)
    monkeypatch.setenv("SIPDESK_DATABASE_URL", f"sqlite:///{path}")
    assert "1 new" in said(capsys, "schools", file, "--all")
    assert not path.exists()
    said(capsys, "schools", file, "--all", "--apply")
    database = Database(f"sqlite:///{path}")
    assert set(listed(database).schools) == {"900001"}
    database.close()
    path.write_bytes(b"")
    assert "names no database" in said(capsys, "schools", file, "--all", status=2)


def test_while_another_import_is_written_nothing_is(
    trust: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The other one ends between preview and writing: the preview is no longer what would be done."""
    path, other = files.gias(tmp_path / "gias.csv", NAME, BEDE), files.gias(tmp_path / "o.csv", {"URN": "900009"})
    real = importing.apply

    def apply(*shown: Any) -> None:
        monkeypatch.setattr(importing, "apply", real)
        assert main(["import", "schools", str(other), "--all", "--apply"]) == 0
        real(*shown)

    monkeypatch.setattr(importing, "apply", apply)
    assert "The list was changed meanwhile" in said(capsys, "schools", path, "--all", "--apply", status=1)
    assert set(listed(trust).schools) == {"900001", "900009"}


def test_what_is_said_of_many_is_said_of_the_first_twenty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"URN": str(900100 + one), "EstablishmentName": f"School {one:02}"} for one in range(25)]
    told = said(capsys, "schools", files.gias(tmp_path / "gias.csv", *rows), "--all")
    assert "  new: School 19" in told
    assert "School 20, Northbeck (URN" not in told
    assert "  and 5 more\n" in told


def test_what_the_handbook_refuses_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_chosen: argparse.Namespace, _known: TrustList) -> None:
        raise Refused("unknown", "No, thank you.")

    monkeypatch.setitem(importing._PREVIEWS, "schools", refuse)
    assert said(capsys, "schools", tmp_path / "f.csv", status=1) == "No, thank you.\n"
