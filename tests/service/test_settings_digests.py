"""What the audit says of the settings changes with each, and tells no secret."""

from pathlib import Path

import pytest

from service.audit.settings_digests import settings_digests
from service.settings import Settings

LOCAL = {"local": True, "graph_credential": "token", "graph_token": "t-1", "tenant_id": "t", "site": "host:/sites/SIP"}


@pytest.fixture(autouse=True)
def _nothing_around(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # there is no .env there


def digests(**changed: object) -> dict[str, str]:
    return dict(settings_digests(Settings.model_validate(LOCAL | changed)))


def test_a_change_shows_under_its_name_alone() -> None:
    before = digests()
    after = digests(keep_years=7)
    assert {name for name in before if before[name] != after[name]} == {"keep_years"}


def test_neither_secrets_nor_what_is_one_process_own() -> None:
    before = digests()
    secret = {"graph_token": "t-2", "link_secret": "s" * 40, "database_url": "sqlite:///x.db", "worker": "w-2"}
    assert digests(**secret) == before
    assert not before.keys() & {"graph_token", "link_secret", "bot_app_password", "graph_secret", "database_url"}
