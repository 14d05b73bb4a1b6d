"""The audit of skills through the front door (T4): asked, answered in steps, reminded, seen, planned, and a session."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from automations.engine.inbound.clicks_first import ClicksFirst
from automations.engine.inbound.port import CardAnswer
from automations.engine.jobs.job_runner import JobRunner
from automations.engine.scheduler import run_due_commands
from automations.workflows import TABLES
from handbook.core.people import Person
from handbook.sip_team.record import TrainingTopic
from handbook.sip_team.skills.answer import SkillsAnswer
from handbook.sip_team.skills.audit_round import SkillsRound
from tests.automations.cases.test_document import Addresses
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, SIP, Office
from tests.automations.office import press as pressed
from tests.automations.practice_office import press, typed
from tests.support.card_reading import inputs, links, words
from tests.support.sip_team import OTHER_SIP
from tests.support.skills import YEAR

TOPICS = tuple(TrainingTopic)


async def is_asked(office: Office) -> None:
    office.bring([*EVERYBODY, OTHER_SIP])
    await press(office, ADVISOR, "skills.ask", year=2026)


async def the_answer(office: Office, who: Person = SIP) -> SkillsAnswer:
    found = await office.bus.read(lambda uow: uow.skills_answers.newest_of(who.id))
    assert found is not None
    return found


async def the_round(office: Office) -> SkillsRound:
    return await office.bus.read(lambda uow: uow.skills_rounds.of(YEAR))


async def of(office: Office, who: Person, to: int) -> dict[str, Any]:
    """What a button of somebody's form carries."""
    answer = await the_answer(office, who)
    return {"answer": answer.id, "revision": answer.revision, "step": answer.step, "to": to}


def levels(step: int, expertise: int, confidence: int) -> dict[str, str]:
    topics = TOPICS[:3] if step == 1 else TOPICS[3:]
    return {
        f"{what}_{topic.value}": str(level)
        for topic in topics
        for what, level in (("expertise", expertise), ("confidence", confidence))
    }


async def answers(office: Office, who: Person, expertise: int, confidence: int, **said: str) -> str:
    for step in (1, 2):
        await press(office, who, "skills.say", **await of(office, who, step + 1), **levels(step, expertise, confidence))
    await press(office, who, "skills.say", **await of(office, who, 4), **said)
    return await press(office, who, "skills.say", **await of(office, who, 4), sends=1)


def shown(office: Office, who: Person) -> str:
    return words(office.ends.messenger.to(who)[-1].card)


async def strike(office: Office, day: date) -> int:
    office.now = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    done = await run_due_commands(office.bus, {"skills": TABLES.due["skills"]})
    await office.run_all()
    return done


async def test_each_sip_is_asked_once_and_their_draft_is_kept(office: Office) -> None:
    assert "Nobody was asked this year." in (await typed(office, ADVISOR, "skills"))[0]
    assert "has not asked you" in (await typed(office, SIP, "my skills", "m0"))[0]
    await is_asked(office)
    assert "Your skills, 2026/27: 1 of 4" in shown(office, SIP)
    assert "was asked for 2026/27 already" not in await press(office, ADVISOR, "skills.ask", year=2026)
    assert len(office.ends.messenger.to(OTHER_SIP)) == 1
    await press(office, SIP, "skills.say", **await of(office, SIP, 2), **levels(1, 3, 2))
    [form] = await typed(office, SIP, "skills", "m2")
    assert "2 of 4" in form
    await press(office, SIP, "skills.say", **await of(office, SIP, 1))
    card = await pressed(office, SIP, "skills.form", answer=(await the_answer(office)).id)
    assert isinstance(card, CardAnswer)
    assert {one["value"] for name, one in inputs(card.card).items() if name.startswith("confidence")} == {"2"}
    stale = await of(office, SIP, 2) | {"revision": 1}
    assert "1 of 4" in await press(office, SIP, "skills.say", **stale, **levels(1, 1, 1))
    assert (await the_answer(office)).of(TrainingTopic.DATA).expertise == 3
    assert "1 of 2 have answered" not in shown(office, ADVISOR)
    assert "Your skills, 2026/27\nSent" in await answers(office, SIP, 4, 4, needs="Time.", wishes="Maths.")
    assert "1 of 2 have answered" in shown(office, ADVISOR)
    assert f"Have not answered\n- {OTHER_SIP.name}" in shown(office, ADVISOR)


async def test_what_is_left_out_or_too_long_is_said_and_nothing_typed_is_lost(small_office: Office) -> None:
    office = small_office
    await is_asked(office)
    for to in (2, 3):
        await press(office, SIP, "skills.say", **await of(office, SIP, to))
    long = await press(office, SIP, "skills.say", **await of(office, SIP, 4), needs="x" * 10_000, wishes="Maths.")
    assert "Please shorten this to 1,000 characters: it has 10,000." in long
    card = await pressed(office, SIP, "skills.say", **await of(office, SIP, 4), needs="x" * 10_000, wishes="Maths.")
    assert isinstance(card, CardAnswer)
    assert [len(one["value"]) for one in inputs(card.card).values()] == [10_000, 6]
    assert (await the_answer(office)).needs == ""
    await press(office, SIP, "skills.say", **await of(office, SIP, 4), needs="Time.")
    lacking = await press(office, SIP, "skills.say", **await of(office, SIP, 4), sends=1)
    assert "Please say both expertise and confidence first: data" in lacking
    assert "“Time.”" in lacking
    for forged in ({"step": 5}, {"to": 9}, {"step": 1, "expertise_data": "7"}):
        data = await of(office, SIP, 4) | forged
        assert "could not read that card" in await press(office, SIP, "skills.say", **data)


