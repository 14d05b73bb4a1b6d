"""The stand-in's time: the machine's, moved by so many seconds. `clock.json` in its folder says how many, and whoever
shares that file shares the time."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import holidays

from sandbox.trust import Trust

_LONDON = ZoneInfo("Europe/London")
_SCHOOL_OPENS = time(9, 30)
LARGEST = timedelta(days=800)
"""Term dates are known for so long ahead, and not longer."""


class Clock:
    def __init__(self, folder: Path, machine: Callable[[], datetime]) -> None:
        self._file = folder / "clock.json"
        self._machine = machine
        self._offset = timedelta()
        if self._file.exists():
            self._offset = timedelta(seconds=json.loads(self._file.read_text(encoding="utf-8"))["offset_seconds"])

    def now(self) -> datetime:
        return self._machine() + self._offset

    def shown(self) -> dict[str, Any]:
        return {"offset_seconds": self._offset.total_seconds(), "now": self.now().isoformat(timespec="seconds")}

    def move(self, offset: timedelta) -> None:
        """Raises ValueError for more than the stand-in knows term dates for."""
        if abs(offset) > LARGEST:
            raise ValueError(f"The clock can be moved by at most {LARGEST.days} days.")
        self._offset = offset
        unfinished = self._file.with_suffix(".new")
        unfinished.write_text(json.dumps({"offset_seconds": offset.total_seconds()}) + "\n", encoding="utf-8")
        unfinished.replace(self._file)

    def move_to(self, day: date) -> None:
        """To half past nine on that morning, in London."""
        at = datetime.combine(day, _SCHOOL_OPENS, _LONDON).astimezone(UTC)
        self.move(self._offset + (at - self.now()))


def next_school_day(trust: Trust, now: datetime) -> date:
    """The first day after this one on which all local authorities have school: no weekend, holiday or bank holiday.
    Raises ValueError at the end of what is known."""
    day, bank_holidays = now.astimezone(_LONDON).date(), holidays.country_holidays("GB", subdiv="ENG")
    for _ in range(LARGEST.days):
        day += timedelta(days=1)
        if (
            day.weekday() < 5
            and day not in bank_holidays
            and all(_in_session(day, one["sessions"]) for one in trust.local_authorities)
        ):
            return day
    raise ValueError("No later school day is known.")


def next_half_term(trust: Trust, now: datetime) -> date:
    """The first school day of the next half term, by the first local authority's dates. Raises ValueError at the end of
    what is known."""
    today = now.astimezone(_LONDON).date()
    begins = (date.fromisoformat(one["first_on"]) for one in trust.local_authorities[0]["sessions"])
    first = next((day for day in begins if day > today), None)
    if first is None:
        raise ValueError("No later half term is known.")
    return next_school_day(trust, datetime.combine(first - timedelta(days=1), _SCHOOL_OPENS, _LONDON))


def _in_session(day: date, sessions: list[dict[str, str]]) -> bool:
    return any(one["first_on"] <= day.isoformat() <= one["last_on"] for one in sessions)
