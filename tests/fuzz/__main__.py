"""`make fuzz`: each target for its share of the time (`FUZZ_MINUTES`, 30), in a process of its own. Prints what came of
each, keeps what is a fault in `build/fuzz`, and ends with status 1 where there was any."""

import logging
import os
import pickle
import re
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Final, cast

from tests.fuzz.running import Ran, run
from tests.fuzz.targets import TARGETS

KEPT_IN: Final = Path("build/fuzz")
_GRACE: Final = 120


def main() -> int:
    minutes = float(os.environ.get("FUZZ_MINUTES", "30"))
    seed = int(os.environ.get("FUZZ_SEED", time.strftime("%Y%m%d")))
    wanted = [place for place, one in enumerate(TARGETS) if os.environ.get("FUZZ_TARGET", "") in one.name]
    KEPT_IN.mkdir(parents=True, exist_ok=True)
    out, began, found = sys.stdout.write, time.monotonic(), 0
    out(f"{minutes:g} minutes, {len(wanted)} targets, seed {seed}\n\n")
    out("| target | s | runs | lines reached | inputs kept | endings | crashes | hangs | slowest | memory |\n")
    out("| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |\n")
    for place in wanted:
        ran = _apart(place, minutes * 60 / len(wanted), seed)
        out(
            f"| {TARGETS[place].name} | {ran.seconds:.0f} | {ran.runs:,} | {ran.lines:,} | {ran.kept} "
            f"| {len(ran.outcomes)} | {ran.crashes} | {ran.hangs} | {ran.slowest:.2f} s "
            f"| {ran.grown_kb / 1024:+.1f} MB |\n"
        )
        sys.stdout.flush()
        found += ran.crashes + ran.hangs
        _keep(TARGETS[place].name, ran)
    out(f"\n{(time.monotonic() - began) / 60:.1f} minutes; {found} inputs were a fault\n")
    return 1 if found else 0


def _apart(place: int, seconds: float, seed: int) -> Ran:
    command = (sys.executable, "-m", "tests.fuzz", str(place), str(seconds), str(seed))
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, timeout=seconds + _GRACE, check=False)
    except subprocess.TimeoutExpired:
        return Ran(seconds=seconds, hangs=1, faults={"hangs": ("the process was ended", _last(place).read_bytes())})
    if done.returncode != 0:
        words = f"the process ended with {done.returncode}"
        return Ran(crashes=1, faults={words: (words, _last(place).read_bytes())})
    ran: Ran = pickle.loads(done.stdout)  # noqa: S301 - our own process
    return ran


def _last(place: int) -> Path:
    return KEPT_IN / f"last-{place}"


def _keep(name: str, ran: Ran) -> None:
    for number, (where, (words, data)) in enumerate(ran.faults.items()):
        path = KEPT_IN / f"{re.sub(r'[^a-z]+', '-', name.lower())}-{number}"
        path.write_bytes(data)
        sys.stderr.write(f"{path}: {where}\n{words}\n")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        logging.disable()  # pypdf says what it finds odd
        sys.modules["numpy"] = cast("ModuleType", None)  # as in the process that reads lists
        which, wanted_s, begun_with = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
        sys.stdout.buffer.write(pickle.dumps(run(TARGETS[which], wanted_s, begun_with, _last(which))))
    else:
        raise SystemExit(main())
