"""A house under examination: what an administrator may have forgotten is forgotten, and remembered afterwards."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from service.doctor.examination import CHECKS, examine
from service.doctor.finding import Check, Checked, Finding
from service.doctor.report import paragraph, summary
from service.doctor.set_up import SetUp
from service.wiring import Service
from tests.support.house import House

WIDEST = 80


@dataclass
class Ward:
    """`given` are changes of the settings; `undo` what is asked of the sandbox after a test."""

    house: House
    folder: Path
    given: dict[str, Any] = field(default_factory=dict)
    tweak: Callable[[Service], None] = lambda _: None
    machine: Callable[[], datetime] | None = None
    now: datetime | None = None
    undo: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    found: dict[str, Finding] = field(default_factory=dict)

    def person(self, role: str, **having: Any) -> dict[str, Any]:
        people = self.house.roster["people"]
        return next(one for one in people if one["role"] == role and having.items() <= one.items())

    async def lever(self, path: str, body: dict[str, Any], undo: dict[str, Any] | None = None) -> Any:
        async with self.house.http.post(f"{self.house.sandbox}/control/{path}", json=body) as reply:
            assert reply.status in (200, 201), await reply.text()
            if undo is not None:
                self.undo.append((path, undo))
            return await reply.json()

    async def consent(self, **given: Any) -> None:
        """Looks with a token that carries what is said here, and for the rest what it should."""
        self.given["graph_token"] = SecretStr((await self.lever("consent", given))["token"])

    async def mailbox(self, person_id: str, state: str) -> None:
        undo = "open" if state != "open" else "closed"
        await self.lever(f"mailboxes/{person_id}", {"state": state}, {"state": undo})

    async def columns(self, library: str, **columns: str | None) -> None:
        await self.lever("columns", {"library": library, "columns": columns}, {"library": library})

    def roster(self, change: Callable[[dict[str, Any]], object]) -> None:
        """Looks with another roster than the house has."""
        roster = json.loads((self.folder / "roster.json").read_text(encoding="utf-8"))
        change(roster)
        self.given["roster"] = self.folder / "another.json"
        self.given["roster"].write_text(json.dumps(roster), encoding="utf-8")

    async def look(self, checks: Iterable[Check] = CHECKS) -> list[Checked]:
        settings = self.house.service.settings.model_copy(update=self.given)
        service = Service(settings, lambda: self.now or self.house.now)
        self.tweak(service)
        more = {"machine": self.machine} if self.machine else {}
        set_up = SetUp(settings, service, self.house.http, lambda: self.now or self.house.now, **more)
        try:
            checked = [one async for one in examine(set_up, checks)]
        finally:
            await service.put_away()
        self.found = {one.key: one.finding for one in checked}
        self._check_words(checked)
        return checked

    def _check_words(self, checked: list[Checked]) -> None:
        """Whatever was found fits the terminal, says its light as a word, and names nobody."""
        said = [*(paragraph(one, colour=False) for one in checked), summary(checked)]
        assert all(len(line) <= WIDEST for one in said for line in one.splitlines())
        assert all(text.startswith(one.finding.light.upper()) for one, text in zip(checked, said, strict=False))
        assert not [one["name"] for one in self.house.roster["people"] if one["name"] in "\n".join(said)]

    async def discharge(self) -> None:
        for path, body in self.undo:
            await self.lever(path, body)
        async with self.house.http.delete(f"{self.house.sandbox}/control/faults") as reply:
            assert reply.status == 200


@asynccontextmanager
async def a_ward(house: House, folder: Path) -> AsyncIterator[Ward]:
    """Everything is as it should be, and a mailbox that must stay shut is shut."""
    ward = Ward(house, folder)
    ward.given["mailbox_outside"] = ward.person("board_member")["id"]
    try:
        yield ward
    finally:
        await asyncio.shield(ward.discharge())
