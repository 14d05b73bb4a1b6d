"""The demo's service can be reached by the demo's sandbox, so that what README promises of it holds."""

import subprocess
from pathlib import Path

import pytest

from service.demo_house import House, Ports, env_lines
from service.roster import RosterFile
from service.settings import Settings

TENANT = {
    "tenant_id": "11111111-1111-4111-8111-111111111111",
    "connector": "http://127.0.0.1:2/teams/",
    "graph": "http://127.0.0.1:2/v1.0",
    "service_token": "token",
    "mailbox": "sip-desk@trust.example",
    "bot_app_id": "22222222-2222-4222-8222-222222222222",
    "entra": "http://127.0.0.1:2/entra",
    "site": {"host": "trust.sharepoint.example", "path": "/sites/SIP"},
}


def test_what_is_changed_in_the_demos_calendars_is_told_and_visits_can_be_downloaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House(tmp_path, Ports(bot=1, sandbox=2, content=3))
    house.tenant = TENANT
    (tmp_path / "roster.json").write_text("{}", encoding="utf-8")
    for name, value in house.service_settings().items():
        monkeypatch.setenv(name, value)
    settings = Settings()  # type: ignore[call-arg] # read from the environment
    assert settings.entra_url == TENANT["entra"]  # whose keys sign people in to the overview
    assert settings.public_url == house.bot_url == f"http://127.0.0.1:{settings.port}"


def test_its_settings_are_there_for_other_commands_to_read(tmp_path: Path) -> None:
    house = House(tmp_path, Ports(bot=1, sandbox=2, content=3))
    house.tenant = TENANT
    wanted = house.service_settings() | {"SIPDESK_ODD": "it's $HOME; `ls`"}
    (tmp_path / "service.env").write_text(env_lines(wanted), encoding="utf-8")
    read = subprocess.run(["sh", "-c", ". ./service.env && env -0"], cwd=tmp_path, capture_output=True, check=True)
    assert {f"{name}={value}" for name, value in wanted.items()} <= set(read.stdout.decode().split("\0"))


def test_the_list_that_the_page_about_it_shows_can_be_read(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "roster.md").read_text(encoding="utf-8")
    (tmp_path / "roster.json").write_text(page.split("```json\n")[1].split("```")[0], encoding="utf-8")
    shown = RosterFile.read(tmp_path / "roster.json").trust_list()
    assert [one.school.name for one in shown.schools.values()] == ["St Hilda’s Catholic Primary School"]
