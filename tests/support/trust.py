"""The trust of a test: its people, papers and libraries in the sandbox, and the records that the service keeps of them,
wherever the service runs. Time is the test's: `now` can be moved."""

import asyncio
import json
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

import aiohttp

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import RenderContext, TrustPolicy
from automations.engine.live_cards import drawn
from automations.workflows import TABLES
from cards.cases.record import OPENED
from cards.good_practice import board
from cards.kit.folding import folded, openings
from cards.schools import edit_forms, people, school, school_list
from documents.example_report import sample_contents
from documents.proforma import write_proforma
from handbook.core.people import School
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.paper.proforma import Contents
from service.bank_holidays import bank_holidays
from store.cards_sent import CardSent
from store.database import Database
from store.unit_of_work import UnitOfWork
from tests.support.library import Libraries
from tests.support.people import Seen, Somebody

T = TypeVar("T")

TURNED = (board.SUMMARY, school.OPENED, school_list.LISTED, people.PEOPLE, people.PERSON, edit_forms.SAID)
_OPEN = "SELECT count(*) FROM {}workflow_status WHERE status IN ('ENQUEUED', 'PENDING')"
_LATER = "SELECT count(*) FROM {}workflow_status WHERE status = 'DELAYED'"
_WAITS = "SELECT delay_until_epoch_ms - created_at FROM {}workflow_status WHERE status = 'DELAYED'"
_HASTEN = "UPDATE {}workflow_status SET status = 'ENQUEUED' WHERE status = 'DELAYED'"


