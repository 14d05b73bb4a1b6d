"""What is written in a case is sealed: nothing of it is in a backup, and each text opens in its own place only."""

import base64
import json
import re
import sqlite3
import subprocess
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from handbook.cases.case import Case
from handbook.core.refusal import Refused
from store.backup import back_up, restore
from store.case_tables import cases
from store.cases import CLOSED
from store.database import Database
from store.records import to_json
from store.sealing.envelope import NotOpened, Place, opened, rewrapped, sealed
from store.sealing.keys import BESIDE, FileKeys, KeysMissing, TextKeys, text_of
from store.sealing.steps import rewrap_some
from tests.store.test_cases import ENTRY, full, keep
from tests.support import case_builders as b
from tests.support import case_stories
from tests.support.case_keys import KEYS, ring
from tests.support.case_people import NOW, SIP
from tests.support.databases import Databases
from tests.support.unpacked import unpacked

HERE = Place("cases", "case-1", "record")


@pytest.mark.parametrize("there", [Place("cases", "case-2", "record"), Place("covers", "case-1", "record")])
def test_a_text_opens_in_its_own_place_with_its_own_key_only(there: Place) -> None:
    text = sealed(ring("a"), HERE, "zygomorphic")
    assert opened(ring("a", "b"), HERE, text) == "zygomorphic"
    assert sealed(ring("a"), HERE, "zygomorphic") != text
    for keys, place in ((ring("a"), there), (ring("b"), HERE)):
        with pytest.raises(NotOpened):
            opened(keys, place, text)


@pytest.mark.parametrize("cut", [0, 1, 2, 3])
def test_a_text_that_was_changed_does_not_open(cut: int) -> None:
    parts = sealed(ring("a"), HERE, "zygomorphic").split(".")
    parts[cut] = ("A" if parts[cut][0] != "A" else "B") + parts[cut][1:]
    for text in (".".join(parts), "zygomorphic", ""):
        with pytest.raises(NotOpened):
            opened(ring("a"), HERE, text)


def test_another_key_wraps_the_same_and_what_is_sealed_stays() -> None:
    text = sealed(ring("a"), HERE, "zygomorphic")
    anew = rewrapped(ring("a", "b"), HERE, text)
    assert opened(ring("b"), HERE, anew) == "zygomorphic"
    assert anew.split(".")[3] == text.split(".")[3]


def test_a_file_of_keys_is_its_owners_alone_and_read_again_when_a_key_is_added(tmp_path: Path) -> None:
    keys = FileKeys(tmp_path / "new" / "keys.json")
    with pytest.raises(KeysMissing, match="is not there"):
        keys.ring()
    first = keys.add()
    assert (tmp_path / "new" / "keys.json").stat().st_mode & 0o777 == 0o600
    text = sealed(keys.ring(), HERE, "zygomorphic")
    second = FileKeys(tmp_path / "new" / "keys.json").add()
    assert keys.ring().current == second != first
    assert opened(keys.ring(), HERE, text) == "zygomorphic"
    assert all(key.hex() not in repr(keys.ring()) for key in keys.ring().keys.values())


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"current": "x", "keys": ["00"]}', '{"current": "x", "keys": []}'])
def test_what_is_no_file_of_keys_is_said_without_quoting_it(text: str) -> None:
    with pytest.raises(KeysMissing, match=r"^SIPDESK_CASE_KEYS holds no keys that can be read.$"):
        TextKeys(text).ring()


STORIES = (
    case_stories.step_1_answered,
    lambda: case_stories.all_the_way(tell=False),
    case_stories.met,
    case_stories.discussed,
    case_stories.added_to,
    case_stories.to_the_chair,
    case_stories.not_answered_in_time,
    full,
)


def written(case: Case) -> set[str]:
    """Every text in it that is more than a word or a date: what people wrote in its boxes."""
    found = set[str]()

    def walk(part: Any) -> None:
        match part:
            case dict() | list():
                inside: list[Any] = [*part.values()] if isinstance(part, dict) else [*part]  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType] - JSON
                for one in inside:
                    walk(one)
            case str() if " " in part:
                found.add(part)
            case _:
                pass

    walk(json.loads(to_json(case)))
    return found


def test_a_stolen_backup_holds_nothing_that_was_written_in_any_case(database: Database, tmp_path: Path) -> None:
    """Neither does the database itself, with what lies beside it; also inside what is packed or coded."""
    told = [replace(story(), id=f"case-{number}") for number, story in enumerate(STORIES)]
    words = {word for case in told for word in written(case)}
    assert len(words) > 20
    keep(database, *told)
    back_up(database, tmp_path / "backup")
    files = [tmp_path / "backup"]
    if database.is_sqlite:
        path = Path(database.url.database or "")
        files += [one for one in path.parent.glob(f"{path.name}*") if one.is_file()]
        assert len(files) >= 3
    stolen = b"\n".join(unpacked(one.read_bytes()) for one in files)
    if not database.is_sqlite:
        run = ("pg_restore", "--file=-", str(tmp_path / "backup"))
        stolen += unpacked(subprocess.run(run, check=True, capture_output=True).stdout)
    assert b"case-0" in stolen
    assert [word for word in words if word.encode() in stolen or word.encode("utf-16-le") in stolen] == []


def test_unpacking_finds_what_is_packed_and_coded() -> None:
    word = b"The plan for it is thin, zygomorphic."
    for data in (
        word,
        zlib.compress(word),
        base64.b64encode(word),
        b"x " + base64.b64encode(zlib.compress(word)) + b" y",
    ):
        assert word in unpacked(data)


