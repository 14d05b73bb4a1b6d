"""Every `sipdesk` command that changes or hands out something leaves an entry in the audit, or is named here with the
reason why it does not."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
import sqlalchemy as sa

import service.logs
from handbook.core.people import Role
from service.__main__ import main
from service.command_line import parser
from store.database import Database
from store.tables import audit
from tests.support import builders as a
from tests.support.databases import Databases

_SEEN_ELSEWHERE = "tests hold its entry where the command is tested: "
NOTED: Final = {
    "audit export": "audit_exported",
    "backup": "backed_up",
    "correct": _SEEN_ELSEWHERE + "tests/service/subject_access",
    "erase": _SEEN_ELSEWHERE + "tests/service/subject_access",
    "faq export": "faq_exported",
    "figures": _SEEN_ELSEWHERE + "tests/service/test_figures.py",
    "import agreements": _SEEN_ELSEWHERE + "tests/service/test_importing_files.py",
    "import checks": _SEEN_ELSEWHERE + "tests/service/test_importing_files.py",
    "import list": _SEEN_ELSEWHERE + "tests/service/test_importing.py",
    "import membership": _SEEN_ELSEWHERE + "tests/service/test_importing_memberships.py",
    "import people": _SEEN_ELSEWHERE + "tests/service/test_importing_people.py",
    "import schools": _SEEN_ELSEWHERE + "tests/service/test_importing.py",
    "import terms": _SEEN_ELSEWHERE + "tests/service/test_importing_files.py",
    "import training": _SEEN_ELSEWHERE + "tests/service/test_importing_files.py",
    "init": "changes the list as `import` does, by the same code",
    "jobs cancel": _SEEN_ELSEWHERE + "tests/service/test_jobs.py",
    "jobs give-up": _SEEN_ELSEWHERE + "tests/service/test_jobs.py",
    "jobs pause": _SEEN_ELSEWHERE + "tests/service/test_jobs.py",
    "jobs resume": _SEEN_ELSEWHERE + "tests/service/test_jobs.py",
    "jobs retry": _SEEN_ELSEWHERE + "tests/service/test_jobs.py",
    "jobs story": _SEEN_ELSEWHERE + "tests/service/test_jobs.py",
    "keys rotate": "key_rotated",
    "record": _SEEN_ELSEWHERE + "tests/service/test_record.py",
    "restore": "restored",
    "restored": "restored",
    "retention": _SEEN_ELSEWHERE + "tests/service/test_retention.py",
    "serve": "started",
    "subject-access": _SEEN_ELSEWHERE + "tests/service/subject_access",
    "template": "list_exported",
    "work": "started",
}
WITHOUT: Final = {
    "audit verify": "reads the audit, and prints no entry of it",
    "demo": "has people of its own, who do not exist, in a database of its own",
    "doctor": "asks what is set up, changes nothing and shows no record",
    "forms": "looks at empty forms in a folder",
    "jobs ages": "counts which work waits, to whoever mends it",
    "jobs list": "shows which work waits, by kind and id, to whoever mends it",
    "jobs paused": "shows what was stopped, to whoever mends it",
    "jobs show": "shows which work waits, by kind and id, to whoever mends it",
    "jobs stalled": "shows which work waits, by kind and id, to whoever mends it",
    "simulate": "plays people who do not exist, in a database of its own",
    "keys list": "says how many cases are under which key, and none of them",
    "keys make": "makes a file with a key before anything is sealed; it opens no database",
    "manifest build": "makes the app package from what is typed; it opens no database",
}


def commands(parser: argparse.ArgumentParser, words: Sequence[str] = ()) -> Iterator[str]:
    """All that can be typed after `sipdesk`."""
    below = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]  # pyright: ignore[reportPrivateUsage] - argparse shows them nowhere else
    if not below:
        yield " ".join(words)
    for one in below:
        for word, own in one.choices.items():
            yield from commands(own, (*words, word))


def test_every_command_is_named_once() -> None:
    assert set(commands(parser())) == NOTED.keys() | WITHOUT.keys(), "give it an entry of the audit, or a reason"
    assert not NOTED.keys() & WITHOUT.keys()


@pytest.fixture
def house(sqlite_databases: Databases, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setattr(service.logs, "configure", lambda _level: None)
    with sqlite_databases.ready() as url, closing(Database(url)) as database:
        monkeypatch.setenv("SIPDESK_DATABASE_URL", url)
        with database.writing() as uow:
            uow.roster.replace([a.a_person(Role.SIP)], [a.a_school()], {}, {})
        yield database


@pytest.mark.parametrize(
    "words",
    [
        ("audit", "export", "--out", "audit.zip"),
        ("backup", "today"),
        ("faq", "export", "faq"),
        ("restored",),
        ("template", "people", "--filled"),
    ],
)
def test_an_operators_act_is_noted(
    house: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == 0
    with house.reading() as uow:
        actions = uow.connection.execute(sa.select(audit.c.action).order_by(audit.c.seq)).scalars().all()
        assert uow.verify_audit().broken_at is None
    name = next(known for known in NOTED if tuple(known.split()) == words[: len(known.split())])
    assert actions[-1] == NOTED[name]


def test_an_empty_list_to_fill_in_hands_out_nothing_and_says_nothing(house: Database) -> None:
    assert main(["template", "people"]) == 0
    with house.reading() as uow:
        assert uow.verify_audit().entries == 0


def test_a_database_that_takes_no_entry_has_its_backup_all_the_same(
    house: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with house.engine.begin() as connection:
        connection.execute(
            sa.text("CREATE TRIGGER no BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'read only'); END")
        )
    assert main(["backup", str(tmp_path / "today")]) == 0
    assert "took no note of it" in capsys.readouterr().err
    assert (tmp_path / "today").is_file()
