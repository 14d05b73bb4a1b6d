"""The Trust Board decides, a panel interviews, and the Trust Advisor notes what came of it (R3, R4)."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob
from automations.recruitment.applying import changed
from automations.recruitment.appointing import appointed
from automations.recruitment.loading import applicant_email, board_of, chairs_of, panel_of
from handbook.recruitment.board import (
    PresentToBoard,
    StepAside,
    TakeBack,
    VoteOnApplication,
    presented,
    stepped_aside,
    taken_back,
    voted,
)
from handbook.recruitment.interview import (
    CallOffInterview,
    FixInterview,
    NoteInterviewEntry,
    NoteInterviewWritten,
    called_off,
    fixed,
    noted,
    written,
)
from handbook.recruitment.outcome import (
    DecideInterview,
    EndForConditions,
    FileView,
    SetCondition,
    condition_set,
    decided,
    ended_for_conditions,
    view_filed,
)
from store.unit_of_work import UnitOfWork


def present(uow: UnitOfWork, command: PresentToBoard, ctx: CommandContext) -> Iterable[OutboxJob]:
    board, quorum = board_of(uow), ctx.policy.recruitment.quorum
    return changed(
        uow, command.application_id, "application_presented", ctx,
        lambda one: presented(one, command, ctx.somebody, board, chairs_of(uow, one), quorum, ctx.now),
    )  # fmt: skip


def take_back(uow: UnitOfWork, command: TakeBack, ctx: CommandContext) -> Iterable[OutboxJob]:
    return changed(
        uow, command.application_id, "application_taken_back", ctx,
        lambda one: taken_back(one, command, ctx.somebody, ctx.now),
    )  # fmt: skip


def vote(uow: UnitOfWork, command: VoteOnApplication, ctx: CommandContext) -> Iterable[OutboxJob]:
    board, quorum = board_of(uow), ctx.policy.recruitment.quorum
    return changed(
        uow, command.application_id, "application_voted", ctx,
        lambda one: voted(one, command, ctx.somebody, board, chairs_of(uow, one), quorum, ctx.now),
    )  # fmt: skip


def step_aside(uow: UnitOfWork, command: StepAside, ctx: CommandContext) -> Iterable[OutboxJob]:
    board, quorum = board_of(uow), ctx.policy.recruitment.quorum
    return changed(
        uow, command.application_id, "application_stepped_aside", ctx,
        lambda one: stepped_aside(one, command, ctx.somebody, board, chairs_of(uow, one), quorum, ctx.now),
    )  # fmt: skip


def fix(uow: UnitOfWork, command: FixInterview, ctx: CommandContext) -> Iterable[OutboxJob]:
    asked = [person for person in map(uow.roster.person, dict.fromkeys(command.panel)) if person is not None]
    return changed(
        uow, command.application_id, "interview_fixed", ctx,
        lambda one: fixed(one, command, ctx.somebody, asked, chairs_of(uow, one), ctx.now), "R4",
    )  # fmt: skip


def call_off(uow: UnitOfWork, command: CallOffInterview, ctx: CommandContext) -> Iterable[OutboxJob]:
    return changed(
        uow, command.application_id, "interview_called_off", ctx,
        lambda one: called_off(one, command, ctx.somebody, ctx.now), "R4",
    )  # fmt: skip


def note_written(uow: UnitOfWork, command: NoteInterviewWritten, ctx: CommandContext) -> Iterable[OutboxJob]:
    return changed(
        uow, command.application_id, "interview_written", ctx, lambda one: written(one, command), "R4"
    )  # fmt: skip


def note_entry(uow: UnitOfWork, command: NoteInterviewEntry, ctx: CommandContext) -> Iterable[OutboxJob]:
    return changed(
        uow, command.application_id, "interview_noted", ctx,
        lambda one: noted(one, command, panel_of(uow, one), applicant_email(uow, one), ctx.now), "R4",
    )  # fmt: skip


def file_view(uow: UnitOfWork, command: FileView, ctx: CommandContext) -> Iterable[OutboxJob]:
    return changed(
        uow, command.application_id, "interview_view_filed", ctx,
        lambda one: view_filed(one, command, ctx.somebody, ctx.now), "R4",
    )  # fmt: skip


def decide(uow: UnitOfWork, command: DecideInterview, ctx: CommandContext) -> Iterable[OutboxJob]:
    before = uow.applications.get(command.application_id)
    panel = panel_of(uow, before)
    after = decided(before, command, ctx.somebody, panel, ctx.now)
    return appointed(uow, before, after, "interview_decided", ctx)


def set_condition(uow: UnitOfWork, command: SetCondition, ctx: CommandContext) -> Iterable[OutboxJob]:
    before = uow.applications.get(command.application_id)
    after = condition_set(before, command, ctx.somebody, ctx.now)
    return appointed(uow, before, after, "condition_set", ctx)


def end(uow: UnitOfWork, command: EndForConditions, ctx: CommandContext) -> Iterable[OutboxJob]:
    return changed(
        uow, command.application_id, "application_ended", ctx,
        lambda one: ended_for_conditions(one, command, ctx.somebody, ctx.now), "C1",
    )  # fmt: skip


HANDLERS: Final[Mapping[type, Handler]] = {
    PresentToBoard: present,
    TakeBack: take_back,
    VoteOnApplication: vote,
    StepAside: step_aside,
    FixInterview: fix,
    CallOffInterview: call_off,
    NoteInterviewWritten: note_written,
    NoteInterviewEntry: note_entry,
    FileView: file_view,
    DecideInterview: decide,
    SetCondition: set_condition,
    EndForConditions: end,
}
