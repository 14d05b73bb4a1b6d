"""`sipdesk jobs`: what SIP Desk has to do, why it waits, and steering it. It needs no running service, and does no harm
to one. Every act is in the audit, with who did it."""

import argparse
import asyncio
import getpass
import json
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from automations.engine.command_bus import SERVICE, CommandBus, TrustPolicy
from automations.engine.jobs.dbos_queue import DbosQueue
from automations.engine.jobs.far_ends import FAR_ENDS
from automations.engine.jobs.listing import NEED_A_LOOK, STATE_WORDS, Asked, JobState, ListedJob, ages, listed, stalled
from automations.engine.jobs.pausing import PauseWork, ResumeWork, stop_words
from automations.engine.jobs.steering import NO_SUCH_JOB, Operator, RetryJobs, call_off_and_tell
from automations.engine.jobs.story import story
from automations.operating.asking import kind_named, person_of_mailbox
from automations.workflows import TABLES
from handbook.core.british_time import moment_words
from handbook.core.plain_words import several
from handbook.core.refusal import Refused
from service.audit_check import has_database
from service.database_settings import DatabaseSettings
from store.audit import AuditEntry
from store.database import Database
from store.unit_of_work import UnitOfWork

_ROUTE: Final = "command"
_TRIED: Final = (JobState.FAILING, JobState.GIVEN_UP)
_ALL: Final = "all"


def run(settings: DatabaseSettings, chosen: argparse.Namespace) -> int:
    """0 if it is done, 1 where nothing matches or it may not be, 2 where there is no database of this version or
    nothing was asked."""
    with closing(Database(settings.database_url, keys=settings.case_keys_source())) as database:
        if not has_database(database):
            print("SIPDESK_DATABASE_URL names no database of this version of SIP Desk.", file=sys.stderr)
            return 2
        jobs = DbosQueue(database.url, "jobs")
        bus = CommandBus(
            database, jobs, TABLES.handlers, TrustPolicy(), lambda: datetime.now(UTC), TABLES.about_command
        )
        with closing(jobs), closing(bus):
            return asyncio.run(_run(Jobs(bus, _operator(chosen)), chosen))


def _operator(chosen: argparse.Namespace) -> str:
    """Who sits at the machine, as they say or as it knows them."""
    said = str(getattr(chosen, "operator", "")).strip()
    if said:
        return said
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # in a container that knows nobody
        return "somebody at the machine"


async def _run(jobs: "Jobs", chosen: argparse.Namespace) -> int:
    try:
        said = await _DO[str(chosen.jobs)](jobs, chosen)
    except Refused as no:
        print(no.reason, file=sys.stderr)
        return 2 if no.code == "nothing_asked" else 1
    print(said)
    return 0


