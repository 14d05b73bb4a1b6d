"""The desk with a real database and real jobs, the external services in memory, and a clock that is moved by hand.
Promises are kept when a test says so, one after the other."""

import asyncio
import json
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import datetime

from automations.engine.command_bus import CommandBus, TrustPolicy
from automations.engine.inbound.clicks_first import ClicksFirst
from automations.engine.inbound.commands import NoteFile
from automations.engine.inbound.port import Answer, Click, Sender
from automations.engine.jobs.dbos_queue import DbosQueue
from automations.engine.jobs.job_runner import JobRunner
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.ports import SentMessage
from automations.engine.workflow import Work
from automations.reports.arrival import ReceiveReport
from automations.workflows import TABLES, router
from handbook.core.people import Person, Role, School
from handbook.core.school_years import Session, Term
from handbook.reports.agreements.agreement import SignAgreement
from handbook.reports.agreements.texts import TEXT_VERSION
from handbook.reports.approval import ApproveReport, AskForChange, SendReport
from handbook.reports.paper.proforma import Contents
from handbook.reports.report import Report, Status
from handbook.reports.sharing import ShareReport
from store.audit import AuditEntry
from store.database import Database
from store.tables import audit
from tests.support import builders as a
from tests.support import covers
from tests.support import visits as v
from tests.support.fakes import Fakes

SIP, HEAD, ADVISOR = a.a_person(Role.SIP), a.a_person(Role.HEADTEACHER), a.a_person(Role.TRUST_ADVISOR)
DSO, OFFICER = a.a_person(Role.DSO), a.a_person(Role.LA_OFFICER)
EVERYBODY = tuple(a.a_person(role) for role in Role)
AUTUMN = Session(datetime(2026, 9, 2).date(), datetime(2026, 12, 18).date(), Term.AUTUMN)  # noqa: DTZ001 - a day
_WAITING = """
SELECT workflow_uuid, coalesce(input.inputs, job.inputs), delay_until_epoch_ms, job.created_at
FROM {0}workflow_status AS job LEFT JOIN {0}workflow_input AS input USING (workflow_uuid)
WHERE status IN ('ENQUEUED', 'DELAYED') ORDER BY job.created_at
"""


