"""The one place where everything is put together. Nothing connects before `start`."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.metadata import version
from pathlib import Path
from secrets import token_urlsafe
from typing import Final

import structlog

from automations.audit.starting import NoteStarted
from automations.engine.command_bus import CLOCK, CommandBus, TrustPolicy
from automations.engine.inbound.clicks_first import ClicksFirst
from automations.engine.inbound.limited import LimitedInbound
from automations.engine.jobs.dbos_queue import DbosQueue
from automations.engine.jobs.job_runner import JobRunner
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.jobs.restoring import TakeUpRestored
from automations.engine.scheduler import BEATS_EVERY, heartbeat, run_due_commands
from automations.engine.workflow import Work
from automations.operating import alerts
from automations.schools.changing import ReadListFile, keeps_itself
from automations.workflows import TABLES, router
from bot import credentials
from bot.app_token import Credential as BotCredential
from bot.building import build
from graph.calendars import OutlookCalendars
from graph.client import GraphClient
from graph.directory import EntraDirectory
from graph.installing import TeamsAppInstaller
from graph.libraries import SharePointLibraries
from graph.limits import Limits
from graph.mails import ServiceMailbox
from graph.subscriptions import GraphSubscriptions
from handbook.allocation.choices.choice import AllocationPolicy
from handbook.cases.keeping import CasePolicy
from handbook.core.conversation_reference import ConversationReference
from handbook.core.refusal import Refused
from handbook.reports.library import Library
from handbook.sip_team.chase import ChecksPolicy
from service.audit.settings_digests import settings_digests
from service.bank_holidays import bank_holidays
from service.graph_credential import graph_credential
from service.roster import RosterFile, sha256_of
from service.settings import SHORTEST_SECRET, Settings
from service.signed_links import SignedLinks
from service.telemetry.inbound import WatchedInbound
from service.telemetry.setting_up import watch_of
from service.visit_policy import visit_policy
from store.database import Database
from store.unit_of_work import UnitOfWork

NOTIFICATIONS: Final = "/api/graph/notifications"
LIFECYCLE: Final = "/api/graph/lifecycle"
_WARM_AT_LATEST: Final = 5.0
_KEEP_FINISHED: Final = timedelta(days=7)
log = structlog.get_logger()


class Service:
    """One process of the service: it answers, carries out jobs and watches the clock; or only the latter two."""

    def __init__(
        self,
        settings: Settings,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        settled: Callable[[], object] = lambda: None,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`settled` is called whenever what was loaded until then stays for the life of the process. `pause` waits so
        many seconds before Graph is asked again, or more is said in a chat."""
        self.settings = settings
        self._settled = settled
        self.watch, self.measured = watch_of(settings, _version())
        self.database = Database(settings.database_url, keys=settings.case_keys_source())
        self.jobs = DbosQueue(self.database.url, settings.worker, poll_seconds=settings.poll_seconds)
        self.bus = CommandBus(
            self.database, self.jobs, TABLES.handlers, _policy(settings, now()), now, TABLES.about_command, self.watch
        )
        self.graph = GraphClient(
            graph_credential(settings),
            base_url=settings.graph_url,
            version=_version(),
            limits=Limits(pause=pause),
            watched=self.watch.step,
        )
        names = {Library.DRAFTS: settings.drafts_library, Library.REPORTS: settings.reports_library}
        self.libraries = SharePointLibraries(self.graph, settings.site, names)
        self.secret = _secret(settings)
        self.links = SignedLinks(self.secret, settings.public_url)
        self.clicks = ClicksFirst()
        self.inbound = LimitedInbound(router(self.bus, self.clicks), self.bus, settings.person_rates())
        self.inbound = self.inbound if self.measured is None else WatchedInbound(self.inbound, self.watch)
        self.bot = build(
            self.inbound,
            tenant_id=settings.tenant_id,
            conversations=self._conversations,
            remember=self._remember,
            app_id=settings.bot_app_id,
            app_password=settings.bot_app_password.get_secret_value(),
            credential=_bot_credential(settings),
            local=settings.local,
            default_service_url=settings.connector_url,
            pause=pause,
            watch=self.watch,
        )
        self.answered = asyncio.Event()
        self.struck = asyncio.Event()
        self.ready = False
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Brings the database up to date, takes up what was left undone, and begins."""
        await asyncio.to_thread(self.database.migrate)
        await self._read_list()
        await self._say_how_cases_are_kept()
        work = Work(
            self.bus,
            TABLES,
            self.libraries,
            EntraDirectory(self.graph),
            self.bot.messenger,
            OutlookCalendars(self.graph),
            self._watches(),
            self.links if self.settings.public_url else None,
            TeamsAppInstaller(self.graph, self.settings.teams_app_id) if self.settings.teams_app_id else None,
            ServiceMailbox(self.graph, self.settings.mailbox) if self.settings.mailbox else None,
        )
        runner = JobRunner(work, self.clicks)
        await self.jobs.start(runner.run, runner.crashed)
        await self.bus.decide(TakeUpRestored())
        await self.bus.decide(NoteStarted(_version(), settings_digests(self.settings)))
        await self.bot.start()
        self._tasks = [asyncio.create_task(task()) for task in (self._warm, self._beat, self._watch_the_clock)]
        self.ready = True
        self._settled()

    async def stop(self) -> None:
        """Finishes what is under way; the rest is kept in the next life."""
        self.ready = False
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await self.jobs.stop()
        await self._take_leave()
        await self.put_away()

    async def _take_leave(self) -> None:
        """Whoever ends in order is not missed."""
        try:
            await self.bus.remove_workers((self.settings.worker,))
        except Exception as error:  # noqa: BLE001 - the database may be gone already, and the others notice all the same
            log.warning("leave_not_taken", error=type(error).__name__)

    async def put_away(self) -> None:
        """Closes what was opened, also where nothing was ever started."""
        await self.bot.close()
        await self.graph.close()
        self.bus.close()
        self.database.close()
        if self.measured is not None:
            self.measured.close()

    async def _say_how_cases_are_kept(self) -> None:
        if self.database.made_keys is not None:
            log.warning("case_keys_made", file=str(self.database.made_keys), keep="apart from every backup")
        found = await asyncio.to_thread(self.database.sealing)
        if found.ring is None or found.lost:
            log.error("case_keys_missing", why=found.missing or "The keys are others.", closed="cases")

    def _watches(self) -> GraphSubscriptions | None:
        """None where Graph could not reach us."""
        url = self.settings.public_url.rstrip("/")
        return GraphSubscriptions(self.graph, url + NOTIFICATIONS, url + LIFECYCLE) if url else None

    async def _read_list(self) -> None:
        """The file of the whole list, where one is named, and until the list is changed in another way."""
        path = self.settings.roster
        if path is None:
            return
        if await self.bus.read(keeps_itself):
            log.warning("roster_file_not_read", reason="the list was changed in another way since")
            return
        file = await asyncio.to_thread(RosterFile.read, path)
        await self.bus.decide(ReadListFile(sha256_of(path), file.trust_list()))

    async def _warm(self) -> None:
        """The Graph SDK takes seconds to import: not before the first answer, and not in its way."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.answered.wait(), _WARM_AT_LATEST)
        await self.graph.warm()
        self._settled()

    async def _beat(self) -> None:
        """Tells the other workers that this one lives, and takes over from those that do not."""
        while True:
            try:
                silent = await heartbeat(self.bus, self.settings.worker)
                if silent:
                    log.warning("workers_gone", count=len(silent))
                    await self.jobs.take_over(tuple(silent))
                    for worker in silent:
                        with suppress(Refused):  # it was told
                            await self.bus.decide(alerts.silent(worker), CLOCK, "clock")
                    await self.bus.remove_workers(silent)
            except Exception:
                log.exception("heartbeat_failed")
            await asyncio.sleep(min(BEATS_EVERY.total_seconds(), self.settings.clock_seconds))

    async def _watch_the_clock(self) -> None:
        while True:
            try:
                await self._tick()
            except Exception:
                log.exception("clock_failed")
            self.struck.set()
            await asyncio.sleep(self.settings.clock_seconds)

    async def _tick(self) -> None:
        done = await run_due_commands(self.bus, TABLES.due)
        forgotten = await self.jobs.forget_finished(self.bus.now() - _KEEP_FINISHED)
        if done or forgotten:
            log.info("clock_struck", commands=done, jobs_forgotten=forgotten)

    async def _conversations(self, person_id: str) -> ConversationReference | None:
        return await self.bus.read(lambda uow: uow.conversations.of(person_id))

    async def _remember(self, where: ConversationReference) -> None:
        def note(uow: UnitOfWork) -> tuple[OutboxJob, ...]:
            uow.conversations.note(where, self.bus.now())
            return ()

        await self.bus.record(note)


