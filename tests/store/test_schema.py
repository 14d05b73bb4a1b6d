"""A database of a newer version is left alone, and a migration that is cut off is begun anew: on both databases."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from store import schema
from store.audit import Entry
from store.database import Database
from store.schema import NewerSchema
from tests.support import builders as a
from tests.support.databases import Databases

OURS = schema.known()[-1]
NEXT = f"{int(OURS) + 1:04}"
_MIGRATION = """
import os
import signal

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{next}", "{ours}", None, None


def upgrade():
    op.create_table("first_half", sa.Column("id", sa.String(), primary_key=True))
    op.execute("INSERT INTO first_half (id) VALUES ('one')")
    op.execute("UPDATE workers SET executor_id = 'renamed'")
    {then}
    op.create_table("second_half", sa.Column("id", sa.String(), primary_key=True))
"""
_MIGRATE = """
import sys
from pathlib import Path
from store import schema
from store.database import Database

schema._MIGRATIONS = Path(sys.argv[1])
Database(sys.argv[2]).migrate()
"""


def a_next_version(folder: Path, then: str = "") -> Path:
    """The migrations of a version to come, which does that in the middle of its own."""
    migrations = folder / "migrations"
    shutil.copytree(Path(schema.__file__).parent / "migrations", migrations, dirs_exist_ok=True)
    words = _MIGRATION.format(next=NEXT, ours=OURS, then=then or "pass")
    (migrations / "versions" / f"m{NEXT}_next.py").write_text(words, encoding="utf-8")
    return migrations


def state(database: Database) -> tuple[str, set[str], list[str], int]:
    """The schema, the halves of the next one that are there, the workers, and how long the audit is."""
    with database.engine.connect() as connection:
        halves = {"first_half", "second_half"} & set(sa.inspect(connection).get_table_names())
        workers = connection.execute(sa.text("SELECT executor_id FROM workers")).scalars().all()
        entries = connection.execute(sa.text("SELECT count(*) FROM audit")).scalar_one()
        return schema.found(connection), halves, list(workers), entries


@pytest.fixture
def kept(databases: Databases) -> Iterator[Database]:
    """A database with something in it; of its own, because its schema will change."""
    with databases.empty() as url:
        database = Database(url)
        database.migrate()
        with database.writing() as books:
            books.heard_from("worker-1", a.MONDAY)
            books.audit(Entry("service", "tested", ""), a.MONDAY)
        yield database
        database.close()


def test_a_newer_database_is_left_alone_and_both_versions_are_named(kept: Database) -> None:
    with kept.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0999'"))
    before = state(kept)
    with pytest.raises(NewerSchema, match=rf"its schema is 0999, and this version knows 0001 to {OURS}\."):
        kept.migrate()
    assert state(kept) == before


def test_an_older_database_goes_up_with_all_that_is_in_it(
    kept: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "_MIGRATIONS", a_next_version(tmp_path))
    kept.migrate()
    assert state(kept) == (NEXT, {"first_half", "second_half"}, ["renamed"], 1)


def test_a_migration_that_fails_has_changed_nothing_and_is_begun_anew(
    kept: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "_MIGRATIONS", a_next_version(tmp_path, "raise RuntimeError('the disk is full')"))
    with pytest.raises(RuntimeError, match="the disk is full"):
        kept.migrate()
    assert state(kept) == (OURS, set(), ["worker-1"], 1)
    a_next_version(tmp_path)
    kept.migrate()
    assert state(kept) == (NEXT, {"first_half", "second_half"}, ["renamed"], 1)


def test_a_migration_that_is_killed_has_changed_nothing_and_is_begun_anew(kept: Database, tmp_path: Path) -> None:
    migrations = a_next_version(tmp_path, "os.kill(os.getpid(), signal.SIGKILL)")
    url = kept.url.render_as_string(hide_password=False)
    migrate = (sys.executable, "-c", _MIGRATE, str(migrations), url)
    root = Path(schema.__file__).parent.parent
    ours = os.environ | {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    assert subprocess.run(migrate, cwd=root, env=ours, check=False).returncode == -signal.SIGKILL
    assert state(kept) == (OURS, set(), ["worker-1"], 1)
    a_next_version(tmp_path)
    assert subprocess.run(migrate, cwd=root, env=ours, check=False).returncode == 0
    assert state(kept) == (NEXT, {"first_half", "second_half"}, ["renamed"], 1)
