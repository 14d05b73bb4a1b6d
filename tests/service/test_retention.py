"""`sipdesk retention`: what would go, what went, and the list of it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import service.logs
from service.__main__ import main
from service.data_map import fields
from service.data_map.whose import UNTIL
from store.database import Database
from store.retention_rules import RULES
from tests.support.databases import Databases
from tests.support.retention import a_filed_report

LONG_AGO = datetime(2015, 12, 1, 9, tzinfo=UTC)


def _silent(_level: str) -> None:
    """Logging is left as it was."""


@pytest.fixture
def file(sqlite_databases: Databases, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with sqlite_databases.ready() as url:
        database = Database(url)
        with database.writing() as uow:
            a_filed_report(uow, "r1", 2015, LONG_AGO)
        database.close()
        monkeypatch.setattr(service.logs, "configure", _silent)
        for name, value in {
            "DATABASE_URL": url,
            "LOCAL": "true",
            "TENANT_ID": "00000000-0000-4000-8000-00000000aaaa",
            "CONNECTOR_URL": "http://127.0.0.1:9/",
            "GRAPH_URL": "http://127.0.0.1:9/v1.0",
            "GRAPH_CREDENTIAL": "token",
            "GRAPH_TOKEN": "t" * 40,
            "SITE": "trust.example:/sites/SIP",
        }.items():
            monkeypatch.setenv(f"SIPDESK_{name}", value)
        yield Path(database.url.database or "")


def test_a_dry_run_says_what_the_run_does_and_changes_no_byte(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = file.read_bytes()
    assert main(["retention", "--dry-run"]) == 0
    assert file.read_bytes() == before
    would = capsys.readouterr().out.splitlines()
    assert would[0] == "report: 1 would go (of 2015/16), by SIPDESK_KEEP_YEARS"
    written = tmp_path / "certificate.json"
    assert main(["retention", "--certificate", str(written)]) == 0
    done = capsys.readouterr().out.splitlines()
    assert done == [
        *(line.replace("would go", "forgotten") for line in would),
        f"{written} lists all that was ever forgotten.",
    ]
    said = json.loads(written.read_text(encoding="utf-8"))
    assert {"kind": "report", "setting": "SIPDESK_KEEP_YEARS", "count": 1} in said["forgotten"]
    assert any(one["id"] == "report:r1" for one in said["things"])
    assert main(["retention", "--certificate", str(written)]) == 1
    assert main(["retention"]) == 0
    assert "Nothing is due." in capsys.readouterr().out


def test_the_data_map_says_of_each_table_that_is_forgotten_by_which_setting() -> None:
    until = {table: UNTIL[group.until] for group in fields.groups() for table in group.tables}
    assert [f"{rule.table}: {rule.setting}" for rule in RULES if f"`{rule.setting}`" not in until[rule.table]] == []
