"""The only door to a change of state. One synchronous transaction: load, ask the handbook, save with a version check,
write the audit entry and the outbox jobs, commit. Handlers are plain `def`, so that no network call can hide in one."""

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from automations.engine.confirming.confirmation import Around
from automations.engine.jobs.outbox import JobQueue, Outbox, OutboxJob
from automations.engine.roster import known_person
from automations.engine.watch import COMMIT, DECIDE, UNWATCHED, Watch
from automations.engine.writer import OneWriter
from handbook.allocation.choices.choice import AllocationPolicy
from handbook.cases.case import Confidential
from handbook.cases.keeping import CasePolicy
from handbook.core.chasing import Patience
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.core.retention import RetentionPolicy
from handbook.home.digest import DigestPolicy
from handbook.membership.terms import MembershipTerms, terms
from handbook.operating.alerts import AlertPolicy
from handbook.recruitment.application import RecruitmentPolicy
from handbook.sip_team.chase import ChecksPolicy
from handbook.visits.policy import VisitPolicy
from store.audit import AuditEntry
from store.database import Database
from store.unit_of_work import UnitOfWork

T = TypeVar("T")

SERVICE: Final = "service"
CLOCK: Final = "clock"
_NOT_PEOPLE: Final = frozenset((SERVICE, CLOCK))


@dataclass(frozen=True, slots=True)
class TrustPolicy:
    """What a trust may set: deadlines in school days, how long things are kept, who keeps the roster (empty: the Trust
    Advisor), how visits are arranged, how many SIP team meetings a year has, how many school days before a visit its
    headteacher is asked for the school's part, where the trust's own forms are kept, what membership costs, when
    somebody is reminded of checks that run out, who gets the week's digest, how SIPs are recruited, whether the service
    may install its app for people, and how long a decision is held that can be taken back (0: not at all), when its
    administrator is told that work does not get on; and the bank holidays of England."""

    bank_holidays: frozenset[date] = frozenset()
    patience: Patience = field(default_factory=Patience)
    keep_years: int = 6
    retention: RetentionPolicy = field(default_factory=RetentionPolicy)
    administrator_id: str = ""
    visits: VisitPolicy = field(default_factory=VisitPolicy)
    cases: CasePolicy = field(default_factory=CasePolicy)
    allocation: AllocationPolicy = field(default_factory=AllocationPolicy)
    team_meetings_a_year: int = 6
    school_part_days: int = 10
    form_templates: Path | None = None
    membership: MembershipTerms = field(default_factory=terms)
    checks: ChecksPolicy = field(default_factory=ChecksPolicy)
    digest: DigestPolicy = field(default_factory=DigestPolicy)
    recruitment: RecruitmentPolicy = field(default_factory=RecruitmentPolicy)
    installs_itself: bool = False
    take_back_for: timedelta = timedelta(0)
    alerts: AlertPolicy = field(default_factory=AlertPolicy)


@dataclass(frozen=True, slots=True)
class RenderContext:
    """When, and by which policy, a card is drawn: its buttons depend on both."""

    now: datetime
    policy: TrustPolicy


@dataclass(frozen=True, slots=True)
class CommandContext:
    """Who acts, when, and by which route. `person` is None where the service itself or its clock acts."""

    person: Person | None
    actor_id: str
    now: datetime
    route: str
    policy: TrustPolicy

    @property
    def somebody(self) -> Person:
        """The person who acts. Raises Refused for the service and the clock: some things only people do."""
        if self.person is None:
            raise Refused("not_yours", "Only a person can do that.")
        return self.person

    def entry(self, action: str, about: str, **detail: str | int) -> AuditEntry:
        """The audit entry of what is being done."""
        return AuditEntry(self.actor_id, action, about, {"route": self.route, **detail})


Handler = Callable[[UnitOfWork, Any, CommandContext], Iterable[OutboxJob]]
"""Decides one command and returns what is promised. Raises Refused."""


