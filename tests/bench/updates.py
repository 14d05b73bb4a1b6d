"""How many messages each decision of the README's story of a report sends, and how many it has drawn again: a count,
the same on any machine."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from store.database import Database
from tests.automations.office import Office
from tests.support.databases import Databases
from tests.support.updates import Step, steps_of_the_story


def measure(*, reminded: bool) -> list[Step]:
    with TemporaryDirectory() as folder, Databases(Path(folder)).ready() as url:
        database = Database(url)
        office = Office(database)
        try:
            return asyncio.run(steps_of_the_story(office, reminded=reminded))
        finally:
            office.close()
            database.close()


def tell(steps: Sequence[Step]) -> None:
    out = sys.stdout.write
    out("| what happens | sent | drawn again |\n| --- | --- | --- |\n")
    in_all = Step("in all", sum(step.sent for step in steps), sum(step.updated for step in steps))
    for step in (*steps, in_all):
        out(f"| {step.what} | {step.sent} | {step.updated} |\n")


if __name__ == "__main__":
    for with_reminders in (False, True):
        tell(measure(reminded=with_reminders))
