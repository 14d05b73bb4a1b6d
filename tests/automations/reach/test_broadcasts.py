"""The Trust Advisor writes to a group: whom it reached adds up, nobody gets it twice, who was missed gets it later."""

from dataclasses import replace

import pytest

from automations.engine.inbound.commands import AnswerTyped
from automations.engine.inbound.port import Answer, CardAnswer, Click, MessageAnswer, Sender
from automations.engine.jobs.job_runner import GIVES_UP_AFTER
from automations.reach.broadcasts import deliver_broadcast
from handbook.core.external_errors import Unavailable
from handbook.core.people import Person, Role
from handbook.reach.broadcast import NoteDelivery, Outcome
from tests.automations.office import ADVISOR, DSO, EVERYBODY, HEAD, SIP, Office
from tests.support.card_reading import buttons, words

BOTH = replace(SIP, also=(Role.HEADTEACHER,))
OFFICES = "headteacher,sip,chair_of_governors"
CHAIR = next(one for one in EVERYBODY if one.role is Role.CHAIR_OF_GOVERNORS)
PEOPLE = tuple(BOTH if one.id == SIP.id else one for one in EVERYBODY)
SAID = "The training day moves to Friday."


async def press(office: Office, verb: str, person: Person = ADVISOR, **data: str | int) -> Answer:
    answer = await office.router.clicked(Sender(person.id, "chat", "https://t/"), Click(verb, data))
    await office.run_all()
    return answer


def read(answer: Answer) -> str:
    assert isinstance(answer, CardAnswer), answer
    return words(answer.card)


async def write(office: Office, offices: str = OFFICES, **data: str) -> CardAnswer:
    answer = await press(office, "broadcast.write", offices=offices, **{"words": SAID, **data})
    assert isinstance(answer, CardAnswer), answer
    return answer


async def send(office: Office) -> None:
    preview = await write(office)
    button = next(one for one in buttons(preview.card).values() if one["verb"] == "broadcast.send")
    await press(office, "broadcast.send", **button["data"])


def report(office: Office) -> str:
    return words(office.ends.messenger.to(ADVISOR)[-1].card)


def got(office: Office, person: Person) -> int:
    return sum(SAID in words(one.card) for one in office.ends.messenger.to(person) if person != ADVISOR)


def outcomes(office: Office) -> dict[str, Outcome]:
    with office.database.reading() as uow:
        one = uow.broadcasts.newest_of(ADVISOR.id)
        assert one
        return dict(uow.broadcasts.outcomes(one.id))


async def test_it_reaches_each_once_and_the_report_adds_up(small_office: Office) -> None:
    office = small_office
    office.bring(PEOPLE)
    office.ends.messenger.away.add(HEAD.id)
    preview = read(await write(office))
    assert "it goes to 3 people, each once" in preview
    assert all(one.name in preview for one in (HEAD, BOTH, CHAIR))
    assert not office.ends.messenger.to(SIP)
    await send(office)
    told = report(office)
    for line in ("Reached: 2", "Blocked SIP Desk: 1", "Waiting to be sent: 0", "Failed: 0", "Total: 3"):
        assert line in told, told
    assert f"{HEAD.name}: blocked SIP Desk" in told
    assert [got(office, one) for one in (HEAD, BOTH, CHAIR)] == [0, 1, 1]
    assert got(office, DSO) == 0
    [entry] = [one for one in office.entries() if one.action == "broadcast_sent"]
    assert entry.detail["people"] == 3
    assert SAID not in str(office.entries())
    office.ends.messenger.away.clear()
    again = buttons(office.ends.messenger.to(ADVISOR)[-1].card)["Resend to those not reached"]
    await press(office, "broadcast.resend", **again["data"])
    assert set(outcomes(office).values()) == {Outcome.REACHED}
    assert [got(office, one) for one in (HEAD, BOTH, CHAIR)] == [1, 1, 1]
    assert "everybody was reached" in report(office)
    stale = await press(office, "broadcast.resend", **again["data"])
    assert "everybody was reached" in read(stale)
    assert got(office, HEAD) == 1


