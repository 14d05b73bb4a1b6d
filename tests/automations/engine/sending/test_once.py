"""A sentence that came, and of which nobody knows it, is said once more, and says so itself."""

from collections.abc import Callable, Iterable

import pytest
from sqlalchemy.exc import OperationalError

from automations.engine.jobs.outbox import LEAVES_NO_TRACE, JobQueue, OutboxJob
from automations.engine.notifications import deliver_text, in_order, send_text
from automations.engine.sending import once
from cards.kit.note import note_card
from handbook.core.external_errors import Rejected, Unavailable
from store.sendings import Sending
from store.unit_of_work import UnitOfWork
from tests.automations.engine.sending.test_copies import unheard
from tests.automations.office import ADVISOR, HEAD, Office
from tests.support.card_reading import words

MAYBE = "You may have had this message before"
NO = send_text(HEAD.id, "That is not yours.", "refused:1")


def said(office: Office) -> list[str]:
    return [words(message.card) for message in office.ends.messenger.to(HEAD)]


async def test_a_sentence_that_may_have_come_says_so(small_office: Office) -> None:
    assert await unheard(small_office, NO)
    await small_office.wait_and_keep()
    first, second = said(small_office)
    assert (MAYBE in first, MAYBE in second) == (False, True)


async def test_a_sentence_that_was_not_taken_says_nothing_of_it(small_office: Office) -> None:
    small_office.ends.fail("send_card", Unavailable("429", 1.0))
    await small_office.run(NO)
    await small_office.wait_and_keep()
    (only,) = said(small_office)
    assert MAYBE not in only


async def test_a_sentence_whose_job_is_done_once_more_is_not_said_again(small_office: Office) -> None:
    """The process ended between writing down where the message stands and ending the job."""
    await small_office.run(NO)
    await small_office.run(NO)
    assert len(said(small_office)) == 1


async def test_of_several_sentences_each_is_said_once(small_office: Office) -> None:
    several = in_order([send_text(HEAD.id, f"Number {number}.", f"no-{number}") for number in range(3)], "several")
    messenger, send = small_office.ends.messenger, small_office.ends.messenger.send_card

    async def stops(person_id: str, card: dict[str, object], summary: str, mark: str = "") -> object:
        if len(messenger.messages) == 2:
            messenger.send_card = send  # type: ignore[method-assign] # once
            raise Unavailable("503")
        return await send(person_id, card, summary, mark)

    messenger.send_card = stops  # type: ignore[method-assign, assignment] # in the middle
    await small_office.run(several)
    await small_office.wait_and_keep()
    assert [message.summary for message in messenger.to(HEAD)] == ["Number 0.", "Number 1.", "Number 2."]


async def test_where_it_stands_is_held_while_the_database_takes_nothing(
    small_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(once, "_A_MOMENT", 0.0)
    record, left = small_office.bus.record, [2]

    async def away(work: Callable[[UnitOfWork], Iterable[OutboxJob]]) -> None:
        if small_office.ends.messenger.to(HEAD) and left[0]:
            left[0] -= 1
            raise OperationalError("insert", {}, Exception("the database restarts"))
        await record(work)

    monkeypatch.setattr(small_office.bus, "record", away)
    await small_office.run(NO)
    assert left == [0]
    await small_office.run(NO)
    assert len(said(small_office)) == 1


async def test_of_who_asked_for_a_concern_nothing_is_kept(small_office: Office) -> None:
    job = OutboxJob(LEAVES_NO_TRACE, "typed-1", {"person_id": ADVISOR.id, "words": "my records"}, JobQueue.TEAMS)
    await small_office.run(job)
    assert len(small_office.ends.messenger.to(ADVISOR)) == 1
    rows = await small_office.bus.read(
        lambda uow: uow.connection.exec_driver_sql("SELECT count(*) FROM sendings").all()
    )
    assert rows[0][0] == 0


async def test_what_no_job_says_is_said(small_office: Office) -> None:
    await deliver_text(small_office.work, HEAD.id, "Hello.")
    assert len(said(small_office)) == 1


async def test_an_answer_that_never_came_is_no_refusal() -> None:
    assert (Unavailable("x").maybe_done, Rejected("x").maybe_done) == (False, False)


async def test_the_mark_of_a_message_to_somebody_else_is_not_taken_for_theirs(small_office: Office) -> None:
    office = small_office
    with office.database.writing() as uow:
        uow.sendings.note(Sending("m1", ADVISOR.id, "chat", "a1", "https://t/", office.now))
    await once.send_once(office.work, HEAD.id, note_card("Yours."), "m1")
    [theirs] = said(office)
    assert "Yours." in theirs
