"""What was typed and not taken is kept for whoever typed it, whatever became of the card."""

from datetime import timedelta

from automations.engine.inbound.drafts import KEPT_FOR
from automations.engine.inbound.port import CardAnswer, MessageAnswer
from automations.engine.scheduler import run_due_commands
from automations.workflows import TABLES
from handbook.reports.approval import ApproveReport
from handbook.reports.report import Status
from tests.automations.office import HEAD, SIP, Office, press
from tests.support.card_reading import inputs, words

WORDS = "Please say more about reading in Year 2."


def kept(office: Office) -> dict[str, str]:
    """The headteacher's drafts, by form."""
    with office.database.reading() as uow:
        return {form: texts["comment"] for form, texts in uow.drafts.of(HEAD.id).items()}


async def refused(office: Office) -> str:
    """A comment that is too long to be taken; the words on the headteacher's card."""
    report = await office.come_to(Status.SENT)
    long = f"{WORDS} {'x' * 5_000}"
    answer = await press(office, HEAD, "report.ask_change", report=report.id, version=1, comment=long)
    assert isinstance(answer, MessageAnswer), answer
    return report.id


async def test_words_that_were_refused_stand_on_the_card_whenever_it_is_drawn(small_office: Office) -> None:
    office = small_office
    report_id = await refused(office)
    assert kept(office)[f"report.ask_change@report:{report_id}"].startswith(WORDS)
    shown = await press(office, HEAD, "report.refresh", report=report_id, version=1, card="approval")
    assert isinstance(shown, CardAnswer)
    assert inputs(shown.card)["comment"]["value"].startswith(WORDS)
    sips = await press(office, SIP, "report.refresh", report=report_id, version=1, card="arrival")
    assert isinstance(sips, CardAnswer)
    assert WORDS not in words(sips.card)

    again = await press(office, HEAD, "report.ask_change", report=report_id, version=1, comment=WORDS)
    assert isinstance(again, CardAnswer)
    assert kept(office) == {}


async def test_words_that_came_too_late_are_shown_to_be_copied(small_office: Office) -> None:
    office = small_office
    report = await office.come_to(Status.SENT)
    await office.bus.decide(ApproveReport(report.id, 1), HEAD.id, "teams")
    late = await press(office, HEAD, "report.ask_change", report=report.id, version=1, comment=WORDS)
    assert isinstance(late, CardAnswer)
    assert "You wrote this, and it was not sent" in words(late.card)
    assert WORDS in words(late.card)


async def test_a_single_word_that_somebody_wrote_is_kept_too(small_office: Office) -> None:
    office = small_office
    report = await office.come_to(Status.SENT)
    data = {"report": report.id, "version": 9}
    late = await press(office, HEAD, "report.ask_change", **data, comment="Attendance")
    assert isinstance(late, CardAnswer)
    assert "“Attendance”" in words(late.card)
    shown = await press(office, HEAD, "report.refresh", report=report.id, version=1, card="approval")
    assert isinstance(shown, CardAnswer)
    assert inputs(shown.card)["comment"]["value"] == "Attendance"


async def test_nothing_is_kept_of_forged_presses_and_of_too_much(small_office: Office) -> None:
    office = small_office
    report = await office.come_to(Status.SENT)
    data = {"report": report.id, "version": 1}
    await press(office, SIP, "report.ask_change", **data, comment=WORDS)
    await press(office, HEAD, "report.ask_change", **data, comment="")
    much = {f"more_{number}": f"{WORDS} {'x' * 15_000}" for number in range(4)}
    await press(office, HEAD, "report.ask_change", **data, comment="", **much)
    with office.database.reading() as uow:
        assert uow.drafts.of(HEAD.id) == uow.drafts.of(SIP.id) == {}


async def test_a_draft_is_forgotten_after_thirty_days(small_office: Office) -> None:
    office = small_office
    await refused(office)
    due = {"drafts": TABLES.due["drafts"]}
    office.now += KEPT_FOR
    assert await run_due_commands(office.bus, due) == 0
    office.now += timedelta(seconds=1)
    assert await run_due_commands(office.bus, due) == 1
    assert kept(office) == {}
    assert await run_due_commands(office.bus, due) == 0
