"""Which files a sealed process may open: Python, its libraries, our own code, and the file that it is to read. All
others are refused by the kernel (Landlock, Linux 5.13 and later): the database, settings, secrets, other processes."""

import ctypes
import os
import site
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from sealed.calls import no_new_privileges

_CREATE: Final = 444
_ADD: Final = 445
_RESTRICT: Final = 446
_BENEATH: Final = 1
_READ: Final = 1 << 2
_LIST: Final = 1 << 3
_EVERY_RIGHT: Final = (1 << 13) - 1
"""That the first version of the lock knows: to write, make, delete, carry out, read and list."""
ROOMS: Final = ("handbook", "documents", "spreadsheets", "sealed")
_ROOT: Final = Path(__file__).resolve().parents[1]
_LIBRARIES: Final = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib")
_BESIDE: Final = ("/usr/share/zoneinfo", "/etc/ld.so.cache")


class _Rights(ctypes.Structure):
    _fields_ = (("handled", ctypes.c_uint64),)


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def refuse_paths(files: Iterable[Path]) -> bool:
    """Whether all but these are refused from now on. Names may still be listed where our code is."""
    if sys.platform != "linux" or not no_new_privileges():
        return False
    kernel = ctypes.CDLL(None)
    rights = _Rights(_EVERY_RIGHT)
    lock = kernel.syscall(_CREATE, ctypes.byref(rights), ctypes.sizeof(rights), 0)
    if lock < 0:
        return False
    for path in (*_code(), *files):
        _allow(kernel, lock, path, _READ | _LIST)
    _allow(kernel, lock, _ROOT, _LIST)
    done = kernel.syscall(_RESTRICT, lock, 0) == 0
    os.close(lock)
    return done


def _code() -> Iterator[Path]:
    yield from (_ROOT / room for room in ROOMS)
    yield from map(Path, (Path(os.__file__).parent, *site.getsitepackages()))
    yield from map(Path, (*_LIBRARIES, *_BESIDE))


def _allow(kernel: ctypes.CDLL, lock: int, path: Path, rights: int) -> None:
    """What is not there needs no leave."""
    with suppress(OSError):
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
        rule = _Beneath(rights if path.is_dir() else _READ, opened)
        kernel.syscall(_ADD, lock, _BENEATH, ctypes.byref(rule), 0)
        os.close(opened)
