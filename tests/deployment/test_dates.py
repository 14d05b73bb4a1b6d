"""The tests can be run on other dates, and it is said where they cannot."""

import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import dates

NOW = datetime(2026, 12, 5, 9, 0, tzinfo=UTC)  # a Saturday
PROBE = """
import threading, time
from datetime import UTC, datetime

def test_the_clock_goes_on_and_sleep_and_locks_end() -> None:
    began, now = time.monotonic(), datetime.now(UTC)
    time.sleep(0.05)
    lock = threading.Lock()
    lock.acquire()
    assert not lock.acquire(timeout=0.05)
    assert time.monotonic() - began >= 0.1
    assert 0.05 <= (datetime.now(UTC) - now).total_seconds() < 60
    open("when", "w").write(now.isoformat())
"""


def test_the_dates_are_what_they_are_called() -> None:
    begins = {name: begin(NOW) for name, begin in dates.DATES.items()}
    assert begins["saturday"] - NOW == timedelta(days=7, hours=1)
    assert begins["in_eight_hours"] - begins["ten_days_ago"] == timedelta(days=10, hours=8)
    assert begins["leap_day"].day == 29
    for change in ("into_summer_time", "out_of_summer_time"):
        london = [
            at.astimezone(dates.LONDON).utcoffset() for at in (begins[change], begins[change] + timedelta(hours=1))
        ]
        assert london[0] != london[1]


def test_without_faketime_it_is_said_and_fails(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert dates.main(["leap_day", "--", "--version"]) == 2
    assert "`faketime` is not installed" in capfd.readouterr().err


def test_an_unknown_date_is_refused(capfd: pytest.CaptureFixture[str]) -> None:
    assert dates.main(["tomorrow", "--", "--version"]) == 2
    assert "Not a date: tomorrow. There are ten_days_ago" in capfd.readouterr().err


@pytest.mark.skipif(shutil.which("faketime") is None, reason="faketime is not installed here")
def test_pytest_runs_on_that_date_and_its_failure_is_kept(tmp_path: Path) -> None:
    (tmp_path / "test_probe.py").write_text(PROBE, encoding="utf-8")
    root = Path(dates.__file__).parent.parent
    code = (
        f"import os, sys; sys.path.insert(0, {str(root)!r}); from tests.dates import main; sys.exit(main(sys.argv[1:]))"
    )
    run = (sys.executable, "-c", code, "leap_day", "--", "-q", "-p", "no:cacheprovider", f"--rootdir={tmp_path}")
    told = subprocess.run((*run, "test_probe.py"), cwd=tmp_path, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    assert (tmp_path / "when").read_text().startswith("2028-02-29T08:3")
    assert subprocess.run((*run, "nowhere.py"), cwd=tmp_path, capture_output=True, check=False).returncode == 1
