"""What cannot be done is told to whom it concerns, once, and no sooner than anybody need know."""

import pytest

from automations.engine.jobs.job_runner import PATIENT_FOR
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from handbook.core.external_errors import (
    Conflict,
    Forbidden,
    NotFound,
    Rejected,
    Unavailable,
    Unreachable,
)
from handbook.reports.approval import ApproveReport, SendReport
from handbook.reports.library import Library
from handbook.reports.report import Status
from tests.automations.engine.jobs.test_job_runner import approved, only_waits
from tests.automations.office import ADVISOR, HEAD, SIP, Office
from tests.support.fakes import words_of


@pytest.mark.parametrize(
    ("fault", "because"),
    [
        (Forbidden("403"), "SIP Desk has no permission for it"),
        (Conflict("409"), "something else is in its place"),
        (Rejected("400"), "Microsoft 365 did not accept it"),
        (NotFound("404"), "the place for it is missing"),
    ],
)
async def test_trouble_that_a_person_must_mend_is_told_at_once(
    small_office: Office, fault: Exception, because: str
) -> None:
    await approved(small_office)
    small_office.ends.fail("place", fault)
    waits = await only_waits(small_office)
    report = await small_office.report()
    assert report.trouble == f"The approved report could not be filed yet: {because}. I keep trying."
    assert (waits.effect, waits.attempt) == ("file_report", 2)
    assert report.trouble in words_of(small_office.ends.messenger.to(SIP)[-1].card)
    (noted,) = [entry for entry in small_office.entries() if entry.action == "trouble"]
    assert noted.detail["effect"] == "file_report"


async def test_what_is_mended_is_done_and_every_card_says_so(office: Office) -> None:
    await approved(office)
    office.ends.fail("place", Forbidden("403"))
    await office.wait_and_keep()
    report = await office.report()
    assert (report.status, report.trouble) == (Status.FILED, "")
    assert set(office.ends.libraries.named(Library.REPORTS)) == {
        "2026-27_Autumn_SIP-report_900001_v1.docx",
        "2026-27_Autumn_SIP-report_900001_v1.pdf",
    }
    assert not any("could not be filed" in words_of(message.card) for message in office.ends.messenger.messages)


async def test_what_only_does_not_answer_is_told_after_a_while(small_office: Office) -> None:
    await approved(small_office)
    small_office.ends.fail_for_good(place=Unavailable("down"))
    await small_office.run_all()
    told = [attempt for attempt in range(1, PATIENT_FOR + 3) if await _trouble_after(small_office, attempt)]
    assert told[0] == PATIENT_FOR
    assert "it does not answer" in (await small_office.report()).trouble


async def _trouble_after(office: Office, attempt: int) -> bool:
    """Whether somebody was told once so many attempts had failed."""
    if attempt > 1:
        await office.wait_and_keep()
    return bool((await office.report()).trouble)


async def test_that_a_card_cannot_be_drawn_again_is_told_to_nobody(small_office: Office) -> None:
    """Its reader sees it as it was, and it is drawn later: that is no trouble with the report."""
    report = await small_office.come_to(Status.SENT)
    told, noted = len(small_office.ends.messenger.messages), len(small_office.entries())
    key = await small_office.bus.read(lambda uow: uow.cards.about(f"report:{report.id}")[0].key)
    small_office.ends.fail("update_card", Forbidden("403"))
    with small_office.database.writing() as uow:
        uow.cards.refreshed(key, "as it was before")
    await small_office.run(OutboxJob("redraw_card", f"{key}@x", {"key": key}, JobQueue.TEAMS))
    (again,) = await small_office.run_all()
    assert (again.effect, again.attempt) == ("redraw_card", 2)
    assert (len(small_office.ends.messenger.messages), len(small_office.entries())) == (told, noted)
    assert (await small_office.report()).trouble == ""
    rendered = [message.rendered for message in small_office.ends.messenger.messages]
    assert await small_office.wait_and_keep() == []
    assert sum(message.rendered for message in small_office.ends.messenger.messages) == sum(rendered) + 1


async def test_the_same_trouble_is_told_once(small_office: Office) -> None:
    await approved(small_office)
    small_office.ends.fail_for_good(place=Forbidden("403"))
    await small_office.run_all()
    told = len(small_office.ends.messenger.to(SIP))
    for _ in range(4):
        await small_office.wait_and_keep()
    assert len(small_office.ends.messenger.to(SIP)) == told


async def test_two_troubles_at_once_are_told_once_each(small_office: Office) -> None:
    """They do not take turns for ever, with a message each time."""
    await small_office.come_to(Status.SENT)
    report = await small_office.receive(data=b"PK second")
    told = len(small_office.ends.messenger.to(SIP))
    small_office.ends.fail_for_good(place=Forbidden("403"), unshare=NotFound("404"))
    await small_office.bus.decide(SendReport(report.id, 2), SIP.id, "teams")
    for _ in range(4):
        await small_office.wait_and_keep()
    assert {job.effect for job in small_office.outbox()} == {"place_draft", "close_draft"}
    assert told < len(small_office.ends.messenger.to(SIP)) <= told + 2


async def test_before_approval_the_sip_hears_of_trouble_and_after_filing_the_advisor(small_office: Office) -> None:
    """W2: nothing reaches the Trust Advisor before the headteacher's yes."""
    report = await small_office.come_to(Status.DRAFTED)
    small_office.ends.fail("place", Conflict("409"))
    await small_office.bus.decide(SendReport(report.id, 1), SIP.id, "teams")
    await small_office.run_all()
    assert "could not be put where the headteacher can open it" in words_of(
        small_office.ends.messenger.to(SIP)[-1].card
    )
    assert small_office.ends.messenger.to(ADVISOR) == []
    await small_office.wait_and_keep()
    small_office.ends.fail_for_good(send_card=Unreachable("blocked"))
    await small_office.bus.decide(ApproveReport(report.id, 1), HEAD.id, "teams")
    await small_office.run_all()
    small_office.ends.heal()
    await small_office.wait_and_keep()
    said = [words_of(message.card) for message in small_office.ends.messenger.to(ADVISOR)]
    assert "Samir Pell could not be reached in Teams" in said[0]
    assert "report" not in said.pop(0), "only that they have no app, and nothing of a report"
    assert said
    assert "have blocked it" not in said[0]