@cache
def _version() -> str:
    """Read once: a package's description is a letter of 20 kB."""
    return version("sip-desk")


def _policy(settings: Settings, now: datetime) -> TrustPolicy:
    return TrustPolicy(
        bank_holidays=bank_holidays(now.year),
        patience=settings.patience(),
        keep_years=settings.keep_years,
        retention=settings.retention_policy(),
        administrator_id=settings.administrator.lower(),
        visits=visit_policy(settings),
        allocation=AllocationPolicy(
            settings.conflicts_bar_for_years, settings.allocation_undo_days, settings.allocation_at_once
        ),
        cases=CasePolicy(settings.chase_after_school_days, settings.chase_every_school_days, settings.keep_cases_years),
        team_meetings_a_year=settings.team_meetings_a_year,
        school_part_days=settings.school_part_school_days,
        form_templates=settings.form_templates,
        membership=settings.membership_terms(),
        recruitment=settings.recruitment_policy(),
        installs_itself=bool(settings.teams_app_id),
        digest=settings.digest_policy(),
        take_back_for=settings.take_back_for,
        alerts=settings.alert_policy(),
        checks=ChecksPolicy(settings.checks_reminder_school_days, settings.remind_not_before),
    )


def _secret(settings: Settings) -> str:
    """One that the service has: each of its processes derives the same keys from it. Where there is none, no link is
    given out, and none must be taken either."""
    own = settings.bot_app_password if settings.bot_app_id else settings.graph_token
    return settings.link_secret.get_secret_value() or own.get_secret_value() or token_urlsafe(SHORTEST_SECRET)


def _bot_credential(settings: Settings) -> BotCredential | None:
    """None where the bot signs in with its secret, or not at all."""
    match settings.bot_credential:
        case "client_secret":
            return None
        case "certificate":
            return credentials.certificate(settings.bot_app_id, settings.bot_certificate or Path(), settings.tenant_id)
        case "managed_identity":
            return credentials.managed_identity(settings.bot_app_id)
