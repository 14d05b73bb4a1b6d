"""Beside `faketime`, in every Python process: a sleep that works there. libfaketime 0.9.10, told to leave the monotonic
clock alone, refuses the call that `time.sleep` makes (EINVAL); told to shift it too, no lock's timeout ever ends."""

import select
import time


def _sleep(seconds: float) -> None:
    select.select([], [], [], seconds)


time.sleep = _sleep
