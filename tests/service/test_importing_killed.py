"""An import that is killed, wherever in its writing: nothing of it is there."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from store.database import Database
from tests.service.test_importing import entries, listed
from tests.store.filled import fill_roster
from tests.support import list_files as files

_KILLED = """
import os, signal, sys
import sqlalchemy as sa
from sqlalchemy import event
from service.__main__ import main
seen = 0
@event.listens_for(sa.Engine, "before_cursor_execute")
def count(connection, cursor, statement, *_):
    global seen
    seen += statement.lstrip().upper().startswith(("INSERT", "DELETE"))
    if seen == int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)
sys.exit(main(["import", "schools", sys.argv[2], "--all", "--apply", "--leavers", "--yes"]))
"""


@pytest.mark.parametrize("statement", [1, 5, 9])
def test_killed_at_any_statement_nothing_is_half_done(tmp_path: Path, statement: int) -> None:
    url = f"sqlite:///{tmp_path}/killed.db"
    database = Database(url)
    database.migrate()
    fill_roster(database)
    before = listed(database)
    path = files.gias(tmp_path / "gias.csv", *({"URN": str(900100 + one)} for one in range(40)))
    around = {**os.environ, "SIPDESK_DATABASE_URL": url}
    command = (sys.executable, "-c", _KILLED, str(statement), str(path))
    done = subprocess.run(command, capture_output=True, env=around, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert (listed(database), entries(database)) == (before, 0)
    database.close()
