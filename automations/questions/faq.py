"""The FAQ (F1): worded, changed and taken off by the Trust Advisor."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob
from automations.questions.cards import OF_FAQ, names_of, question_about, refresh_lists
from automations.questions.questions import told_of_answer
from handbook.questions import faq as rules
from handbook.questions.faq import AddToFaq, ChangeFaq, FaqEntry, TakeOffFaq
from store.unit_of_work import UnitOfWork


def add(uow: UnitOfWork, command: AddToFaq, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Whoever asked one of its questions and has no answer yet gets this one."""
    rules.check_may_word(ctx.somebody)
    questions = [uow.questions.get(one) for one in dict.fromkeys(command.question_ids)]
    made = rules.added(command, questions, ctx.somebody, names_of(uow), ctx.now, uuid.uuid4().hex)
    entry = uow.questions.faq.open(made, ctx.entry("faq_added", _about(made), rule="F1"), ctx.now)
    jobs = list(refresh_lists(uow, entry.id))
    for question in questions:
        held = replace(question, faq_id=entry.id)
        if not question.is_answered:
            held = replace(held, answer=entry.answer, answered_by_id=entry.by_id, answered_at=ctx.now)
        noted = ctx.entry("question_in_faq", question_about(question.id), rule="F1")
        jobs += told_of_answer(uow.questions.save(held, noted, ctx.now))
    return jobs


def change(uow: UnitOfWork, command: ChangeFaq, ctx: CommandContext) -> Iterable[OutboxJob]:
    entry = rules.changed(uow.questions.faq.get(command.faq_id), command, ctx.somebody, names_of(uow), ctx.now)
    uow.questions.faq.save(entry, ctx.entry("faq_changed", _about(entry), rule="F1"), ctx.now)
    return ()


def take_off(uow: UnitOfWork, command: TakeOffFaq, ctx: CommandContext) -> Iterable[OutboxJob]:
    entry = rules.taken_off(uow.questions.faq.get(command.faq_id), command, ctx.somebody, ctx.now)
    uow.questions.faq.save(entry, ctx.entry("faq_taken_off", _about(entry), rule="F1"), ctx.now)
    return ()


HANDLERS: Final[Mapping[type, Handler]] = {AddToFaq: add, ChangeFaq: change, TakeOffFaq: take_off}


def _about(entry: FaqEntry) -> str:
    return f"{OF_FAQ}:{entry.id}"
