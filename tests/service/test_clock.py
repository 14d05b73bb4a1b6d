"""The time of the service: the machine's, or beside the sandbox the sandbox's."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from service.clock import clock_of
from service.settings import Settings
from tests.support.house import local_settings

TENANT = {
    "tenant_id": "t", "connector": "http://127.0.0.1:1/", "graph": "http://127.0.0.1:1/v1.0", "service_token": "x",
    "bot_app_id": "", "entra": "http://127.0.0.1:1",
    "site": {"host": "h", "path": "/sites/SIP"},
}  # fmt: skip
SOON = timedelta(minutes=1)


def test_the_service_follows_a_clock_that_is_moved(tmp_path: Path) -> None:
    file = tmp_path / "clock.json"
    given = local_settings(tmp_path, TENANT, 0)
    now = clock_of(Settings.model_validate({**given, "clock_file": file}))
    assert abs(now() - datetime.now(UTC)) < SOON
    file.write_text(json.dumps({"offset_seconds": 86400.0}))
    assert abs(now() - datetime.now(UTC) - timedelta(days=1)) < SOON
    assert abs(clock_of(Settings.model_validate(given))() - datetime.now(UTC)) < SOON


def test_real_time_cannot_be_moved() -> None:
    real = {"roster": "r", "tenant_id": "t", "bot_app_id": "b", "bot_app_password": "p", "site": "h:/s"}
    with pytest.raises(ValidationError, match="SIPDESK_CLOCK_FILE may be set only with SIPDESK_LOCAL"):
        Settings.model_validate({**real, "clock_file": "clock.json"})