@dataclass
class Trust(ABC):
    """What a test plays with."""

    http: aiohttp.ClientSession
    sandbox: str
    bot: str
    tenant: dict[str, Any]
    roster: dict[str, Any]
    clock: list[datetime]
    libraries: Libraries = field(init=False)
    begins: str = field(init=False, default="")
    """What has been played already of the first school's story (`Story`)."""

    def __post_init__(self) -> None:
        self.libraries = Libraries(self.http, self.tenant)

    @property
    def now(self) -> datetime:
        return self.clock[0]

    def move_to(self, now: datetime) -> None:
        self.clock[0] = now

    @property
    @abstractmethod
    def database(self) -> Database: ...

    @property
    def render_context(self) -> RenderContext:
        """How cards are drawn now; the customs are those of settings that nobody changed."""
        return RenderContext(self.now, TrustPolicy(bank_holidays(self.now.year)))

    def _drawn(self, uow: UnitOfWork) -> list[tuple[str, str, tuple[dict[str, Any], ...]]]:
        """Each copy's person and message, and what it may show: what was typed on it and refused stands in its boxes
        from when it is drawn next."""
        rows = uow.connection.exec_driver_sql("SELECT * FROM cards_sent WHERE shows <> ''").mappings()
        found: list[tuple[str, str, tuple[dict[str, Any], ...]]] = []
        context = self.render_context
        for row in rows:
            values: dict[str, Any] = {**row, "earlier": bool(row["earlier"])}
            copy = CardSent(**values)
            viewer = uow.roster.person(copy.person_id)
            card = CardRef(copy.kind, copy.about, copy.version)
            whole = [drawn(uow, TABLES.cards, copy, context)]
            if viewer and not copy.earlier:
                whole.append(TABLES.cards.without_drafts(uow, card, viewer, context))
            shown = tuple(folded(one, part) for one in whole for part in ("", *openings(one)))
            found.append((copy.person_id, copy.activity_id, shown))
        return found

    def school(self, number: int = 0) -> School:
        raw = self.roster["schools"][number]
        return School(**{name: raw[name] for name in School.__slots__})

    def somebody(self, person_id: str) -> Somebody:
        person = next(person for person in self.roster["people"] if person["id"] == person_id)
        return Somebody(self.http, self.sandbox, person)

    def holder(self, role: str) -> Somebody:
        return self.somebody(next(person["id"] for person in self.roster["people"] if person["role"] == role))

    def contents(self, school: School, term: Term = Term.AUTUMN) -> Contents:
        return sample_contents(school, term, AcademicYear.of(self.now.date()), self.somebody(school.sip_id).name)

    def paper(self, school: School, contents: Contents | None = None) -> bytes:
        return write_proforma(contents or self.contents(school))

    async def fault(self, **rule: object) -> None:
        """A fault of the external services, as `sandbox.faults.Rule` describes it."""
        async with self.http.post(f"{self.sandbox}/control/faults", json=rule) as reply:
            assert reply.status == 201, await reply.text()

    async def faults_met(self) -> bool:
        """Whether each fault has been met by now."""
        async with self.http.get(f"{self.sandbox}/control/faults") as reply:
            return all(rule["hits"] for rule in await reply.json())

    async def heal(self) -> None:
        """No fault is left; each was met."""
        assert await self.faults_met(), "a fault was never met"
        await self.http.delete(f"{self.sandbox}/control/faults")

    async def calls(self, method: str, part: str) -> int:
        """How often the external services were asked that."""
        async with self.http.get(f"{self.sandbox}/control/calls") as reply:
            return sum(call["method"] == method and part in call["path"] for call in await reply.json())

    async def post(self, activity: Any, **more: Any) -> tuple[int, Any]:
        """What the bot answers to an activity, as Teams would post it: the status, and the JSON where there is any."""
        async with self.http.post(f"{self.bot}/api/messages", json=activity, **more) as reply:
            return reply.status, await reply.json() if reply.content_type == "application/json" else None

    async def kept(self, within: float = 30.0) -> None:
        """Returns when no promise waits to be kept now; those that were put off until later wait on."""
        async with asyncio.timeout(within):
            while self._count(_OPEN):
                await asyncio.sleep(0.02)

    async def later(self) -> int:
        """How many promises were put off."""
        return self._count(_LATER)

    async def waits(self) -> list[float]:
        """For how many seconds each of them was put off."""
        rows = await self.rows(_WAITS.format(self._schema))
        return [row[0] / 1000 for row in rows]

    async def hasten(self, within: float = 60.0) -> None:
        """Time passes for what was put off, once: it is tried again, and more comes of it."""
        await asyncio.to_thread(self._hasten)
        await self.kept(within)

    async def settled(self, rounds: int = 20) -> None:
        """Time passes until nothing is put off any more."""
        await self.kept()
        for _ in range(rounds):
            if not await self.later():
                return
            await self.hasten()
        raise AssertionError("promises are put off again and again")

    async def audit(self, action: str = "") -> list[dict[str, Any]]:
        """The entries of the audit, oldest first (of one action; or all but what each start and each day
        leaves), after the whole chain was found sound."""
        return await self._read(lambda uow: _audit(uow, action))

    async def records(self) -> dict[str, list[tuple[Any, ...]]]:
        """All that is decided: to be compared with what it was."""
        tables = ("reports", "report_versions", "agreements", "files")

        def dump(uow: UnitOfWork) -> dict[str, list[tuple[Any, ...]]]:
            rows = {table: uow.connection.exec_driver_sql(f"SELECT * FROM {table}") for table in tables}  # noqa: S608 - ours
            return {table: sorted(map(tuple, found)) for table, found in rows.items()}

        return await self._read(dump)

    async def rows(self, statement: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """Says something to the database itself: what it returns, if anything."""

        def say() -> list[Any]:
            with self.database.engine.begin() as connection:
                found = connection.exec_driver_sql(statement, values)
                return list(found) if found.returns_rows else []

        return await asyncio.to_thread(say)

    async def noted_messages(self) -> set[str]:
        """The messages that the service knows it has sent."""
        return {row[1] for row in await self._read(self._drawn)}

    async def check_cards(self) -> None:
        """Every copy of every card, as it stands in its chat, says what is true now."""
        chats: dict[str, dict[str, Seen]] = {}
        for person_id, message_id, true in await self._read(self._drawn):
            if person_id not in chats:
                chats[person_id] = {one.id: one for one in await self.somebody(person_id).messages()}
            seen = chats[person_id][message_id]
            # the answer to a refused press stands on the card of whoever pressed, until something happens; so does what
            # somebody opened and did not hide, and a page that they turned to
            refused = "Not shared" in seen.words or "and it was not sent" in seen.words
            answered = refused or seen.card["fallbackText"] in (OPENED, *TURNED)
            assert seen.card in true or answered, f"a card of {person_id} is not true: {seen.words}"

    async def _read(self, question: Callable[[UnitOfWork], T]) -> T:
        def ask() -> T:
            with self.database.reading() as uow:
                return question(uow)

        return await asyncio.to_thread(ask)

    def _count(self, query: str) -> int:
        """Asked again and again while a test waits, so past SQLAlchemy and in no other thread."""
        with closing(self.database.engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute(query.format(self._schema))
            (found,) = cursor.fetchone() or (0,)
            return found

    def _hasten(self) -> None:
        with self.database.engine.begin() as connection:
            connection.exec_driver_sql(_HASTEN.format(self._schema))

    @property
    def _schema(self) -> str:
        return "" if self.database.is_sqlite else "dbos."


_OF_EACH_DAY = ("service", "audit")


def _audit(uow: UnitOfWork, action: str) -> list[dict[str, Any]]:
    assert uow.verify_audit().broken_at is None
    rows = uow.connection.exec_driver_sql("SELECT * FROM audit ORDER BY seq").mappings()
    entries = [{**row, "detail": json.loads(row["detail"] or "{}")} for row in rows]
    return [entry for entry in entries if action == entry["action"] or not (action or entry["about"] in _OF_EACH_DAY)]
