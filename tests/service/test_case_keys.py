"""`sipdesk keys`: what it says, and with which status it ends."""

from contextlib import closing
from pathlib import Path

import pytest

from service.case_keys import run
from service.command_line import parser
from service.database_settings import DatabaseSettings
from store.database import Database
from store.sealing.keys import BESIDE, FileKeys
from tests.store.test_cases import keep
from tests.support import case_builders as b


def keys(*words: str) -> int:
    return run(DatabaseSettings(), parser().parse_args(["keys", *words]))


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of keys beside a database with one case."""
    url = f"sqlite:///{tmp_path / 'sipdesk.db'}"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SIPDESK_DATABASE_URL", url)
    with closing(Database(url)) as database:
        database.migrate()
        keep(database, b.a_concern())
    return tmp_path / BESIDE


def test_a_key_is_made_and_one_more(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = tmp_path / "keys.json"
    assert [keys("make", str(made)) for _ in range(2)] == [0, 0]
    assert len(FileKeys(made).ring().keys) == 2
    assert "Keep a copy of it apart from every backup" in capsys.readouterr().out
    made.write_text("lost")
    assert keys("make", str(made)) == 2
    assert made.read_text() == "lost"
    assert capsys.readouterr().err == f"Nothing was done. {made} holds no keys that can be read.\n"


def test_rotating_makes_a_new_key_and_brings_all_under_it(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = FileKeys(file).ring().current
    assert keys("rotate") == 0
    second = FileKeys(file).ring().current
    said = capsys.readouterr().out
    assert f"1 cases are under the key {second}." in said
    assert keys("list") == 0
    listed = sorted(capsys.readouterr().out.splitlines())
    assert listed == sorted([f"{second:<12}  {1:>6} cases  in use", f"{first:<12}  {0:>6} cases"])
    with closing(Database(DatabaseSettings().database_url)) as database, database.reading() as uow:
        assert (uow.last_about("case_keys") or ("",))[0] == "key_rotated"


def test_rotating_goes_on_where_it_was_interrupted(file: Path) -> None:
    second = FileKeys(file).add()
    assert keys("rotate") == 0
    assert FileKeys(file).ring().current == second


def test_a_missing_key_is_said(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = FileKeys(file).ring().current
    file.unlink()
    assert keys("list") == 1
    told = capsys.readouterr()
    assert told.out == f"{first:<12}  {1:>6} cases  MISSING\n"
    assert told.err == f"{file} is not there, or cannot be read.\n"
    assert keys("rotate") == 2
    FileKeys(file).add()
    assert keys("list") == 1
    assert not (tmp_path / "none.db").exists()


def test_without_a_database_nothing_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert keys("list") == 2
    assert "names no database of this version" in capsys.readouterr().err
