"""How jobs are carried out when external services do not answer: tried again, later, told to somebody, and never
lost."""

from datetime import date

import pytest
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from automations.engine.jobs.job_runner import GIVES_UP_AFTER, PATIENT_FOR, SURE_AFTER
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.jobs.trouble_words import trouble_words
from automations.engine.workflow import Effect
from automations.workflows import TABLES
from handbook.core.external_errors import (
    Conflict,
    ExternalError,
    Forbidden,
    Locked,
    NotFound,
    Rejected,
    SignInRefused,
    Unavailable,
    Unreachable,
)
from handbook.core.people import Person
from handbook.reports.report import Status
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, SIP, Office, no_room_for_jobs

HELLO = OutboxJob("say", "k", {"person_id": SIP.id, "words": "Hello."}, JobQueue.TEAMS)


async def approved(office: Office) -> None:
    """The report was approved; it is about to be filed."""
    report = await office.come_to(Status.APPROVED)
    assert (report.status, report.filed) == (Status.APPROVED, None)


async def only_waits(office: Office) -> OutboxJob:
    (waits,) = await office.run_all()
    return waits


@pytest.mark.parametrize(("attempt", "own"), [(1, 2), (2, 4), (5, 32), (6, 60), (15, 60), (20, 97), (50, 900)])
@pytest.mark.parametrize("asked", [None, 1.0, 120.0, 3600.0])
async def test_what_does_not_answer_is_tried_later_and_not_before_it_asked(
    small_office: Office, attempt: int, own: float, asked: float | None
) -> None:
    small_office.ends.fail("send_card", Unavailable("throttled", asked))
    await small_office.run(OutboxJob("say", "k", HELLO.args, JobQueue.TEAMS, attempt))
    (again,) = [job for job in small_office.outbox() if job.key == "k"]
    assert (again.key, again.attempt, again.args) == ("k", attempt + 1, HELLO.args)
    assert again.delay == pytest.approx(max(own, asked or 0), abs=2.0)


@pytest.mark.parametrize(
    ("about", "named"), [("report:r1", {"job": "tell_card:k#1", "about": "report:r1"}), ("case:c1", {}), ("", {})]
)
async def test_what_is_logged_names_the_job_and_its_record_and_of_a_case_nothing(
    small_office: Office, about: str, named: dict[str, str]
) -> None:
    args = {"of_no": "such effect", "about": about}
    with capture_logs(processors=[merge_contextvars]) as logs:
        await small_office.runner.run(OutboxJob("tell_card", "k", args, JobQueue.TEAMS))
    for line in logs:
        assert {name: line[name] for name in ("job", "about") if name in line} == named
    assert logs


@pytest.mark.parametrize(
    "fault", [Forbidden("403"), Conflict("409"), Rejected("400"), Unreachable("blocked"), NotFound("404")]
)
async def test_what_waiting_does_not_mend_is_tried_again_after_a_quarter_of_an_hour(
    small_office: Office, fault: Exception
) -> None:
    small_office.ends.fail("send_card", fault)
    await small_office.run(HELLO)
    (again,) = [job for job in small_office.outbox() if job.key == "k"]
    assert 840 < again.delay < 902  # a random second is added, and what the machine takes goes off


@pytest.mark.parametrize("fault", [SignInRefused("401"), Locked("423")])
async def test_what_passes_by_itself_is_tried_again_within_seconds_and_told_if_it_lasts(
    small_office: Office, fault: ExternalError
) -> None:
    await approved(small_office)
    small_office.ends.fail_for_good(place=fault)
    waits = await only_waits(small_office)
    assert waits.delay == pytest.approx(2, abs=1)
    assert not (await small_office.report()).trouble
    for _ in range(PATIENT_FOR):
        await small_office.wait_and_keep()
    assert (
        trouble_words("The approved report could not be filed yet", fault, gave_up=False)
        == (await small_office.report()).trouble
    )


async def test_delays_are_spread_so_that_not_all_come_back_at_once(small_office: Office) -> None:
    small_office.runner._jitter = 0.2  # pyright: ignore[reportPrivateUsage] - the office has none, to be foreseeable
    for number in range(12):
        small_office.ends.fail("send_card", Unavailable("down"))
        await small_office.run(OutboxJob("say", str(number), HELLO.args, JobQueue.TEAMS, 30))
    delays = [job.delay for job in small_office.outbox()]
    assert len(delays) == 12
    assert max(delays) - min(delays) > 1
    assert all(248 <= delay <= 251 * 1.2 + 2 for delay in delays)


@pytest.mark.parametrize("attempt", [GIVES_UP_AFTER - 1, GIVES_UP_AFTER])
async def test_after_days_it_waits_for_a_person_who_was_told(small_office: Office, attempt: int) -> None:
    await approved(small_office)
    report = await small_office.report()
    small_office.ends.fail_for_good(place=Unavailable("down"))
    job = OutboxJob("file_report", "days", {"report_id": report.id, "version": 1}, JobQueue.GRAPH, attempt)
    await small_office.run(job)
    again = [waits for waits in small_office.outbox() if waits.key == "days"]
    assert len(again) == (1 if attempt < GIVES_UP_AFTER else 0)
    assert (await small_office.report()).trouble


