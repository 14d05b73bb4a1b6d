"""Where tests keep their files: in memory, where the machine has a folder for that with room enough. Databases of the
service wait for the disk at each decision, as they should; of tests, nothing has to outlive a power cut, and to wait
for the disk took a third of the time of a journey."""

import os
import shutil
import tempfile
from pathlib import Path

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder in it that only its user can open
_ENOUGH = 3 * 1024**3
_CHOSEN = ("TMPDIR", "PYTEST_DEBUG_TEMPROOT")


def keep_files_in_memory() -> None:
    """Unless somebody chose a folder; the processes that tests start, and xdist's, follow."""
    if any(os.environ.get(name) for name in _CHOSEN):
        return
    if os.access(_IN_MEMORY, os.W_OK | os.X_OK) and shutil.disk_usage(_IN_MEMORY).free >= _ENOUGH:
        os.environ["TMPDIR"] = str(_IN_MEMORY)
        tempfile.tempdir = None  # asked for again
