"""What an acting head pressed can be taken back by the headteacher, and by nobody else."""

from datetime import timedelta

from automations.engine.command_bus import TrustPolicy
from automations.engine.inbound.port import CardAnswer
from automations.reports.cards import ReportKind
from handbook.reports.report import Status
from tests.automations.office import HEAD, SIP, Office, press
from tests.automations.reports.test_standing_in import cover, shown
from tests.support.card_reading import buttons, verbs, words
from tests.support.covers import ACTING


async def test_the_headteacher_takes_back_what_the_acting_head_approved(small_office: Office) -> None:
    office = small_office
    await cover(office, HEAD, ACTING)
    report = await office.come_to(Status.SENT)
    office.bus.policy = TrustPolicy(take_back_for=timedelta(minutes=10))
    await press(office, ACTING, "report.approve", report=report.id, version=1)
    card = shown(office, report, ReportKind.APPROVAL, HEAD)
    assert f"Approved: by {ACTING.name}, goes out at 16:52. Until then it can be taken back" in words(card)
    back = buttons(card)["Take it back"]["data"]
    await press(office, SIP, "sure.take_back", **back)
    assert "sure.take_back" in verbs(shown(office, report, ReportKind.APPROVAL, ACTING))
    answer = await press(office, HEAD, "sure.take_back", **back)
    assert isinstance(answer, CardAnswer)
    assert {"report.approve", "report.ask_change"} <= verbs(answer.card)
    assert (await office.report()) == report