async def test_a_fault_of_ours_loses_no_promise(small_office: Office) -> None:
    small_office.ends.fail("send_card", ZeroDivisionError("a fault of ours"))
    with capture_logs() as logs:
        await small_office.run(HELLO)
    assert [entry["event"] for entry in logs] == ["job_failed", "job_waits"]
    (again,) = small_office.outbox()
    assert again.attempt == 2
    await small_office.wait_and_keep()
    assert small_office.ends.messenger.said_to(SIP) == ["Hello."]


async def test_trouble_that_cannot_be_noted_loses_no_promise(small_office: Office) -> None:
    """It is about a report that is not there: odd, and a person must look at it."""
    odd = OutboxJob("place_draft", "k", {"report_id": "nobody", "version": 1}, JobQueue.GRAPH, PATIENT_FOR)
    await small_office.run(odd)
    assert [job.attempt for job in small_office.outbox()] == [PATIENT_FOR + 1]


async def test_a_ledger_that_takes_nothing_for_a_moment_loses_no_promise(office: Office) -> None:
    office.ends.fail("send_card", Unavailable("down"))
    with no_room_for_jobs(office.database), capture_logs() as logs:
        keeping = await office.begin_to_keep(HELLO)
        while not any(entry["event"] == "job_not_written" for entry in logs):
            await office.a_moment()
    await keeping
    assert [job.attempt for job in office.outbox()] == [2]


@pytest.mark.parametrize("args", [{"report_id": "", "version": 1}, {"nobody": "knows"}, {}])
async def test_what_fails_by_its_own_arguments_is_soon_given_up_and_told(
    small_office: Office, monkeypatch: pytest.MonkeyPatch, args: dict[str, str | int]
) -> None:
    """Also where a external service that is down would be waited for for days."""

    async def year_999999(_: object, **given: object) -> None:
        if "report_id" in given:
            date(999999, 9, 1)
        raise KeyError

    report = await small_office.come_to(Status.SENT)
    monkeypatch.setitem(TABLES.effects, "file_report", Effect(year_999999, "It could not be done"))  # pyright: ignore[reportArgumentType, reportCallIssue] - a fault of our own
    args = {**args, "report_id": report.id} if "report_id" in args else args
    await small_office.run(OutboxJob("file_report", "k", args, JobQueue.GRAPH))
    for _ in range(SURE_AFTER - 1):
        (waits,) = small_office.outbox()
        assert waits.delay < 60
        await small_office.run(waits)
    await small_office.run_all()
    assert small_office.outbox() == []
    if "report_id" in args:
        assert "I have stopped trying" in (await small_office.report()).trouble


@pytest.mark.parametrize("missing", [SIP, HEAD, ADVISOR])
async def test_what_was_decided_is_done_also_without_who_has_left_the_list(
    small_office: Office, missing: Person
) -> None:
    """An approved report is filed; for an office that is vacant, its news waits."""
    await approved(small_office)
    small_office.bring([person for person in EVERYBODY if person != missing])
    assert bool(await small_office.run_all()) is (missing is ADVISOR)
    assert (await small_office.report()).status is Status.FILED
    small_office.bring(EVERYBODY)
    await small_office.wait_and_keep()
    assert (await small_office.report()).status is Status.FILED
    assert len(small_office.ends.messenger.to(ADVISOR)) == 1


async def test_what_no_longer_matters_is_let_go(small_office: Office) -> None:
    """Somebody who left the list is told nothing more, and nobody is bothered."""
    report = await small_office.come_to(Status.SENT)
    args = {"kind": "report", "person_id": "gone", "about": f"report:{report.id}", "version": 1, "key": "k"}
    await small_office.run(OutboxJob("tell_card", "k", args, JobQueue.TEAMS))
    assert small_office.outbox() == []


async def test_the_end_of_an_outage_is_noticed_within_a_tenth_of_it_and_what_waits_is_due_then(
    small_office: Office,
) -> None:
    waited, attempt = 0.0, 1
    small_office.ends.fail_for_good(send_card=Unavailable("down"))
    job = HELLO
    while waited < 900:
        await small_office.run(job)
        [job] = small_office.outbox()
        waited, attempt = waited + job.delay, job.attempt
    assert job.delay <= 900 / 8
    for key in ("a", "b"):
        await small_office.run(OutboxJob("say", key, HELLO.args, JobQueue.TEAMS, 60))
    small_office.ends.heal()
    assert [other.delay > 800 for other in small_office.outbox() if other.key != "k"] == [True, True]
    await small_office.run(job)
    assert attempt == job.attempt
    assert [(other.key, other.delay < 5) for other in small_office.outbox()] == [("a", True), ("b", True)]