class CommandBus:
    """Decides commands, one after the other. `about` names the record that a command is about, for the audit of an
    attempt."""

    def __init__(
        self,
        database: Database,
        book: Outbox,
        handlers: Mapping[type[Any], Handler],
        policy: TrustPolicy,
        now: Callable[[], datetime],
        about: Callable[[object], str],
        watch: Watch = UNWATCHED,
    ) -> None:
        self.watch = watch
        self.database = database
        self.policy = policy
        self.now = now
        self._book = book
        self._handlers = handlers
        self._about = about
        self._due: list[OutboxJob] = []
        self._writer = OneWriter(database, self._promise_what_is_due, book.committed)
        self._readers = ThreadPoolExecutor(4, thread_name_prefix="desk-reader")

    @property
    def render_context(self) -> RenderContext:
        """How a card is drawn now."""
        return RenderContext(self.now(), self.policy)

    async def handle(
        self, command: object, actor_id: str, route: str, answer: Callable[[UnitOfWork, CommandContext], T]
    ) -> T:
        """Carries out a command for a person, the service or its clock; returns what `answer` sees just before the
        commit. Raises Refused, after noting the attempt. Nobody else writes meanwhile (`Database.writing`)."""
        with self.watch.step(DECIDE, {"sipdesk.command": _named(command), "sipdesk.route": route}):
            decided = _Decided(self.watch.carried())
            decide = partial(self._outcome, command=command, actor_id=actor_id, route=route, answer=answer, was=decided)
            outcome = await self._writer.write(decide)
            if decided.at_ns:
                self.watch.past(COMMIT, decided.at_ns)
            if isinstance(outcome, Refused):
                raise outcome
            return outcome

    async def decide(self, command: object, actor_id: str = SERVICE, route: str = "service") -> None:
        """`handle`, where nobody waits for an answer."""
        await self.handle(command, actor_id, route, _silence)

    async def read(self, question: Callable[[UnitOfWork], T]) -> T:
        """Asks the database something, off the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._ask, question)

    async def record(self, work: Callable[[UnitOfWork], Iterable[OutboxJob]]) -> None:
        """Writes something that is no decision (where a card stands, who is where), and the jobs that follow."""

        carried = self.watch.carried()

        def recorded(uow: UnitOfWork) -> None:
            with uow.savepoint() as own:
                jobs = tuple(work(own))
            self._due.extend(_following(jobs, carried))

        await self._writer.write(recorded)

    async def reached_again(self, person_id: str) -> None:
        """Somebody can be reached again: what waits only for that is due."""
        await self._writer.write(lambda uow: self._book.reached_again(uow.connection, person_id))

    async def answers_again(self, queue: JobQueue) -> None:
        """An external service was tried again and did answer: what waits only for that is due."""
        await self._writer.write(lambda uow: self._book.answers_again(uow.connection, queue))

    async def beat(self, executor_id: str, patience: timedelta) -> tuple[str, ...]:
        """Notes that a worker lives; returns those that were not heard from for so long. It waits neither for what this
        process writes nor for what another does: whoever must wait for long is alive."""

        def beat() -> tuple[str, ...]:
            with self.database.beside() as uow:
                now = self.now()  # read once: whoever read it again after a long wait would find itself silent
                uow.workers.heard_from(executor_id, now)
                return uow.workers.silent(now - patience)

        return await asyncio.get_running_loop().run_in_executor(self._readers, beat)

    async def remove_workers(self, executor_ids: Iterable[str]) -> None:
        """These workers are gone, and what they had begun was taken over."""

        def remove_workers(uow: UnitOfWork) -> None:
            with uow.savepoint() as own:
                own.workers.remove(executor_ids)

        await self._writer.write(remove_workers)

    def close(self) -> None:
        """Ends after what waits is written."""
        self._writer.close()
        self._readers.shutdown()

    def _outcome(
        self,
        uow: UnitOfWork,
        command: object,
        actor_id: str,
        route: str,
        answer: Callable[[UnitOfWork, CommandContext], T],
        was: "_Decided",
    ) -> T | Refused:
        try:
            with uow.savepoint() as own:
                ctx = self._ctx(own, actor_id, route)
                jobs = tuple(self._handler(command)(own, command, ctx))
                answered = answer(own, ctx)
        except Refused as refusal:
            uow.audit(self._refused(command, actor_id, route, refusal), self.now())
            return refusal
        self._due.extend(_following(jobs, was.carried))
        if was.carried:
            was.at_ns = time.time_ns()
        return answered

    def _refused(self, command: object, actor_id: str, route: str, refusal: Refused) -> AuditEntry:
        if isinstance(command, Confidential):  # that somebody tried something is noted, and not what
            detail = {"command": _named(command), "code": refusal.code, "route": route}
            return AuditEntry(actor_id, "refused", "", detail)
        detail = {"command": _named(command), "code": refusal.code, "rule": refusal.rule, "route": route}
        return AuditEntry(actor_id, "refused", self._about(command), detail)

    def _handler(self, command: object) -> Handler:
        """A forged card may ask for what no card offers yet."""
        handler = self._handlers.get(type(command))
        if handler is None:
            raise Refused("unknown", "I cannot do that yet.")
        return handler

    def _promise_what_is_due(self, uow: UnitOfWork) -> None:
        due, self._due = self._due, []
        for job in due:
            self._book.add(uow.connection, job)

    def _ctx(self, uow: UnitOfWork, actor_id: str, route: str) -> CommandContext:
        person = None if actor_id in _NOT_PEOPLE else known_person(uow, actor_id)
        return CommandContext(person, actor_id, self.now(), route, self.policy)

    def _ask(self, question: Callable[[UnitOfWork], T]) -> T:
        with self.database.reading() as uow:
            return question(uow)


@dataclass(slots=True)
class _Decided:
    """`carried` is of the step that decides, where somebody watches; then also when it had decided."""

    carried: str
    at_ns: int = 0


def _following(jobs: Iterable[OutboxJob], carried: str) -> Iterable[OutboxJob]:
    """They belong to what promised them first."""
    return [replace(one, trace=one.trace or carried) for one in jobs] if carried else jobs


def _named(command: object) -> str:
    """What a command is called where others than its readers see it."""
    meant = command.command if isinstance(command, Around) else command
    return Confidential.__name__ if isinstance(meant, Confidential) else type(meant).__name__


def _silence(_uow: UnitOfWork, _ctx: CommandContext) -> None:
    """Nobody waits for an answer."""
