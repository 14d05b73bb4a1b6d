"""Which addresses may be spoken to. In production, a wrong yes here is a token given away."""

import pytest

from bot.hosts import Hosts

CLOUD, LOCAL = Hosts(local=False), Hosts(local=True)


@pytest.mark.parametrize(
    "address",
    [
        "https://smba.trafficmanager.net/uk/",
        "https://smba.trafficmanager.net:443/teams/",
        "https://SMBA.TrafficManager.net/uk/",
        "https://europe.botframework.com",
    ],
)
def test_the_bot_connector_of_the_public_cloud_is_served(address: str) -> None:
    assert CLOUD.may_serve(address)
    assert not LOCAL.may_serve(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://smba.trafficmanager.net/uk/",
        "https://smba.trafficmanager.net:8443/",
        "https://smba.trafficmanager.net.example.org/",
        "https://other.trafficmanager.net/",
        "https://sub.smba.trafficmanager.net/",
        "https://botframework.com/",
        "https://evilbotframework.com/",
        "https://smba.trafficmanager.net@example.org/",
        "https://example.org#smba.trafficmanager.net",
        "https://example.org\\@smba.trafficmanager.net/",
        "https://example.org/?https://smba.trafficmanager.net/",
        "https://smba.trafficmanager.net:99999999/",
        "https://localhost/",
        "https://127.0.0.1/",
        "https://169.254.169.254/",
        "smba.trafficmanager.net",
        "//smba.trafficmanager.net/",
        "javascript:alert(1)",
        "",
    ],
)
def test_nothing_else_is(address: str) -> None:
    assert not CLOUD.may_serve(address)
    assert not CLOUD.may_hold_files(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://trust.sharepoint.com/sites/a",
        "https://trust-my.sharepoint.com/personal/x",
        "https://eu-api.asm.svc.ms/x",
    ],
)
def test_files_lie_in_sharepoint(address: str) -> None:
    assert CLOUD.may_hold_files(address)
    assert not CLOUD.may_serve(address)


@pytest.mark.parametrize(
    "address",
    ["https://sharepoint.com/x", "http://trust.sharepoint.com/x", "https://trust.sharepoint.com.example.org/"],
)
def test_files_lie_nowhere_else(address: str) -> None:
    assert not CLOUD.may_hold_files(address)


@pytest.mark.parametrize(
    "address", ["http://localhost:56150/_connector", "http://127.0.0.1:8365/x", "https://[::1]:1/", "http://LOCALHOST/"]
)
def test_a_local_bot_knows_this_machine(address: str) -> None:
    assert LOCAL.may_serve(address)
    assert LOCAL.may_hold_files(address)


@pytest.mark.parametrize(
    "address", ["http://localhost.example.org/", "http://127.0.0.1.example.org/", "http://0.0.0.0/", "http://10.0.0.1/"]
)
def test_a_local_bot_knows_no_other_machine(address: str) -> None:
    assert not LOCAL.may_serve(address)
