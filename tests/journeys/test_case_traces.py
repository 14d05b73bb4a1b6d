"""What is left of a case outside its record: in chats, calendars, logs, files, lists, searches, the audit, and in all
that is sent over the wires. And what is left of the question about children: nothing."""

import asyncio
import json
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from handbook.core.half_days import SchoolHours
from tests.journeys.test_team_meeting import asked
from tests.support.case_story import CaseStory, everything_kept, secret, seen, words
from tests.support.house import House
from tests.support.people import Seen, Somebody
from tests.support.visit_story import Outlook

MEETING_ON = "2026-12-09"
MORNING, AFTERNOON = SchoolHours().half_days(date(2026, 12, 9))


@pytest.fixture
def to_graph(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Every request to Graph, its path and its body; each goes on as it is."""
    sent: list[bytes] = []
    send = httpx.AsyncHTTPTransport.handle_async_request

    async def noted(transport: httpx.AsyncHTTPTransport, request: httpx.Request) -> httpx.Response:
        sent.append(str(request.url).encode() + await request.aread())
        return await send(transport, request)

    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", noted)
    return sent


async def records_of(house: House, person: Somebody) -> Seen:
    await person.type("my records")
    await house.kept()
    return seen(await person.press(await person.newest(), "case.list"))


async def put_on_agenda(story: CaseStory) -> tuple[Somebody, Somebody]:
    """A concern comes to a team meeting: a SIP who attends, and one who does not."""
    house = story.house
    sips = dict.fromkeys(one["sip_id"] for one in house.roster["schools"])
    attends, stays_away = (house.somebody(one) for one in list(sips)[1:3])
    card = await asked(house, story.advisor)
    listed = await story.advisor.press(
        card, "team_meeting.set", meet_on=MEETING_ON, attend=f"{story.sip.id},{attends.id}"
    )
    await house.kept()
    meeting = seen(listed).data["meeting"]
    record = await story.reads_again(story.advisor)
    form = await story.form(story.advisor, record, "For a SIP team meeting")
    await story.send(story.advisor, form, "concern.agenda", meeting=meeting, facts=f"Maths, {secret('agenda')}.")
    return attends, stays_away


async def meets(story: CaseStory) -> Seen:
    """The DSO sets a partnership meeting with the headteacher; the DSO's view."""
    form = await story.form(story.dso, await story.opens(story.dso), "Partnership meeting")
    what_for = f"In the Diocesan offices, {secret('meeting')}."
    return await story.send(
        story.dso, form, "concern.meeting", on=MEETING_ON, half="13:00-16:00", invite=story.head.id, why=what_for
    )


async def fetched(house: House, person: Somebody) -> bytes:
    """The document behind the newest link of somebody, once."""
    [url] = [url for url in (await person.newest()).words.replace("\\", "").split() if "/records/" in url]
    async with house.http.get(url) as page:
        assert (page.status, "zygo" in await page.text()) == (200, False)
    async with house.http.post(url) as reply:
        assert reply.status == 200
        assert reply.headers["Content-Disposition"] == 'attachment; filename="record.docx"'
        document = await reply.read()
    async with house.http.post(url) as late, house.http.post(f"{url[:-5]}wrong") as forged:
        assert (late.status, await late.text()) == (forged.status, await forged.text())
        assert late.status == 404
    return document


async def test_a_concern_with_meetings_leaves_no_word_where_it_does_not_belong(
    house: House,
    tmp_path: Path,
    to_graph: list[bytes],
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    story = CaseStory.of(house)
    await story.with_dso()
    await meets(story)
    attends, stays_away = await put_on_agenda(story)

    agenda = seen(await attends.press(await asked(house, attends), "team_meeting.open"))
    assert secret("agenda") in agenda.words
    assert secret("advisor") not in agenda.words
    await attends.press(agenda, "team_meeting.show")
    others = await asked(house, stays_away)
    assert "team_meeting.open" not in others.verbs
    assert "There are none." in (await records_of(house, stays_away)).words

    calendars = [await Outlook(house, one).entries() for one in (story.dso, story.advisor, story.head, story.sip)]
    met = [[entry["subject"] for entry in entries if entry["start"].startswith(MEETING_ON)] for entries in calendars]
    assert [sorted(subjects) for subjects in met] == [
        ["Partnership meeting"],
        ["Partnership meeting", "SIP team meeting"],
        ["Partnership meeting"],
        ["SIP team meeting"],
    ]
    record = await story.reads_again(story.head)
    await story.head.press(record, "case.document")
    await house.kept()
    assert (await fetched(house, story.head)).startswith(b"PK")

    kept = everything_kept(tmp_path)
    said = capfd.readouterr()
    logged = f"{said.out}{said.err}{caplog.text}"
    for place, data in {**kept, "logs": logged.encode(), "graph": b"".join(to_graph)}.items():
        assert b"zygo" not in data, place
    assert to_graph
    ours = json.dumps([entry for entries in calendars for entry in entries])
    for told in (story.school.name, story.school.town, "oncern", "omplaint"):
        assert told not in ours
        assert told.encode() not in b"".join(one for one in to_graph if b"meeting" in one)
    assert await found_by_search(story, stays_away) == 0
    for person in (story.sip, story.head, story.advisor, story.dso, attends):
        for card in await person.cards():
            assert story.school.name not in card.summary


async def found_by_search(story: CaseStory, person: Somebody) -> int:
    """How often the message extension tells of the case, to its readers and to others."""
    found = 0
    for who in (person, story.advisor, story.sip):
        for command in ("reports", "visits", "schools"):
            for typed in (secret("talk"), "concern", "mathematics"):
                answer = await who.play("extension/query", command=command, words=typed)
                found += "zygo" in json.dumps(answer.get("results", []))
    return found


async def test_whoever_may_not_know_gets_the_answer_of_no_case_and_the_audit_tells_neither(house: House) -> None:
    story = CaseStory.of(house)
    record = await story.talked()
    stranger = story.dso
    await stranger.type("my records")
    await house.kept()
    card = await stranger.newest()
    answers: list[Any] = []
    for case in (record.data["case"], "0" * 32):
        for verb, more in (
            ("case.open", {}),
            ("case.document", {}),
            ("case.hide", {}),
            ("case.form", {"form": "case.add"}),
            ("case.add", {"version": 1, "place": "1", "facts": "It is so.", "opinion": "", "action": ""}),
        ):
            action = {"type": "Action.Execute", "verb": verb, "data": {"case": case, **more}}
            answers.append((await stranger.play("press", activity_id=card.id, action=action))["text"])
    assert set(answers) == {"I cannot find that record."}
    entries = [one for one in await house.audit() if one["actor_id"] == stranger.id]
    half = len(entries) // 2
    assert half
    assert [(one["action"], one["about"], one["detail"]) for one in entries[:half]] == [
        (one["action"], one["about"], one["detail"]) for one in entries[half:]
    ]
    everything = json.dumps([{**one, "hash": ""} for one in await house.audit()], default=str)
    for told in ("zygo", story.school.urn, story.school.name, "concern", *words("talk").values()):
        assert told not in everything


async def test_that_a_child_is_at_risk_leaves_no_trace_anywhere(
    house: House, tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    story = CaseStory.of(house)
    await story.sip.type("concern")
    await house.kept()
    question = await story.sip.newest()
    before = everything_kept(tmp_path)
    await asyncio.sleep(0.5)
    while before != (before := everything_kept(tmp_path)):
        await asyncio.sleep(0.5)  # the engine writes down a moment later how its jobs ended
    capfd.readouterr()
    caplog.clear()
    told = seen(await story.sip.press(question, "case.at_risk", school=story.school.urn))
    assert "please call 999 now" in told.words
    assert "Safeguarding lead" in told.words
    await house.kept()
    after = everything_kept(tmp_path)
    changed = {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
    assert changed <= {"sipdesk.db:heartbeats"}, changed
    said = capfd.readouterr()
    for told_of in ("risk", story.sip.id, story.school.urn, "safeguarding"):
        assert told_of not in f"{said.out}{said.err}{caplog.text}"
    assert "concern" not in json.dumps(await house.audit(), default=str)
