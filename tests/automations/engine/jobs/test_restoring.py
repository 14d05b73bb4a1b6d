"""After a restore every known card is drawn again, once."""

from automations.engine.jobs.restoring import TakeUpRestored
from handbook.reports.approval import ApproveReport
from handbook.reports.report import Status
from store.audit import AuditEntry
from tests.automations.office import HEAD, Office


def restored(office: Office) -> None:
    """As `store.backup.restore` leaves the audit."""
    with office.database.writing() as uow:
        uow.audit(AuditEntry("service", "restored", "ledger"), office.now)


def taken_up(office: Office) -> list[AuditEntry]:
    return [entry for entry in office.entries() if entry.action == "taken_up"]


async def test_a_start_like_any_other_does_nothing(small_office: Office) -> None:
    await small_office.come_to(Status.SENT)
    await small_office.bus.decide(TakeUpRestored())
    assert small_office.outbox() == []
    assert taken_up(small_office) == []


async def test_cards_that_show_more_than_is_known_are_drawn_again_and_once(office: Office) -> None:
    """The headteacher’s card says that they approved, as it did when the database was lost; the database knows nothing
    of that."""
    await office.come_to(Status.SENT)
    [message] = office.ends.messenger.to(HEAD)
    known = message.card
    message.card = {"type": "AdaptiveCard", "body": [], "fallbackText": "You approved it."}
    restored(office)
    await office.bus.decide(TakeUpRestored())
    await office.run_all()
    assert message.card == known
    rendered = message.rendered
    await office.bus.decide(TakeUpRestored())
    assert office.outbox() == []
    assert message.rendered == rendered
    [entry] = taken_up(office)
    assert entry.about == "ledger"
    assert entry.detail["cards"] == len(office.ends.messenger.messages)


async def test_a_second_restore_is_taken_up_too(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    restored(small_office)
    await small_office.bus.decide(TakeUpRestored())
    await small_office.run_all()
    await small_office.bus.decide(ApproveReport(report.id, 1), HEAD.id, "teams")
    await small_office.run_all()
    restored(small_office)
    await small_office.bus.decide(TakeUpRestored())
    assert {job.effect for job in small_office.outbox()} == {"redraw_card"}
