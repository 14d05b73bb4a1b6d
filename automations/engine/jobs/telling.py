"""What could not be done is told to whoever waits for it, and stands on the cards of its record; and it is told when it
is over."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Final

from automations.engine.command_bus import CommandBus
from automations.engine.jobs.given_up import begun_anew
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.jobs.trouble_hearers import BY_ADVISOR, heard
from automations.engine.jobs.trouble_words import called_off_words, trouble_words
from automations.engine.workflow import RecordTrouble, WorkflowTables
from handbook.core.external_errors import ExternalError, Unavailable
from handbook.core.refusal import Refused
from store.unit_of_work import UnitOfWork

TELLING: Final = (JobQueue.TEAMS, JobQueue.MAIL)
"""What tells somebody something: who may not hear it any more is not told."""
_UNTOLD: Final = ("redraw_card", "take_back_copy")
"""What a message shows says itself how things stand, when it is looked at."""
_COULD_NOT: Final = "Something could not be done"
"""Of an effect that nobody knows: a database that somebody has prepared may name any."""


class Troubles:
    """Those of all jobs."""

    def __init__(self, bus: CommandBus, tables: WorkflowTables) -> None:
        self._bus = bus
        self._tables = tables

    async def say(self, job: OutboxJob, error: ExternalError | None, *, gave_up: bool) -> None:
        """It does not work, and is still tried or not any more."""
        if job.effect in _UNTOLD:
            return None
        trouble, name = self._of(job)
        if (told := trouble.told) is not None:
            words = trouble_words(trouble.instead.get(job.effect, self.could_not(job)), error, gave_up=gave_up)
            return await self._recorded(lambda uow: told(uow, name, words, job.key))
        words = trouble_words(await self.could_not_for(job), error, gave_up=gave_up)
        is_told = gave_up or job.queue not in TELLING or not isinstance(error, Unavailable | None)
        return await self._noted(job, error, words, is_told=is_told)

    async def called_off(self, job: OutboxJob, reason: str) -> None:
        """Whoever looks after the service wants it never to be done. Of what is confidential no reason is told."""
        if job.effect in _UNTOLD:
            return None
        trouble, name = self._of(job)
        if (told := trouble.told) is not None:
            words = called_off_words(trouble.instead.get(job.effect, self.could_not(job)), "")
            return await self._recorded(lambda uow: told(uow, name, words, job.key))
        words = called_off_words(await self.could_not_for(job), reason)
        return await self._noted(job, None, words, is_told=True)

    async def over(self, job: OutboxJob) -> None:
        """It works at last."""
        trouble, name = self._of(job)
        if trouble.over is not None and (job.attempt > 1 or begun_anew(job)):
            await self._bus.decide(trouble.over(name, job.effect, await self.could_not_for(job)))

    async def could_not_for(self, job: OutboxJob) -> str:
        """With the name of whom it is about, where it is about one person."""
        person_id = str(job.args.get("person_id", ""))
        person = await self._bus.read(lambda uow: uow.roster.person(person_id))
        return self.could_not(job, person.name if person else "")

    def could_not(self, job: OutboxJob, who: str = "") -> str:
        effect = self._tables.effects.get(job.effect)
        return effect.sentence(who) if effect else _COULD_NOT

    async def _recorded(self, told: Callable[[UnitOfWork], Iterable[OutboxJob]]) -> None:
        with suppress(Refused):  # the record is gone, and nobody waits for it
            await self._bus.record(told)

    async def _noted(self, job: OutboxJob, error: ExternalError | None, words: str, *, is_told: bool) -> None:
        trouble, name = self._of(job)
        with suppress(Refused):
            if trouble.noted is not None:
                await self._bus.decide(trouble.noted(name, job.effect, str(error), words))
            if is_told:
                tables, context = self._tables, self._bus.render_context
                # that Teams, or the mailbox, is down is not told once for each message
                await self._bus.record(lambda uow: heard(uow, tables, job, error, words, context))

    def _of(self, job: OutboxJob) -> tuple[RecordTrouble, str]:
        what, name = self._tables.about(job)
        return self._tables.troubles.get(what, BY_ADVISOR), name
