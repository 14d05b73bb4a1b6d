"""Questions to the service (F1): written, sent, answered. That somebody asked stands in the audit, as all that people
do; no card and no message says who."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob, follow_up
from automations.engine.notifications import refresh_all, send_card
from automations.engine.workflow import FollowUp, follow_ups_of
from automations.questions.cards import (
    DRAFT,
    QuestionKind,
    as_draft,
    draft_of,
    mine_about,
    question_about,
    refresh_lists,
)
from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.questions import question as rules
from handbook.questions.faq import mark
from handbook.questions.question import AnswerQuestion, AskQuestion, DropQuestion, Question, WriteQuestion
from store.audit import AuditEntry
from store.unit_of_work import UnitOfWork


def write(uow: UnitOfWork, command: WriteQuestion, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Kept for whoever wrote it, and told to nobody."""
    uow.drafts.keep(ctx.somebody.id, DRAFT, as_draft(rules.written(command, ctx.somebody)), ctx.now)
    return refresh_all(uow, mine_about(ctx.actor_id), f"draft-{mark(command.words)}")


def ask(uow: UnitOfWork, command: AskQuestion, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Sends what was looked at. Sent twice, it is one question."""
    rules.check_may_ask(ctx.somebody)
    words = draft_of(uow, ctx.actor_id)
    if not words or mark(words) != command.mark:
        raise Refused("stale", "That was sent or changed already. Here are your questions.", "F1")
    asked = rules.asked(words, ctx.somebody, ctx.now, uuid.uuid4().hex)
    uow.drafts.drop(ctx.actor_id, DRAFT)
    return _after("question_asked", uow.questions.open(asked, _entry("question_asked", asked, ctx), ctx.now))


def drop(uow: UnitOfWork, _command: DropQuestion, ctx: CommandContext) -> Iterable[OutboxJob]:
    uow.drafts.drop(ctx.somebody.id, DRAFT)
    return refresh_all(uow, mine_about(ctx.actor_id), f"dropped-{ctx.now.isoformat()}")


def answer(uow: UnitOfWork, command: AnswerQuestion, ctx: CommandContext) -> Iterable[OutboxJob]:
    question = rules.answered(uow.questions.get(command.question_id), command, ctx.somebody, ctx.now)
    entry = _entry("question_answered", question, ctx)
    return _after("question_answered", uow.questions.save(question, entry, ctx.now))


HANDLERS: Final[Mapping[type, Handler]] = {
    WriteQuestion: write,
    AskQuestion: ask,
    DropQuestion: drop,
    AnswerQuestion: answer,
}


def question_asked(uow: UnitOfWork, question: Question) -> Iterable[OutboxJob]:
    about = question_about(question.id)
    for person in uow.roster.people(Role.TRUST_ADVISOR):
        yield send_card(QuestionKind.QUESTION, person.id, about, 0)
    yield from _drawn_again(uow, question)


def question_answered(uow: UnitOfWork, question: Question) -> Iterable[OutboxJob]:
    """Who asked hears of it, and of a corrected answer again; who has left the list does not."""
    if uow.roster.person(question.asker_id) is not None:
        occasion = f"answer-{question.revision}"
        yield send_card(QuestionKind.QUESTION, question.asker_id, question_about(question.id), 0, occasion)
    yield from _drawn_again(uow, question)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda uow, question_id: uow.questions.get(question_id),
    {"question_asked": question_asked, "question_answered": question_answered},
)


def told_of_answer(question: Question) -> list[OutboxJob]:
    """What follows from an answer that came by way of the FAQ."""
    return _after("question_answered", question)


def _drawn_again(uow: UnitOfWork, question: Question) -> Iterable[OutboxJob]:
    revision = f"{question.id}-{question.revision}"
    yield from refresh_all(uow, question_about(question.id), question.revision)
    yield from refresh_all(uow, mine_about(question.asker_id), revision)
    yield from refresh_lists(uow, revision)


def _after(name: str, question: Question) -> list[OutboxJob]:
    about = question_about(question.id)
    return [follow_up(name, about, f"{about}@{question.revision}")]


def _entry(action: str, question: Question, ctx: CommandContext) -> AuditEntry:
    return ctx.entry(action, question_about(question.id), rule="F1")