def raw(database: Database) -> list[tuple[str, str]]:
    with database.reading() as uow:
        return [tuple(row) for row in uow.connection.execute(sa.select(cases.c.key_id, cases.c.record))]


def again(database: Database, keys: TextKeys) -> Database:
    return Database(database.url.render_as_string(hide_password=False), keys=keys)


def test_a_key_is_changed_in_steps_while_cases_are_read_and_written(database: Database) -> None:
    kept = keep(database, *(replace(b.a_concern(), id=f"case-{number:03}") for number in range(60)))
    with closing(again(database, TextKeys(text_of(ring("a", "b"))))) as both:
        with both.writing() as uow:
            assert rewrap_some(uow.connection, ring("a", "b")) == 50
        assert {key_id for key_id, _ in raw(both)} == set(ring("a", "b").keys)
        with both.writing() as uow:
            assert uow.cases.get("case-059") == kept[59]
            assert uow.cases.get("case-000") == kept[0]
            uow.cases.save(kept[59], ENTRY, NOW)
        with both.writing() as uow:
            assert rewrap_some(uow.connection, ring("a", "b")) == 9
            assert rewrap_some(uow.connection, ring("a", "b")) == 0
    with closing(again(database, TextKeys(text_of(ring("b"))))) as newest, newest.reading() as uow:
        assert uow.cases.readable
        assert len(uow.cases.standing()) == 60


def test_without_the_key_one_sentence_is_said_and_the_rest_works(database: Database) -> None:
    [kept] = keep(database, b.a_concern())
    with closing(again(database, TextKeys(text_of(ring("b"))))) as other, other.reading() as uow:
        assert not uow.cases.readable
        assert uow.roster.schools() == ()
        for look in (lambda: uow.cases.get(kept.id), lambda: uow.cases.of_readers([SIP.id]), uow.cases.standing):
            with pytest.raises(Refused) as no:
                look()
            assert no.value.reason == CLOSED
    with closing(again(database, TextKeys(""))) as none, none.writing() as uow, pytest.raises(Refused, match="key"):
        uow.cases.open(replace(kept, id="case-2"), ENTRY, NOW)
    assert database.sealing().lost == 0


def test_a_text_that_was_moved_to_another_case_opens_nothing(database: Database) -> None:
    keep(database, b.a_concern(), replace(b.a_concern(), id="case-2"))
    with database.engine.begin() as connection:
        connection.execute(sa.text("UPDATE cases SET record = (SELECT record FROM cases WHERE id = 'case-1')"))
    with database.reading() as uow, pytest.raises(Refused, match="cannot be opened"):
        uow.cases.get("case-2")


@pytest.fixture
def old(databases: Databases) -> Iterator[str]:
    """A database from before: what was written in its case stands there for anybody."""
    case = full()
    with databases.ready() as url:
        with closing(Database(url, keys=KEYS)) as before:
            keep(before, case)
            with before.engine.begin() as connection:
                connection.execute(cases.update().values(record=to_json(replace(case, revision=1)), key_id=""))
        yield url


def test_the_next_start_seals_what_an_earlier_version_wrote_and_nothing_of_it_is_left(old: str) -> None:
    words = written(full())
    with closing(Database(old, keys=KEYS)) as database:
        before = raw(database)[0][1]
        assert all(word in json.loads(json.dumps(before)) or json.dumps(word)[1:-1] in before for word in words)
        with database.reading() as uow:
            assert not uow.cases.readable
        database.migrate()
        assert raw(database)[0][0] == ring("a").current
        with database.reading() as uow:
            assert uow.cases.get("case-1") == replace(full(), revision=1)
        if database.is_sqlite:
            path = Path(database.url.database or "")
            left = b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))
            assert [word for word in words if word.encode() in left] == []


def test_the_first_start_makes_a_key_beside_the_database_and_a_later_one_never_does(tmp_path: Path) -> None:
    """A second key would only hide that the first one is lost."""
    url = f"sqlite:///{tmp_path / 'data' / 'sipdesk.db'}"
    with closing(Database(url)) as database:
        database.migrate()
        assert database.made_keys == tmp_path / "data" / BESIDE
        keep(database, b.a_concern())
        back_up(database, tmp_path / "backup")
    (tmp_path / "data" / BESIDE).rename(tmp_path / "apart.json")
    with closing(Database(url)) as database:
        database.migrate()
        assert database.made_keys is None
        assert (database.sealing().lost, database.sealing().ring) == (1, None)
    elsewhere = f"sqlite:///{tmp_path / 'new' / 'sipdesk.db'}"
    with closing(Database(elsewhere)) as database:
        restore(database, tmp_path / "backup", NOW)
        assert database.sealing().lost == 1
    with closing(Database(elsewhere, keys=FileKeys(tmp_path / "apart.json"))) as database, database.reading() as uow:
        assert uow.cases.get("case-1").id == "case-1"


def test_no_key_is_in_a_backup(tmp_path: Path) -> None:
    with closing(Database(f"sqlite:///{tmp_path / 'sipdesk.db'}")) as database:
        database.migrate()
        keep(database, b.a_concern())
        back_up(database, tmp_path / "backup")
        stolen = unpacked((tmp_path / "backup").read_bytes())
        for key in database.keys.ring().keys.values():
            assert not any(form in stolen for form in (key, key.hex().encode(), base64.b64encode(key)))
    with closing(sqlite3.connect(tmp_path / "backup")) as copy:
        assert re.match(r"sealed1\.[0-9a-f]{12}\.", copy.execute("SELECT record FROM cases").fetchone()[0])