class Jobs:
    """All jobs of a database, and who steers them."""

    def __init__(self, bus: CommandBus, operator: str) -> None:
        self._bus = bus
        self._by = Operator(SERVICE, _ROUTE, operator)

    async def list(self, chosen: argparse.Namespace) -> str:
        asked = await self._asked(chosen, NEED_A_LOOK)
        found = await self._listed(asked)
        lines = [f"{one.id}  {one.kind:<20} {one.error or '-':<14} {_line(one)}" for one in found]
        nothing = "No jobs are waiting, and none were given up." if not _is_filter(asked) else "No job is like that."
        return "\n".join(lines) or nothing

    async def show(self, chosen: argparse.Namespace) -> str:
        return "\n\n".join(_facts(one) for one in await self._one(chosen.id))

    async def retry(self, chosen: argparse.Namespace) -> str:
        asked = await self._asked(chosen, () if chosen.id else _TRIED)
        if not _is_filter(asked):
            raise Refused("nothing_asked", "Name one by its ID, or all that match: --kind, --error or another.")
        found = [one for one in await self._listed(asked) if one.state is not JobState.UNDER_WAY]
        if not found:
            raise Refused("unknown", NO_SUCH_JOB if chosen.id else "No job is like that.")
        if chosen.dry_run:
            return f"{len(found)} would be tried again. Nothing was changed."
        about = tuple(one.about for one in found)
        command = RetryJobs(tuple(one.id for one in found), about, self._by.name)
        await self._bus.decide(command, SERVICE, _ROUTE)
        return f"{len(found)} will be tried again now."

    async def cancel(self, chosen: argparse.Namespace) -> str:
        one = (await self._one(chosen.id))[0]
        await call_off_and_tell(self._bus, TABLES, chosen.id, chosen.reason, self._by)
        same = [other for other in await self._listed(Asked()) if other.about == one.about and other.id != one.id]
        same = [other for other in same if other.about and other.state not in (JobState.GIVEN_UP, JobState.CALLED_OFF)]
        go_on = f"{several(len(same), 'other job')} about {one.about} still to be done." if same else ""
        words = "It will not be done. The people who wait for it are told, and what else waits goes on in its order."
        return "\n".join(filter(None, (words, go_on, f"To do it after all: sipdesk jobs retry {chosen.id}")))

    async def pause(self, chosen: argparse.Namespace) -> str:
        kind = await self._bus.read(lambda uow: kind_named(uow, TABLES, chosen.kind))
        await self._bus.decide(PauseWork(kind, chosen.reason, self._by.name), SERVICE, _ROUTE)
        return f"Stopped. What is under way ends; nothing more is begun until: sipdesk jobs resume {chosen.kind}"

    async def resume(self, chosen: argparse.Namespace) -> str:
        kind = await self._bus.read(lambda uow: kind_named(uow, TABLES, chosen.kind))
        await self._bus.decide(ResumeWork(kind, self._by.name), SERVICE, _ROUTE)
        return "It goes on, the oldest first."

    async def paused(self, _: argparse.Namespace) -> str:
        def lines(uow: UnitOfWork) -> Sequence[str]:
            return [f"{stop_words(uow, one)}, by {_name(uow, one.by_id)}" for one in uow.pauses.all()]

        return "\n".join(await self._bus.read(lines)) or "Nothing is stopped."

    async def ages(self, _: argparse.Namespace) -> str:
        now = self._bus.now()
        found = ages(await self._listed(Asked()), now)
        return "\n".join(
            f"{word:<12}{waits:>6} waiting{stopped:>6} stopped   oldest: {_age(now, since)}"
            for word, waits, stopped, since in found
        )

    async def stalled(self, _: argparse.Namespace) -> str:
        def lines(uow: UnitOfWork) -> Sequence[str]:
            now = self._bus.now()
            found = stalled(uow, listed(uow, TABLES, Asked(), now), now)
            return [f"{one.id}  {one.kind:<20} {why}" for one, why in found]

        return "\n".join(await self._bus.read(lines)) or "Nothing is stalled."

    async def story(self, chosen: argparse.Namespace) -> str:
        told = await self._bus.read(lambda uow: story(uow, TABLES, chosen.about, self._bus.now()))
        chosen.out.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        entry = AuditEntry(SERVICE, "story_exported", chosen.about, {"route": _ROUTE, "by": self._by.name})

        def note(uow: UnitOfWork) -> tuple[()]:
            uow.audit(entry, self._bus.now())
            return ()

        await self._bus.record(note)
        return f"Written to {chosen.out}: no names, and nothing that anybody wrote. Please read it before you send it."

    async def _listed(self, asked: Asked) -> Sequence[ListedJob]:
        return await self._bus.read(lambda uow: listed(uow, TABLES, asked, self._bus.now()))

    async def _one(self, id_: str) -> Sequence[ListedJob]:
        found = await self._listed(Asked(id=id_))
        if not found:
            raise Refused("unknown", NO_SUCH_JOB)
        return found

    async def _asked(self, chosen: argparse.Namespace, states: tuple[JobState, ...]) -> Asked:
        if chosen.state:
            states = () if chosen.state == _ALL else (JobState(chosen.state),)
        typed = chosen.mailbox
        person_id = await self._bus.read(lambda uow: person_of_mailbox(uow, typed)) if typed else ""
        own = Asked(getattr(chosen, "id", ""), chosen.kind, chosen.error, states, chosen.school, person_id)
        return replace(own, older_than=chosen.older_than)


_DO: Final[Mapping[str, Callable[[Jobs, argparse.Namespace], Awaitable[str]]]] = {
    "list": Jobs.list,
    "show": Jobs.show,
    "retry": Jobs.retry,
    "cancel": Jobs.cancel,
    "give-up": Jobs.cancel,
    "pause": Jobs.pause,
    "resume": Jobs.resume,
    "paused": Jobs.paused,
    "ages": Jobs.ages,
    "stalled": Jobs.stalled,
    "story": Jobs.story,
}


def _is_filter(asked: Asked) -> bool:
    return replace(asked, states=()) != Asked() or asked.states not in ((), _TRIED, NEED_A_LOOK)


def _name(uow: UnitOfWork, by_id: str) -> str:
    person = uow.roster.person(by_id)
    return person.name if person else by_id


def _line(one: ListedJob) -> str:
    when = f", next on {moment_words(one.due_at)}" if one.due_at and one.state is JobState.FAILING else ""
    tried = f", tried {several(one.tries, 'time')}" if one.tries else ""
    return f"{STATE_WORDS[one.state]}{tried}{when}"


def _age(now: datetime, since: datetime | None) -> str:
    if since is None:
        return "-"
    minutes = int((now - since).total_seconds() // 60)
    hours, left = divmod(minutes, 60)
    return f"{hours} h {left} min" if hours else f"{left} min"


def _facts(one: ListedJob) -> str:
    return "\n".join(
        (
            one.id,
            f"kind: {one.kind} (needs {FAR_ENDS[one.far_end]})",
            f"about: {one.about or '-'}",
            f"state: {STATE_WORDS[one.state]}",
            f"tries: {one.tries}",
            f"since: {moment_words(one.since)}",
            f"error: {one.error or '-'}",
            one.why,
        )
    )
