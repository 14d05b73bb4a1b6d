"""The Bicep files, as far as they can be looked at without Azure: they parse, fit together, and give the service
settings that it starts on."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pycep import BicepParser

from service.settings import Settings
from service.web import application
from service.wiring import Service
from tests.deployment.dockerfile import ROOT, only, stages
from tests.service.test_wiring import local_settings

AZURE = ROOT / "deployment" / "azure"
FILES = {file.stem: file.read_text(encoding="utf-8") for file in AZURE.glob("*.bicep")}


@cache
def parsed() -> dict[str, Any]:
    """Each file by its name."""
    parser = BicepParser()
    return {name: parser.parse(text=words) for name, words in FILES.items()}


def needed(name: str) -> set[str]:
    return {one for one, what in parsed()[name]["parameters"].items() if what["default"] is None}


def secure(name: str) -> set[str]:
    found = parsed()[name]["parameters"].items()
    return {one for one, what in found if any(by["type"] == "secure" for by in what["decorators"])}


def container() -> dict[str, Any]:
    return containers()["sip-desk"]


def containers() -> dict[str, Any]:
    found = parsed()["service"]["resources"]["app"]["config"]["properties"]["template"]["containers"]
    return {one["name"]: one for one in found}


def test_each_module_gets_what_it_needs_and_nothing_else() -> None:
    modules = parsed()["main"]["modules"]
    assert {Path(one["detail"]["path"]).stem for one in modules.values()} == FILES.keys() - {"main"}
    for one in modules.values():
        name, given = Path(one["detail"]["path"]).stem, one["config"]["params"].keys()
        assert needed(name) <= given <= parsed()[name]["parameters"].keys()


def test_what_is_taken_from_a_module_is_given_by_it() -> None:
    taken = re.findall(r"(\w+)\.outputs\.(\w+)", FILES["main"])
    assert len(taken) > 8
    for module, name in taken:
        assert name in parsed()[module]["outputs"]


def test_the_example_gives_every_parameter_but_the_secrets() -> None:
    given = json.loads((AZURE / "parameters.example.json").read_text(encoding="utf-8"))["parameters"].keys()
    assert given == parsed()["main"]["parameters"].keys() - secure("main")
    assert needed("main") <= given | secure("main")


def test_secrets_are_secure_wherever_they_pass() -> None:
    assert secure("main") == {"caseKeys", "databasePassword", "servicePassword", "linkSecret"}
    assert secure("database") == {"password"}
    assert secure("login") == {"administratorUrl", "servicePassword"}
    assert secure("vault") == {"caseKeys", "databaseUrl", "linkSecret"}
    outputs = {name: json.dumps(file.get("outputs", {})) for name, file in parsed().items()}
    for name, words in outputs.items():
        assert not any(f'"{one}"' in words for one in secure(name))


def test_the_service_starts_on_the_settings_that_it_is_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each is a setting; what Azure puts in is put in here."""
    monkeypatch.chdir(tmp_path)
    played = {
        "SIPDESK_DATABASE_URL": "postgresql://sipdesk:p%40ss@host/sipdesk?sslmode=verify-full&sslrootcert=system",
        "SIPDESK_LINK_SECRET": "s" * 32,
        "SIPDESK_PUBLIC_URL": "https://sip-desk.example",
    }
    for one in container()["env"]:
        monkeypatch.setenv(one["name"], played.get(one["name"]) or str(one.get("value", "")))
    settings = Settings()  # type: ignore[call-arg] - from the environment
    assert (settings.bot_credential, settings.graph_credential) == ("managed_identity", "managed_identity")
    assert settings.roster is None, "the list lives in the database"
    ours = {one["name"].removeprefix("SIPDESK_").lower() for one in container()["env"] if "SIPDESK" in one["name"]}
    assert ours <= Settings.model_fields.keys()


def test_it_runs_what_the_image_runs_and_asks_it_where_it_answers(tmp_path: Path) -> None:
    service = Service(local_settings(tmp_path, f"sqlite:///{tmp_path / 'none.db'}"))  # nothing starts
    paths = {resource.canonical for resource in application(service).router.resources()}
    last = stages()[-1]
    assert container()["command"][-1].endswith(f"exec {' '.join(only(last, 'CMD').listed)}")
    assert {probe["httpGet"]["path"] for probe in container()["probes"]} == {"/healthz", "/readyz"}
    assert {probe["httpGet"]["port"] for probe in container()["probes"]} == {int(only(last, "EXPOSE").words)}
    assert "'${service.outputs.url}/api/messages'" in FILES["main"]
    assert {"/healthz", "/readyz", "/api/messages"} <= paths


def test_there_is_one_copy_of_it_and_nobody_else_reaches_the_database() -> None:
    app = parsed()["service"]["resources"]["app"]["config"]["properties"]
    assert app["template"]["scale"] == {"minReplicas": 1, "maxReplicas": 1}
    server = parsed()["database"]["resources"]["server"]["config"]["properties"]
    assert server["network"].keys() == {"delegatedSubnetResourceId", "privateDnsZoneArmResourceId"}
    assert server["backup"]["backupRetentionDays"] == 35
    assert parsed()["bot"]["resources"]["bot"]["config"]["properties"]["msaAppType"] == "UserAssignedMSI"
