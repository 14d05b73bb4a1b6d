"""Lines come to the board when a report is approved, and are shown, changed and taken off by whom they belong to (W3).
Commands above, effects below."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob, follow_up
from automations.engine.notifications import refresh_all, send_card
from automations.engine.workflow import Effect, FollowUp, Work, follow_ups_of
from automations.good_practice.cards import (
    PracticeKind,
    proposal_of,
    refresh_boards,
    report_lines_about,
    school_lines_about,
)
from automations.good_practice.introductions import lines_gone
from handbook.good_practice.consent import (
    CollectLines,
    DecideLines,
    WithdrawLines,
    collected,
    lines_decided,
    lines_withdrawn,
)
from handbook.good_practice.line import CorrectTags, ForgetNeed, PracticeLine, need_forgotten, tags_corrected
from handbook.good_practice.said import Part, said_lines
from handbook.reports.report import Report
from store.unit_of_work import UnitOfWork


def collect(uow: UnitOfWork, command: CollectLines, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Done twice, it is done once. A report without any line asks nobody anything."""
    report = uow.reports.get(command.report_id)
    school, contents = uow.roster.school(report.urn), uow.reports.version(report.id, report.sent).contents
    if school is None or not any(said_lines(contents, part) for part in Part):
        return []
    for line in collected(report, contents, school, uow.practice_lines.of_school(school.urn), ctx.now):
        uow.practice_lines.open(line, ctx.entry("line_shown", line_about(line), part=line.part, rule="W3 P4"), ctx.now)
    about = report_lines_about(report.id)
    return [follow_up("lines_collected", about, f"{about}@{report.sent}")]


def decide(uow: UnitOfWork, command: DecideLines, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Pressed twice, it changes nothing the second time."""
    proposed = proposal_of(uow, command.report_id, ctx.somebody)
    return _saved(uow, lines_decided(proposed, command, ctx.now), ctx)


def withdraw(uow: UnitOfWork, command: WithdrawLines, ctx: CommandContext) -> Iterable[OutboxJob]:
    school = uow.roster.school(command.school_urn)
    lines = [uow.practice_lines.get(line_id) for line_id in dict.fromkeys(command.line_ids)]
    return _saved(uow, lines_withdrawn(lines, school, ctx.somebody, ctx.now), ctx)


def correct_tags(uow: UnitOfWork, command: CorrectTags, ctx: CommandContext) -> Iterable[OutboxJob]:
    line = uow.practice_lines.get(command.line_id)
    corrected = tags_corrected(line, command, uow.roster.school(line.urn), ctx.somebody)
    saved = uow.practice_lines.save(corrected, ctx.entry("line_tagged", line_about(line), rule="W3"), ctx.now)
    return [_after(saved)]


def forget_need(uow: UnitOfWork, command: ForgetNeed, ctx: CommandContext) -> Iterable[OutboxJob]:
    line = uow.practice_lines.get(command.line_id)
    return _saved(uow, [need_forgotten(line, uow.roster.school(line.urn), ctx.now)], ctx)


HANDLERS: Final[Mapping[type, Handler]] = {
    CollectLines: collect,
    DecideLines: decide,
    WithdrawLines: withdraw,
    CorrectTags: correct_tags,
    ForgetNeed: forget_need,
}


def lines_collected(uow: UnitOfWork, report: Report) -> Iterable[OutboxJob]:
    """The headteacher is asked what may be shown; the board shows the rest when it is looked at again."""
    school, about = uow.roster.school_then(report.urn), report_lines_about(report.id)
    yield send_card(PracticeKind.REPORT_LINES, school.headteacher_id, about, report.sent)
    yield from _refreshed(uow, school.urn, about)


def line_changed(uow: UnitOfWork, line: PracticeLine) -> Iterable[OutboxJob]:
    """What was taken off goes from the Trust Advisor's chat at once. Whatever else changes does not turn a board over
    in which somebody reads: it asks how it stands when it is looked at again, and where it was leafed to."""
    revision = f"{line.id}@{line.revision}"
    if line.is_withdrawn:
        yield from refresh_boards(uow, revision)
    yield from _refreshed(uow, line.urn, revision)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = {
    **follow_ups_of(lambda uow, report_id: uow.reports.get(report_id), {"lines_collected": lines_collected}),
    **follow_ups_of(lambda uow, line_id: uow.practice_lines.get(line_id), {"line_changed": line_changed}),
}


async def collect_lines(work: Work, report_id: str) -> None:
    await work.bus.decide(CollectLines(report_id))


EFFECTS: Final[Mapping[str, Effect]] = {
    "collect_lines": Effect(collect_lines, "The report’s good practice could not be put on the board yet"),
}


def line_about(line: PracticeLine) -> str:
    return f"practice_line:{line.id}"


def _saved(uow: UnitOfWork, lines: Sequence[PracticeLine], ctx: CommandContext) -> list[OutboxJob]:
    """Each with an entry in the audit; introductions that rest on what was taken off end."""
    jobs: list[OutboxJob] = []
    for line in lines:
        rule = "W3 P4" if line.is_offer else "W3 P5"
        action = "line_withdrawn" if line.is_withdrawn else "line_shown"
        entry = ctx.entry(action, line_about(line), part=line.part, named=int(line.may_be_named), rule=rule)
        jobs.append(_after(uow.practice_lines.save(line, entry, ctx.now)))
    return [*jobs, *lines_gone(uow, [line.id for line in lines if line.is_withdrawn], ctx)]


def _after(line: PracticeLine) -> OutboxJob:
    about = line_about(line)
    return follow_up("line_changed", about, f"{about}@{line.revision}")


def _refreshed(uow: UnitOfWork, urn: str, revision: str) -> Iterable[OutboxJob]:
    """What the school's headteacher has of the board."""
    yield from refresh_all(uow, school_lines_about(urn), revision)
    for report in uow.reports.of_school(urn):
        yield from refresh_all(uow, report_lines_about(report.id), revision)