async def test_one_group_of_an_authority_or_of_a_diocesan_officer(small_office: Office) -> None:
    office = small_office
    assert "Headteachers of schools in Fellshire" in read(await write(office, "headteacher", authority="a0"))
    told = read(await write(office, "headteacher,sip", authority="every", dso=DSO.id))
    assert f"Headteachers and School Improvement Partners of schools with {DSO.name}" in told
    no = await press(office, "broadcast.write", offices="headteacher", authority="a7", words=SAID)
    assert "Not possible: The list of authorities has changed" in read(no)
    nobody = await press(office, "broadcast.write", offices="", words=SAID)
    assert "choose who it is for" in read(nobody)
    assert SAID in str(nobody)  # what was typed stays


async def test_it_can_be_changed_or_dropped_before_it_is_sent(small_office: Office) -> None:
    office = small_office
    preview = await write(office)
    form = await press(office, "broadcast.compose")
    assert isinstance(form, CardAnswer)
    assert SAID in str(form.card)
    drop = buttons(preview.card)["Drop it"]["data"]
    assert "nothing was sent" in read(await press(office, "broadcast.drop", **drop))
    late = await press(office, "broadcast.send", **drop)
    assert not office.ends.messenger.to(SIP)
    assert isinstance(late, CardAnswer)
    await office.bus.decide(AnswerTyped("broadcast", "m1"), ADVISOR.id, "teams")
    await office.run_all()
    assert "Write to a group" in report(office)


async def test_nobody_else_writes_or_reads_it(small_office: Office) -> None:
    office = small_office
    await send(office)
    with office.database.reading() as uow:
        one = uow.broadcasts.newest_of(ADVISOR.id)
    assert one
    only = "Only the Trust Advisor can write to a group"
    for verb, data, no in (
        ("broadcast.compose", {}, only),
        ("broadcast.write", {"offices": "sip", "words": SAID}, only),
        ("broadcast.resend", {"broadcast": one.id, "round": 1}, "I cannot find that message."),
        ("broadcast.show", {"broadcast": one.id}, "I cannot find that message."),
    ):
        answer = await press(office, verb, SIP, **data)
        assert isinstance(answer, MessageAnswer)
        assert no in answer.text
    await office.bus.decide(AnswerTyped("broadcast", "m1"), SIP.id, "teams")
    await office.run_all()
    assert "” is for: " in words(office.ends.messenger.to(SIP)[-1].card)


async def test_who_has_left_fails_and_what_was_reached_stays_so(small_office: Office) -> None:
    office = small_office
    office.ends.messenger.away.add(HEAD.id)
    await send(office)
    with office.database.reading() as uow:
        one = uow.broadcasts.newest_of(ADVISOR.id)
    assert one
    await office.bus.decide(NoteDelivery(one.id, SIP.id, Outcome.FAILED))
    await office.bus.decide(NoteDelivery(one.id, "nobody", Outcome.FAILED))
    assert outcomes(office)[SIP.id] is Outcome.REACHED
    assert "nobody" not in outcomes(office)
    office.bring([person for person in EVERYBODY if person.id != HEAD.id])
    await deliver_broadcast(office.work, f"{one.id}.{HEAD.id}", HEAD.id)
    assert outcomes(office)[HEAD.id] is Outcome.FAILED
    await deliver_broadcast(office.work, f"{one.id}.{SIP.id}", SIP.id)
    assert got(office, SIP) == 1


@pytest.mark.parametrize("attempt", [1, GIVES_UP_AFTER])
async def test_that_teams_does_not_answer_is_a_fault_only_in_the_end(small_office: Office, attempt: int) -> None:
    office = small_office
    office.ends.faults.for_good["send_card"] = Unavailable("503")
    preview = await write(office, "headteacher")
    await press(office, "broadcast.send", **buttons(preview.card)["Send to 1 person"]["data"])
    job = next(job for job in office.outbox() if job.effect == "deliver_broadcast")
    await office.runner.run(replace(job, attempt=attempt))
    expected = Outcome.FAILED if attempt == GIVES_UP_AFTER else Outcome.WAITING
    assert outcomes(office) == {HEAD.id: expected}
