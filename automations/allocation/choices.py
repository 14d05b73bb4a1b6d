"""A SIP is proposed to a school, and headteacher and Chair of Governors confirm or decline (A3)."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from automations.allocation.around import around, around_pair, chair_of
from automations.allocation.kinds import AllocationKind, choice_about, declaration_about
from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.jobs.outbox import OutboxJob, follow_up
from automations.engine.jobs.trouble_hearers import advisor
from automations.engine.notifications import refresh_all, send_card
from automations.engine.standing_in import Acting, acting
from automations.engine.workflow import FollowUp
from handbook.allocation.choices import choice as rules
from handbook.allocation.choices import confirming, ending
from handbook.allocation.choices.choice import Around, ProposeSip, SipChoice
from handbook.allocation.choices.confirming import ConfirmChoice, DeclineChoice, NameChair, RecordChairsWord
from handbook.allocation.choices.deploying import starts_at_once
from handbook.allocation.choices.ending import AskAnew, CallOffChoice, EndChoice
from handbook.allocation.choices.moves import ChoiceStatus
from handbook.allocation.conflicts.conflict import named_by_school
from handbook.allocation.waiting import check_waits
from handbook.core.people import Role
from handbook.core.refusal import Refused
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class RemindOfChoice:
    """A command of the clock. `number` counts from 1, so that a reminder is sent once."""

    choice_id: str
    number: int


@dataclass(frozen=True, slots=True)
class TellChoiceWaits:
    """A command of the clock: the Trust Advisor hears that a school does not answer."""

    choice_id: str


def proposed(
    uow: UnitOfWork,
    command: ProposeSip,
    ctx: CommandContext,
    why: tuple[str, ...] = (),
    alternates: tuple[str, ...] = (),
) -> Sequence[OutboxJob]:
    """A school that is being asked about another SIP is asked about one at a time. Raises Refused."""
    pair = around_pair(uow, command.urn, command.sip_id, ctx.policy, ctx.now)
    made = rules.proposed(command, pair, ctx.somebody, ctx.now, uuid.uuid4().hex, why=why, alternates=alternates)
    if any(one.is_open for one in uow.sip_choices.of_school(made.urn)):
        raise Refused("taken", "This school is being asked about a SIP already. Please call that off first.", "A3")
    entry = ctx.entry("sip_proposed", choice_about(made.id), school=made.urn, sip=made.sip_id, rule="A3")
    return [_after("sip_proposed", uow.sip_choices.open(made, entry, ctx.now))]


def confirm(uow: UnitOfWork, command: ConfirmChoice, ctx: CommandContext) -> Iterable[OutboxJob]:
    choice, beside, acts = _loaded(uow, command.choice_id, ctx)
    said = confirming.confirmed(choice, command, beside, acts.person, ctx.now, acts.deputy_id)
    return _answered(uow, starts_at_once(said, beside), "choice_confirmed", ctx, acts)


def record_chair(uow: UnitOfWork, command: RecordChairsWord, ctx: CommandContext) -> Iterable[OutboxJob]:
    choice, beside, acts = _loaded(uow, command.choice_id, ctx)
    said = confirming.chair_recorded(choice, command, beside, acts.person, ctx.now, acts.deputy_id)
    return _answered(uow, starts_at_once(said, beside), "chairs_word_recorded", ctx, acts)


def name_chair(uow: UnitOfWork, command: NameChair, ctx: CommandContext) -> Iterable[OutboxJob]:
    choice, beside, acts = _loaded(uow, command.choice_id, ctx)
    named = confirming.chair_named(choice, command, beside, acts.person, chair_of(uow, command.chair_id))
    yield from _answered(uow, named, "chair_named", ctx, acts)
    yield send_card(AllocationKind.CHOICE, named.chair_id, choice_about(named.id), 0, f"chair-{named.revision}")


def decline(uow: UnitOfWork, command: DeclineChoice, ctx: CommandContext) -> Iterable[OutboxJob]:
    """A conflict of interest that the school names goes on record as one."""
    choice, beside, acts = _loaded(uow, command.choice_id, ctx)
    over = confirming.declined(choice, command, beside, acts.person, ctx.now)
    if command.is_conflict:
        words, by = over.reason, acts.person.id
        conflict = named_by_school(choice.sip_id, choice.urn, words, by, ctx.now, uuid.uuid4().hex)
        entry = ctx.entry("conflict_named", f"conflict:{conflict.id}", of=choice.sip_id, school=choice.urn, rule="A2")
        uow.conflicts.open(conflict, entry, ctx.now)
        yield from refresh_all(uow, declaration_about(choice.sip_id), conflict.id)
    yield from _answered(uow, over, "choice_declined", ctx, acts)


def call_off(uow: UnitOfWork, command: CallOffChoice, ctx: CommandContext) -> Iterable[OutboxJob]:
    choice = uow.sip_choices.get(command.choice_id)
    return saved(uow, ending.called_off(choice, ctx.somebody, ctx.now), "choice_called_off", ctx)


def end(uow: UnitOfWork, command: EndChoice, ctx: CommandContext) -> Iterable[OutboxJob]:
    choice = uow.sip_choices.get(command.choice_id)
    over = ending.ended(choice, around(uow, choice, ctx.policy, ctx.now), ctx.now)
    return saved(uow, over, "choice_ended", ctx, reason=over.ended.value)


def ask_anew(uow: UnitOfWork, command: AskAnew, ctx: CommandContext) -> Iterable[OutboxJob]:
    choice = uow.sip_choices.get(command.choice_id)
    anew = ending.asked_anew(choice, around(uow, choice, ctx.policy, ctx.now), ctx.now)
    yield from saved(uow, anew, "choice_asked_anew", ctx)
    if anew.headteacher_id != choice.headteacher_id:
        yield send_card(AllocationKind.CHOICE, anew.headteacher_id, choice_about(anew.id), 0, f"anew-{anew.revision}")


def remind(uow: UnitOfWork, command: RemindOfChoice, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Whoever has not answered; of a chair without an account, the headteacher."""
    choice = uow.sip_choices.get(command.choice_id)
    waits = choice.lacks_head or choice.lacks_chair
    check_waits(is_waiting=waits, is_new=command.number > choice.reminders)
    noted = replace(choice, reminders=command.number)
    yield from saved(uow, noted, "choice_reminded", ctx, number=command.number)
    for person_id in _waited_for(noted):
        yield send_card(AllocationKind.CHOICE, person_id, choice_about(noted.id), 0, f"reminder-{command.number}")


