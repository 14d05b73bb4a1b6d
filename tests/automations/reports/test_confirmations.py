"""What each question before something leaves the house says will follow."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from automations.engine.command_bus import CLOCK
from automations.engine.confirming.confirmation import HoldDecision, LetGo
from automations.reports.second_thoughts.confirmations import CONFIRMATIONS
from automations.reports.second_thoughts.reopening import _outside_told  # pyright: ignore[reportPrivateUsage]
from automations.workflows import TABLES
from handbook.core.people import Role
from handbook.reports.approval import ApproveReport, TellGovernors
from handbook.reports.governors.chair import SendToChair
from handbook.reports.reopening import ReopenReport
from handbook.reports.report import Status
from tests.automations.office import ADVISOR, DSO, HEAD, OFFICER, Office
from tests.support import builders as a

WHY = "The figures are of another school."


def follows(uow: Any, command: object) -> str:
    return "\n".join(CONFIRMATIONS[type(command)].follows(uow, command))


async def test_sharing_says_who_opens_what(small_office: Office) -> None:
    share = await small_office.ready_to_share()
    with small_office.database.reading() as uow:
        said = follows(uow, share)
    for name in (DSO.name, OFFICER.name, "cannot be fetched back"):
        assert name in said


async def test_telling_governors_sends_them_nothing_and_a_chair_gets_the_pack(small_office: Office) -> None:
    report = await small_office.come_to(Status.FILED)
    with small_office.database.reading() as uow:
        told = follows(uow, TellGovernors(report.id, 1))
        to_chair = [follows(uow, SendToChair(report.id, 1, chair)) for chair in (HEAD.id, "nobody")]
    assert f"{ADVISOR.name} (Trust Advisor) sees that" in told
    assert "Nothing is sent to your governors." in told
    assert [one.partition(" gets the pack")[0] for one in to_chair] == [HEAD.name, "Your chair"]


def test_reopening_says_to_whom_it_is_closed() -> None:
    shared = replace(a.a_dossier(Status.SHARED).report, shared_with=(DSO, OFFICER))
    with_chair = replace(shared, chair=SimpleNamespace(name="Ann Other"))  # pyright: ignore[reportArgumentType]
    nobody = replace(shared, shared_with=(), chair=None)
    said = [
        follows(SimpleNamespace(reports=SimpleNamespace(get=lambda _id, one=one: one)), ReopenReport("r", 1, WHY))
        for one in (shared, with_chair, nobody)
    ]
    assert f"It is closed to {DSO.name} and {OFFICER.name}, who are told." in said[0]
    assert f"It is closed to {DSO.name}, {OFFICER.name} and Ann Other, who are told." in said[1]
    assert "It is closed to" not in said[2]


async def test_who_has_left_the_list_is_told_of_no_reopening(small_office: Office) -> None:
    await small_office.bus.decide(await small_office.ready_to_share(), ADVISOR.id, "teams")
    await small_office.run_all()
    report = await small_office.report()
    gone = a.a_person(Role.DSO, id="00000000-0000-4000-8000-0000000000e9")
    with small_office.database.reading() as uow:
        before = replace(report, shared_with=(*report.shared_with, gone))
        told = list(_outside_told(uow, before, report))
    assert len(told) == len(report.shared_with)


async def test_what_is_held_already_is_not_held_twice_and_stops_only_what_would_cross_it(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    pressed = f'{{"report": "{report.id}", "version": 1}}'
    hold = HoldDecision(ApproveReport(report.id, 1), "report.approve", pressed)
    for _ in range(2):
        await small_office.bus.decide(hold, HEAD.id, "teams")
    with small_office.database.reading() as uow:
        [held] = uow.held.waiting(f"report:{report.id}")
        TABLES.confirming.check_not_held(uow, ReopenReport(report.id, 1, WHY))  # an approval does not stop it
    for _ in range(2):  # two clocks
        await small_office.bus.decide(LetGo(held.id), CLOCK, "clock")
    actions = [entry.action for entry in small_office.entries() if entry.about == f"report:{report.id}"]
    assert actions.count("approved") == 1
