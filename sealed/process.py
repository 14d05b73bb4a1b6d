"""A process of its own for a file that somebody sent. It is given what it is to read and nothing else: no settings, no
secret, no open file. Whatever becomes of it, the service lives on."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from typing import Final

from sealed.fork_server import TooLong, environment, server_of

_NOT_BY_CHANCE: Final = frozenset({0, -signal.SIGXCPU} if sys.platform != "win32" else {0})
_TRIES: Final = 2


class Ended(Exception):
    """It did not come to its end: it was killed, went wrong, or took too long. No word of the file is in it."""


def told_apart(command: tuple[str, ...], data: bytes, patience: float, loads: Sequence[str] = ()) -> bytes:
    """What Python says that was given this command and these bytes; `loads` are the modules that it reads with. One
    that is killed from outside is begun once more, and not a third time: a machine may have been short of memory, or
    the file may be at it. Raises Ended."""
    for _ in range(_TRIES):
        try:
            status, told = _once(command, data, patience, loads)
        except (TooLong, subprocess.TimeoutExpired) as error:
            raise Ended("it took too long") from error
        if status == 0:
            return told
        if status > 0 or status in _NOT_BY_CHANCE:
            break
    raise Ended("a file could not be read")


def _once(command: tuple[str, ...], data: bytes, patience: float, loads: Sequence[str]) -> tuple[int, bytes]:
    """Where there are no fork servers, each file has a start of Python."""
    if sys.platform == "linux":
        return server_of(loads).run(command, data, patience)
    done = subprocess.run(  # noqa: S603 - our own module, and no word of anybody's in the command
        (sys.executable, "-P", *command),
        input=data,
        capture_output=True,
        timeout=patience,
        env=environment(),
        cwd=os.path.abspath(os.sep),
        check=False,
    )
    return done.returncode, done.stdout
