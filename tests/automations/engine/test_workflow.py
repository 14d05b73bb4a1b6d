"""What workflows declare: each name once, each button's command carried out or only showing, no card of nobody."""

from dataclasses import dataclass, replace
from typing import Final

import pytest

from automations.cases.notifications import could_not
from automations.engine.card_registry import CardRef
from automations.engine.command_bus import CommandContext, RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.workflow import Effect, RecordTrouble, Reply, Workflow, WorkflowTables
from automations.reports.troubles import NoteTrouble
from automations.workflows import TABLES
from handbook.core.people import Person
from handbook.core.refusal import Refused
from store.unit_of_work import UnitOfWork
from tests.automations.office import SIP, Office


@dataclass(frozen=True)
class Press:
    """The command of a button."""


def handle(_uow: UnitOfWork, _command: Press, _ctx: CommandContext) -> tuple[()]:
    return ()


def answer(_uow: UnitOfWork, _command: Press, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef("card", "thing:1")


SHOWS = Workflow(name="shows", replies={Press: Reply(answer, only_shows=True)})
DOES = Workflow(name="does", handlers={Press: handle}, replies={Press: Reply(answer)})


@pytest.mark.parametrize("workflow", [SHOWS, DOES])
def test_a_button_shows_or_is_carried_out(workflow: Workflow) -> None:
    assert WorkflowTables([workflow]).replies.keys() == {Press}


@pytest.mark.parametrize(
    "workflow", [replace(SHOWS, handlers=DOES.handlers), replace(DOES, handlers={})], ids=["both", "neither"]
)
def test_a_button_that_does_both_or_neither_stops_the_start(workflow: Workflow) -> None:
    with pytest.raises(ValueError, match="Press"):
        WorkflowTables([workflow])


@pytest.mark.parametrize(
    "workflow",
    [
        Workflow(name="one", handlers={Press: handle}),
        Workflow(name="one", effects={"do_it": TABLES.effects["say"]}),
        Workflow(name="one", follow_ups={"done": TABLES.follow_ups["report_sent"]}),
        Workflow(name="one", troubles={"thing": RecordTrouble()}),
    ],
    ids=["handler", "effect", "follow-up", "trouble"],
)
def test_a_name_that_two_give_stops_the_start(workflow: Workflow) -> None:
    with pytest.raises(ValueError, match="given twice"):
        WorkflowTables([workflow, replace(workflow, name="another")])


DONE: Final = Effect(TABLES.effects["say"].run, "It could not be done")


@pytest.mark.parametrize(
    "workflow",
    [
        Workflow(name="card", cards={"thing": TABLES.cards._renderers["visit"]}),  # pyright: ignore[reportPrivateUsage] - any will do
        Workflow(name="effect", effects={"do_it": replace(DONE, about=("thing", "thing_id"))}),
    ],
    ids=["card", "effect"],
)
def test_what_nobody_hears_of_when_it_does_not_work_stops_the_start(workflow: Workflow) -> None:
    with pytest.raises(ValueError, match="no troubles declared for: thing"):
        WorkflowTables([workflow])
    declared = WorkflowTables([replace(workflow, troubles={"thing": RecordTrouble()})])
    assert set(declared.troubles) == {"thing"}


@pytest.mark.parametrize(
    ("trouble", "about"),
    [
        (RecordTrouble(noted=NoteTrouble), ("thing", "t1")),
        (RecordTrouble(told=could_not), ("thing", "t1")),
        (RecordTrouble(), ("other", "o1")),
    ],
    ids=["on its cards", "told", "by somebody"],
)
def test_a_job_is_about_the_record_whose_workflow_shows_or_tells_its_troubles(
    trouble: RecordTrouble, about: tuple[str, str]
) -> None:
    tables = WorkflowTables([Workflow(name="one", effects={"do_it": DONE}, troubles={"thing": trouble})])
    job = OutboxJob("do_it", "k", {"thing_id": "t1", "about": "other:o1@3"}, JobQueue.GRAPH)
    assert tables.about(job) == about
    assert tables.about(replace(job, effect="unknown")) == about


async def test_a_card_about_nothing_that_is_known_is_refused(small_office: Office) -> None:
    with small_office.database.reading() as uow, pytest.raises(Refused, match="cannot find what this card is about"):
        TABLES.cards.render(uow, CardRef("card", "nothing:1"), SIP, small_office.bus.render_context)


async def test_trouble_that_stands_on_no_card_is_none(small_office: Office) -> None:
    with small_office.database.reading() as uow:
        assert TABLES.trouble_of(uow, "case:c-1") == ""
