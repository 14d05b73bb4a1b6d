"""`sipdesk doctor`, as an administrator calls it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.__main__ import main
from service.doctor.examination import CHECKS
from tests.service.test_command import ended, local
from tests.support.house import a_house, local_settings


def variables(given: dict[str, object]) -> dict[str, str]:
    return {
        f"SIPDESK_{name.upper()}": str(value).lower() if value is True else str(value) for name, value in given.items()
    }


async def test_it_looks_the_house_over(tmp_path: Path) -> None:
    async with a_house(tmp_path, now=datetime.now(UTC)) as house:  # the process goes by the machine’s clock
        given = variables(local_settings(tmp_path, house.tenant, house.service.settings.port))
        status, said = await ended(tmp_path, given, "doctor")
        assert status == 0, said
        assert said.splitlines()[-1].startswith(f"{len(CHECKS) - 1} green, 1 amber, 0 red.")
        status, said = await ended(tmp_path, given | {"SIPDESK_REPORTS_LIBRARY": "None"}, "doctor", "--json")
        assert status == 1
        assert json.loads(said)["light"] == "red"


def test_without_settings_it_says_which_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "RED    Settings" in said
    for name in ("SIPDESK_TENANT_ID", "SIPDESK_SITE"):
        assert f"- {name} is missing." in said


def test_a_mistyped_name_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in local(tmp_path, 0, SIPDESK_SITES="host:/sites/SIP").items():
        monkeypatch.setenv(name, value)
    assert main(["doctor", "--json"]) == 1
    [first, *_] = json.loads(capsys.readouterr().out)["checks"]
    assert first["about"] == ["SIPDESK_SITES is not a setting."]
