"""`python -m tests.dates [DATE …] -- PYTEST'S ARGUMENTS`: the tests on other dates than today's, by Debian's faketime.

Each DATE is one of `DATES`; without any, all of them. Everything goes by the shifted clock: the tests, the service, the
sandbox, PostgreSQL. Ends with 1 if the tests failed on one of them, and with 2 where they cannot be run."""

import math
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

NO_FAKETIME = "Not run on other dates: `faketime` is not installed here (Debian: apt-get install faketime)."
LONDON = ZoneInfo("Europe/London")
_SHIFTED = Path(__file__).parent / "support" / "shifted"


def _next_saturday(now: datetime) -> datetime:
    return (now + timedelta(days=(5 - now.weekday()) % 7 or 7)).replace(hour=10, minute=0)


DATES: dict[str, Callable[[datetime], datetime]] = {
    "ten_days_ago": lambda now: now - timedelta(hours=240),
    "in_eight_hours": lambda now: now + timedelta(hours=8),
    "in_400_days": lambda now: now + timedelta(days=400),
    "saturday": _next_saturday,
    "into_summer_time": lambda _: datetime(2027, 3, 28, 0, 58, tzinfo=UTC),  # London's clocks change at 01:00 UTC
    "out_of_summer_time": lambda _: datetime(2027, 10, 31, 0, 58, tzinfo=UTC),
    "leap_day": lambda _: datetime(2028, 2, 29, 8, 30, tzinfo=UTC),
}


def main(given: list[str]) -> int:
    cut = given.index("--") if "--" in given else len(given)
    dates, arguments = given[:cut] or list(DATES), given[cut + 1 :]
    if unknown := set(dates) - set(DATES):
        sys.stderr.write(f"Not a date: {', '.join(sorted(unknown))}. There are {', '.join(DATES)}.\n")
        return 2
    faketime = shutil.which("faketime")
    if faketime is None:
        sys.stderr.write(f"{NO_FAKETIME}\n")
        return 2
    return max([_run(faketime, date, arguments) for date in dates])


def _run(faketime: str, date: str, arguments: list[str]) -> int:
    now = _machine_time()
    begins = DATES[date](now)
    seconds = math.ceil((begins - now).total_seconds())  # not a moment before it
    sys.stdout.write(f"\n{date}: the tests begin on {begins:%A %d %B %Y at %H:%M} UTC\n")
    sys.stdout.flush()
    pytest = (sys.executable, "-m", "pytest", *arguments)
    return int(
        subprocess.run((faketime, "-f", f"{seconds:+}s", *pytest), env=_environment(), check=False).returncode != 0
    )


def _machine_time() -> datetime:
    """Also where these tests are themselves run on another date: faketime counts from the machine's time."""
    return datetime.now(UTC) - timedelta(seconds=float(os.environ.get("FAKETIME", "0").removesuffix("s")))


def _environment() -> dict[str, str]:
    """What the processes share is the difference to the machine's time, and no state: one that is killed in the middle
    of asking the time would stop all others."""
    paths = [str(_SHIFTED), *filter(None, [os.environ.get("PYTHONPATH")])]
    flags = dict.fromkeys(("FAKETIME_DONT_FAKE_MONOTONIC", "FAKETIME_DISABLE_SHM", "NO_FAKE_STAT"), "1")
    return {**os.environ, **flags, "PYTHONPATH": os.pathsep.join(paths)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
