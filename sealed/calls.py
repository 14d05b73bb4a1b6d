"""What a sealed process may not ask of Linux: a connection, another program or process, another process's memory, or
that a file is renamed or deleted. It is refused by the kernel (seccomp), with “not permitted”."""

import ctypes
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Final

_NO_NEW_PRIVILEGES: Final = 38
_SECCOMP: Final = 22
_FILTER: Final = 2
_NOT_PERMITTED: Final = 0x00050001
_ALLOWED: Final = 0x7FFF0000
_LOAD: Final = 0x20
_EQUALS: Final = 0x15
_AT_LEAST: Final = 0x35
_RETURN: Final = 0x06
_NUMBER: Final = 0
_ARCHITECTURE: Final = 4
"""Where in what the filter is shown the call's number stands, and the machine it is for."""
_OTHER_NUMBERS: Final = 0x40000000
"""From here on, x86 has the same calls under other numbers (x32)."""
_ANYWHERE: Final = (434, 438, 435, 425)  # pidfd_open, pidfd_getfd, clone3, io_uring_setup
_X86: Final = (
    *(41, 42, 49, 53),  # socket, connect, bind, socketpair
    *(56, 57, 58, 59, 322),  # clone, fork, vfork, execve, execveat
    *(62, 129, 200, 234, 297),  # kill, rt_sigqueueinfo, tkill, tgkill, rt_tgsigqueueinfo
    *(101, 310, 311),  # ptrace, process_vm_readv, process_vm_writev
    *(76, 77, 82, 83, 84, 85, 86, 87, 88, 90, 91, 92, 93, 94),  # truncate … lchown, by name
    *(258, 259, 260, 263, 264, 265, 266, 268, 316),  # the same, at a folder
    *(165, 248, 249, 250, 298, 321, 323),  # mount, keys, perf_event_open, bpf, userfaultfd
    *_ANYWHERE,
)
_ARM: Final = (
    *(198, 199, 200, 203),  # socket, socketpair, bind, connect
    *(220, 221, 281),  # clone, execve, execveat
    *(129, 130, 131, 138, 240),  # kill, tkill, tgkill, rt_sigqueueinfo, rt_tgsigqueueinfo
    *(117, 270, 271),  # ptrace, process_vm_readv, process_vm_writev
    *(33, 34, 35, 36, 37, 38, 45, 46, 52, 53, 54, 55, 276),  # mknodat … renameat2
    *(40, 217, 218, 219, 241, 280, 282),  # mount, keys, perf_event_open, bpf, userfaultfd
    *_ANYWHERE,
)
REFUSED: Final[Mapping[str, tuple[int, Sequence[int]]]] = {
    "x86_64": (0xC000003E, _X86),
    "aarch64": (0xC00000B7, _ARM),
}
"""By machine: what the kernel calls it, and the numbers of the calls."""


class _Step(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("value", ctypes.c_uint))


class _Steps(ctypes.Structure):
    _fields_ = (("count", ctypes.c_ushort), ("first", ctypes.POINTER(_Step)))


def refuse_calls() -> bool:
    """Whether they are refused from now on."""
    known = REFUSED.get(_machine())
    if known is None or not no_new_privileges():
        return False
    steps = _steps(*known)
    given = _Steps(len(steps), (_Step * len(steps))(*steps))
    return ctypes.CDLL(None).prctl(_SECCOMP, _FILTER, ctypes.byref(given), 0, 0) == 0


def _machine() -> str:
    """Empty where there is no such lock."""
    return os.uname().machine if sys.platform == "linux" and sys.maxsize > 2**32 else ""


def no_new_privileges() -> bool:
    """No program that it might start has more rights than it has: what the kernel asks before it takes a lock."""
    return ctypes.CDLL(None).prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0


def _steps(machine: int, numbers: Sequence[int]) -> list[_Step]:
    """Another machine's calls are refused, all of them; so are these."""
    left = len(numbers)
    first = [
        _Step(_LOAD, 0, 0, _ARCHITECTURE),
        _Step(_EQUALS, 0, left + 3, machine),
        _Step(_LOAD, 0, 0, _NUMBER),
        _Step(_AT_LEAST, left + 1, 0, _OTHER_NUMBERS),
    ]
    each = [_Step(_EQUALS, left - at, 0, number) for at, number in enumerate(numbers)]
    return [*first, *each, _Step(_RETURN, 0, 0, _ALLOWED), _Step(_RETURN, 0, 0, _NOT_PERMITTED)]
