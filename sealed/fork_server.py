"""A process that has loaded what reads, and has read nothing: for each file it forks, and the copy reads. So a file
costs no start of Python, and each still has a process of its own, that ends with it. Linux alone has what this asks
for."""

import atexit
import ctypes
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import IO, Final, Never

RESTS_FOR: Final = 60.0
"""Seconds without a file after which it ends by itself: at night it takes no memory, and no two days share one."""
_ROOT: Final = Path(__file__).resolve().parents[1]
_WORDS: Final = 128 * 1024
_A_PIECE: Final = 1 << 16
_SIGNAL_AS_PARENT_ENDS: Final = 1
_TAKEN: Final = b"taken"
_TOO_LONG: Final = b"too long"
_BESIDES: Final = 15.0
"""Seconds more than a file has, in which the server says that the file had them."""


class TooLong(Exception):
    """It did not end in its time, and was ended."""


class _Gone(Exception):
    """The server has ended, and took nothing of what it was asked."""


class ForkServer:
    """The server for what is loaded alike. It is begun by the first file, and takes one at a time."""

    def __init__(self, loads: Sequence[str]) -> None:
        self._loads = tuple(loads)
        self._one_at_a_time = Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None

    def run(self, command: Sequence[str], data: bytes, patience: float) -> tuple[int, bytes]:
        """How a fork that ran this command (`-m`, a module and its words; or `-c`, a script) on these bytes ended, as
        `subprocess` has it, and what it said. Raises TooLong."""
        with self._one_at_a_time:
            try:
                return self._asked(command, data, patience)
            except _Gone:  # while it was at rest
                self.end()
                return self._asked(command, data, patience)

    def end(self) -> None:
        """The next file begins it anew."""
        if self._line is not None:
            self._line.close()
        if self._server is not None:
            self._server.kill()
            self._server.wait()
        self._line = self._server = None

    def _asked(self, command: Sequence[str], data: bytes, patience: float) -> tuple[int, bytes]:
        line = self._line or self._begin()
        out, said = os.pipe()
        with os.fdopen(out, "rb", buffering=0) as out_of_it:
            with os.fdopen(said, "wb"), _file_of(data) as given:
                _ask(line, json.dumps([list(command), patience]).encode(), [given.fileno(), said])
            told = _all_of(out_of_it, time.monotonic() + patience + _BESIDES)
        ended = b"" if told is None else line.recv(_WORDS)
        if ended == _TOO_LONG:
            raise TooLong
        if not ended:  # the server was killed, and what it began with it
            self.end()
        return int(ended or -signal.SIGKILL), told or b""

    def _begin(self) -> socket.socket:
        """It is given nothing of ours: no setting, no secret, no open file. Where it runs, no file of anybody's can be
        taken for a module."""
        ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with its:
            self._server = subprocess.Popen(  # noqa: S603 - our own module, and no word of anybody's in the command
                (sys.executable, "-P", "-m", __name__, str(its.fileno()), *self._loads),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment(),
                cwd=os.path.abspath(os.sep),
                pass_fds=(its.fileno(),),
            )
        self._line = ours
        return ours


def environment() -> Mapping[str, str]:
    """All that a process that reads is told: where our code and Python's libraries are."""
    paths = (str(_ROOT), *(os.path.abspath(path) for path in sys.path if path))
    return {"PYTHONPATH": os.pathsep.join(dict.fromkeys(paths))}


def server_of(loads: Sequence[str]) -> ForkServer:
    """The same for the same modules."""
    with _BEGINNING:
        return _SERVERS.setdefault(tuple(loads), ForkServer(loads))


_SERVERS: Final[dict[tuple[str, ...], ForkServer]] = {}
_BEGINNING: Final = Lock()


@atexit.register
def _end_all() -> None:
    for server in _SERVERS.values():
        server.end()


def _file_of(data: bytes) -> IO[bytes]:
    """In memory alone."""
    file = os.fdopen(os.memfd_create("given"), "w+b")
    file.write(data)
    file.seek(0)
    return file


def _ask(line: socket.socket, words: bytes, files: list[int]) -> None:
    try:
        socket.send_fds(line, [words], files)
        taken = line.recv(_WORDS)
    except ConnectionError:
        taken = b""
    if not taken:
        raise _Gone


def _all_of(out: IO[bytes], until: float) -> bytes | None:
    """What is said until its end; nothing where it does not end."""
    told: list[bytes] = []
    while select.select([out], [], [], max(until - time.monotonic(), 0))[0]:
        piece = out.read(_A_PIECE)
        if not piece:
            return b"".join(told)
        told.append(piece)
    return None


def serve(line: socket.socket, loads: Sequence[str]) -> None:
    """Until nobody asks any more."""
    for module in loads:
        importlib.import_module(module)
    gc.collect()
    gc.freeze()  # what is loaded stays in pages that all forks share
    while select.select([line], [], [], RESTS_FOR)[0]:
        words, files, *_ = socket.recv_fds(line, _WORDS, 2)
        if not words:
            return
        command, patience = json.loads(words)
        line.send(_TAKEN)
        fork = os.fork()
        if fork == 0:
            _read(command, files)
        for file in files:
            os.close(file)
        line.send(_end_of(fork, line, patience))


def _end_of(fork: int, line: socket.socket, patience: float) -> bytes:
    """It is ended where it takes too long, and where whoever asked is gone."""
    watched = os.pidfd_open(fork)
    ready = select.select([watched, line], [], [], patience)[0]
    os.close(watched)
    if watched not in ready:
        os.kill(fork, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1])
    return b"%d" % status if watched in ready else _TOO_LONG


def _read(command: Sequence[str], files: Sequence[int]) -> Never:
    """What Python does that is begun with this command; nothing of the server goes on."""
    status = 1
    try:
        ctypes.CDLL(None).prctl(_SIGNAL_AS_PARENT_ENDS, signal.SIGKILL)
        for number, file in enumerate(files):
            os.dup2(file, number)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        status = _run(*command)
        sys.stdout.flush()
    finally:
        os._exit(status)


def _run(how: str, what: str, *words: str) -> int:
    sys.argv = [how if how == "-c" else what, *words]
    try:
        if how == "-c":
            exec(what, {"__name__": "__main__"})  # noqa: S102 - what a test of ours says
        else:
            sys.modules.pop(what, None)
            runpy.run_module(what, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else end.code is not None
    return 0


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), sys.argv[2:])
