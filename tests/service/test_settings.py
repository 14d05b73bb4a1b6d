"""A setting that is missing or contradicts another stops the start, with a sentence that names it."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from service.settings import Settings, unknown_names

NEEDED = {"tenant_id": "t", "site": "host:/sites/SIP"}
REAL = NEEDED | {"bot_app_id": "app", "bot_app_password": "secret"}
LOCAL = NEEDED | {"local": True, "graph_credential": "token", "graph_token": "t"}


@pytest.fixture(autouse=True)
def _nothing_around(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # there is no .env there


def complaint(given: dict[str, object]) -> str:
    with pytest.raises(ValidationError) as caught:
        Settings.model_validate(given)
    return str(caught.value)


def test_real_use_needs_little() -> None:
    settings = Settings.model_validate(REAL)
    assert (settings.local, settings.graph_credential, settings.reminder_school_days) == (
        False,
        "managed_identity",
        (5, 10, 15),
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"bot_app_id": ""}, "SIPDESK_BOT_APP_ID is missing. Without one anybody could speak to the bot."),
        ({"bot_app_password": ""}, "SIPDESK_BOT_APP_PASSWORD is missing."),
        ({"bot_credential": "certificate"}, "SIPDESK_BOT_CERTIFICATE is missing or no file."),
        (
            {"bot_credential": "managed_identity", "bot_app_password": "", "public_url": "https://sip.trust.example"},
            "SIPDESK_LINK_SECRET is missing: the bot has no secret, and links could not be signed.",
        ),
        (
            {"bot_app_password": "abc", "public_url": "https://sip.trust.example"},
            "SIPDESK_LINK_SECRET is missing: the bot has a secret of fewer than 32 characters",
        ),
        ({"link_secret": "short"}, "SIPDESK_LINK_SECRET must have 32 characters or more."),
        ({"graph_credential": "token"}, "SIPDESK_GRAPH_CREDENTIAL may be token only with SIPDESK_LOCAL."),
        ({"graph_credential": "client_secret"}, "SIPDESK_GRAPH_SECRET is missing."),
        ({"graph_credential": "certificate"}, "SIPDESK_GRAPH_CERTIFICATE is missing or no file."),
        (
            {"graph_credential": "certificate", "graph_certificate": "none.pem"},
            "SIPDESK_GRAPH_CERTIFICATE is missing or no file.",
        ),
        ({"reminder_school_days": [5, 5]}, "in ascending order"),
        ({"reminder_school_days": [10, 5]}, "in ascending order"),
        ({"reminder_school_days": [0, 5]}, "whole numbers from 1"),
        ({"membership_fee": "-1"}, "SIPDESK_MEMBERSHIP_FEE must be 0 or more"),
        ({"membership_vat_rate": "1e9"}, "SIPDESK_MEMBERSHIP_VAT_RATE must be 0 or more"),
        ({"membership_sip_part": "3000"}, "must not be more than the fee"),
        ({"refund_opens_with": "second"}, "refund_opens_with"),
        ({"entra_url": "http://127.0.0.1:8365/entra"}, "SIPDESK_ENTRA_URL may be other than"),
        ({"tab_app_id": "overview"}, "tab_app_id"),
        ({"port": 70000}, "port"),
        ({"waits_school_days": 0}, "waits_school_days"),
        ({"clock_seconds": 3601}, "clock_seconds"),
        ({"poll_seconds": 61}, "poll_seconds"),
        ({"administrator": "somebody@trust.example"}, "administrator"),
        ({"worker": ""}, "worker"),
        ({"tenant_id": ""}, "tenant_id"),
        ({"site": ""}, "site"),
        ({"log_level": "LOUD"}, "log_level"),
    ],
)
def test_what_does_not_fit_real_use(changes: dict[str, object], sentence: str) -> None:
    assert sentence in complaint(REAL | changes)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"bot_app_id": "app"}, "SIPDESK_LOCAL and SIPDESK_BOT_APP_ID contradict each other."),
        ({"host": "0.0.0.0"}, "SIPDESK_HOST must be on this machine"),  # noqa: S104 - which is what is refused
        ({"host": "sipdesk.example"}, "SIPDESK_HOST must be on this machine"),
        ({"graph_credential": "managed_identity"}, "SIPDESK_GRAPH_CREDENTIAL must be token"),
        ({"graph_token": ""}, "SIPDESK_GRAPH_TOKEN set"),
    ],
)
def test_what_does_not_fit_the_sandbox(changes: dict[str, object], sentence: str) -> None:
    assert sentence in complaint(LOCAL | changes)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_the_sandbox_is_on_this_machine(host: str) -> None:
    assert Settings.model_validate(LOCAL | {"host": host}).host == host


@pytest.mark.parametrize(
    "changes",
    [
        {"graph_credential": "client_secret", "graph_secret": "s"},
        {"graph_credential": "certificate", "graph_certificate": "graph.pem"},
        {"reminder_school_days": []},
        {"reminder_school_days": [1, 3, 20]},
    ],
)
def test_what_fits(changes: dict[str, object], tmp_path: Path) -> None:
    (tmp_path / "graph.pem").touch()
    Settings.model_validate(REAL | changes)


@pytest.mark.parametrize("name", NEEDED)
def test_what_has_no_default_must_be_given(name: str) -> None:
    assert name in complaint({key: value for key, value in REAL.items() if key != name})


def test_secrets_are_not_shown() -> None:
    settings = Settings.model_validate(REAL | {"graph_token": "very-secret", "graph_secret": "very-secret"})
    assert "secret" not in f"{settings!r}".replace("graph_secret", "").replace("client_secret", "").replace(
        "link_secret", ""
    )


def test_a_mistyped_name_is_not_taken_for_a_setting_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SIPDESK_ROOSTER=r.json\nOTHER=1\n", encoding="utf-8")
    monkeypatch.setenv("SIPDESK_WORKR", "w")
    monkeypatch.setenv("SIPDESK_WORKER", "w")
    assert unknown_names() == ["SIPDESK_ROOSTER", "SIPDESK_WORKR"]


def test_halves_of_a_day_follow_one_after_the_other() -> None:
    with pytest.raises(ValueError, match="must follow one after the other"):
        Settings.model_validate(REAL | {"visit_morning": ["09:00", "14:00"]})


def test_graph_is_told_an_https_address() -> None:
    with pytest.raises(ValueError, match="must begin with https"):
        Settings.model_validate(REAL | {"public_url": "http://sip.trust.example"})
    assert Settings.model_validate(
        REAL | {"public_url": "https://sip.trust.example", "link_secret": "a" * 32}
    ).public_url
