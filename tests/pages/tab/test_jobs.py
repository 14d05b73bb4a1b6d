"""The page of whoever looks after SIP Desk: what it shows, what its buttons do and leave in the audit, and that it is
theirs alone."""

import pytest

from automations.engine.jobs.given_up import NoteGivenUp, job_id
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.workflows import TABLES
from tests.automations.office import ADVISOR, EVERYBODY, SIP
from tests.pages.tab.conftest import Tab

HELLO = OutboxJob("say", "k", {"person_id": SIP.id, "words": "Hello, Helen."}, JobQueue.TEAMS)
SECRET = OutboxJob("tell_card", "s", {"about": "case:c-1", "person_id": SIP.id}, JobQueue.TEAMS)
FILING = OutboxJob("file_report", "a", {"report_id": "a"}, JobQueue.GRAPH)


@pytest.fixture(autouse=True)
async def work(tab: Tab) -> None:
    """Two were given up, one of them confidential; one waits because Graph asked for it."""
    for job, error in ((HELLO, "Forbidden"), (SECRET, "NotFound")):
        await tab.office.bus.decide(NoteGivenUp(job, *TABLES.listed(job), error, "X", "it does not answer"))
    await tab.office.bus.record(lambda _: [FILING.again(300, 300, "Unavailable")])


def noted(tab: Tab, action: str) -> list[tuple[str, str, object]]:
    """Of each such entry of the audit: whose act, by which way, and its reason or job."""
    found = [one for one in tab.office.entries() if one.action == action]
    return [(one.actor_id, str(one.detail["route"]), one.detail.get("reason", one.detail.get("job"))) for one in found]


async def test_what_waits_and_why_is_listed_without_what_anybody_wrote(tab: Tab) -> None:
    _, words = await tab.get(ADVISOR, "/tab/jobs")
    assert "3 jobs like that." in words
    assert "It waits because Microsoft 365 asked for 300 seconds." in words
    assert "report:a" in words
    assert 'aria-current="page">Jobs</a>' in words
    for secret in ("Helen.", "c-1"):
        assert secret not in words
    _, words = await tab.get(ADVISOR, "/tab/jobs?kind=sharepoint&state=failing")
    assert "1 job like that." in words
    _, words = await tab.get(ADVISOR, f"/tab/jobs/{job_id(FILING)}")
    assert "failed, and is tried again" in words
    for query in ("state=odd", "age=9y", f"kind={'x' * 101}"):
        status, words = await tab.get(ADVISOR, f"/tab/jobs?{query}")
        assert (status, "There is no such filter." in words) == (400, True)
    assert (await tab.get(ADVISOR, "/tab/jobs/000000000000"))[0] == 404
    assert tab.refused() == []


async def test_nobody_else_sees_or_steers_it(tab: Tab) -> None:
    before = len(await tab.office.bus.read(lambda uow: uow.given_up.matching()))
    for person in EVERYBODY:
        if person == ADVISOR:
            continue
        for path in ("/tab/jobs", f"/tab/jobs/{job_id(HELLO)}"):
            status, words = await tab.get(person, path)
            assert (status, "Only the person who looks after SIP Desk" in words) == (404, True)
        assert (person.id, "not_yours", "jobs") in tab.refused()
        assert "/tab/jobs" not in (await tab.get(person, "/tab"))[1]
        for path in (
            *("retry", "stop", "resume"),
            *(f"{job_id(HELLO)}/retry", f"{job_id(HELLO)}/call-off"),
        ):
            status, _, _ = await tab.post(person, f"/tab/jobs/{path}", kind="mail", reason="x")
            assert status == 403, path
    assert len(await tab.office.bus.read(lambda uow: uow.given_up.matching())) == before
    assert (await tab.office.bus.read(lambda uow: uow.pauses.all())) == ()
    assert "data-sign-in" in (await tab.post(None, "/tab/jobs/stop", kind="mail", reason="x"))[1]


async def test_what_comes_from_another_site_does_nothing(tab: Tab) -> None:
    cookie = {"Cookie": tab.sessions.cookie(tab.sessions.begun(ADVISOR.id, tab.office.now)).partition(";")[0]}
    sent = {"kind": "mail", "reason": "x"}
    async with tab.http.post("/tab/jobs/stop", data=sent, headers={**cookie, "Origin": "https://evil"}) as reply:
        assert reply.status == 403
    await tab.later.finish()
    assert (await tab.office.bus.read(lambda uow: uow.pauses.all())) == ()


async def test_one_and_all_that_match_are_tried_again(tab: Tab) -> None:
    status, _, to = await tab.post(ADVISOR, f"/tab/jobs/{job_id(HELLO)}/retry")
    assert (status, to) == (303, "/tab/jobs?done=again-1")
    assert "1 job is tried again now." in (await tab.get(ADVISOR, to))[1]
    assert noted(tab, "job_retried") == [(ADVISOR.id, "tab", job_id(HELLO))]
    assert "choose which" in (await tab.post(ADVISOR, "/tab/jobs/retry"))[1]
    assert "No job is like that" in (await tab.post(ADVISOR, "/tab/jobs/retry", kind="mail"))[1]
    _, page = await tab.get(ADVISOR, "/tab/jobs?kind=sharepoint")
    assert "Try it again" in page
    _, _, to = await tab.post(ADVISOR, "/tab/jobs/retry", kind="sharepoint")
    assert to == "/tab/jobs?done=again-1"
    assert noted(tab, "job_hurried") == [(ADVISOR.id, "tab", job_id(FILING))]
    assert "again" not in (await tab.get(ADVISOR, "/tab/jobs?done=again-x&state=all"))[1].split("<h2>")[0]


async def test_one_is_called_off_with_a_reason(tab: Tab) -> None:
    path = f"/tab/jobs/{job_id(FILING)}/call-off"
    assert "Please say why" in (await tab.post(ADVISOR, path, reason=" "))[1]
    assert (await tab.post(ADVISOR, path, reason="the library moves"))[2] == "/tab/jobs?done=off"
    assert noted(tab, "job_called_off") == [(ADVISOR.id, "tab", "the library moves")]
    _, words = await tab.get(ADVISOR, f"/tab/jobs/{job_id(FILING)}")
    assert "called off by somebody" in words
    assert "Never do it" not in words


async def test_a_kind_is_stopped_and_goes_on(tab: Tab) -> None:
    assert (await tab.post(ADVISOR, "/tab/jobs/stop", kind="mail", reason="a wrong letter"))[0] == 303
    _, words = await tab.get(ADVISOR, "/tab/jobs")
    assert f"(a wrong letter), by {ADVISOR.name}." in words
    assert (await tab.post(ADVISOR, "/tab/jobs/stop", mailbox=SIP.email, reason="away"))[0] == 303
    assert "There is no such kind" in (await tab.post(ADVISOR, "/tab/jobs/stop", kind="all", reason="x"))[1]
    assert (await tab.post(ADVISOR, "/tab/jobs/resume", kind="mail"))[2] == "/tab/jobs?done=on"
    left = await tab.office.bus.read(lambda uow: [one.kind for one in uow.pauses.all()])
    assert left == [f"mailbox:{SIP.id}"]
    assert [actor for actor, _, _ in noted(tab, "work_stopped")] == [ADVISOR.id] * 2
    assert len(noted(tab, "work_resumed")) == 1
