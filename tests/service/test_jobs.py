"""`sipdesk jobs`, on both databases."""

import asyncio
import getpass
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import service.logs
from automations.engine.jobs.given_up import NoteGivenUp, job_id
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.workflows import TABLES
from handbook.reports.report import Status
from service.__main__ import main
from store.database import Database
from tests.automations.office import SIP, Office

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


def noted(office: Office, action: str) -> list[tuple[str, object]]:
    """Of each such entry of the audit: whose act, and its reason or job."""
    found = [one for one in office.entries() if one.action == action]
    return [(str(one.detail["by"]), one.detail.get("reason", one.detail.get("job", ""))) for one in found]


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
    assert "failed, and is tried again, tried 1 time, next on " in lines[2]
    assert [line.split()[0] for line in said(capsys, "list", "--error", "NotFound").splitlines()] == [job_id(SECRET)]
    assert said(capsys, "list", "--kind", "other") == "No job is like that.\n"
    assert len(said(capsys, "list", "--kind", "sharepoint", "--state", "failing").splitlines()) == 2
    assert len(said(capsys, "list", "--mailbox", SIP.email).splitlines()) == 2
    assert "Nobody on the list" in said(capsys, "list", "--mailbox", "x@y.example", status=1)
    assert said(capsys, "list", "--state", "failing", "--older-than", "1d") == "No job is like that.\n"
    assert "an age such as" in _refused(capsys, "list", "--older-than", "soon")


def _refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit):
        main(["jobs", *words])
    return capsys.readouterr().err


def test_one_is_shown_without_what_was_written_and_without_whom_it_is_about(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = said(capsys, "show", waiting("a"))
    assert "about: report:a\n" in shown
    assert "tries: 1\n" in shown
    assert "The last try did not work: SIP Desk has no permission for it. Next try on " in shown
    shown = said(capsys, "show", job_id(HELLO)) + said(capsys, "show", job_id(SECRET))
    assert "it does not answer" in shown
    assert "Helen" not in shown
    assert "c-1" not in shown
    assert said(capsys, "show", "none", status=1) == "There is no such job.\n"


def test_one_that_was_asked_to_wait_says_so_in_words(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    asked = OutboxJob("share_report", "c", {"report_id": "c"}, JobQueue.GRAPH).again(300, 300, "Unavailable")
    asyncio.run(office.bus.record(lambda _: [asked]))
    assert "It waits because Microsoft 365 asked for 300 seconds. Next try on " in said(capsys, "show", job_id(asked))


def test_one_is_tried_again_and_it_is_in_the_audit(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "retry", job_id(HELLO), "--as", "Oona Okafor") == "1 will be tried again now.\n"
    assert [one.args for one in office.outbox() if one.effect == "say"] == [HELLO.args]
    assert said(capsys, "retry", job_id(HELLO), status=1) == "There is no such job.\n"
    assert noted(office, "job_retried") == [("Oona Okafor", job_id(HELLO))]


def test_all_that_match_are_counted_and_tried_again(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert "3 would be tried again" in said(capsys, "retry", "--error", "Forbidden", "--dry-run")
    assert said(capsys, "retry", "--error", "Forbidden") == "3 will be tried again now.\n"
    assert [one.delay for one in office.outbox() if one.effect == "file_report"] == [0, 0]
    assert [by for by, _ in noted(office, "job_hurried")] == [getpass.getuser()] * 2
    assert said(capsys, "retry", "--kind", "confidential") == "1 will be tried again now.\n"
    assert "Name one by its ID" in said(capsys, "retry", status=2)


def test_one_is_called_off_with_a_reason_and_can_be_taken_up_again(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    for id_, command in ((job_id(HELLO), "cancel"), (waiting("a"), "give-up")):
        assert "It will not be done." in said(capsys, command, id_, "--reason", "Closed.", "--as", "Oona")
        assert said(capsys, command, id_, "--reason", "Closed.", status=1) == "There is no such job.\n"
    assert [one.key for one in office.outbox() if one.effect == "file_report"] == ["b"]
    assert noted(office, "job_called_off") == [("Oona", "Closed.")] * 2
    assert len(said(capsys, "list", "--state", "called-off").splitlines()) == 2
    assert job_id(HELLO) not in said(capsys, "list")
    assert said(capsys, "retry", waiting("a")) == "1 will be tried again now.\n"
    assert sorted(one.key.partition("~")[0] for one in office.outbox() if one.effect == "file_report") == ["a", "b"]
    assert "Please say why" in said(capsys, "cancel", waiting("b"), "--reason", " ", status=1)


def test_a_kind_is_stopped_and_goes_on(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Stopped." in said(capsys, "pause", "mail", "--reason", "A wrong letter.", "--as", "Oona")
    assert "Stopped." in said(capsys, "pause", SIP.email, "--reason", "She asked.")
    assert said(capsys, "pause", "mail", "--reason", "Twice.", status=1) == "“mail” is stopped already.\n"
    assert "There is no such kind" in said(capsys, "pause", "everything", "--reason", "x", status=1)
    assert "Please say why" in said(capsys, "pause", "teams", "--reason", " ", status=1)
    lines = said(capsys, "paused").splitlines()
    assert "E-mail, on " in lines[0]
    assert "(A wrong letter), by Oona" in lines[0]
    assert f"The mailbox of {SIP.name}" in lines[1]
    assert said(capsys, "resume", "mail") == "It goes on, the oldest first.\n"
    assert said(capsys, "resume", "mail", status=1) == "“mail” is not stopped.\n"
    said(capsys, "resume", SIP.email)
    assert said(capsys, "paused") == "Nothing is stopped.\n"


def test_ages_and_what_is_stalled(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    sharepoint = next(line for line in said(capsys, "ages").splitlines() if line.startswith("sharepoint"))
    assert "2 waiting     0 stopped   oldest: 0 min" in sharepoint
    assert said(capsys, "stalled") == "Nothing is stalled.\n"


def test_one_story_is_exported_without_names_and_words(
    office: Office, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    report = asyncio.run(office.come_to(Status.CHANGE_ASKED))
    out = tmp_path / "story.json"
    assert "no names" in said(capsys, "story", f"report:{report.id}", "--out", str(out))
    text = out.read_text()
    told = json.loads(text)
    assert {"person 1 (sip)", "person 2 (headteacher)"} <= {one["who"] for one in told["audit"]}
    assert "change_asked" in {one["action"] for one in told["audit"]}
    for secret in (SIP.id, SIP.name, SIP.email, "Please say more"):
        assert secret not in text
    assert [one.about for one in office.entries() if one.action == "story_exported"] == [f"report:{report.id}"]
    assert "handed out this way" in said(capsys, "story", "case:c-1", "--out", str(out), status=1)
    assert "Nothing is known" in said(capsys, "story", "report:none", "--out", str(out), status=1)


def test_without_a_ledger_it_says_so(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIPDESK_DATABASE_URL", f"sqlite:///{tmp_path_factory.mktemp('none') / 'none.db'}")
    assert "names no database" in said(capsys, "list", status=2)