def tell_it_waits(uow: UnitOfWork, command: TellChoiceWaits, ctx: CommandContext) -> Iterable[OutboxJob]:
    choice = uow.sip_choices.get(command.choice_id)
    waits = choice.lacks_head or choice.lacks_chair
    check_waits(is_waiting=waits, is_new=choice.waits_told_at is None)
    yield from saved(uow, replace(choice, waits_told_at=ctx.now), "choice_waiting_told", ctx)
    yield from to_advisor(uow, choice, "waits")


HANDLERS: Final[Mapping[type, Handler]] = {
    ConfirmChoice: confirm,
    RecordChairsWord: record_chair,
    NameChair: name_chair,
    DeclineChoice: decline,
    CallOffChoice: call_off,
    EndChoice: end,
    AskAnew: ask_anew,
    RemindOfChoice: remind,
    TellChoiceWaits: tell_it_waits,
}


def saved(
    uow: UnitOfWork, choice: SipChoice, action: str, ctx: CommandContext, **more: str | int
) -> Sequence[OutboxJob]:
    entry = ctx.entry(action, choice_about(choice.id), rule="A3", **more)
    return [_after("choice_changed", uow.sip_choices.save(choice, entry, ctx.now))]


def to_advisor(uow: UnitOfWork, choice: SipChoice, occasion: str) -> Iterable[OutboxJob]:
    for person_id in advisor(uow):
        yield send_card(AllocationKind.CHOICE, person_id, choice_about(choice.id), 0, f"{occasion}-{choice.revision}")


def choice_follow(uow: UnitOfWork, choice_id: str, _context: RenderContext) -> Iterable[OutboxJob]:
    """The headteacher is asked."""
    choice = uow.sip_choices.get(choice_id)
    return [send_card(AllocationKind.CHOICE, choice.headteacher_id, choice_about(choice.id), 0)]


def choice_changed(uow: UnitOfWork, choice_id: str, _context: RenderContext) -> Iterable[OutboxJob]:
    """Every copy is drawn again. The Trust Advisor hears when it is their turn."""
    choice = uow.sip_choices.get(choice_id)
    yield from refresh_all(uow, choice_about(choice.id), choice.revision)
    if choice.status in _ADVISORS_TURN and uow.roster.people(Role.TRUST_ADVISOR):
        yield from to_advisor(uow, choice, choice.status.value)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = {"sip_proposed": choice_follow, "choice_changed": choice_changed}
_ADVISORS_TURN: Final = (ChoiceStatus.CONFIRMED, ChoiceStatus.DECLINED, ChoiceStatus.ENDED)


def _loaded(uow: UnitOfWork, choice_id: str, ctx: CommandContext) -> tuple[SipChoice, Around, Acting]:
    choice = uow.sip_choices.get(choice_id)
    beside = around(uow, choice, ctx.policy, ctx.now)
    acts = acting(uow, ctx.somebody, ctx.now, beside.school) if beside.school else Acting(ctx.somebody)
    return choice, beside, acts


def _answered(
    uow: UnitOfWork, choice: SipChoice, action: str, ctx: CommandContext, acts: Acting
) -> Sequence[OutboxJob]:
    return saved(uow, choice, action, ctx, **acts.noted)


def _waited_for(choice: SipChoice) -> Iterable[str]:
    if choice.lacks_head or not choice.chair_id:
        yield choice.headteacher_id
    if choice.lacks_chair and choice.chair_id:
        yield choice.chair_id


def _after(name: str, choice: SipChoice) -> OutboxJob:
    return follow_up(name, choice_about(choice.id), f"{name}:{choice.id}@{choice.revision}")
