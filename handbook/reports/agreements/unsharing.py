"""Sharing ends: what was shared outside the school is taken back, because its headteacher withdraws the agreement and
says so (W5). What somebody has downloaded, printed or passed on cannot be."""

from collections.abc import Container, Iterable
from dataclasses import replace
from datetime import datetime

from handbook.core.people import Person, Role
from handbook.reports.moves import MOVES, Move
from handbook.reports.report import Report, Status


def is_open_outside(report: Report) -> bool:
    """Whether somebody outside the trust can open it, or is about to."""
    return report.status is Status.SHARED


def sharing_ended(report: Report, now: datetime) -> Report:
    """The decision: the report is shared with nobody any more, and those with whom it was are to lose access. Who could
    not open it yet is among them: it may have been on its way."""
    gone = {one.id for one in report.shared_with}
    return replace(
        report,
        status=MOVES[report.status, Move.END_SHARING],
        shared_with=(),
        shared_at=None,
        closing=(*(one for one in report.closing if one.id not in gone), *report.shared_with),
        sharing_ended_at=now,
        trouble="",
    )


def closed_for(report: Report, person_ids: Container[str]) -> Report:
    """The report once these people cannot open it any more; of those who were to keep it nothing changes. They are told
    of in one order, whoever of them lost it first."""
    done = tuple(one for one in report.closing if one.id in person_ids)
    return replace(
        report,
        closing=tuple(one for one in report.closing if one not in done),
        closed_to=tuple(sorted((*report.closed_to, *done), key=lambda one: list(Role).index(one.role))),
        let_in=tuple(one for one in report.let_in if one not in {person.id for person in done}),
    )


def opened_too_late(report: Report, people: Iterable[Person]) -> Report:
    """These were let in while sharing ended: they are to lose access too."""
    inside = {one.id for one in (*report.shared_with, *report.closing)}
    late = tuple(one for one in people if one.id not in inside)
    return replace(
        report,
        closing=(*report.closing, *late),
        closed_to=tuple(one for one in report.closed_to if one not in late),
        let_in=(*report.let_in, *(one.id for one in late if one.id not in report.let_in)),
    )
