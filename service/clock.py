"""Where the service takes the time from: the machine; beside the sandbox, the sandbox's clock, which can be moved."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from service.settings import Settings


def clock_of(settings: Settings) -> Callable[[], datetime]:
    """What says how late it is. `Settings` lets a file be named only where the service is local."""
    if settings.clock_file is None:
        return _machine
    file = settings.clock_file
    return lambda: _machine() + _moved_by(file)


def _machine() -> datetime:
    return datetime.now(UTC)


def _moved_by(file: Path) -> timedelta:
    """Nothing where nobody has moved the clock yet."""
    try:
        return timedelta(seconds=json.loads(file.read_text(encoding="utf-8"))["offset_seconds"])
    except FileNotFoundError:
        return timedelta()
