"""Each file has a process of its own, though Python is not begun for each; and nothing that happens to one, or to what
it was copied from, is felt by the next."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sealed import fork_server
from sealed.fork_server import ForkServer, TooLong, environment, serve, server_of
from sealed.process import Ended, told_apart

WHO = ("-c", "import os; print(os.getpid(), os.getppid())")
SEEN = (
    "-c",
    "import sealed.calls as own; print(getattr(own, 'left', '')); own.left = 'left'; print(vars().get('x'))\nx = 1",
)
ENDS_ITS_SERVER = (
    "import os, signal, time; open({path!r}, 'a').write('x'); os.kill(os.getppid(), signal.SIGKILL); time.sleep(60)"
)
LEAVES = """
import os, sys
from threading import Thread
from sealed.fork_server import server_of
server = server_of(())
print(int(server.run(("-c", "import os; print(os.getppid())"), b"", 9)[1]), flush=True)
Thread(target=server.run, args=(("-c", "import os, time; print(os.getpid()); time.sleep(60)"), b"", 60)).start()
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has fork servers")


def pids(loads: tuple[str, ...] = ()) -> tuple[int, int]:
    """Of the process that read, and of what it was copied from."""
    own, parent = told_apart(WHO, b"", 60, loads).split()
    return int(own), int(parent)


def gone(pid: int) -> bool:
    try:
        return "State:\tZ" in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return True


def test_each_file_has_a_process_of_its_own_and_python_is_not_begun_for_each() -> None:
    (one, server), (other, same), (_, another) = pids(), pids(), pids(("sealed.calls",))
    assert one != other
    assert server == same != os.getpid()
    assert another != server


def test_nothing_of_one_file_is_there_for_the_next() -> None:
    assert [told_apart(SEEN, b"", 60, ("sealed.calls",)).split() for _ in range(2)] == [[b"None"]] * 2


def test_what_is_told_is_read_and_what_is_said_comes_back_however_much() -> None:
    echo = ("-c", "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read() + sys.argv[1].encode())", "!")
    much = bytes(range(256)) * 4096 * 4
    assert told_apart(echo, much, 60) == much + b"!"
    assert told_apart(echo, b"", 60) == b"!"


def test_a_server_that_ended_while_it_rested_is_begun_anew_and_no_try_is_lost(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    write = f"begun = {str(begun)!r}; open(begun, 'a').write('x')"
    dies_once = f"import os\n{write}\nif os.path.getsize(begun) < 2: os.kill(os.getpid(), 9)"
    _, server = pids()
    os.kill(server, signal.SIGKILL)
    assert told_apart(("-c", dies_once), b"", 60) == b""
    assert begun.read_text() == "xx"


def test_a_server_that_is_killed_while_a_file_is_read_is_as_a_file_that_was_killed(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    with pytest.raises(Ended):
        told_apart(("-c", ENDS_ITS_SERVER.format(path=str(begun))), b"", 60)
    assert begun.read_text() == "xx"
    pids()


def test_what_takes_too_long_is_ended_and_its_server_goes_on() -> None:
    server = ForkServer(())
    _, before = server.run(WHO, b"", 60)
    with pytest.raises(TooLong):
        server.run(("-c", "import time; time.sleep(60)"), b"", 0.05)
    _, after = server.run(WHO, b"", 60)
    assert before.split()[1] == after.split()[1]
    server.end()


def test_a_server_that_does_not_answer_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fork_server, "_BESIDES", 0.05)
    server = ForkServer(())
    stops = "import os, signal, time; os.kill(os.getppid(), signal.SIGSTOP); time.sleep(60)"
    assert server.run(("-c", stops), b"", 0.05) == (-signal.SIGKILL, b"")
    assert server.run(("-c", "print(1)"), b"", 60) == (0, b"1\n")
    server.end()


@pytest.mark.parametrize(
    ("script", "status"),
    [("raise SystemExit(3)", 3), ("raise SystemExit", 0), ("raise SystemExit('no')", 1), ("raise ValueError", 1)],
)
def test_it_ends_as_python_does(script: str, status: int) -> None:
    assert server_of(()).run(("-c", script), b"", 60) == (status, b"")


def test_it_ends_by_itself_when_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    monkeypatch.setattr(fork_server, "RESTS_FOR", 0.01)
    monkeypatch.setattr(fork_server.gc, "freeze", lambda: None)
    serve(its, ())
    monkeypatch.undo()
    ours.close()
    serve(its, ())  # and when whoever asked is gone
    its.close()


def test_nothing_outlives_the_service() -> None:
    """However it ended."""
    with subprocess.Popen(
        (sys.executable, "-c", LEAVES), stdout=subprocess.PIPE, env={**environment()}, start_new_session=True
    ) as service:
        assert service.stdout
        server = int(service.stdout.readline())
        [reads] = [int(one) for one in _children(server)]
        service.kill()
    until = time.monotonic() + 20
    while not (gone(server) and gone(reads)) and time.monotonic() < until:
        time.sleep(0.01)
    assert gone(server)
    assert gone(reads)


def _children(pid: int) -> list[str]:
    found: list[str] = []
    while not found:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return found


def test_where_there_are_no_fork_servers_python_is_begun_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert pids()[1] == os.getpid()
    with pytest.raises(Ended):
        told_apart(("-c", "import time; time.sleep(60)"), b"", 0.05)
