"""The manifest is one that Teams takes: by Microsoft's schema where that is kept beside the project, and by the rules
that no schema states. And it promises what the bot does."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from automations import typed
from cards.welcome import help_card
from handbook.people import Role
from tests.manifest.conftest import APP_ID, Build, files_in, manifest_in
from tests.support import builders as a
from tests.support.card_reading import words
from tests.support.house import a_house

SCHEMA = Path(__file__).parents[3] / "shared/contract/teams/schemas/teams-manifest-v1.25.patched.json"


@pytest.fixture
def manifest(build: Build, out: Path) -> dict[str, Any]:
    assert build() == 0
    return manifest_in(out)


def texts(node: object) -> list[str]:
    if isinstance(node, dict):
        return [text for value in node.values() for text in texts(value)]
    if isinstance(node, list):
        return [text for value in node for text in texts(value)]
    return [node] if isinstance(node, str) else []


@pytest.mark.skipif(not SCHEMA.exists(), reason="the Teams contract (../shared/contract/teams) is absent")
def test_the_schema_of_microsoft_takes_it(build: Build, out: Path) -> None:
    assert build(organisation="St Example’s & “Friends” Ü", privacy="https://example.org/privacy?a=b") == 0
    validator = Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert [error.message for error in validator.iter_errors(manifest_in(out))] == []


def test_one_id_names_app_bot_and_registration(manifest: dict[str, Any]) -> None:
    [bot] = manifest["bots"]
    registration = {"id": APP_ID, "resource": f"api://botid-{APP_ID}"}
    assert (manifest["id"], bot["botId"], manifest["webApplicationInfo"]) == (APP_ID, APP_ID, registration)


def test_the_bot_is_personal_first_and_takes_files(manifest: dict[str, Any]) -> None:
    [bot] = manifest["bots"]
    assert bot["scopes"] == ["personal", "team", "groupChat"]  # with a capital C: Teams refuses `groupchat`
    assert manifest["defaultInstallScope"] == "personal"
    assert bot["supportsFiles"] is True
    assert manifest["localizationInfo"]["defaultLanguageTag"] == "en-gb"


def test_commands_are_those_that_the_bot_knows_and_tells_of(manifest: dict[str, Any]) -> None:
    [menu] = manifest["bots"][0]["commandLists"]
    titles = [command["title"] for command in menu["commands"]]
    assert {typed.MY_REPORTS, typed.AGREEMENT, typed.BOOK, *typed.VISITS} <= set(titles)
    helped = "\n".join(words(help_card(a.a_person(role))) for role in Role)
    assert set(re.findall(r"^- ([a-z -]+) – ", helped, re.MULTILINE)) == set(titles)
    assert menu["scopes"] == ["personal"]  # elsewhere it answers nothing
    assert len(titles) <= 10
    assert all(len(command["title"]) <= 32 and len(command["description"]) <= 128 for command in menu["commands"])


def test_nothing_is_promised_that_is_not_built(manifest: dict[str, Any]) -> None:
    assert not manifest.keys() & {"composeExtensions", "staticTabs", "configurableTabs", "activities", "authorization"}


def test_texts_fit_and_hold_no_placeholder(manifest: dict[str, Any]) -> None:
    assert len(manifest["name"]["short"]) <= 30
    assert len(manifest["description"]["short"]) <= 80
    assert not [text for text in texts(manifest) if not text.strip() or re.search(r"[{}<>$]|TODO|example\.com", text)]


def test_every_address_is_https_and_the_domain_bare(manifest: dict[str, Any]) -> None:
    assert manifest["validDomains"] == ["sip.example.org"]
    links = [text for text in texts(manifest) if "://" in text]
    assert all(link.startswith(("https://", f"api://botid-{APP_ID}")) for link in links)


def test_what_the_trust_gives_stands_in_it(build: Build, out: Path) -> None:
    given = {"organisation": "Lanternshore Trust", "privacy": "https://a.example/p", "terms": "https://a.example/t"}
    assert build(version="1.4.12", app_id=APP_ID.upper(), domain="SIP.Example.org", **given) == 0
    manifest = manifest_in(out)
    assert (manifest["version"], manifest["id"], manifest["validDomains"]) == ("1.4.12", APP_ID, ["sip.example.org"])
    assert manifest["developer"] == {
        "name": "Lanternshore Trust",
        "websiteUrl": "https://sip.example.org/about",
        "privacyUrl": "https://a.example/p",
        "termsOfUseUrl": "https://a.example/t",
    }


def test_all_that_the_manifest_names_lies_at_the_root_of_the_zip(build: Build, out: Path) -> None:
    assert build() == 0
    assert files_in(out).keys() == {"manifest.json", *manifest_in(out)["icons"].values()}


async def test_the_pages_that_it_links_to_are_there(manifest: dict[str, Any], tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        for link in ("websiteUrl", "privacyUrl", "termsOfUseUrl"):
            path, _, place = manifest["developer"][link].removeprefix("https://sip.example.org").partition("#")
            async with house.http.get(f"{house.bot}{path}") as reply:
                assert (reply.status, reply.content_type, reply.charset) == (200, "text/html", "utf-8")
                assert f'id="{place}"' in await reply.text() or not place
