"""What a piece of work takes in a process of its own."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Final

_TOLD: Final = (
    "; import json, resource; used = resource.getrusage(resource.RUSAGE_SELF); "
    "most = open('/proc/self/status').read().partition('VmHWM:')[2].split()[0]; "
    "print(json.dumps([used.ru_utime + used.ru_stime, int(most) / 1024]))"
)


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds by the clock, seconds of processor, and the most memory in MB: of its own, where `ru_maxrss` would begin
    with what the process that started it had."""

    seconds: float
    cpu_s: float
    mb: float


def taken(code: str, *words: str, **settings: str) -> Taken:
    """Runs Python code with these arguments and environment. Raises CalledProcessError where it fails."""
    began = time.monotonic()
    command = [sys.executable, "-c", code + _TOLD, *words]
    env = {**os.environ, **settings}
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=True, timeout=600)
    seconds = time.monotonic() - began
    cpu, memory = done.stdout.splitlines()[-1].strip("[]").split(", ")
    return Taken(seconds, float(cpu), float(memory))
