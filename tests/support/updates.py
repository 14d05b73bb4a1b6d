"""The README's story of a report, played in memory: how many messages each decision sends, and how many it has drawn
again."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from automations.engine.inbound.commands import AnswerTyped
from automations.engine.scheduler import run_due_commands
from automations.workflows import TABLES
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.reports.agreements.agreement import SignAgreement
from handbook.reports.agreements.texts import TEXT_VERSION
from handbook.reports.approval import ApproveReport, AskForChange, SendReport
from handbook.reports.sharing import ShareReport
from tests.automations.office import ADVISOR, HEAD, SIP, Office
from tests.support import builders as a


@dataclass(frozen=True)
class Step:
    """What one decision made of the chats: messages that are new, and messages that were drawn again."""

    what: str
    sent: int
    updated: int


async def steps_of_the_story(office: Office, *, reminded: bool) -> list[Step]:
    """With `reminded`, everybody also types what lists the report, and the headteacher is reminded three times."""
    steps: list[Step] = []

    async def step(what: str, act: Callable[[], Awaitable[object]]) -> None:
        sent, drawn = len(office.ends.messenger.messages), _drawn(office)
        await act()
        await office.wait_and_keep()
        new = len(office.ends.messenger.messages) - sent
        steps.append(Step(what, new, _drawn(office) - drawn - new))

    decide = office.bus.decide
    await step("a report arrives", office.receive)
    report = await office.report()
    await step("sent to the headteacher", lambda: decide(SendReport(report.id, 1), SIP.id, "teams"))
    if reminded:
        await step("my reports, typed by two", partial(_both_ask, office, "1"))
        await step("three reminders", partial(_weeks_pass, office))
    ask = AskForChange(report.id, 1, "Please say more of attendance.")
    await step("a change is asked for", lambda: decide(ask, HEAD.id, "teams"))
    second = a.a_contents(sections={**a.a_contents().sections, "next_visit": "We look at attendance."})
    await step("a second version arrives", lambda: office.receive(second, b"PK second"))
    await step("the second version is sent", lambda: decide(SendReport(report.id, 2), SIP.id, "teams"))
    if reminded:
        await step("my reports, typed by two", partial(_both_ask, office, "2"))
    approve = ApproveReport(report.id, 2, with_view=True, view="We are glad of the work on phonics.")
    await step("approved and filed", lambda: decide(approve, HEAD.id, "teams"))
    await step("sharing is refused", partial(_refused, office, ShareReport(report.id, 2)))
    sign = SignAgreement(report.urn, 0, TEXT_VERSION, HEAD.name)
    await step("the agreement is signed", lambda: decide(sign, HEAD.id, "teams"))
    await step("shared", lambda: decide(ShareReport(report.id, 2), ADVISOR.id, "teams"))
    return steps


async def _both_ask(office: Office, mark: str) -> None:
    for one in (SIP, HEAD):
        await _asks(office, one, mark)


async def _asks(office: Office, one: Person, mark: str) -> None:
    await office.bus.decide(AnswerTyped("my reports", f"asked-{mark}-{one.id}"), one.id, "teams")


async def _weeks_pass(office: Office) -> None:
    for _ in range(22):
        office.now += timedelta(days=1)
        await run_due_commands(office.bus, {"reports": TABLES.due["reports"]})
        await office.run_all()


async def _refused(office: Office, command: ShareReport) -> None:
    try:
        await office.bus.decide(command, ADVISOR.id, "teams")
    except Refused:
        return
    raise AssertionError("it was shared without an agreement")


def _drawn(office: Office) -> int:
    return sum(message.rendered for message in office.ends.messenger.messages)
