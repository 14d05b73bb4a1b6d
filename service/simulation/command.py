"""`sipdesk simulate`: plays a year, and says what it was like and what did not hold."""

import argparse
import logging
import sys
import tempfile
from datetime import date
from pathlib import Path

import structlog

from service.simulation.shown import summary
from service.simulation.year import Wanted, play
from store.database import Database


async def run(chosen: argparse.Namespace) -> int:
    """The exit status: 1 where a promise did not hold."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    wanted = Wanted(chosen.schools, chosen.sips, chosen.seed, chosen.days, chosen.faults)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(chosen.database or f"sqlite:///{Path(folder, 'year.db')}")
        played = await play(wanted, database, _progress)
        try:
            sys.stdout.write("\n".join((*map(str, played.found), summary(played), "")))
        finally:
            played.house.close()
    return 1 if played.found else 0


def _progress(day: date) -> None:
    if day.day == 1:
        sys.stderr.write(f"{day:%B %Y}\n")
