"""R3 as the handbook draws it, both ways: a serving headteacher from eligibility to the training, and an external
applicant without eligibility; with a panel that dissolves in Outlook (R4)."""

import asyncio
from datetime import timedelta

from documents.application_form import read_application_form
from handbook.core.british_time import london_date
from handbook.recruitment.application import Application
from handbook.sip_team.changes import ChangeTraining
from handbook.sip_team.record import SipRecord
from tests.support.house import House
from tests.support.recruitment import WHEN
from tests.support.recruitment_story import RecruitmentStory

EVIDENCE = {"years": "11", "evidence_headship": "Since 2015", "evidence_school": "Good in 2024", "evidence_nle": "2021"}


async def test_a_serving_headteacher_from_eligibility_to_training(house: House) -> None:
    head = house.somebody(house.school(0).headteacher_id)
    story = RecruitmentStory.of(house, head)
    await head.type("apply")
    await head.press(await story.card(head), "application.begin")
    said = await story.fill(head, "Eligibility…", "See whether I am eligible", **{**EVIDENCE, "evidence_nle": ""})
    assert "One of these is needed as well" in said
    assert "Draft" in await story.fill(head, "Eligibility…", "See whether I am eligible", **EVIDENCE)
    await story.write()
    await story.decide()
    assert "Approved by the Trust Board" in (await story.card(head)).words
    first, second = story.dsos
    assert "Tuesday 12 January 2027, 10:00 to 11:00" in await story.fix(first)
    await house.settled()
    for person in (story.advisor, story.board[1], first, head):
        [entry] = await story.outlook(person).on(WHEN)
        assert entry["subject"] == "Interview: School Improvement Partner"

    [invitation] = await story.outlook(first).on(WHEN)
    await story.outlook(first).act(invitation, "decline")
    await house.run_due_commands(house.now + timedelta(hours=2))
    assert "The panel now has no Diocesan Schools Officer" in (await story.card(story.advisor)).words
    assert [one["subject"][:9] for one in await story.outlook(head).on(WHEN)] == ["Canceled:"]
    await story.fix(second)
    await house.settled()
    assert len(await story.outlook(second).on(WHEN)) == 1

    await story.interview(second)
    assert "Initial training\nstill to come" in await story.conditions()
    await house.settled()
    assert "comes before you are given schools" in (await story.card(head)).words
    record = await asyncio.to_thread(lambda: _record(house, head.id))
    noted = ChangeTraining(head.id, record.revision, london_date(house.now), None, None)
    await house.service.bus.decide(noted, story.advisor.id, "teams")
    await house.run_due_commands()
    assert "you can be given schools" in (await story.card(head)).words


async def test_an_external_applicant_without_eligibility(house: House) -> None:
    """Entered by the Trust Advisor, invited by e-mail, named once they are on the list; then the papers are deleted."""
    story = RecruitmentStory.of(house)
    advisor, dso = story.advisor, story.dsos[0]
    await advisor.type("application form")
    form = next(word for word in (await story.card(advisor)).words.split() if "/forms/" in word)
    async with house.http.get(form) as reply:
        assert reply.content_type.endswith("wordprocessingml.document")
        assert read_application_form(await reply.read()) == {}
    await advisor.type("applications")
    said = await story.fill(advisor, "An external applicant…", "Begin", name="Siân Okafor", email="sian@example.org",
                            kind="retired_head")  # fmt: skip
    assert "Draft: the form is yours to write" in said
    assert "Sent: waits for the Trust Advisor" in await story.write()
    await story.decide()
    await story.fix(dso)
    await house.settled()
    [entry] = await story.outlook(advisor).on(WHEN)
    assert "sian@example.org" in str(entry)
    await story.interview(dso)
    assert "Add them to the list of people as a SIP" in await story.conditions()
    sip = house.somebody(house.school(0).sip_id)
    await story.fill(advisor, "Name the SIP…", "Name them", sip=sip.id)
    record = await asyncio.to_thread(lambda: _record(house, sip.id))
    assert record.kind == "retired_head"
    await house.run_due_commands(house.now + timedelta(days=181))
    gone = await asyncio.to_thread(lambda: _everything(house))
    assert [(one.form, one.views, one.name) for one in gone] == [({}, (), "Siân Okafor")]


def _everything(house: House) -> tuple[Application, ...]:
    with house.database.reading() as uow:
        return uow.applications.in_status("appointed")


def _record(house: House, sip_id: str) -> SipRecord:
    with house.database.reading() as uow:
        return uow.sip_records.of(sip_id)
