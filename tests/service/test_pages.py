"""The committed pages say what the code says, and what they promise to an administrator holds."""

from functools import cache
from pathlib import Path

import pytest

from handbook.reports import moves as report_moves
from handbook.reports.agreements import moves as sharing_agreement
from handbook.visits import moves as visit_moves
from sandbox.trust import Trust
from service import pages
from service.rules_page import RULES, named_in, rules_page
from service.settings import Settings

made = cache(pages.pages)
"""All of them, when a test asks for them, and not wherever tests are collected."""
NEEDED = {"SIPDESK_ROSTER": "roster.json", "SIPDESK_TENANT_ID": "t", "SIPDESK_SITE": "host:/sites/SIP"}
REAL = {"SIPDESK_BOT_APP_ID": "app", "SIPDESK_BOT_APP_PASSWORD": "secret"}


def test_the_committed_pages_are_those_made_from_the_code() -> None:
    old = [name for name, page in made().items() if (pages.ROOT / name).read_text(encoding="utf-8") != page]
    assert old == [], "out of date: run `make docs` and commit what it writes"


def test_make_docs_writes_what_has_changed_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pages, "ROOT", tmp_path)
    monkeypatch.setattr(pages, "pages", lambda: {"docs/states/one.md": "new\n", "two.md": "same\n"})
    (tmp_path / "two.md").write_text("same\n", encoding="utf-8")
    assert pages.main() == 0
    assert (tmp_path / "docs/states/one.md").read_text(encoding="utf-8") == "new\n"
    assert capsys.readouterr().out == "written: docs/states/one.md\n"


@pytest.mark.parametrize(
    ("name", "moves", "turn"),
    [
        ("report_approval", report_moves.MOVES, report_moves.TURN),
        ("visit_booking", visit_moves.MOVES, visit_moves.TURN),
    ],
)
def test_every_move_is_drawn_and_every_status_has_its_turn(
    name: str, moves: dict[tuple[str, str], str], turn: dict[str, str]
) -> None:
    page = made()[f"docs/states/{name}.md"]
    for (before, move), after in moves.items():
        assert f"    {before} --> {after}: {move.replace('_', ' ')}\n" in page
    for status, whose in turn.items():
        assert f"| {status.replace('_', ' ')} | {whose} |" in page


def test_only_the_headteacher_answers_for_the_school() -> None:
    page = made()["docs/states/sharing_agreement.md"]
    for before, move in sharing_agreement.MOVES:
        advisors = {"ask": "Trust Advisor", "record_paper": "Trust Advisor", "ask_again": "the clock, Trust Advisor"}
        who = advisors.get(move, "headteacher")
        after = sharing_agreement.MOVES[before, move]
        assert f"| {before.replace('_', ' ')} | {move.replace('_', ' ')} | {after} | {who} |" in page


def test_every_setting_is_explained_with_its_default() -> None:
    page = made()["docs/settings.md"]
    for name, field in Settings.model_fields.items():
        assert f"| `SIPDESK_{name.upper()}` | " in page
        assert field.description
        assert field.description in page


def test_the_example_with_every_line_taken_in_changes_no_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (NEEDED | REAL).items():
        monkeypatch.setenv(name, value)
    given = [line.removeprefix("#") for line in made()[".env.example"].splitlines() if line.startswith("#SIPDESK_")]
    filled = [line for line in given if not line.endswith("=")]
    (tmp_path / ".env").write_text("\n".join(filled), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    from_example = Settings()  # type: ignore[call-arg]
    (tmp_path / ".env").unlink()
    assert from_example == Settings()  # type: ignore[call-arg]
    assert len(given) == len(Settings.model_fields)


def test_ranges_of_rules_name_each_of_them(tmp_path: Path) -> None:
    room = tmp_path / "cards"
    room.mkdir()
    (room / "one.py").write_text('"""As P1-P3, W4 and X2–4 say; on A4 paper, V9 and GX1 are none."""', encoding="utf-8")
    named = named_in(tmp_path, ["cards"])
    assert {rule: modules for rule, modules in named.items() if modules != ["cards/one.py"]} == {}
    assert sorted(named) == ["P1", "P2", "P3", "W4", "X2", "X3", "X4"]


def test_a_rule_without_words_is_not_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(RULES, "F1")
    room = tmp_path / "handbook"
    room.mkdir()
    (room / "one.py").write_text('"""As F1 says."""', encoding="utf-8")
    with pytest.raises(ValueError, match="'F1'"):
        rules_page(tmp_path, "{source}")


def test_the_playground_is_somebody_of_the_demo() -> None:
    """Microsoft's Agents Playground is given ids of the sandbox's trust."""
    words = (pages.ROOT / "docs/agents-playground.yml").read_text(encoding="utf-8")
    trust = Trust.load()
    head = trust.person(trust.schools[0]["headteacher_id"])
    assert head is not None
    assert f"tenantId: {trust.tenant_id}\n" in words
    named = words.partition("users:\n")[0].partition("currentUser:\n")[2]
    assert f"aadObjectId: {head.id}\n" in named
    assert f"name: {head.name}\n" in named
