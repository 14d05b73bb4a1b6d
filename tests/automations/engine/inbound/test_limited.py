"""Who sends without end reads a sentence, is noted once, and is in nobody's way."""

from datetime import timedelta

import pytest

from automations.engine.inbound.extension_port import Asker, Search
from automations.engine.inbound.limited import NO_MORE, LimitedInbound
from automations.engine.inbound.port import CardAnswer, Click, MessageAnswer, SentFile
from handbook.core.token_buckets import PersonRates, Rate
from handbook.reports.report import Status
from tests.automations.engine.inbound.test_router import STRANGER, sender
from tests.automations.office import HEAD, SIP, Office

FEW = Rate(2, 60)


@pytest.fixture
def limited(small_office: Office) -> LimitedInbound:
    return LimitedInbound(small_office.router, small_office.bus, PersonRates(FEW, FEW, FEW, FEW))


def floods(office: Office) -> list[tuple[str, object]]:
    return [(e.actor_id, e.detail["detail"]) for e in office.entries() if e.detail.get("reason") == "flood"]


def told(office: Office) -> int:
    return sum(NO_MORE in str(job.args) for job in office.outbox())


async def test_presses(small_office: Office, limited: LimitedInbound) -> None:
    report = await small_office.come_to(Status.SENT)
    again = Click("report.refresh", {"report": report.id, "version": 1, "card": "approval"})
    answers = [await limited.clicked(sender(HEAD), again) for _ in range(20)]
    assert [isinstance(one, CardAnswer) for one in answers[:3]] == [True, True, False]
    assert answers[2:] == [MessageAnswer(NO_MORE)] * 18
    assert floods(small_office) == [(HEAD.id, "presses")]
    assert told(small_office) == 0  # each was answered where it was pressed
    assert await limited.clicked(sender(SIP), again) != MessageAnswer(NO_MORE)
    small_office.now += timedelta(minutes=1)
    assert isinstance(await limited.clicked(sender(HEAD), again), CardAnswer)


async def test_cards_that_refresh_themselves_take_no_presses(small_office: Office, limited: LimitedInbound) -> None:
    report = await small_office.come_to(Status.SENT)
    data = {"report": report.id, "version": 1, "card": "approval"}
    itself = Click("report.refresh", data, automatic=True)
    refreshed = [await limited.clicked(sender(HEAD), itself) for _ in range(5)]
    assert refreshed[-1] == MessageAnswer(NO_MORE)
    assert isinstance(await limited.clicked(sender(HEAD), Click("report.refresh", data)), CardAnswer)


async def test_words_files_and_presses_that_come_as_messages(small_office: Office, limited: LimitedInbound) -> None:
    said = [await limited.typed(sender(SIP), "help", f"typed-{number}") for number in range(10)]
    assert said == ["", "", NO_MORE, *[""] * 7]
    files = [(SentFile("report.docx", "https://t/file", f"sent-{number}"),) for number in range(10)]
    said = [await limited.sent_files(sender(SIP), one) for one in files]
    assert said == ["", "", NO_MORE, *[""] * 7]
    for number in range(10):
        click = Click("nothing", {}, route="teams_submit", activity_id=f"press-{number}")
        await limited.clicked(sender(SIP), click)
    assert floods(small_office) == [(SIP.id, "words"), (SIP.id, "files"), (SIP.id, "presses")]
    assert told(small_office) == 1
    assert len([job for job in small_office.outbox() if job.effect == "read_file"]) == 2


async def test_empty_messages_are_words_and_leaving_is_always_heard(
    small_office: Office, limited: LimitedInbound
) -> None:
    said = [await limited.met(sender(SIP), f"met-{number}", first_time=False) for number in range(5)]
    assert said == ["", "", NO_MORE, "", ""]
    await limited.left(sender(SIP))
    with small_office.database.reading() as uow:
        kept = uow.conversations.of(SIP.id)
    assert kept is None or kept.conversation_id != ""
    await limited.turned_away("unproven", "")
    assert small_office.entries()[-1].detail["reason"] == "unproven"


async def test_what_is_said_to_somebody_who_is_not_listed_comes_through(
    small_office: Office, limited: LimitedInbound
) -> None:
    who = sender(STRANGER)
    said = [await limited.typed(who, "hello", "m1"), await limited.met(who, "m2", first_time=True)]
    said.append(await limited.sent_files(who, (SentFile("report.docx", "https://t/file", "m3"),)))
    assert all("Please ask the Trust Advisor" in one for one in said)


async def test_searches(small_office: Office, limited: LimitedInbound) -> None:
    found = [await limited.asked(Asker(SIP.id, ""), Search("schools", "St", 0, 25)) for _ in range(3)]
    assert [one == MessageAnswer(NO_MORE) for one in found] == [False, False, True]
    assert floods(small_office) == [(SIP.id, "searches")]
