"""What workflows declare: each name once, each button's command carried out or only showing, no card of nobody."""

from dataclasses import dataclass, fields, replace
from typing import Final

import pytest

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import CommandContext, RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.workflow import Effect, RecordTrouble, Reply, Workflow, WorkflowTables
from automations.workflows import TABLES
from cards.cases.actions import ShowCases
from cards.kit.confirming import TakeItBack
from handbook.cases.cover import EndCover
from handbook.cases.keeping import ForgetCase
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.good_practice.introduction import AnswerIntroduction
from handbook.reports.agreements.agreement import AskForAgreement
from handbook.reports.agreements.paper import RecordPaper
from handbook.reports.agreements.texts import AgreementKind
from handbook.reports.approval import ApproveReport
from handbook.reports.school_part import SaveSchoolPart
from handbook.schools.list_import import ApplyImport
from handbook.visits.booking import SeekVisit
from handbook.visits.ofsted.call import KeepThroughOfsted
from handbook.visits.outcome import SayHeld
from handbook.visits.purposes import TermlyVisit
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
    assert WorkflowTables([workflow]).replies.keys() == {Press, TakeItBack}


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
    ("ids", "about"),
    [({"thing_id": "thing"}, ("thing", "t1")), ({}, ("other", "o1"))],
    ids=["by its id", "by what it is about"],
)
def test_a_job_is_about_the_record_whose_id_it_carries(ids: dict[str, str], about: tuple[str, str]) -> None:
    tables = WorkflowTables([Workflow(name="one", effects={"do_it": DONE}, ids=ids)])
    job = OutboxJob("do_it", "k", {"thing_id": "t1", "about": "other:o1@3"}, JobQueue.GRAPH)
    assert tables.about(job) == about
    assert tables.about(replace(job, effect="unknown")) == about


async def test_a_card_about_nothing_that_is_known_is_refused(small_office: Office) -> None:
    with small_office.database.reading() as uow, pytest.raises(Refused, match="cannot find what this card is about"):
        TABLES.cards.render(uow, CardRef("card", "nothing:1"), SIP, small_office.bus.render_context)


async def test_trouble_that_stands_on_no_card_is_none(small_office: Office) -> None:
    with small_office.database.reading() as uow:
        assert TABLES.trouble_of(uow, "case:c-1") == ""


@pytest.mark.parametrize(
    ("command", "about"),
    [
        (ApproveReport("r1", 1), "report:r1"),
        (SayHeld("v1", 1), "visit:v1"),
        (KeepThroughOfsted("c1", "v1", 1), "visit:v1"),
        (AskForAgreement("900001", 0), "agreement:900001"),
        (RecordPaper("900001", 0, "x", "", None, "", AgreementKind.DATA), "data_agreement:900001"),
        (SeekVisit("900001", AcademicYear(2026), TermlyVisit(Term.AUTUMN)), "school:900001"),
        (SaveSchoolPart("900001", AcademicYear(2026), Term.AUTUMN, "x", 0), "school_part:900001-2026-Autumn"),
        (AnswerIntroduction("i1", accepts=True), "introduction:i1"),
        (ApplyImport("l1", 1), "list_import:l1"),
        (EndCover("k1"), "cover:k1"),
        (ForgetCase("secret"), ""),
        (ShowCases(), ""),
    ],
    ids=lambda one: type(one).__name__,
)
def test_what_an_attempt_was_about_is_what_its_workflow_declares(command: object, about: str) -> None:
    assert TABLES.about_command(command) == about


def test_every_button_that_names_a_record_names_one_that_the_audit_knows() -> None:
    """An id that no workflow declares would be an attempt at nothing."""
    declared = {name for one in TABLES.workflows for name in one.ids}
    people = {"person_id", "deputy_id", "sip_id", "dso_id", "chair_id", "to_id", "by_id"}
    not_records = people | {"event_id", "message_id", "run_id", "job_id"}
    named = {field.name for command in TABLES.handlers for field in fields(command) if field.name.endswith("_id")}
    untold = {"meeting_id"}  # of others' meetings nothing is told, not even that there is one
    assert named - declared - not_records - untold == {"need_id", "offer_id"}  # of two lines, in one proposal
