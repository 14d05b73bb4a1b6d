"""Which functions of ours a press of Approve passes before it is answered, counted in the process that answers it: the
layers that only hand it on are those to look at."""

import asyncio
import sys
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FrameType
from typing import Any, Final

from aiohttp import web

from sandbox.trust import Trust
from service.logs import configure
from service.settings import Settings
from service.web import server
from service.wiring import Service
from store.database import Database
from tests.bench.load import press
from tests.bench.reports import fill, presses
from tests.bench.servers import database_url, free_port, roster_file
from tests.bench.servers import service as settings_of

ROOT: Final = Path(__file__).parents[2]
_NOT_OURS: Final = ("tests", "sandbox", ".venv")
_PATH: Final = "/api/messages"
_DECISION: Final = ("handbook/reports/approval.py", "approved")


@dataclass
class Passed:
    """Our functions in the order in which they were first called, and how often each was; only while `on`."""

    on: bool = False
    calls: Counter[CodeType] = field(default_factory=Counter[CodeType])

    def note(self, frame: FrameType, event: str, _: object) -> None:
        if self.on and event == "call":
            self.calls[frame.f_code] += 1

    @property
    def ours(self) -> dict[tuple[str, str], int]:
        """By file and function, without what Python makes of comprehensions and lambdas, or a dataclass of itself."""
        found: dict[tuple[str, str], int] = {}
        for code, count in self.calls.items():
            path = Path(code.co_filename)
            if path.is_relative_to(ROOT) and code.co_name[0] != "<":
                file = path.relative_to(ROOT)
                if file.parts[0] not in _NOT_OURS:
                    found[str(file), code.co_qualname] = count
        return found


def measure() -> Mapping[str, Any]:
    """Of the second press: what is made once in a process is made by the first."""
    passed = Passed()
    threading.setprofile(passed.note)
    sys.setprofile(passed.note)
    try:
        with TemporaryDirectory() as folder:
            asyncio.run(_pressed(Path(folder), passed))
    finally:
        sys.setprofile(None)
        threading.setprofile(None)  # pyright: ignore[reportArgumentType] - as its documentation has it
    ours = passed.ours
    rooms = Counter(file.partition("/")[0] for file, _ in ours)
    decision = next(place for place, (file, name) in enumerate(ours, 1) if (file, name) == _DECISION)
    return {
        "decision": decision,
        "functions": len(ours),
        "files": len({file for file, _ in ours}),
        "calls": sum(ours.values()),
        "rooms": dict(rooms.most_common()),
        "passed": [[file, name, count] for (file, name), count in ours.items()],
    }


def tell(found: Mapping[str, Any]) -> None:
    rooms = ", ".join(f"{room} {count}" for room, count in found["rooms"].items())
    out = sys.stdout.write
    out(f"\nA press of Approve passes {found['functions']} functions in {found['files']} files before it is answered; ")
    out(f"the decision is the {found['decision']}th. {found['calls']} calls. Functions by room: {rooms}\n")


async def _pressed(folder: Path, passed: Passed) -> None:
    port, url = free_port(), database_url(folder)
    database = Database(url)
    database.migrate()
    made = fill(database, roster_file(folder), 2)
    database.close()
    given = {key.removeprefix("SIPDESK_").lower(): value for key, value in settings_of(folder).items()}
    service = Service(Settings.model_validate(given | {"port": port, "poll_seconds": 60}))
    service.jobs.committed = lambda: None  # what follows from a press is no part of its answer: it waits
    runner = server(service)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        for body in presses(made, Trust.load().tenant_id):
            await service.graph.warm()
            passed.calls.clear()
            passed.on = True
            await press("127.0.0.1", port, _PATH, [body], 1, expect=b"pproved")
            passed.on = False
    finally:
        await runner.cleanup()


if __name__ == "__main__":
    configure("ERROR")
    told = measure()
    tell(told)
    for file, name, count in told["passed"]:
        sys.stdout.write(f"{count:5}  {file}  {name}\n")
