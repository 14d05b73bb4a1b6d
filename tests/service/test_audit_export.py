"""An export of the audit verifies with what is printed in it, and with nothing else of ours."""

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from store.audit import AuditEntry
from store.audit_form import FORGOTTEN
from store.database import Database
from store.tables import audit
from tests.store.filled import a_report
from tests.store.test_audit_forms import of_earlier
from tests.support import builders as a
from tests.support.databases import Databases
from tests.support.rewriting import rewrite, sipdesk_audit


@pytest.fixture
def house(sqlite_databases: Databases, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Three entries of an earlier version, the seal, and some of this one."""
    with of_earlier(sqlite_databases) as database:
        database.migrate()
        monkeypatch.setenv("SIPDESK_DATABASE_URL", str(database.url))
        with database.writing() as uow:
            uow.reports.open(a_report("report-9"), AuditEntry("sip-7", "opened", "report:report-9"), a.MONDAY)
            uow.audit(AuditEntry("head-1", "approved", "report:report-9", {"version": 1}), a.MONDAY)
            uow.audit(
                AuditEntry("sip-7", "shared", "report:other", {"with_dso": "dso-3", "why": "“a”\u2028b"}), a.MONDAY
            )
        yield database


def export(folder: Path, *words: str) -> Path:
    assert sipdesk_audit("export", *words, "--out", str(folder / "audit.zip")) == 0
    with zipfile.ZipFile(folder / "audit.zip") as opened:
        opened.extractall(folder / "unpacked")
    return folder / "unpacked"


def verified(folder: Path, *heads: str) -> tuple[int, str]:
    words = [sys.executable, "-I", "verify.py", *heads]
    run = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout + run.stderr


def told(folder: Path) -> list[int]:
    return [json.loads(line)["seq"] for line in (folder / "entries.jsonl").read_bytes().split(b"\n")[:-1]]


def head(database: Database) -> str:
    with database.reading() as uow:
        verdict = uow.verify_audit()
    return f"{verdict.entries}:{verdict.head}"


def test_the_whole_audit_verifies_by_the_printed_program_alone(house: Database, tmp_path: Path) -> None:
    noted = head(house)
    folder = export(tmp_path)
    assert verified(folder, noted) == (
        0,
        f"The chain is whole: 7 entries. 7 of them are told here, 0 without their detail.\nIts head is {noted}.\n"
        "It holds the heads that you noted: 1 of 1.\n",
    )
    assert verified(folder)[0] == 0
    assert "rewritten at that entry or before" in verified(folder, f"6:{'a' * 64}")[1]
    with house.reading() as uow:
        rows = uow.connection.execute(sa.select(audit).order_by(audit.c.seq.desc())).mappings().first()
    assert rows
    assert (rows["action"], rows["about"]) == ("audit_exported", "audit")


def test_every_line_for_a_shell_in_the_recipe_does_what_it_says(house: Database, tmp_path: Path) -> None:
    """They are taken from VERIFY.txt and run as they stand there."""
    with house.writing() as uow:
        uow.chain.forget_details(audit.c.seq <= 2, AuditEntry("clock", "", "audit"), a.MONDAY)
    folder = export(tmp_path)
    chain = [line.split(" ") for line in (folder / "chain.txt").read_text().splitlines()]
    text = (folder / "VERIFY.txt").read_text().replace("\\\n", " ")
    assert f"    {head_of(chain)}\n" in text
    asked = re.findall(r"^ {4,}((?:sha256sum|head|printf|grep) .*)$", text, re.MULTILINE)
    sums, entry, detail, link, seal = (shell(folder, one) for one in asked)
    assert sums == "chain.txt: OK\nentries.jsonl: OK\ndetails.txt: OK\n"
    first = json.loads((folder / "entries.jsonl").read_text().split("\n")[0])
    assert entry.split()[0] == chain[first["seq"] - 1][2], "it is of the earlier form"
    lines = (folder / "entries.jsonl").read_text().split("\n")[:-1]
    assert detail.split()[0] in {json.loads(line).get("detail_digest") for line in lines}
    assert len(link.split()[0]) == 64
    assert seal.split()[0] in (folder / "details.txt").read_text()


def head_of(chain: list[list[str]]) -> str:
    return f"{chain[-1][0]}:{chain[-1][2]}"


def shell(folder: Path, line: str) -> str:
    return subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, text=True, check=True).stdout


def test_the_link_between_two_entries_is_as_the_recipe_says(sqlite_databases: Databases, tmp_path: Path) -> None:
    """In an audit of this form alone."""
    with sqlite_databases.ready() as url, closing(Database(url)) as database, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIPDESK_DATABASE_URL", url)
        for number in range(3):
            with database.writing() as uow:
                uow.audit(AuditEntry("service", "tested", f"report:{number}", {"n": number}), a.MONDAY)
        folder = export(tmp_path)
    text = (folder / "VERIFY.txt").read_text().replace("\\\n", " ")
    (line,) = re.findall(r"^ +(printf .*)$", text, re.MULTILINE)
    assert shell(folder, line).split()[0] == (folder / "chain.txt").read_text().split()[5]
    assert verified(folder)[0] == 0


@pytest.mark.parametrize(
    ("words", "expected"),
    [(("--school", "900001"), [4, 5, 6]), (("--person", "head-1"), [4, 6]), (("--person", "dso-3"), [4, 7])],
)
def test_a_part_has_what_is_about_it_and_verifies_without_the_others_words(
    house: Database, tmp_path: Path, words: tuple[str, ...], expected: list[int]
) -> None:
    noted = head(house)
    folder = export(tmp_path, *words)
    assert told(folder) == expected, "the seal goes with every part"
    assert verified(folder, noted)[0] == 0
    others = b"".join((folder / name).read_bytes() for name in ("entries.jsonl", "details.txt", "chain.txt"))
    assert b"Hilda" not in others
    assert (b"dso-3" in others) == (7 in expected)


def test_what_was_forgotten_is_in_no_export_and_the_rest_verifies(house: Database, tmp_path: Path) -> None:
    with house.writing() as uow:
        uow.chain.forget_details(audit.c.seq.in_((2, 7)), AuditEntry("clock", "", "audit"), a.MONDAY)
    folder = export(tmp_path)
    assert told(folder) == [1, 3, 4, 5, 6, 7, 8]
    assert FORGOTTEN in (folder / "entries.jsonl").read_text()
    assert "dso-3" not in (folder / "details.txt").read_text()
    assert verified(folder)[1].startswith("The chain is whole: 8 entries. 7 of them are told here, 1 without")


def changed(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        text = (folder / name).read_text()
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1))
        sums = [shell(folder, f"sha256sum {one}") for one in ("chain.txt", "entries.jsonl", "details.txt")]
        (folder / "manifest.sha256").write_text("".join(sums))

    return change


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (changed("entries.jsonl", '"approved"', '"refused"'), "entry 6 was changed"),
        (changed("entries.jsonl", '"report:2"', '"report:3"'), "entry 2 was changed"),
        (changed("entries.jsonl", '"seq": 6', '"seq": 60'), "entry 60 is not in the chain"),
        (changed("chain.txt", "\n7 ", "\n8 "), "is missing"),
        (changed("chain.txt", "\n6 ", "\n6 0"), "the chain breaks at entry 6"),
        (lambda folder: (folder / "details.txt").write_text(""), "details.txt is not the file that was exported"),
    ],
)
def test_a_zip_that_somebody_changed_is_found(
    house: Database, tmp_path: Path, tamper: Callable[[Path], object], said: str
) -> None:
    """Also where the sums of its files were made anew."""
    folder = export(tmp_path)
    tamper(folder)
    status, words = verified(folder)
    assert (status, words.startswith("NOT AS IT WAS: ")) == (1, True)
    assert said in words


def test_earlier_entries_that_were_exchanged_do_not_fit_the_seal(house: Database, tmp_path: Path) -> None:
    folder = export(tmp_path, "--person", "nobody")
    first = (folder / "chain.txt").read_text().split()[2]
    changed("chain.txt", f"1 - {first}", f"1 - {'e' * 64}")(folder)
    assert verified(folder) == (1, "NOT AS IT WAS: the entries of the earlier form are not those that were sealed.\n")


def test_a_past_computed_anew_verifies_but_not_against_a_head(house: Database, tmp_path: Path) -> None:
    noted = head(house)
    rewrite(house, 6, {"actor_id": "somebody-else"})
    folder = export(tmp_path)
    assert verified(folder)[0] == 0
    assert verified(folder, noted)[0] == 1


def test_nothing_is_written_over_and_nothing_of_a_broken_chain(
    house: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["export", "--out", str(tmp_path / "audit.zip")]
    (tmp_path / "audit.zip").write_text("an earlier one")
    assert sipdesk_audit(*words) == 1
    assert (tmp_path / "audit.zip").read_text() == "an earlier one"
    assert "is there already" in capsys.readouterr().err
    assert sipdesk_audit(*words[:-1], str(tmp_path / "none" / "audit.zip")) == 1
    assert "cannot be written" in capsys.readouterr().err
    with house.engine.begin() as connection:
        connection.execute(audit.update().where(audit.c.seq == 6), {"detail": "", "salt": ""})
    assert sipdesk_audit(*words[:-1], str(tmp_path / "new.zip")) == 1
    assert "BROKEN at entry 6" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["audit.zip"]
