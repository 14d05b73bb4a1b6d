"""All schools that have not answered are asked in one press (W4, W5, D1): some at a time, so that nobody else waits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import send_card
from automations.engine.ports import Card
from automations.engine.workflow import Effect, Reply, Work
from automations.reports.agreements.agreement import CHANGED, REMINDED, saved
from automations.reports.cards import ReportKind
from cards.kit.lines import closed_card
from cards.reports.agreements.actions import ShowAskAll, ShowRound
from cards.reports.agreements.list import ask_all_card, round_card
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.reports.agreements.agreement import AgreementMove, SharingAgreement, asked, moved
from handbook.reports.agreements.asking import asked_again, reminded_by_advisor
from handbook.reports.agreements.standing import (
    WRITES,
    AskAll,
    AskOutcome,
    AskRound,
    begun,
    check_may_ask_all,
    gone_on,
    outcome,
    round_id,
)
from store.unit_of_work import UnitOfWork

AT_A_TIME: Final = 20
"""Schools in one transaction."""


@dataclass(frozen=True, slots=True)
class AskNext:
    """The next schools of a round are come to."""

    round_id: str


def ask_all(uow: UnitOfWork, command: AskAll, ctx: CommandContext) -> Iterable[OutboxJob]:
    """A second press of the same card begins nothing."""
    begins = begun(command, _urns(uow), ctx.somebody, ctx.now)
    if command.number != len(uow.agreement_rounds.of_kind(command.kind)) + 1:
        raise Refused("stale", "That has been asked already. Here is how it stands now.")
    entry = ctx.entry("asked_all", _about(begins.id), schools=begins.total)
    uow.agreement_rounds.open(begins, entry, ctx.now)
    return [OutboxJob("ask_schools", begins.id, {"round_id": begins.id}, JobQueue.DESK)]


def ask_next(uow: UnitOfWork, command: AskNext, ctx: CommandContext) -> Iterable[OutboxJob]:
    of_round = uow.agreement_rounds.get(command.round_id)
    urns = of_round.left[:AT_A_TIME]
    if not urns:
        return
    found: list[tuple[str, AskOutcome]] = []
    for urn in urns:
        become, jobs = _asked(uow, of_round, urn, ctx)
        found.append((urn, become))
        yield from jobs
    after = gone_on(of_round, found)
    entry = ctx.entry("asked_some", _about(of_round.id), schools=len(found), left=len(after.left))
    uow.agreement_rounds.save(after, entry, ctx.now)
    if not after.left:
        yield send_card(ReportKind.AGREEMENT_ROUND, after.by_id, _about(after.id), 0)


HANDLERS: Final[Mapping[type, Handler]] = {AskAll: ask_all, AskNext: ask_next}


def _asked(
    uow: UnitOfWork, of_round: AskRound, urn: str, ctx: CommandContext
) -> tuple[AskOutcome, Iterable[OutboxJob]]:
    """What becomes of one school is decided when its turn comes."""
    kind, school = of_round.kind, uow.roster.school(urn)
    agreement, text = uow.agreements.of_school(urn, kind), uow.agreement_texts.current(kind)
    become = outcome(agreement, school, text, ctx.now)
    if school is None or become not in WRITES:
        return become, []
    if become is AskOutcome.REMINDED:
        after, action, follows = reminded_by_advisor(agreement, ctx.now), "reminded", REMINDED
    elif become is AskOutcome.ASKED_AGAIN:
        after, action, follows = asked_again(agreement, school, ctx.now, text), "asked_again", CHANGED
    else:
        opened = replace(agreement, status=moved(agreement, AgreementMove.ASK), text_version=text.version)
        after, action, follows = asked(opened, school, ctx.now, text), "asked", CHANGED
    return become, saved(uow, after, action, ctx, follows, round=of_round.id)


async def ask_schools(work: Work, round_id: str) -> None:
    """Goes on until no school is left; begun again after a crash, it goes on where it was."""
    while (await work.bus.read(lambda uow: uow.agreement_rounds.get(round_id))).left:
        await work.bus.decide(AskNext(round_id))


EFFECTS: Final[Mapping[str, Effect]] = {
    "ask_schools": Effect(
        ask_schools, "Not all schools could be asked for their agreement yet", about=("agreement_round", "round_id")
    )
}


def render_round(uow: UnitOfWork, card: CardRef, viewer: Person, _context: RenderContext) -> Card:
    if not viewer.is_a(Role.TRUST_ADVISOR):
        return closed_card()
    return round_card(uow.agreement_rounds.get(card.record_id))


CARDS: Final[Mapping[str, CardRenderer]] = {"agreement_round": render_round}


def _previewed(uow: UnitOfWork, command: ShowAskAll, viewer: Person, context: RenderContext, _click: Click) -> Card:
    """How many would be asked, counted now."""
    check_may_ask_all(command.kind, viewer)
    agreements, text = uow.agreements.all_of(command.kind), uow.agreement_texts.current(command.kind)
    counts = dict.fromkeys(AskOutcome, 0)
    for school in uow.roster.schools():
        agreement = agreements.get(school.urn, SharingAgreement(school.urn, kind=command.kind))
        counts[outcome(agreement, school, text, context.now)] += 1
    number = len(uow.agreement_rounds.of_kind(command.kind)) + 1
    return ask_all_card(command.kind, counts, number)


def _begun(_uow: UnitOfWork, command: AskAll, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(ReportKind.AGREEMENT_ROUND, _about(round_id(command.kind, command.number)))


def _round(_uow: UnitOfWork, command: ShowRound, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(ReportKind.AGREEMENT_ROUND, _about(command.round_id))


REPLIES: Final[Mapping[type, Reply]] = {
    ShowAskAll: Reply(_previewed, only_shows=True),
    AskAll: Reply(_begun),
    ShowRound: Reply(_round, only_shows=True),
}


def _urns(uow: UnitOfWork) -> list[str]:
    return [school.urn for school in sorted(uow.roster.schools(), key=lambda one: (one.full_name, one.urn))]


def _about(round_id: str) -> str:
    return f"agreement_round:{round_id}"
