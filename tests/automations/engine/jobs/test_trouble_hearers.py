"""Who hears of trouble that stands on no card, with the name of whom it is about."""

import pytest

from automations.engine.command_bus import TrustPolicy
from automations.engine.jobs.job_runner import GIVES_UP_AFTER
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.jobs.trouble_hearers import heard
from automations.reports.arrival import NoteFile
from automations.workflows import TABLES
from handbook.cases.cover import NameDeputy
from handbook.core.external_errors import ExternalError, Forbidden, Unavailable, Unreachable
from handbook.core.people import Person
from handbook.reports.agreements.agreement import AskForAgreement
from handbook.reports.report import Status
from handbook.visits.ofsted.call import TellOfstedCalled
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, SIP, Office
from tests.store.filled import ENTRY
from tests.support import builders as a
from tests.support.covers import DEPUTY, FIRST, LAST
from tests.support.visit_builders import EXTRA

SCHOOL = "St Hilda’s Catholic Primary School, Northbeck"
NO_APP = "they have not installed SIP Desk, or have blocked it. I keep trying."


def told(office: Office, person: Person) -> list[str]:
    """What they were told of trouble."""
    said = office.ends.messenger.said_to(person)
    return [one for one in said if "I keep trying" in one or "I have stopped trying" in one]


async def test_a_headteacher_without_the_app_who_is_asked_for_an_agreement(small_office: Office) -> None:
    office = small_office
    office.ends.messenger.away.add(HEAD.id)
    await office.bus.decide(AskForAgreement("900001", 0), ADVISOR.id, "teams")
    for _ in range(3):
        await office.wait_and_keep()
    about = f"about the sharing agreement of {SCHOOL}"
    assert told(office, ADVISOR) == [f"{HEAD.name} could not be reached in Teams {about}: {NO_APP}"]
    office.ends.messenger.away.clear()
    await office.wait_and_keep()
    assert len(office.ends.messenger.to(HEAD)) == 1


async def test_a_deputy_without_the_app(small_office: Office) -> None:
    office = small_office
    office.bring([*EVERYBODY, DEPUTY])
    office.ends.messenger.away.add(DEPUTY.id)
    await office.bus.decide(NameDeputy(SIP.id, DEPUTY.id, FIRST, LAST), ADVISOR.id, "teams")
    await office.run_all()
    assert told(office, SIP) == [f"{DEPUTY.name} could not be reached in Teams about cover: {NO_APP}"]


async def test_a_sip_without_the_app_when_ofsted_has_called(small_office: Office) -> None:
    office = small_office
    office.ends.messenger.away.add(SIP.id)
    await office.bus.decide(TellOfstedCalled("900001", FIRST, FIRST), HEAD.id, "teams")
    await office.run_all()
    assert told(office, HEAD) == [f"{SIP.name} could not be reached in Teams about Ofsted’s call at {SCHOOL}: {NO_APP}"]


async def test_a_sip_who_cannot_be_reached_about_their_own_report(small_office: Office) -> None:
    """Its cards are theirs: so the Trust Advisor hears, and nothing of the report (W2)."""
    office = small_office
    office.ends.messenger.away.add(SIP.id)
    await office.receive()
    assert told(office, ADVISOR) == [f"{SIP.name} could not be reached in Teams: {NO_APP}"]


async def test_a_trust_advisor_who_cannot_be_reached_is_told_to_the_administrator(small_office: Office) -> None:
    office = small_office
    office.bus.policy = TrustPolicy(administrator_id=HEAD.id)
    office.ends.messenger.away.add(ADVISOR.id)
    await office.come_to(Status.FILED)
    assert told(office, HEAD) == [f"{ADVISOR.name} could not be reached in Teams: {NO_APP}"]


async def test_a_file_that_cannot_be_fetched_for_days(small_office: Office) -> None:
    office = small_office
    await office.bus.decide(NoteFile("m1-0", "a.docx", "https://t/a"), SIP.id, "teams")
    office.ends.fail_for_good(fetch_file=Unavailable("down"))
    await office.run(OutboxJob("read_file", "m1-0", {"arrival_id": "m1-0"}, JobQueue.TEAMS, GIVES_UP_AFTER))
    [job] = [one for one in office.outbox() if one.effect == "say"]
    await office.run(job)
    assert told(office, SIP) == [
        "The file that you sent could not be fetched and read yet: it does not answer. "
        "I have stopped trying: please tell the person who looks after SIP Desk."
    ]


async def test_a_calendar_that_cannot_be_watched(small_office: Office) -> None:
    office = small_office
    office.ends.fail("watch", Forbidden("403"))
    await office.run(OutboxJob("watch_calendar", "k", {"person_id": SIP.id}, JobQueue.GRAPH))
    await office.run_all()
    assert told(office, ADVISOR) == [
        f"Changes in {SIP.name}’s calendar are noticed late, because I could not subscribe to them: "
        "SIP Desk has no permission for it. I keep trying."
    ]


@pytest.mark.parametrize(
    ("effect", "key", "args"),
    [
        ("send_help", "k", {}),
        ("tell_card", "k", {"about": f"visits:{SIP.id}"}),
        ("say", "trouble:case:c1:v1", {}),
        ("say", "vacant:sip:2026-11-23", {}),
        ("send_case_link", "k", {"case_id": "c1"}),
    ],
)
async def test_of_answers_and_of_what_is_confidential_nobody_else_hears(
    small_office: Office, effect: str, key: str, args: dict[str, str]
) -> None:
    job = OutboxJob(effect, key, {"person_id": SIP.id, **args}, JobQueue.TEAMS)
    assert await _heard(small_office, job, Unreachable("blocked")) == []


async def test_whoever_asked_hears_that_it_could_not_be_sent(small_office: Office) -> None:
    job = OutboxJob("send_calendar_link", "k", {"person_id": SIP.id, "visit_id": ""}, JobQueue.TEAMS)
    assert await _heard(small_office, job, Forbidden("403")) == [SIP.id]


async def test_of_an_extra_service_whoever_agreed_it_hears(small_office: Office) -> None:
    with small_office.database.writing() as uow:
        uow.extra_services.open(EXTRA, ENTRY, a.MONDAY)
    job = OutboxJob("tell_card", "k", {"person_id": SIP.id, "about": f"extra:{EXTRA.id}"}, JobQueue.TEAMS)
    assert await _heard(small_office, job, Unreachable("blocked")) == [EXTRA.agreed_by_id]


async def _heard(office: Office, job: OutboxJob, error: ExternalError) -> list[str]:
    context = office.bus.render_context
    found = await office.bus.read(lambda uow: list(heard(uow, TABLES, job, error, "Not done: x.", context)))
    return [str(one.args["person_id"]) for one in found]
