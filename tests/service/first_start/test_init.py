"""`sipdesk init`, beside the sandbox: by flags and by answers, once and again."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from handbook.schools.trust_list import TrustList
from service import logs
from service.__main__ import main
from service.command_line import parser
from service.doctor.finding import Checked
from service.first_start import command
from service.settings import Settings
from store.database import Database
from tests.graph.test_in_the_sandbox import Sandbox, process, sandbox
from tests.service.first_start.answering import Answering, Nobody
from tests.support import list_files as files
from tests.support import trust_files

__all__ = ["process", "sandbox"]


@pytest.fixture(autouse=True)
def an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "configure", silent)
    for name in [name for name in os.environ if name.startswith("SIPDESK_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def silent(_level: str) -> None:
    """The tests keep their own way of logging."""


def nothing_seen(_settings: Settings) -> list[Checked]:
    return []


def chosen(*words: object) -> argparse.Namespace:
    return parser().parse_args(["init", *map(str, words)])


def beside(sandbox: Sandbox) -> tuple[str, str]:
    return "--sandbox", sandbox.graph.removesuffix("/v1.0")


def listed() -> TrustList:
    database = Database("sqlite:///.sipdesk/sipdesk.db")
    with database.reading() as uow:
        found = uow.roster.listed()
    database.close()
    return found


def left(told: str) -> Sequence[str]:
    return [line for line in told.partition("What is left to do:\n")[2].splitlines() if not line.startswith(" " * 4)]


def test_without_flags_and_terminal_it_says_which_and_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init"]) == 2
    told = capsys.readouterr().err
    assert "--tenant is missing: the id of your tenant." in told
    assert "--site is missing: the SharePoint site for reports." in told
    assert main(["init", "--bot-secret-file", "none.txt"]) == 2
    assert "--bot-secret-file: none.txt cannot be read." in capsys.readouterr().err
    assert main(["init", "--sandbox", "http://127.0.0.1:1"]) == 2
    assert "--sandbox: no sandbox answers at http://127.0.0.1:1." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_by_flags_and_again_and_nothing_that_is_right_is_changed(
    tmp_path: Path, sandbox: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    roster = sandbox.ask("GET", "/roster.json")
    lists = ["--schools", trust_files.schools_file(tmp_path, roster)]
    lists += [
        "--people",
        trust_files.people_file(tmp_path, roster),
        "--terms",
        trust_files.terms_file(tmp_path, roster),
    ]
    assert command.run(chosen(*beside(sandbox), *lists), Nobody()) == 1
    told = capsys.readouterr().out
    assert "Nothing was imported. Run it again with --yes to import this." in told
    assert "people.xlsx: 31 rows: 31 new" in told  # of schools that are not there yet
    assert "schools have no headteacher" not in told
    assert sandbox.tenant["service_token"] not in told
    assert not listed().schools
    assert command.run(chosen(*lists, "--yes"), Nobody()) == 0
    told = capsys.readouterr().out
    assert ".env: all settings are there." in told
    assert left(told)[0] == " 1. Import the checks on SIPs."
    before, env = listed(), Path(".env").read_bytes()
    assert (len(before.schools), len(before.people)) == (12, 31)
    assert command.run(chosen(*lists, "--yes"), Nobody()) == 0
    told = capsys.readouterr().out
    assert "people.xlsx: 31 rows: 0 new, 0 changed, 31 as before" in told
    assert "Nothing of this changes anything." in told
    assert (listed(), Path(".env").read_bytes()) == (before, env)


def test_by_answers_from_a_file_of_all_schools(
    tmp_path: Path, sandbox: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    files.gias(tmp_path / "gias.csv", {}, {"URN": "900002", "Diocese (code)": "CE92", "Diocese (name)": "Other"})
    somebody = Answering("", "none.csv", "gias.csv", "", "", "", "x", "d", "Wrenmouth", "d", "RC91", "yes")
    assert command.run(chosen(*beside(sandbox)), somebody) == 0
    printed = capsys.readouterr()
    told = printed.out
    assert "Please write the path of a file that is there." in told
    assert "gias.csv holds more schools than yours. How are yours known in it?" in told
    assert "There is “Archdiocese of Wrenmouth” (1): please write the whole name." in printed.err
    assert set(listed().schools) == {"900001"}
    assert left(told)[0] == " 1. Import term dates and INSET days."
    assert somebody.left == []


def test_a_file_with_a_fault_stops_it_and_what_stood_before_it_is_imported(
    tmp_path: Path, sandbox: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    files.table(tmp_path / "schools.csv", ("URN", "Name", "Local authority"), ("900001", "St Hilda’s", "Fellshire"))
    files.table(tmp_path / "people.csv", trust_files.PEOPLE_HEAD, ("A. Bell", "a@x.example", "Burser", ""))
    (tmp_path / "checks.csv").write_text("<html>", encoding="utf-8")
    words = (*beside(sandbox), "--schools", "schools.csv", "--people", "people.csv", "--checks", "checks.csv", "--yes")
    assert command.run(chosen(*words), Nobody()) == 1
    told = capsys.readouterr()
    assert "Column Office (C): right would be one of: Headteacher" in told.err
    assert "Please correct people.csv, and run sipdesk init again." in told.err
    assert set(listed().schools) == {"900001"}
    assert command.run(chosen("--checks", "checks.csv", "--schools", "none.csv"), Nobody()) == 1
    assert "none.csv cannot be read" in capsys.readouterr().err


def test_another_answer_changes_the_file_only_when_somebody_says_so(
    tmp_path: Path, sandbox: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(".env").write_text("# ours\nSIPDESK_SITE=old.sharepoint.example:/sites/Old\n", encoding="utf-8")
    for asker in (Nobody(), Answering("", "no")):
        assert command.run(chosen(*beside(sandbox)), asker) == 1
        told = capsys.readouterr().out
        assert f"SIPDESK_SITE: old.sharepoint.example:/sites/Old → {sandbox.site}" in told
        assert "Nothing was changed." in told
        assert "Old" in Path(".env").read_text(encoding="utf-8")
    assert command.run(chosen(*beside(sandbox), "--yes"), Nobody()) == 0
    text = Path(".env").read_text(encoding="utf-8")
    assert text.startswith(f"# ours\nSIPDESK_SITE={sandbox.site}\n")
    assert "SIPDESK_GRAPH_TOKEN=" in text


def test_who_breaks_off_can_go_on_later(sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(chosen(*beside(sandbox)), Answering("")) == 1
    assert "run sipdesk init again to go on" in capsys.readouterr().err
    assert Path(".env").is_file()


def test_answers_given_before_it_was_broken_off_are_not_asked_again(capsys: pytest.CaptureFixture[str]) -> None:
    guid = "0d6f2c1e-7a55-4c3b-9f0e-2b1a4c5d6e7f"
    assert command.run(chosen(), Answering(guid, guid, "client_secret", "Abc8Q~secret")) == 1
    assert ".env: your answers so far were kept." in capsys.readouterr().out
    assert command.run(chosen(), Nobody()) == 2
    assert capsys.readouterr().err.splitlines() == [
        "--graph-certificate is missing: the certificate for Microsoft Graph.",
        "--site is missing: the SharePoint site for reports.",
    ]


def test_what_the_environment_says_is_changed_there(
    monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIPDESK_SITE", "old.sharepoint.example:/sites/Old")
    assert command.run(chosen(*beside(sandbox), "--yes"), Nobody()) == 2
    told = capsys.readouterr().err
    assert told == "SIPDESK_SITE is set in the environment, which wins: please change it there.\n"
    assert not Path(".env").exists()


def test_real_settings_by_flags_are_written_and_a_secret_for_links_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing of Microsoft 365 is asked here: the looking over is left out."""
    monkeypatch.setattr(command, "_examined", nothing_seen)
    key = tmp_path / "key.pem"
    key.write_text("-----BEGIN CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\n", encoding="ascii")
    secret = tmp_path / "secret.txt"
    secret.write_text("Abc8Q~secret\n", encoding="ascii")
    guid = "0d6f2c1e-7a55-4c3b-9f0e-2b1a4c5d6e7f"
    words = ["--tenant", guid, "--app-id", guid, "--site", "https://trust.sharepoint.com/sites/SIP"]
    words += [
        "--public-url",
        "https://sip.trust.example",
        "--bot-certificate",
        str(key),
        "--graph-secret-file",
        str(secret),
    ]
    assert command.run(chosen(*words), Nobody()) == 0
    told = capsys.readouterr().out
    assert "Abc8Q" not in told
    assert "the messaging endpoint is\n    https://sip.trust.example/api/messages." in told
    text = Path(".env").read_text(encoding="utf-8")
    assert "SIPDESK_BOT_CREDENTIAL=certificate\n" in text
    assert "SIPDESK_GRAPH_SECRET='Abc8Q~secret'\n" in text
    assert len(text.partition("SIPDESK_LINK_SECRET=")[2].partition("\n")[0]) == 64
    assert command.run(chosen("--managed-identity", "--yes"), Nobody()) == 0
    assert "SIPDESK_BOT_CREDENTIAL: certificate → managed_identity" in capsys.readouterr().out
    monkeypatch.setenv("SIPDESK_PORT", "many")
    assert command.run(chosen(), Nobody()) == 2
    assert "SIPDESK_PORT" in capsys.readouterr().err
