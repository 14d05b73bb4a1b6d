"""Who could not be reached gets what waits for them as soon as they can be; and the list of who is reached."""

import time
from datetime import timedelta

from automations.engine.inbound.commands import AnswerTyped
from automations.engine.inbound.port import CardAnswer, MessageAnswer
from automations.engine.jobs.given_up import NoteGivenUp
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import send_text
from automations.engine.scheduler import run_due_commands
from automations.workflows import TABLES
from handbook.core.conversation_reference import ACTIVE, BLOCKED, ConversationReference
from handbook.core.people import Person
from tests.automations.office import ADVISOR, HEAD, SIP, Office, press
from tests.support import builders as a
from tests.support.card_reading import words


def note(office: Office, person: Person, state: str) -> None:
    with office.database.writing() as uow:
        uow.conversations.note(ConversationReference(person.id, "chat", "https://t/", state), office.now)


def delayed(office: Office) -> int:
    """How much waits for later."""
    query = "SELECT count(*) FROM workflow_status WHERE status = 'DELAYED' AND delay_until_epoch_ms > ?"
    with office.database.reading() as uow:
        return uow.connection.exec_driver_sql(query, (1000 * (time.time() + 60),)).scalar_one()


async def test_what_waits_for_somebody_is_sent_when_they_can_be_reached(small_office: Office) -> None:
    office = small_office
    office.ends.messenger.away.add(HEAD.id)
    await office.bus.record(lambda _: [send_text(HEAD.id, "Waits.", "w1")])
    await office.run_all()
    note(office, HEAD, BLOCKED)
    given_up = OutboxJob("say", "w2", {"person_id": HEAD.id, "words": "Was given up."}, JobQueue.TEAMS)
    another = OutboxJob("say", "w3", {"person_id": SIP.id, "words": "Not theirs."}, JobQueue.TEAMS)
    for job in (given_up, another):
        await office.bus.decide(NoteGivenUp(job, "", "say", "Unreachable", "It could not be said", "they are away"))
    await run_due_commands(office.bus, TABLES.due)
    await office.run_all()
    assert office.ends.messenger.said_to(HEAD) == []  # they are away still
    office.ends.messenger.away.clear()
    note(office, HEAD, ACTIVE)
    await office.bus.reached_again(SIP.id)
    assert delayed(office) == 1
    await office.bus.reached_again(HEAD.id)
    assert delayed(office) == 0
    await run_due_commands(office.bus, TABLES.due)
    await office.run_all()
    assert "Was given up." in office.ends.messenger.said_to(HEAD)
    with office.database.reading() as uow:
        assert uow.conversations.to_catch_up() == ()
        assert [job.key for job in uow.given_up.matching()] == ["w3"]


async def test_since_when_somebody_stands_so_is_kept(small_office: Office) -> None:
    office = small_office
    note(office, HEAD, BLOCKED)
    office.now = a.MONDAY + timedelta(days=1)
    with office.database.writing() as uow:
        uow.conversations.note(ConversationReference(HEAD.id, "chat", "https://other/", BLOCKED), office.now)
        found = uow.conversations.of(HEAD.id)
    assert found
    assert found.since == a.MONDAY
    note(office, HEAD, ACTIVE)
    with office.database.reading() as uow:
        assert {key: one.since for key, one in uow.conversations.every().items()} == {HEAD.id: office.now}


async def test_the_list_is_for_the_trust_advisor(small_office: Office) -> None:
    office = small_office
    note(office, HEAD, BLOCKED)
    for person, said in ((ADVISOR, f"{HEAD.name}, headteacher: blocked SIP Desk"), (SIP, "Only the Trust Advisor")):
        await office.bus.decide(AnswerTyped("Reach", f"m-{person.id}"), person.id, "teams")
        await office.run_all()
        assert said in words(office.ends.messenger.to(person)[-1].card)


async def test_a_press_on_the_list_shows_those_of_one_state_to_who_may_see_it(small_office: Office) -> None:
    office = small_office
    note(office, HEAD, BLOCKED)
    note(office, SIP, ACTIVE)
    before = office.entries()
    for show, there, absent in (("blocked", HEAD, SIP), ("reached", SIP, HEAD)):
        answer = await press(office, ADVISOR, "reach.list", show=show, page=1)
        assert isinstance(answer, CardAnswer), answer
        told = words(answer.card)
        assert f"{there.name}, {there.office_words}, since" in told
        assert absent.name not in told
    assert office.entries() == before  # it only shows
    no = await press(office, SIP, "reach.list", show="blocked")
    assert isinstance(no, MessageAnswer), no
    assert "Only the Trust Advisor" in no.text