async def test_a_form_is_its_sips_alone_and_the_team_the_trust_advisors(small_office: Office) -> None:
    office = small_office
    await is_asked(office)
    before = await the_answer(office)
    for who in (OTHER_SIP, HEAD, ADVISOR):
        assert await press(office, who, "skills.say", **await of(office, SIP, 2)) == "I cannot find that form."
        assert "I cannot find that form." in await press(office, who, "skills.form", answer=before.id)
    for who in (SIP, HEAD):
        for verb in ("skills.team", "skills.plan"):
            assert "not open to you" in await press(office, who, verb, year=2026)
        for verb in ("skills.ask", "skills.propose", "skills.line", "skills.files", "skills.open_plan"):
            assert "Only the Trust Advisor" in await press(office, who, verb, year=2026, revision=1, line=1)
        assert "Skills of the team" not in (await typed(office, HEAD, "skills", f"m-{who.id}"))[0]
    assert await the_answer(office) == before


async def test_whoever_does_not_answer_is_reminded_and_the_trust_advisor_told(small_office: Office) -> None:
    office = small_office
    await is_asked(office)
    await answers(office, SIP, 3, 3)
    before = len(office.ends.messenger.to(OTHER_SIP))
    assert await strike(office, date(2026, 11, 30)) == 1
    assert await strike(office, date(2026, 12, 1)) == 0
    assert len(office.ends.messenger.to(OTHER_SIP)) == before + 1
    assert await strike(office, date(2026, 12, 14)) == 2
    assert f"Have not answered\n- {OTHER_SIP.name}" in shown(office, ADVISOR)
    assert await strike(office, date(2026, 12, 15)) == 0


async def test_a_plan_is_proposed_edited_and_made_a_session(small_office: Office) -> None:
    office = small_office
    await is_asked(office)
    assert "nothing to plan from" in await press(office, ADVISOR, "skills.propose", year=2026, revision=1)
    await answers(office, SIP, 4, 4)
    await answers(office, OTHER_SIP, 2, 1)
    at = {"year": 2026}
    planned = await press(office, ADVISOR, "skills.propose", **at, revision=(await the_round(office)).revision)
    assert f"1. Data\nFor {OTHER_SIP.name}. Could lead it: {SIP.name}." in planned
    assert "could not read that card" in await press(office, ADVISOR, "skills.add", **at, revision=2, topic="cooking")
    await press(office, ADVISOR, "skills.drop", **at, revision=2, line=2)
    await press(office, ADVISOR, "skills.add", **at, revision=3, topic="data")
    form = await press(office, ADVISOR, "skills.line", **at, line=1)
    assert "Training on data" in form
    line = {**at, "revision": 4, "line": 1}
    long = await press(office, ADVISOR, "skills.change", **line, for_whom=OTHER_SIP.id, note="x" * 301)
    assert "Please shorten this to 300 characters" in long
    assert "Only SIPs on" in await press(office, ADVISOR, "skills.change", **line, for_whom=HEAD.id, note="")
    both = f"{SIP.id},{OTHER_SIP.id}"
    changed = await press(office, ADVISOR, "skills.change", **line, for_whom=both, note="Before Easter.")
    assert "Before Easter." in changed

    card = await pressed(office, ADVISOR, "training.form", form="set", line="2026-1")
    assert isinstance(card, CardAnswer)
    filled = {name: one.get("value", "") for name, one in inputs(card.card).items()}
    assert (filled["subject"], set(filled["invited"].split(","))) == ("data", {SIP.id, OTHER_SIP.id})
    half = {"train_on": "2026-12-09", "train_at": "09:00-12:00", "subject": "data", "invited": both}
    await press(office, ADVISOR, "training.set", **half, line="2026-1")
    plan = await press(office, ADVISOR, "skills.plan", **at)
    await press(office, ADVISOR, "skills.open_plan", **at)
    assert "Training plan, 2026/27" in shown(office, ADVISOR)
    assert "1. Data – set for Wednesday 9 December 2026, 09:00 to 12:00" in plan
    later = half | {"train_on": "2026-12-10"}
    await press(office, ADVISOR, "training.set", **later, line="2026-9")  # of a line that is there no more
    assert len(await office.bus.read(lambda uow: uow.training_sessions.since(date(2026, 12, 1)))) == 2
    assert "could not read that card" in await press(office, ADVISOR, "training.set", **later, line="x")


async def test_picture_and_workbook_are_fetched_by_a_link(small_office: Office) -> None:
    office = small_office
    await is_asked(office)
    await answers(office, SIP, 2, 1)
    await press(office, ADVISOR, "skills.files", year=2026)
    assert "no public address" in shown(office, ADVISOR)
    office.now = office.now.replace(hour=18)
    office.runner = JobRunner(replace(office.work, links=Addresses()), ClicksFirst(), jitter=0)
    await press(office, ADVISOR, "skills.files", year=2026)
    card = office.ends.messenger.to(ADVISOR)[-1].card
    assert set(links(card)) == {"Open the workbook", "Open the picture"}
    assert "Data, gap: of 1, 1 is unsure" in words(card)
