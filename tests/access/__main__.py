"""`make docs`: plays all stories, and writes what they show."""

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.access.page import PAGE, page
from tests.access.people import RELATIONS
from tests.access.played import Seen, found, played
from tests.access.story import STORIES
from tests.access.table import BEYOND, sections
from tests.support.databases import Databases


async def main() -> int:
    """The rows are those of the table, in its order; who may is what the code says."""
    made = dict[str, dict[str, Seen]]()
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(Path(folder))
        for story in STORIES:
            with databases.ready() as url:
                play = await played(story, url)
            seen = found(play)
            made[story] = {name: seen.get(name, Seen(frozenset())) for name in sections()[story]}
    PAGE.write_text(page({**made, BEYOND: sections()[BEYOND]}, len(RELATIONS)), encoding="utf-8")
    sys.stdout.write(f"written: {PAGE.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
