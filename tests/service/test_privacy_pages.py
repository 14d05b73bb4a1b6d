"""Privacy notice and DPIA name only settings and commands that there are, and leave to the trust what is its own."""

import re
from pathlib import Path

import pytest

from service.command_line import parser
from service.settings import Settings

FOLDER = Path(__file__).parents[2] / "docs" / "security"
PAGES = ("privacy-notice.md", "dpia.md", "subject-access.md")


@pytest.mark.parametrize("page", PAGES)
def test_each_setting_and_command_is_there(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = (FOLDER / page).read_text(encoding="utf-8")
    for name in re.findall(r"SIPDESK_([A-Z_]+)", words):
        assert name.lower() in Settings.model_fields, name
    with pytest.raises(SystemExit):
        parser().parse_args(["--help"])
    known = set(re.findall(r"^    ([a-z-]+) ", capsys.readouterr().out, re.MULTILINE))
    for command in re.findall(r"`sipdesk ([a-z-]+)", words):
        assert command in known, command


@pytest.mark.parametrize("page", PAGES[:2])
def test_what_is_the_trusts_is_marked(page: str) -> None:
    words = (FOLDER / page).read_text(encoding="utf-8")
    assert words.count("**The trust decides**") + words.count("**the trust decides**") >= 4
    for heading in ("Transfers", "None are made" if page == PAGES[0] else "no automated decision"):
        assert heading in words
