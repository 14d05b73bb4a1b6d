"""A process of its own for a file that somebody sent. It is given what it is to read and nothing else: no settings, no
secret, no open file. Whatever becomes of it, the service lives on."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).resolve().parents[1]
_NOT_BY_CHANCE: Final = frozenset({0, -signal.SIGXCPU} if sys.platform != "win32" else {0})
_TRIES: Final = 2


class Ended(Exception):
    """It did not come to its end: it was killed, went wrong, or took too long. No word of the file is in it."""


def told_apart(command: tuple[str, ...], data: bytes, patience: float) -> bytes:
    """What Python says that was given this command and these bytes. One that is killed from outside is begun once more,
    and not a third time: a machine may have been short of memory, or the file may be at it. Raises Ended."""
    for _ in range(_TRIES):
        done = _once(command, data, patience)
        if done.returncode == 0:
            return done.stdout
        if done.returncode > 0 or done.returncode in _NOT_BY_CHANCE:
            break
    raise Ended("a file could not be read")


def _once(command: tuple[str, ...], data: bytes, patience: float) -> "subprocess.CompletedProcess[bytes]":
    """Where it runs, no file of anybody's can be taken for a module of ours."""
    paths = (str(_ROOT), *(os.path.abspath(path) for path in sys.path if path))
    try:
        return subprocess.run(  # noqa: S603 - our own module, and no word of anybody's in the command
            (sys.executable, "-P", *command),
            input=data,
            capture_output=True,
            timeout=patience,
            env={"PYTHONPATH": os.pathsep.join(dict.fromkeys(paths))},
            cwd=os.path.abspath(os.sep),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Ended("it took too long") from error