class Office:
    def __init__(self, database: Database, people: Sequence[Person] = EVERYBODY) -> None:
        self.database = database
        self.now = a.MONDAY
        self.jobs = DbosQueue(database.url, "worker-1")
        self.bus = CommandBus(
            database, self.jobs, TABLES.handlers, TrustPolicy(), lambda: self.now, TABLES.about_command
        )
        self.ends = Fakes(covers.EVERYBODY)
        ends = self.ends
        self.work = Work(
            self.bus,
            TABLES,
            ends.libraries,
            ends.directory,
            ends.messenger,
            ends.calendars,
            ends.subscriptions,
            apps=ends.apps,
        )
        self.runner = JobRunner(self.work, ClicksFirst(), jitter=0)
        self.router = router(self.bus, ClicksFirst())
        self._kept: set[str] = set()
        self.bring(people)

    def bring(self, people: Sequence[Person], school: School | None = None) -> None:
        """The trust's list of people is this now."""
        with self.database.writing() as uow:
            uow.roster.replace(people, [school or a.a_school()], {"Fellshire": [AUTUMN]}, {}, {}, [v.CHECKS])

    def close(self) -> None:
        self.bus.close()
        client = self.jobs._client  # pyright: ignore[reportPrivateUsage] - it was never started, so it cannot stop
        if client is not None:
            client.destroy()

    def outbox(self) -> list[OutboxJob]:
        """What is promised and was not kept here yet, in the order in which it was promised. Read from the engine’s
        tables, and only what is new: a test asks for it twenty times."""
        query = _WAITING.format("" if self.database.is_sqlite else "dbos.")
        with self.database.engine.connect().execution_options(begin="DEFERRED") as connection:
            rows = connection.exec_driver_sql(query).all()
        jobs = [_promise(json.loads(text)["positionalArgs"], *when) for id, text, *when in rows if id not in self._kept]
        return [job for job in jobs if job.id not in self._kept]

    async def run(self, job: OutboxJob) -> None:
        self._kept.add(job.id)
        await self.runner.run(job)

    async def begin_to_keep(self, job: OutboxJob) -> "asyncio.Task[None]":
        """Keeping it has begun; await what is returned for the end of it."""
        task = asyncio.create_task(self.run(job))
        await self.a_moment()
        return task

    async def a_moment(self) -> None:
        await asyncio.sleep(0.01)

    async def run_all(self) -> list[OutboxJob]:
        """Keeps everything that is due, and what follows from it; returns what waits for later. The seconds that a
        trouble is left to pass are over at once."""
        while due := [job for job in self.outbox() if not job.delay or ("trouble" in job.args and job.attempt == 1)]:
            for job in due:
                await self.run(job)
        return self.outbox()

    async def wait_and_keep(self) -> list[OutboxJob]:
        """The same, once all delays are over."""
        for job in await self.run_all():
            await self.run(job)
        return await self.run_all()

    async def receive(
        self, contents: Contents | None = None, data: bytes = b"PK first", sender: Person = SIP
    ) -> Report:
        """A file of the SIP's was read, and what follows is done."""
        arrival_id = f"arrival-{len(self.entries())}"
        await self.bus.decide(NoteFile(arrival_id, "report.docx", "https://t/file"), sender.id, "teams")
        self._kept.add(f"read_file:{arrival_id}#1")  # it has been read, as far as this test goes
        await self.bus.decide(ReceiveReport(arrival_id, data, contents or a.a_contents()), sender.id, "teams")
        await self.run_all()
        return await self.report()

    async def come_to(self, status: Status) -> Report:
        """One report, brought as far as this by the ordinary way, everything kept."""
        report = await self.receive()
        if status is not Status.DRAFTED:
            await self.bus.decide(SendReport(report.id, 1), SIP.id, "teams")
            await self.run_all()
        if status is Status.CHANGE_ASKED:
            await self.bus.decide(AskForChange(report.id, 1, "Please say more."), HEAD.id, "teams")
        if status in (Status.APPROVED, Status.FILED):
            await self.bus.decide(ApproveReport(report.id, 1), HEAD.id, "teams")
        if status is not Status.APPROVED:
            await self.run_all()
        return await self.report()

    async def ready_to_share(self) -> ShareReport:
        """A filed report of a school that agreed."""
        await self.come_to(Status.FILED)
        await self.bus.decide(SignAgreement("900001", 0, TEXT_VERSION, HEAD.name), HEAD.id, "teams")
        await self.run_all()
        return ShareReport((await self.report()).id, 1)

    async def report(self) -> Report:
        """The one report."""
        (found,) = await self.bus.read(lambda uow: uow.reports.of_school("900001"))
        return found

    def entries(self) -> list[AuditEntry]:
        """The audit so far."""
        with self.database.engine.connect() as connection:
            rows = connection.execute(audit.select().order_by(audit.c.seq)).mappings().all()
        return [AuditEntry(row["actor_id"], row["action"], row["about"], _json(row["detail"])) for row in rows]


async def press(office: Office, who: Person, verb: str, on: SentMessage | None = None, /, **data: str | int) -> Answer:
    """Somebody presses a button, and what follows is done."""
    answer = await office.router.clicked(Sender(who.id, "chat", "https://t/"), Click(verb, data, on))
    await office.run_all()
    return answer


def _promise(args: Sequence[object], until_ms: int | None, created_ms: int | None) -> OutboxJob:
    effect, key, own, queue, attempt, *error = args
    delay = ((until_ms or 0) - (created_ms or 0)) / 1000 if until_ms else 0.0
    said = str(error[0]) if error else ""
    return OutboxJob(str(effect), str(key), own, JobQueue(str(queue)), int(str(attempt)), delay, error=said)  # pyright: ignore[reportArgumentType] - as they were promised


def _json(text: str) -> dict[str, str | int]:
    return json.loads(text)


@contextmanager
def no_room_for_jobs(database: Database) -> Generator[None]:
    """Meanwhile the database takes no promise, as if the disk were full."""
    if database.is_sqlite:
        up = (
            "CREATE TRIGGER full BEFORE INSERT ON workflow_status BEGIN SELECT RAISE(ABORT, 'the disk is full'); END",
        )
        down = ("DROP TRIGGER full",)
    else:
        up = (
            "CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the disk is full'; END $$",
            "CREATE TRIGGER full_disk BEFORE INSERT ON dbos.workflow_status EXECUTE FUNCTION disk_is_full()",
        )
        down = ("DROP FUNCTION disk_is_full() CASCADE",)
    with database.engine.begin() as connection:
        for statement in up:
            connection.exec_driver_sql(statement)
    try:
        yield
    finally:
        with database.engine.begin() as connection:
            for statement in down:
                connection.exec_driver_sql(statement)
