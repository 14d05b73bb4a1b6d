"""`sipdesk jobs`, on both databases."""

import asyncio
from collections.abc import Iterator

import pytest

import service.logs
from automations.engine.jobs.given_up import NoteGivenUp, job_id
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.workflows import TABLES
from service.__main__ import main
from store.database import Database
from tests.automations.office import ADVISOR, SIP, Office

HELLO = OutboxJob("say", "k", {"person_id": SIP.id, "words": "Hello, Helen."}, JobQueue.TEAMS)
SECRET = OutboxJob("tell_card", "s", {"about": "case:c-1", "person_id": SIP.id}, JobQueue.TEAMS)


@pytest.fixture(autouse=True)
def logs_of_other_tests_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is printed is captured, and closed after the test."""
    monkeypatch.setattr(service.logs, "configure", lambda _level: None)


@pytest.fixture
def office(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """Two jobs were given up, one of them about a confidential record; two wait for another attempt."""
    monkeypatch.setenv("SIPDESK_DATABASE_URL", database.url.render_as_string(hide_password=False))
    opened = Office(database)
    asyncio.run(_prepared(opened))
    yield opened
    opened.close()


async def _prepared(office: Office) -> None:
    for job, error in ((HELLO, "Forbidden"), (SECRET, "NotFound")):
        await office.bus.decide(NoteGivenUp(job, *TABLES.listed(job), error, "X", "it does not answer"))
    later = [
        OutboxJob("file_report", number, {"report_id": number}, JobQueue.GRAPH).again(900, error="Forbidden")
        for number in "ab"
    ]
    await office.bus.record(lambda _: later)


def waiting(number: str) -> str:
    return job_id(OutboxJob("file_report", number, {"report_id": number}, JobQueue.GRAPH, 2))


def said(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    assert main(["jobs", *words]) == status
    printed = capsys.readouterr()
    return printed.err if status else printed.out


def test_what_was_given_up_and_what_waits_is_listed(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, "list").splitlines()
    ids = [line.split()[0] for line in lines]
    assert (set(ids[:2]), ids[2:]) == ({job_id(HELLO), job_id(SECRET)}, [waiting("a"), waiting("b")])
    assert {tuple(line.split()[:3]) for line in lines} == {
        (job_id(HELLO), "say", "Forbidden"),
        (job_id(SECRET), "confidential", "NotFound"),
        (waiting("a"), "file_report", "Forbidden"),
        (waiting("b"), "file_report", "Forbidden"),
    }
    assert "attempt 2: next on " in lines[2]
    assert [line.split()[0] for line in said(capsys, "list", "--error", "NotFound").splitlines()] == [job_id(SECRET)]
    assert said(capsys, "list", "--kind", "other") == "No jobs are waiting, and none were given up.\n"


def test_one_is_shown_without_what_was_written_and_without_whom_it_is_about(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "about: report:a\n" in said(capsys, "show", waiting("a"))
    shown = said(capsys, "show", job_id(HELLO)) + said(capsys, "show", job_id(SECRET))
    assert "it does not answer" in shown
    assert "Helen" not in shown
    assert "c-1" not in shown
    assert said(capsys, "show", "none", status=1) == "There is no such job.\n"


def test_one_is_tried_again_and_it_is_in_the_audit(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "retry", job_id(HELLO)) == "1 will be tried again now.\n"
    assert [one.args for one in office.outbox() if one.effect == "say"] == [HELLO.args]
    assert said(capsys, "retry", job_id(HELLO), status=1) == "There is no such job.\n"
    assert [entry.detail["job"] for entry in office.entries() if entry.action == "job_retried"] == [job_id(HELLO)]


def test_all_that_match_are_tried_again(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "retry", "--error", "Forbidden") == "3 will be tried again now.\n"
    assert [one.delay for one in office.outbox() if one.effect == "file_report"] == [0, 0]
    assert len([entry for entry in office.entries() if entry.action == "job_hurried"]) == 2
    assert said(capsys, "retry", "--kind", "confidential") == "1 will be tried again now.\n"
    assert "Name one by its ID" in said(capsys, "retry", status=2)


def test_one_is_dropped_with_a_reason(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    for id_ in (job_id(HELLO), waiting("a")):
        assert said(capsys, "give-up", id_, "--reason", "Closed.") == "It will never be tried again.\n"
        assert said(capsys, "give-up", id_, "--reason", "Closed.", status=1) == "There is no such job.\n"
    assert [one.key for one in office.outbox() if one.effect == "file_report"] == ["b"]
    reasons = [entry.detail["reason"] for entry in office.entries() if entry.action == "job_dropped"]
    assert reasons == ["Closed.", "Closed."]
    assert office.ends.messenger.to(ADVISOR) == []


def test_without_a_ledger_it_says_so(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIPDESK_DATABASE_URL", f"sqlite:///{tmp_path_factory.mktemp('none') / 'none.db'}")
    assert "names no database" in said(capsys, "list", status=2)
