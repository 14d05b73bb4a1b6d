"""`sipdesk import people`, with Microsoft Entra asked for everybody's account: in the sandbox, over the wire."""

from pathlib import Path

import pytest

from handbook.schools.trust_list import TrustList
from service import logs
from service.__main__ import main
from store.database import Database
from tests.graph.test_in_the_sandbox import Sandbox, process, sandbox
from tests.support import list_files as files
from tests.support.trust_files import PEOPLE_HEAD as HEAD
from tests.support.trust_files import row_of, schools_file

__all__ = ["process", "sandbox"]


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox) -> Database:
    """Nothing is in it, and no file of the list is named."""
    monkeypatch.setattr(logs, "configure", lambda _level: None)
    for name, value in {
        "LOCAL": "true",
        "DATABASE_URL": f"sqlite:///{tmp_path}/sipdesk.db",
        "TENANT_ID": sandbox.tenant["tenant_id"],
        "SITE": sandbox.site,
        "GRAPH_URL": sandbox.graph,
        "GRAPH_CREDENTIAL": "token",
        "GRAPH_TOKEN": sandbox.tenant["service_token"],
    }.items():
        monkeypatch.setenv(f"SIPDESK_{name}", value)
    return Database(f"sqlite:///{tmp_path}/sipdesk.db")


def said(capsys: pytest.CaptureFixture[str], *words: object, status: int = 0) -> str:
    assert main(["import", *map(str, words)]) == status
    printed = capsys.readouterr()
    return printed.out + printed.err


def listed(database: Database) -> TrustList:
    with database.reading() as uow:
        return uow.roster.listed()


def test_a_trust_comes_in_from_two_spreadsheets(
    tmp_path: Path, sandbox: Sandbox, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    trust = sandbox.ask("GET", "/roster.json")
    assert said(capsys, "schools", schools_file(tmp_path, trust), "--apply").endswith("Imported.\n")
    by = ("mail", "upn")
    rows = [row_of(one, trust["schools"], by[number % 2]) for number, one in enumerate(trust["people"])]
    people = files.table(tmp_path / "people.xlsx", HEAD, *rows)
    told = said(capsys, "people", people, "--apply")
    assert f"{len(rows)} rows: {len(rows)} new, 0 changed" in told
    found = listed(database)
    assert {one.person.id: (one.person.name, one.person.email, one.person.role) for one in found.people.values()} == {
        one["id"]: (one["name"], one["mail"], one["role"]) for one in trust["people"]
    }
    for one in trust["schools"]:
        school = found.schools[one["urn"]].school
        assert (school.headteacher_id, school.sip_id, school.dso_id, school.la_officer_id) == (
            one["headteacher_id"],
            one["sip_id"],
            one.get("dso_id", ""),
            one["la_officer_id"],
        )
    again = said(capsys, "people", people, "--apply")
    assert f"0 new, 0 changed, {len(rows)} as before" in again
    assert again.endswith("Nothing to change.\n")


def test_an_account_is_found_by_another_of_its_addresses_and_by_its_id(
    tmp_path: Path, sandbox: Sandbox, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    sip = next(one for one in sandbox.ask("GET", "/roster.json")["people"] if one.get("aliases"))
    advisor = sandbox.first("trust_advisor")
    rows = [
        (sip["name"], sip["aliases"][0], "SIP"),
        (advisor["name"], "old.address@lanternshore.example", "Trust Advisor", "", advisor["id"]),
        ("Nobody", "nobody@lanternshore.example", "SIP"),
        ("Nobody", "", "SIP", "", "00000000-0000-4000-8000-000000000000"),
    ]
    path = files.table(tmp_path / "people.csv", HEAD, *rows)
    told = said(capsys, "people", path, status=1)
    assert "4 rows: 2 new, 0 changed, 0 as before, 0 left out, 2 with a fault." in told
    assert "right would be an address that an account in Microsoft Entra has.\n  row 4: “nobody@" in told
    said(capsys, "people", files.table(path, HEAD, *rows[:2]), "--apply")
    assert {one.person.email for one in listed(database).people.values()} == {sip["mail"], advisor["mail"]}


def test_an_account_that_is_closed_is_told(
    tmp_path: Path, sandbox: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    sip = sandbox.first("sip")
    sandbox.ask("POST", f"/control/accounts/{sip['id']}", {"enabled": False})
    told = said(capsys, "people", files.table(tmp_path / "p.csv", HEAD, (sip["name"], sip["mail"], "SIP")))
    assert f"The account of {sip['name']} is closed: they cannot sign in." in told


def test_who_cannot_be_asked_for_is_not_said_to_be_missing(
    tmp_path: Path, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sip = sandbox.first("sip")
    path = files.table(tmp_path / "p.csv", HEAD, (sip["name"], sip["mail"], "SIP"))
    sandbox.will(service="graph", kind="status", path="/users", status=429, retry_after=60, times=50)
    told = said(capsys, "people", path, "--apply", status=1)
    assert told.startswith("People’s accounts could not be read from Microsoft Entra, so nothing was imported (429")
    sandbox.ask("POST", "/control/reset")
    token = sandbox.ask("POST", "/control/consent", {"roles": ["User.ReadBasic.All", "Sites.Selected"]})["token"]
    monkeypatch.setenv("SIPDESK_GRAPH_TOKEN", token)
    told = said(capsys, "people", path, "--apply", status=1)
    assert "It needs the permission User.Read.All: see docs/permissions.md." in told
