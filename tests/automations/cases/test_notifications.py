"""Who hears that something needs them: readers and their deputies, and of trouble whoever minds the case. No word of
it."""

from datetime import date, timedelta

import pytest

from automations.cases.kinds import CaseKind
from automations.cases.notifications import could_not
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import send_card
from cards.kit.lines import closed_card
from handbook.cases.case import NO_SUCH_CASE, Ladder
from handbook.cases.cover import Cover
from handbook.core.external_errors import Forbidden, Unreachable
from store.audit import AuditEntry
from tests.automations.case_office import (
    DSO,
    TALK,
    URN,
    about,
    acknowledged,
    card,
    heard,
    refused,
    send,
    significant,
    talked,
    texts,
    the_case,
)
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, OFFICER, SIP, Office
from tests.support import builders as a
from tests.support.card_reading import words
from tests.support.covers import DEPUTY
from tests.support.rendering import render

TODAY = a.MONDAY.date()


def covers(office: Office, person_id: str, deputy_id: str, last_on: date = TODAY) -> None:
    with office.database.writing() as uow:
        uow.covers.open(Cover("c1", person_id, deputy_id, TODAY, last_on), AuditEntry("x", "cover", ""), a.MONDAY)


async def test_a_deputy_hears_reads_and_acts_with_both_names(office: Office) -> None:
    office.bring([*EVERYBODY, DEPUTY])
    covers(office, SIP.id, DEPUTY.id)
    case = await acknowledged(office)
    [told] = heard(office, DEPUTY)
    assert "Your SIP service has something for you to read." in told
    record = await card(office, DEPUTY, "case.open", case=case.id)
    assert f"You see this because you stand in for {SIP.name}." in words(record)
    await card(office, DEPUTY, "case.list")
    data = await about(office, DEPUTY, "Add or correct")
    added = await send(office, DEPUTY, "case.add", **data, place="1", facts="It was Thursday.", opinion="", action="")
    assert f"{DEPUTY.name} for {SIP.name}" in words(added)


async def test_a_deputy_begins_and_takes_on(office: Office) -> None:
    office.bring([*EVERYBODY, DEPUTY])
    covers(office, SIP.id, DEPUTY.id)
    await send(office, DEPUTY, "concern.raise", **TALK)
    data = await about(office, DEPUTY, "Take it to the Trust Advisor")
    await send(office, DEPUTY, "concern.to_trust_advisor", **data, **texts("now"), why="It is the second year.")
    case = await the_case(office)
    assert {part.by.words for part in case.parts} == {f"{DEPUTY.name} for {SIP.name}"}
    assert f"{DEPUTY.name} for {SIP.name}" in words(await card(office, ADVISOR, "case.open", case=case.id))


async def test_cover_that_is_over_opens_nothing(office: Office) -> None:
    office.bring([*EVERYBODY, DEPUTY])
    covers(office, SIP.id, DEPUTY.id)
    case = await talked(office)
    office.now = a.MONDAY.replace(day=24)
    assert await refused(office, DEPUTY, "case.open", case=case.id) == "I cannot find that record."


async def test_nobody_stands_in_where_they_have_a_seat(office: Office) -> None:
    covers(office, ADVISOR.id, DSO.id)
    case = await significant(office)
    assert any("something for you to read" in told for told in heard(office, DSO))
    assert "In lessons" not in words(await card(office, DSO, "case.open", case=case.id)).partition("Passed to")[0]


async def test_trouble_is_said_to_whoever_minds_it_without_a_name(office: Office) -> None:
    office.ends.faults.for_good["send_card"] = Unreachable("blocked")
    case = await talked(office)
    del office.ends.faults.for_good["send_card"]
    await office.wait_and_keep()
    troubles = [told for told in heard(office, SIP) if "could not be reached in Teams" in told]
    assert len(troubles) == 1
    assert HEAD.name not in "".join(troubles)
    assert any("something for you to read" in told for told in heard(office, HEAD))
    assert case.is_open


async def test_of_trouble_that_cannot_be_said_to_whoever_minds_it_nobody_else_hears(office: Office) -> None:
    """Not even that something was to be said."""
    case = await talked(office)
    job = OutboxJob("keep_partnership_meeting", f"{case.id}:x@3", {"case_id": case.id, "host_id": "x"}, JobQueue.GRAPH)
    office.ends.faults.for_good["of_visit"] = Forbidden("403")
    office.ends.messenger.away.add(SIP.id)
    await office.run(job)
    await office.run_all()
    assert [told for person in (HEAD, ADVISOR) for told in heard(office, person) if SIP.name in told] == []


async def test_a_notice_is_closed_for_whoever_may_not_read(small_office: Office) -> None:
    case = await talked(small_office)

    def rendered(case_id: str) -> object:
        return lambda uow: render(uow, CaseKind.CASE, f"case:{case_id}", DSO, 1, small_office.bus.render_context)

    for case_id in (case.id, "nobodys"):
        assert await small_office.bus.read(rendered(case_id)) == closed_card()  # pyright: ignore[reportArgumentType]


async def test_whom_it_is_about_learns_nothing_as_a_deputy(office: Office) -> None:
    covers(office, ADVISOR.id, SIP.id)
    await send(office, HEAD, "complaint.make", school=URN, about="sip", **texts("by them"), why="It is not possible.")
    case = await the_case(office, Ladder.COMPLAINT)
    assert heard(office, SIP) == []
    assert await refused(office, SIP, "case.open", case=case.id) == NO_SUCH_CASE
    assert "There are none." in words(await card(office, SIP, "case.list"))


async def test_of_what_is_closed_no_trouble_is_said(office: Office) -> None:
    await talked(office)
    data = await about(office, SIP, "Close")
    await send(office, SIP, "case.close", **data, why="It was settled in the talk.")
    [closed] = await office.bus.read(lambda uow: uow.cases.closed_before(office.now + timedelta(days=1)))
    assert await office.bus.read(lambda uow: list(could_not(uow, closed.id, "It does not work.", "k"))) == []


@pytest.mark.parametrize("words", ["concern", "complaint"])
async def test_who_has_another_office_since_is_not_asked_what_only_the_former_is(
    small_office: Office, words: str
) -> None:
    await small_office.run(OutboxJob("send_case_card", "k", {"person_id": OFFICER.id, "words": words}, JobQueue.TEAMS))
    assert small_office.ends.messenger.to(OFFICER) == []


async def test_nobody_is_sent_word_of_a_record_that_is_not_theirs_any_more(small_office: Office) -> None:
    """Not even that it is not open to them."""
    case = await talked(small_office)
    await small_office.run(send_card(CaseKind.CASE, DSO.id, f"case:{case.id}", 1))
    assert small_office.ends.messenger.to(DSO) == []
