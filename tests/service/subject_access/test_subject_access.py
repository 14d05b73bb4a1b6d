"""`sipdesk subject-access`: all that is held about somebody, for them and for the officer who hands it over."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from handbook.cases.case import Stage
from handbook.questions.question import Question
from handbook.recruitment.application import Application
from handbook.recruitment.moves import Route
from handbook.sip_team.record import SipKind
from service import logs
from service.__main__ import main
from store.audit import AuditEntry
from store.database import Database
from tests.graph.test_in_the_sandbox import Sandbox, process, sandbox
from tests.store.filled import ENTRY, fill_roster, open_report, sent
from tests.support import builders as a
from tests.support import case_builders as cases

__all__ = ["process", "sandbox"]

HEAD, SIP, OFFICER = (a.a_person(one) for one in (a.Role.HEADTEACHER, a.Role.SIP, a.Role.LA_OFFICER))
OF_CASES = "Whether there are concerns or complaints that name you."
FILE = f"Report by {SIP.name}.docx"
EXTERNAL = "Żaneta Wójcik"


def _leave_logs(_level: str) -> None:
    """The tests' own."""


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox) -> Database:
    monkeypatch.setattr(logs, "configure", _leave_logs)
    for name, value in {
        "LOCAL": "true",
        "DATABASE_URL": f"sqlite:///{tmp_path}/sipdesk.db",
        "ROSTER": str(tmp_path / "roster.json"),
        "CONNECTOR_URL": "http://127.0.0.1:9/",
        "TENANT_ID": sandbox.tenant["tenant_id"],
        "SITE": sandbox.site,
        "GRAPH_URL": sandbox.graph,
        "GRAPH_CREDENTIAL": "token",
        "GRAPH_TOKEN": sandbox.tenant["service_token"],
    }.items():
        monkeypatch.setenv(f"SIPDESK_{name}", value)
    opened = Database(f"sqlite:///{tmp_path}/sipdesk.db")
    opened.migrate()
    fill_roster(opened)
    return opened


@pytest.fixture
def report(database: Database) -> a.Report:
    of_concern = a.a_contents(
        sections={"Context": f"Attendance is a concern. One concern: writing. {SIP.name} agrees."}
    )
    version = replace(a.a_version(contents=of_concern), file_name=FILE)
    opened = open_report(database, sent(replace(a.a_dossier().report, sent=1)), version)
    with database.writing() as uow:
        uow.reports.keep_file(a.a_version().sha256, b"the report")
    return opened


def run(capsys: pytest.CaptureFixture[str], folder: Path, person: str, *more: str, status: int = 0) -> str:
    assert main(["subject-access", person, "--folder", str(folder), *more]) == status
    printed = capsys.readouterr()
    return printed.err if status else printed.out


def unzipped(folder: Path, whose: str) -> dict[str, str]:
    file = next(folder.glob(f"*for-the-{whose}.zip"))
    with zipfile.ZipFile(file) as opened:
        return {name: opened.read(name).decode() for name in opened.namelist()}


