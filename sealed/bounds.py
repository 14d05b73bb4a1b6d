"""What a process that reads other people's files may use, and what it may do. It says so of itself, once it has loaded
what reads and before it has seen a byte of the file; nothing takes it back."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from sealed.calls import refuse_calls
from sealed.paths import refuse_paths

OPEN_FILES: Final = 64


def bound(memory: int, seconds: int) -> None:
    """This process may not have more than that, write no file, and begin no other process. Where memory runs out all
    the same, it is the first to go."""
    with suppress(ImportError):  # not on Windows
        import resource  # noqa: PLC0415

        most = {
            resource.RLIMIT_CPU: (seconds, seconds + 1),
            resource.RLIMIT_CORE: (0, 0),
            resource.RLIMIT_FSIZE: (0, 0),
            resource.RLIMIT_NOFILE: (OPEN_FILES, OPEN_FILES),
            resource.RLIMIT_NPROC: (0, 0),
            resource.RLIMIT_AS: (memory, memory),
        }
        for kind, limits in most.items():
            with suppress(OSError, ValueError):  # not every system knows each of them
                resource.setrlimit(kind, limits)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def seal(memory: int, seconds: int, files: Iterable[Path] = ()) -> None:
    """The same, and it is shut: no network, no other program or process, no file but `files` and what Python is made
    of. On a system whose kernel has no such locks the bounds stand alone."""
    bound(memory, seconds)
    refuse_paths(files)
    refuse_calls()
