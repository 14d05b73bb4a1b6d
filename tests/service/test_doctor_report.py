"""What the doctor says, as a terminal shows it."""

import json
from pathlib import Path

import pytest

from service.doctor import command
from service.doctor.examination import CHECKS
from service.doctor.finding import Checked, amber, green, red
from service.doctor.report import paragraph, summary
from service.settings import Settings

MANY = tuple(f"00000000-0000-4000-8000-00000000000{number} (headteacher): no account" for number in range(8))


def test_the_light_is_a_word_and_the_command_stands_alone() -> None:
    found = red("It is not there. " * 8, "Do this:", "./Set-SipDeskTenant.ps1 -Settings ./tenant.psd1 -Step Site")
    lines = paragraph(Checked("site", "SharePoint site", found), colour=False).splitlines()
    assert lines[0] == "RED    SharePoint site"
    assert lines[-2:] == [
        "       → Do this:",
        "         ./Set-SipDeskTenant.ps1 -Settings ./tenant.psd1 -Step Site",
    ]
    assert max(map(len, lines)) <= 80


def test_colour_is_only_beside_the_word() -> None:
    [first, _] = paragraph(Checked("x", "X", green("Well.")), colour=True).splitlines()
    assert first == "\033[32mGREEN  \033[0mX"


def test_of_many_only_some_are_listed() -> None:
    text = paragraph(Checked("people", "People", amber("8 people.", "Do.", about=MANY)), colour=False)
    assert text.count("headteacher") == 5
    assert "- and 3 more: sipdesk doctor --json lists them" in text


def test_the_end_says_whether_it_can_run() -> None:
    assert summary([Checked("a", "A", green("")), Checked("b", "B", amber(""))]) == (
        "1 green, 1 amber, 0 red. SIP Desk can run. Please fix what is amber."
    )


def test_settings_that_cannot_be_used_are_the_finding(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.refuse(["SIPDESK_SITE is missing."], json=False) == 1
    said = capsys.readouterr().out
    assert "- SIPDESK_SITE is missing." in said
    assert said.count("Not checked, because of “Settings”.") == len(CHECKS) - 1
    assert max(len(line) for line in said.splitlines()) <= 80


async def test_a_certificate_that_is_none_is_the_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bot.pem").write_text("no PEM", encoding="utf-8")
    real = {"roster": "none.json", "tenant_id": "t", "site": "h:/s", "bot_app_id": "app"}
    sign_in = {"bot_credential": "certificate", "bot_certificate": tmp_path / "bot.pem"}
    settings = Settings.model_validate(real | sign_in | {"database_url": f"sqlite:///{tmp_path / 'x.db'}"})
    assert await command.look_over(settings, json=True) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["checks"][0]["about"][0].startswith("SIPDESK_BOT_CERTIFICATE:")
    assert told["checks"][0]["light"] == "red"
