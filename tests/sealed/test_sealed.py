"""What a process that reads other people's files can do: read its file, say what is in it, and nothing else."""

import json
import os
import platform
import re
import socket
import sys
from pathlib import Path
from typing import Any

import pytest

from sealed import calls, paths
from sealed.bounds import OPEN_FILES
from sealed.calls import REFUSED, refuse_calls
from sealed.fork_server import server_of
from sealed.paths import refuse_paths
from sealed.process import Ended, told_apart

TRIES = """
import json, os, resource, socket, sys, threading
from pathlib import Path
from sealed.bounds import seal

given, other, parent = map(Path, sys.argv[1:4])
seal(2**29, 20, (given,))

def outcome(tried):
    try:
        return bool(tried()) and "done"
    except OSError as no:
        return no.strerror
    except RuntimeError as no:
        return str(no)

def limit(kind):
    return resource.getrlimit(kind)[0]

print(json.dumps({
    "its file": outcome(lambda: given.read_text() == "given"),
    "another module of ours": outcome(lambda: __import__("documents.reading")),
    "a connection": outcome(socket.socket),
    "a pair of sockets": outcome(socket.socketpair),
    "a process": outcome(os.fork),
    "a thread": outcome(threading.Thread(target=print).start),
    "a program": outcome(lambda: os.execv("/bin/sh", ["sh"])),
    "the database": outcome(other.read_text),
    "the settings of the service": outcome((parent / "environ").read_text),
    "the memory of the service": outcome((parent / "mem").open),
    "an account list": outcome(Path("/etc/passwd").read_text),
    "a new file": outcome(lambda: given.with_name("new").write_text("x")),
    "its file, changed": outcome(lambda: given.write_text("x")),
    "a file gone": outcome(other.unlink),
    "a file renamed": outcome(lambda: other.rename(given)),
    "a file opened to all": outcome(lambda: other.chmod(0o777)),
    "the service ended": outcome(lambda: os.kill(int(parent.name), 0)),
    "limits": [limit(one) for one in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE,
        resource.RLIMIT_NOFILE, resource.RLIMIT_NPROC, resource.RLIMIT_CORE)],
}))
"""
LETS_IT = frozenset({"its file", "another module of ours"})
ONCE_MORE = """
import os, signal, sys
from pathlib import Path

begun = Path(sys.argv[1])
begun.write_text(begun.read_text() + "x" if begun.exists() else "x")
if len(begun.read_text()) < int(sys.argv[2]):
    os.kill(os.getpid(), signal.SIGKILL)
sys.stdout.write(sys.stdin.read())
"""
OPEN_THINGS = "import os; print(sorted(os.environ), os.getcwd(), len(os.listdir('/proc/self/fd')))"
linux = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in REFUSED, reason="its locks are those of Linux"
)


@linux
def test_a_sealed_process_can_read_its_file_and_nothing_else(tmp_path: Path) -> None:
    given, other = tmp_path / "given", tmp_path / "database"
    given.write_text("given")
    other.write_text("secret")
    told: dict[str, Any] = json.loads(
        told_apart(("-c", TRIES, str(given), str(other), f"/proc/{os.getpid()}"), b"", 60)
    )
    assert told.pop("limits") == [2**29, 20, 0, OPEN_FILES, 0, 0]
    assert {what for what, outcome in told.items() if outcome == "done"} == LETS_IT
    assert {outcome for what, outcome in told.items() if what not in LETS_IT} <= {
        "Operation not permitted",
        "Permission denied",
        "can't start new thread",
    }
    assert (given.read_text(), other.read_text()) == ("given", "secret")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["database", "given"]


@linux
def test_it_is_given_no_setting_no_open_file_and_no_folder_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of the data folder could otherwise be taken for a module."""
    server_of(()).end()  # one that is begun by us as we are now
    monkeypatch.setenv("SIPDESK_APP_PASSWORD", "secret")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "json.py").write_text("raise SystemExit('taken for a module')")
    with (tmp_path / "open").open("w") as file, socket.socket() as connection:
        os.set_inheritable(file.fileno(), True)
        os.set_inheritable(connection.fileno(), True)
        told = told_apart(("-c", f"import json; {OPEN_THINGS}"), b"", 60).decode()
    assert told.strip() in {f"['{known}'] / 4" for known in ("PYTHONPATH", "LC_CTYPE', 'PYTHONPATH")}


def test_one_that_is_killed_is_begun_once_more_and_then_never(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    assert told_apart(("-c", ONCE_MORE, str(begun), "2"), b"said", 60) == b"said"
    begun.unlink()
    with pytest.raises(Ended):
        told_apart(("-c", ONCE_MORE, str(begun), "9"), b"said", 60)
    assert begun.read_text() == "xx"


@pytest.mark.parametrize("how", ["raise SystemExit(3)", "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)"])
def test_what_ends_by_its_own_doing_is_not_begun_again(tmp_path: Path, how: str) -> None:
    begun = tmp_path / "begun"
    with pytest.raises(Ended):
        told_apart(("-c", f"open({str(begun)!r}, 'a').write('x'); {how}"), b"", 60)
    assert begun.read_text() == "x"


def test_what_does_not_end_is_ended() -> None:
    with pytest.raises(Ended):
        told_apart(("-c", "import time; time.sleep(60)"), b"", 0.3)


def test_the_next_file_is_read_after_one_that_ended_badly() -> None:
    with pytest.raises(Ended):
        told_apart(("-c", "import os; os.abort()"), b"", 60)
    assert told_apart(("-c", "print('read')"), b"", 60).strip() == b"read"


def test_where_the_system_has_no_such_locks_the_bounds_stand_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "_machine", lambda: "riscv64")
    assert not refuse_calls()
    monkeypatch.setattr(calls, "no_new_privileges", lambda: False)
    monkeypatch.setattr(paths, "no_new_privileges", lambda: False)
    monkeypatch.setattr(calls, "_machine", lambda: "x86_64")
    assert not refuse_calls()
    assert not refuse_paths(())


ROOT = Path(__file__).parents[2]
IN_THE_SERVICE = ("handbook", "cards", "graph", "planning", "automations", "bot", "pages")
READS = re.compile(
    r"^\s*from (?:documents\.(?!package import MAX_BYTES$)(?:package|reading|reading_apart|clean_copy|pasted|unfilled)"
    r"|documents\.application_form import .*read_|documents\.binding_apart"
    r"|spreadsheets\.(?:rows|workbook_rows|csv_rows|merged_cells)) ",
    re.MULTILINE,
)


def test_nothing_in_the_service_reads_a_sent_file_itself_or_begins_another_kind_of_process() -> None:
    found: set[str] = set()
    for room in (*IN_THE_SERVICE, "documents", "spreadsheets"):
        for one in (ROOT / room).rglob("*.py"):
            text = one.read_text(encoding="utf-8")
            if "subprocess" in text or (room in IN_THE_SERVICE and READS.search(text)):
                found.add(str(one.relative_to(ROOT)))
    assert found == set()
    assert READS.search("    from documents.package import open_package\n")
