"""Introductions of two schools (W3): proposed by the Trust Advisor, answered by both headteachers, and ended where
something has changed."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob, follow_up
from automations.engine.jobs.trouble_hearers import advisor
from automations.engine.notifications import refresh_all, send_card
from automations.engine.workflow import FollowUp, follow_ups_of
from automations.good_practice.cards import PracticeKind, introduction_about, schools_of
from handbook.good_practice import introduction as rules
from handbook.good_practice.introduction import (
    AnswerIntroduction,
    EndIntroduction,
    Introduce,
    Introduction,
    IntroductionStatus,
)
from handbook.good_practice.reminders import LapseIntroduction, RemindOfIntroduction, lapsed, reminded
from store.unit_of_work import UnitOfWork


def introduce(uow: UnitOfWork, command: Introduce, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Proposed twice, it is one introduction."""
    lines = uow.practice_lines.get(command.need_id), uow.practice_lines.get(command.offer_id)
    schools = uow.roster.school(lines[0].urn), uow.roster.school(lines[1].urn)
    made = rules.introduced(command, lines, schools, ctx.somebody, ctx.now, uuid.uuid4().hex)
    if rules.standing(command, uow.introductions.about_lines([command.need_id])):
        return []
    entry = ctx.entry("introduction_asked", introduction_about(made.id), rule="W3")
    return [_after("introduction_asked", uow.introductions.open(made, entry, ctx.now))]


def answer(uow: UnitOfWork, command: AnswerIntroduction, ctx: CommandContext) -> Iterable[OutboxJob]:
    introduction = uow.introductions.get(command.introduction_id)
    return _saved(uow, rules.answered(introduction, command, schools_of(uow, introduction), ctx.somebody, ctx.now), ctx)


def end(uow: UnitOfWork, command: EndIntroduction, ctx: CommandContext) -> Iterable[OutboxJob]:
    introduction = uow.introductions.get(command.introduction_id)
    return _saved(uow, rules.ended(introduction, command, schools_of(uow, introduction), ctx.person, ctx.now), ctx)


def remind(uow: UnitOfWork, command: RemindOfIntroduction, ctx: CommandContext) -> Iterable[OutboxJob]:
    introduction = reminded(uow.introductions.get(command.introduction_id), command)
    about = introduction_about(introduction.id)
    entry = ctx.entry("introduction_reminded", about, number=command.number, rule="W3")
    uow.introductions.save(introduction, entry, ctx.now)
    side = next(one for one in introduction.sides if one.urn == command.urn)
    return [send_card(PracticeKind.INTRODUCTION, side.headteacher_id, about, 0, f"reminder-{command.number}")]


def lapse(uow: UnitOfWork, command: LapseIntroduction, ctx: CommandContext) -> Iterable[OutboxJob]:
    return _saved(uow, lapsed(uow.introductions.get(command.introduction_id), ctx.now), ctx)


HANDLERS: Final[Mapping[type, Handler]] = {
    Introduce: introduce,
    AnswerIntroduction: answer,
    EndIntroduction: end,
    RemindOfIntroduction: remind,
    LapseIntroduction: lapse,
}


def lines_gone(uow: UnitOfWork, line_ids: Sequence[str], ctx: CommandContext) -> list[OutboxJob]:
    """Lines were taken off the board: what rests on them ends, or keeps nothing of them."""
    jobs: list[OutboxJob] = []
    for introduction in uow.introductions.about_lines(line_ids):
        left = introduction
        for line_id in line_ids:
            left = rules.line_gone(left, line_id, ctx.now)
        if left.status is not introduction.status:
            jobs += _saved(uow, left, ctx)
        elif left != introduction:
            about = introduction_about(left.id)
            saved = uow.introductions.save(left, ctx.entry("topics_forgotten", about, rule="P5"), ctx.now)
            jobs += refresh_all(uow, about, saved.revision)
    return jobs


def introduction_asked(uow: UnitOfWork, introduction: Introduction) -> Iterable[OutboxJob]:
    about = introduction_about(introduction.id)
    for side in introduction.sides:
        yield send_card(PracticeKind.INTRODUCTION, side.headteacher_id, about, 0)


def introduction_changed(uow: UnitOfWork, introduction: Introduction) -> Iterable[OutboxJob]:
    """Whoever waits hears how it ended: both headteachers and the Trust Advisor, but not whoever has just said no."""
    about = introduction_about(introduction.id)
    yield from refresh_all(uow, about, introduction.revision)
    if introduction.is_open:
        return
    heads = [side.headteacher_id for side in introduction.sides if side.urn != introduction.declined_by]
    for person_id in (*heads, *advisor(uow)):
        yield send_card(PracticeKind.INTRODUCTION, person_id, about, 0, introduction.status)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda uow, introduction_id: uow.introductions.get(introduction_id),
    {"introduction_asked": introduction_asked, "introduction_changed": introduction_changed},
)

_ACTIONS: Final = {
    IntroductionStatus.ONE_ACCEPTED: "introduction_accepted",
    IntroductionStatus.INTRODUCED: "introduction_made",
    IntroductionStatus.DECLINED: "introduction_declined",
    IntroductionStatus.LAPSED: "introduction_lapsed",
    IntroductionStatus.ENDED: "introduction_ended",
}


def _saved(uow: UnitOfWork, introduction: Introduction, ctx: CommandContext) -> list[OutboxJob]:
    entry = ctx.entry(_ACTIONS[introduction.status], introduction_about(introduction.id), rule="W3")
    return [_after("introduction_changed", uow.introductions.save(introduction, entry, ctx.now))]


def _after(name: str, introduction: Introduction) -> OutboxJob:
    about = introduction_about(introduction.id)
    return follow_up(name, about, f"{name}:{introduction.id}@{introduction.revision}")