def test_a_headteachers_copy_and_the_officers_file(
    database: Database, report: a.Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with database.writing() as uow:
        uow.drafts.keep(SIP.id, "a form", {"words": f"{HEAD.name} is tired"}, a.MONDAY)
        uow.questions.save(Question("q1", f"Is {HEAD.name} leaving us?", SIP.id, False, a.MONDAY), ENTRY, a.MONDAY)
        uow.audit(AuditEntry(HEAD.id, "looked", "school:900001", {"to": SIP.id}), a.MONDAY)
        uow.cases.open(
            cases.a_concern(Stage.WITH_TRUST_ADVISOR), AuditEntry(HEAD.id, "case_raised", "case:x"), a.MONDAY
        )
    told = run(capsys, tmp_path, HEAD.email.upper())
    assert f"{HEAD.name}: " in told
    copy, officer = unzipped(tmp_path, "person"), unzipped(tmp_path, "officer")
    whole = "\n".join(copy.values())
    assert SIP.name not in whole
    assert SIP.email not in whole
    assert SIP.id not in whole
    assert "[another person 1]" in copy["records/reports.html"]
    assert "[a third party: Samir P.]" in officer["records/reports.html"]
    assert copy["documents/Report by [another person 1].docx"] == "the report"
    assert "Attendance is a concern. One concern: writing." in copy["records/report-versions.html"]
    assert "tired" not in whole  # told in confidence, or not yet sent: an officer looks first
    assert "leaving" not in whole
    assert "is tired" in officer["records/drafts.html"]
    assert "leaving us" in officer["records/questions.html"]
    assert "2 records told in confidence" in copy["index.html"]
    assert "confidential/audit.html" in officer
    assert "case" not in copy["data.json"]
    assert {"index.html", "what-was-searched.html", "data.json"} <= set(copy)
    assert json.loads(copy["data.json"])["about"] == HEAD.name
    with database.reading() as uow:
        taken = uow.last_about(f"person:{HEAD.id}")
    assert taken is not None
    assert taken[0] == "subject_access_given"


def test_a_case_that_names_them_lies_apart_and_every_copy_says_the_same_of_it(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = cases.a_concern(Stage.WITH_TRUST_ADVISOR)
    with database.writing() as uow:
        uow.cases.open(case, ENTRY, a.MONDAY)
    sip = next(iter(case.seats.values()))
    run(capsys, tmp_path, sip)
    copy, officer = unzipped(tmp_path, "person"), unzipped(tmp_path, "officer")
    assert "confidential/cases.html" in officer
    assert case.parts[0].words.facts not in "\n".join(copy.values())
    assert OF_CASES in copy["index.html"]
    (tmp_path / "other").mkdir()
    run(capsys, tmp_path / "other", OFFICER.email)
    assert (
        "Whether there are concerns or complaints that name you."
        in unzipped(tmp_path / "other", "person")["index.html"]
    )


def test_who_has_left_is_found_by_an_earlier_name_and_an_applicant_by_address(
    database: Database, report: a.Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill_roster(database, people=[replace(HEAD, id="another", name="New Head", email="new@s.example")], schools=[])
    assert HEAD.name in run(capsys, tmp_path, f"{HEAD.name.split()[1]}, {HEAD.name.split()[0]}")
    application = Application(
        "ap1", Route.EXTERNAL, SipKind.CONSULTANT, EXTERNAL, "zw@home.example", a.MONDAY, a.MONDAY
    )
    with database.writing() as uow:
        uow.applications.save(application, ENTRY, a.MONDAY)
    assert f"{EXTERNAL}: 1 record about them" in run(capsys, tmp_path, "Zaneta Wojcik")
    said = run(capsys, tmp_path, "ZW@home.example", status=1)
    assert "is there already, and was left as it is" in said


def test_with_whom_a_report_was_shared_gets_what_is_about_them_alone(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dossier = a.a_dossier(a.Status.SHARED)
    open_report(database, dossier.report)
    run(capsys, tmp_path, OFFICER.email)
    copy = unzipped(tmp_path, "person")
    assert OFFICER.name in copy["records/reports.html"]
    assert "local authority officer" in copy["records/reports.html"]
    assert "records/report-versions.html" not in copy
    assert "another person" not in copy["records/reports.html"]


def test_who_may_be_named_and_who_is_meant(
    database: Database, report: a.Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "is nobody that the service knows" in run(capsys, tmp_path, HEAD.id, "--name", "x@y.example", status=1)
    run(capsys, tmp_path, HEAD.id, "--name", SIP.email)
    assert SIP.name in unzipped(tmp_path, "person")["records/reports.html"]
    fill_roster(database, people=[HEAD, replace(HEAD, id="twin", email="twin@s.example")])
    several = run(capsys, tmp_path, HEAD.name, status=1)
    assert "Several people may be meant" in several
    assert "twin@s.example" in several


def test_nobody_and_nowhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Nothing is held about “Nobody Atall”" in run(capsys, tmp_path, "Nobody Atall", status=1)
    assert "cannot be written" in run(capsys, tmp_path / "no folder", HEAD.id, status=1)
    assert list(tmp_path.glob("*.zip*")) == []
    monkeypatch.setenv("SIPDESK_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    assert "names no database" in run(capsys, tmp_path, HEAD.id, status=2)
