"""Nothing lapses silently: a workflow says once which of its records wait for whom, and the engine reminds them in
school days and then tells others. Who is asked is whoever has the office now; where nobody has it, the Trust Advisor
hears instead."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from automations.engine.command_bus import CommandContext, Handler, TrustPolicy
from automations.engine.deadlines import ReportDeadlineUnknown, of_each
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_text
from handbook.core.british_time import london_date
from handbook.core.chasing import Patience, Waited, passed
from handbook.core.people import Role, School
from handbook.core.refusal import Refused
from handbook.visits.ofsted.call import reminders_pause
from store.audit import AuditEntry
from store.chases import Chased
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record that waits for somebody, and for what. `person_id` has the part by the record; another `mark` is another
    matter, chased anew; `since` is when it began, where the record knows. `passes_on`: the part goes with the office.
    `even_through_ofsted`: also while the school is inspected."""

    about: str
    what: str
    urn: str
    part: Role
    person_id: str
    mark: str
    since: datetime | None
    patience: Patience
    passes_on: bool = True
    even_through_ofsted: bool = False


def _nobody_else(_uow: UnitOfWork, _record: Any, _waiting: Waiting) -> Iterable[str]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chase:
    """Whom the records of one `kind` (a word that people read) wait for: a `due` of its workflow. `waits` says it of
    one record. `remind` brings it to somebody once more, for an occasion; `tells` names who besides
    the Trust Advisor hears that it waits, in these `words`. The audit says by which `rule` of the handbook."""

    kind: str
    records: Callable[[UnitOfWork, datetime], Iterable[Any]]
    load: Callable[[UnitOfWork, str], Any]
    waits: Callable[[UnitOfWork, Any, TrustPolicy, datetime], Iterable[Waiting]]
    remind: Callable[[UnitOfWork, Any, str, str], Iterable[OutboxJob]]
    words: Callable[[UnitOfWork, Any, Waiting], str]
    tells: Callable[[UnitOfWork, Any, Waiting], Iterable[str]] = _nobody_else
    rule: str = ""

    def __call__(
        self, uow: UnitOfWork, policy: TrustPolicy, now: datetime
    ) -> "tuple[ChaseOn | ReportDeadlineUnknown, ...]":
        """All that the clock should do about them now. A school that Ofsted inspects is left in peace (O2)."""
        today, calls = london_date(now), uow.ofsted_calls.not_over(london_date(now))
        schools = {one.urn: one for one in uow.roster.schools()}

        def due_about(record: Any) -> "Iterable[ChaseOn]":
            for waiting in self.waits(uow, record, policy, now):
                in_peace = reminders_pause(calls, waiting.urn, today) and not waiting.even_through_ofsted
                if waiting.urn in schools and not in_peace:
                    yield from self._due(uow, schools[waiting.urn], waiting, policy, now)

        return of_each(self.kind, self.records(uow, now), due_about)

    def _due(
        self, uow: UnitOfWork, school: School, waiting: Waiting, policy: TrustPolicy, now: datetime
    ) -> "Iterable[ChaseOn]":
        known = uow.chases.of(waiting.about, waiting.mark)
        if known is None and waiting.since is None:
            yield ChaseOn(self, waiting.about, waiting.mark)
            return
        seen = known or Chased(waiting.about, waiting.mark, waiting.since or now)
        waited = Waited(seen.since, seen.reminders, seen.told_at)
        what = passed(waited, uow.roster.calendar(school, policy.bank_holidays), waiting.patience, now)
        if what:
            yield ChaseOn(self, waiting.about, waiting.mark, what.reminder, what.tells)


def of_advisor(uow: UnitOfWork, about: str, urn: str, since: datetime | None, policy: TrustPolicy) -> Iterable[Waiting]:
    """What waits for the Trust Advisor alone is brought to them every two weeks of school days, after the first
    reminders; where nobody has the office, nobody can be told."""
    patience = replace(policy.patience, every=10)
    for advisor in uow.roster.people(Role.TRUST_ADVISOR)[:1]:
        part = Role.TRUST_ADVISOR
        yield Waiting(about, part, urn, part, advisor.id, str(since), since, patience, passes_on=False)


@dataclass(frozen=True, slots=True)
class ChaseOn:
    """A command of the clock: somebody is reminded for the `number`th time, or others are told. With neither, it is
    noted that the record waits from now on."""

    chase: Chase
    about: str
    mark: str
    number: int = 0
    tells: bool = False


def chase_on(uow: UnitOfWork, command: ChaseOn, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Raises Refused where it was answered meanwhile, or another clock came first."""
    chase = command.chase
    record = chase.load(uow, command.about.partition(":")[2])
    waiting = next((one for one in chase.waits(uow, record, ctx.policy, ctx.now) if one.mark == command.mark), None)
    if waiting is None:
        raise Refused("stale", "That reminder is no longer needed.")
    known = uow.chases.of(command.about, command.mark)
    before = known or Chased(command.about, command.mark, waiting.since or ctx.now)
    reminds, tells = command.number > before.reminders, command.tells and before.told_at is None
    if known is not None and not (reminds or tells):
        raise Refused("stale", "This has been done already.")
    told_at = ctx.now if tells else before.told_at
    uow.chases.keep(replace(before, reminders=max(before.reminders, command.number), told_at=told_at))
    person_id = _holder(uow, waiting)
    if reminds and person_id:
        uow.audit(_entry(ctx, command, "reminded"), ctx.now)
        yield from chase.remind(uow, record, person_id, f"reminder-{command.number}")
    if tells or (reminds and not person_id):
        uow.audit(_entry(ctx, command, "waiting_told"), ctx.now)
        yield from _told(uow, command, record, waiting, person_id)


HANDLERS: Final[Mapping[type, Handler]] = {ChaseOn: chase_on}


def _holder(uow: UnitOfWork, waiting: Waiting) -> str:
    """Whom the record names, while they are on the list and have that part. Empty where they have left and nobody has
    come. Raises Refused where somebody has: the record follows the list first, and is theirs then."""
    change = uow.roster.last_change(waiting.urn, waiting.part) if waiting.passes_on else None
    if change is not None and change[1] == waiting.person_id:
        if uow.roster.person(change[2]) is not None:
            raise Refused("not_now", "This is handed on first.")
        return ""
    named = uow.roster.person(waiting.person_id)
    return named.id if named is not None and named.is_a(waiting.part) else ""


def _entry(ctx: CommandContext, command: ChaseOn, action: str) -> AuditEntry:
    chase = command.chase
    rule = {"rule": chase.rule} if chase.rule else {}
    return ctx.entry(action, command.about, what=chase.kind, number=command.number, **rule)


def _told(uow: UnitOfWork, command: ChaseOn, record: Any, waiting: Waiting, person_id: str) -> Iterable[OutboxJob]:
    chase, words = command.chase, command.chase.words(uow, record, waiting)
    if not person_id:
        words = f"{words} Their {waiting.part.words} has left, and nobody has come. Please see who takes this on."
    others = (one for one in chase.tells(uow, record, waiting) if uow.roster.person(one))
    hear = dict.fromkeys((uow.roster.holder(Role.TRUST_ADVISOR).id, *others))
    for one in (one for one in hear if one != person_id):  # who is asked has the card
        yield send_text(one, words, f"waits:{command.about}:{waiting.mark}:{command.number}:{one}")
