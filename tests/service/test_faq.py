"""`sipdesk faq export`: the FAQ for a website, and for an agent in Microsoft 365 Copilot."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

import service.logs
from service.__main__ import main
from service.faq import ANSWERS_AT_MOST, EDITORIAL, MARKDOWN, editorial_answers, markdown
from store.audit import AuditEntry
from store.database import Database
from tests.support.builders import MONDAY
from tests.support.questions import PAID, an_entry

NOTED = AuditEntry("service", "faq_added", "faq:f-1")


@pytest.fixture(autouse=True)
def settings(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setattr(service.logs, "configure", lambda _level: None)
    monkeypatch.setenv("SIPDESK_DATABASE_URL", database.url.render_as_string(hide_password=False))
    return database


def test_what_is_listed_is_written_as_markdown_and_as_editorial_answers(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with database.writing() as uow:
        uow.questions.faq.open(an_entry(), NOTED, MONDAY)
        uow.questions.faq.open(an_entry(id="f-2", question="Gone?", taken_off_at=MONDAY), NOTED, MONDAY)
    folder = tmp_path / "new" / "faq"
    for _ in range(2):
        assert main(["faq", "export", str(folder)]) == 0
    assert "with 1 of the FAQ." in capsys.readouterr().out
    text = (folder / MARKDOWN).read_text(encoding="utf-8")
    assert text == f"# Questions and answers\n\n## Who pays for a SIP’s travel?\n\n{PAID}\n"
    assert json.loads((folder / EDITORIAL).read_text(encoding="utf-8")) == {
        "editorial_answers": {"answers": [{"question": "Who pays for a SIP’s travel?", "answer": PAID}]}
    }


def test_what_was_written_shows_as_it_was_written() -> None:
    entry = an_entry(question="Is <b>1*2</b>\nright?", answer="# No heading\nA second line.")
    assert markdown([entry]) == (
        "# Questions and answers\n\n## Is \\<b\\>1\\*2\\</b\\> right?\n\n\\# No heading\n\nA second line.\n"
    )


def test_an_agent_takes_no_more_than_so_many(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    many = [an_entry(id=f"f-{one}", question=f"Question {one:03}?", at=MONDAY + timedelta(one)) for one in range(301)]
    told = editorial_answers(many)["editorial_answers"]
    assert isinstance(told, dict)
    assert [one["question"] for one in told["answers"]] == [one.question for one in many[1:]]
    with database.writing() as uow:
        for one in many:
            uow.questions.faq.open(one, NOTED, MONDAY)
    assert main(["faq", "export", str(tmp_path)]) == 0
    assert f"An agent takes {ANSWERS_AT_MOST} answers" in capsys.readouterr().out


def test_what_cannot_be_written_and_no_database_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["faq", "export", str(tmp_path / "file")]) == 1
    assert "cannot be written to" in capsys.readouterr().err
    monkeypatch.setenv("SIPDESK_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    assert main(["faq", "export", str(tmp_path)]) == 2
    assert "names no database" in capsys.readouterr().err
