"""The manifest is one that Teams takes: by Microsoft's schema where that is kept beside the project, and by the rules
that no schema states. And it promises what the bot does."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft4Validator

from automations.cases.raising import RAISE
from automations.reports.typed import AGREEMENT, MY_REPORTS
from automations.search.finding import Sought
from automations.visits.typed import BOOK
from bot import extension as bot_extension
from cards.cases import raising
from cards.home.welcome import commands
from handbook.core.people import Role
from manifest.contents import COMMANDS as COMMANDS_OF_BOT
from manifest.contents import contents
from manifest.details import details
from manifest.language import language_file
from manifest.tabs import TABS, Tab
from pages.tab.routes import TAB as TAB_PATH
from sandbox.connector.extension import COMMANDS, PARAMETER
from tests.manifest.conftest import APP_ID, Build, files_in, manifest_in
from tests.support import builders as a
from tests.support.house import a_house

SCHEMAS = Path(__file__).parents[2] / "node_modules/@microsoft/app-manifest/build/json-schemas/teams/v1.25"
SCHEMA, LANGUAGE = SCHEMAS / "MicrosoftTeams.schema.json", SCHEMAS / "MicrosoftTeams.Localization.schema.json"
_ANY_LETTER = (r"\\p{L}", "A-Za-z\u00c0-\u024f")
"""As the schema writes it, and as Python does."""
DETAILS = details(APP_ID, "sip.example.org", version="1.0.0", organisation="SIP Desk")


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


needs_schemas = pytest.mark.skipif(not SCHEMA.exists(), reason="Microsoft’s schemas were not found (npm ci)")


def faults_of(said: object, schema: Path = SCHEMA) -> list[str]:
    validator = Draft4Validator(json.loads(schema.read_text(encoding="utf-8").replace(*_ANY_LETTER)))
    return [error.message for error in validator.iter_errors(said)]


@needs_schemas
@pytest.mark.parametrize("sharepoint", ["", "trust.sharepoint.com"])
def test_the_schemas_of_microsoft_take_it(build: Build, out: Path, sharepoint: str) -> None:
    organisation, privacy = "St Example’s & “Friends” Ü", "https://example.org/privacy?a=b"
    assert build(organisation=organisation, privacy=privacy, sharepoint=sharepoint) == 0
    assert faults_of(manifest_in(out)) == []
    assert faults_of(json.loads(files_in(out)["en-gb.json"]), LANGUAGE) == []


def test_one_id_names_app_bot_and_registration(manifest: dict[str, Any]) -> None:
    [bot] = manifest["bots"]
    registration = {"id": APP_ID, "resource": f"api://sip.example.org/botid-{APP_ID}"}
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
    assert {MY_REPORTS, AGREEMENT, BOOK} <= set(titles)
    helped = "\n".join(f"- {line}" for role in Role for line in commands(a.a_person(role)))
    told_by_help_alone = {"our visits", "cover", "half-days", "team meeting"}
    told_by_help_alone |= {"figures", "data agreement", "framework", "blank form", "agreements"}
    told_by_help_alone |= {"our part", "our year", "year", "good practice", "my good practice"}
    told_by_help_alone |= {
        "allocate",
        "application form",
        "applications",
        "apply",
        "appraisals",
        "ask",
        "broadcast",
        "conflicts",
        "faq",
        "digest",
        "membership",
        "my conflicts",
        "my record",
        "other support",
        "our sip",
        "our wishes",
        "phone call",
        "proposals",
        "questions",
        "reach",
        "my skills",
        "my training",
        "school",
        "schools",
        "sips",
        "skills",
        "training",
        "wishes",
    }
    assert set(re.findall(r"^- ([a-z -]+) – ", helped, re.MULTILINE)) == {*titles, *told_by_help_alone}
    assert not told_by_help_alone & set(titles)
    assert menu["scopes"] == ["personal"]  # elsewhere it answers nothing
    assert len(titles) <= 10
    assert all(len(command["title"]) <= 32 and len(command["description"]) <= 128 for command in menu["commands"])


def test_the_extension_has_the_commands_that_the_bot_reads(manifest: dict[str, Any]) -> None:
    [extension] = manifest["composeExtensions"]
    searches = [command for command in extension["commands"] if command["type"] == "query"]
    assert [command["id"] for command in searches] == list(Sought)
    assert {parameter["name"] for command in searches for parameter in command["parameters"]} == {bot_extension.WORDS}
    assert PARAMETER == bot_extension.WORDS
    assert all(command["initialRun"] for command in searches)
    [action] = [command for command in extension["commands"] if command["type"] == "action"]
    assert (action["id"], action["fetchTask"], action["title"]) == (RAISE, True, raising.TITLE)
    assert extension["botId"] == APP_ID


def test_the_sandbox_plays_the_same_extension(manifest: dict[str, Any]) -> None:
    [extension] = manifest["composeExtensions"]
    keys = ("id", "type", "title")
    assert [{key: one[key] for key in keys} for one in extension["commands"]] == list(COMMANDS)


def test_the_extension_is_within_what_teams_takes(manifest: dict[str, Any]) -> None:
    """The rules that the schema leaves out, and that what others wrote is not sent to us."""
    [extension] = manifest["composeExtensions"]
    commands = extension["commands"]
    assert len({command["id"] for command in commands}) == len(commands) <= 10
    for command in (*commands, *(one for each in commands for one in each.get("parameters", ()))):
        assert len(command["title"]) <= 32
        assert len(command["description"]) <= 128
    assert all("message" not in command["context"] for command in commands)


def test_links_are_looked_at_only_where_the_site_is_named(build: Build, out: Path, manifest: dict[str, Any]) -> None:
    assert "messageHandlers" not in manifest["composeExtensions"][0]
    assert build(sharepoint="Lanternshore.SharePoint.com") == 0
    [handler] = manifest_in(out)["composeExtensions"][0]["messageHandlers"]
    assert handler == {"type": "link", "value": {"domains": ["lanternshore.sharepoint.com"]}}  # and no anonymous ones
    assert manifest_in(out)["validDomains"] == ["sip.example.org"]


def test_nothing_is_promised_that_is_not_built(manifest: dict[str, Any]) -> None:
    assert not manifest.keys() & {"configurableTabs", "activities", "authorization"}


def test_the_overview_is_a_tab_of_a_page_that_is_there_and_signs_in_for_its_domain(manifest: dict[str, Any]) -> None:
    chat, overview = manifest["staticTabs"]
    assert (chat["entityId"], overview["entityId"], overview["scopes"]) == ("conversations", "overview", ["personal"])
    address = urlsplit(overview["contentUrl"])
    assert (address.scheme, address.path) == ("https", TAB_PATH)
    assert address.hostname in manifest["validDomains"]
    assert urlsplit(manifest["webApplicationInfo"]["resource"]).netloc == address.hostname


TAB = Tab("schools", "Schools", "/tabs/schools")


def test_a_tab_stands_beside_the_chat_and_after_it() -> None:
    whole = contents(DETAILS, [TAB])
    assert whole["staticTabs"] == [
        {"entityId": "conversations", "scopes": ["personal"]},
        {
            "entityId": "schools",
            "name": "Schools",
            "contentUrl": "https://sip.example.org/tabs/schools",
            "websiteUrl": "https://sip.example.org/tabs/schools",
            "scopes": ["personal"],
        },
    ]
    assert language_file(whole)["staticTabs[1].name"] == "Schools"


@needs_schemas
def test_a_manifest_with_a_tab_would_be_taken_too() -> None:
    assert faults_of(contents(DETAILS, [TAB])) == []
    assert faults_of(language_file(contents(DETAILS, [TAB])), LANGUAGE) == []


def test_the_file_of_texts_says_what_the_manifest_says(build: Build, out: Path) -> None:
    assert build() == 0
    manifest, spoken = manifest_in(out), json.loads(files_in(out)["en-gb.json"])
    assert manifest["localizationInfo"] == {"defaultLanguageTag": "en-gb", "defaultLanguageFile": "en-gb.json"}
    for name, text in spoken.items():
        if name == "$schema":
            continue
        found: Any = manifest
        for key, number in re.findall(r"([a-zA-Z]+)|\[(\d+)\]", name):
            found = found[key] if key else found[int(number)]
        assert found == text, name
    assert len(spoken) == 1 + 4 + len(TABS) + 2 * len(COMMANDS_OF_BOT) + 2 * len(COMMANDS) + 2 * len(Sought)


def test_texts_fit_and_hold_no_placeholder(manifest: dict[str, Any]) -> None:
    assert len(manifest["name"]["short"]) <= 30
    assert len(manifest["description"]["short"]) <= 80
    assert not [text for text in texts(manifest) if not text.strip() or re.search(r"[{}<>$]|TODO|example\.com", text)]


def test_every_address_is_https_and_the_domain_bare(manifest: dict[str, Any]) -> None:
    assert manifest["validDomains"] == ["sip.example.org"]
    links = [text for text in texts(manifest) if "://" in text]
    assert all(link.startswith(("https://", f"api://sip.example.org/botid-{APP_ID}")) for link in links)


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
    assert files_in(out).keys() == {"manifest.json", "en-gb.json", *manifest_in(out)["icons"].values()}


async def test_the_pages_that_it_links_to_are_there(manifest: dict[str, Any], tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        for link in ("websiteUrl", "privacyUrl", "termsOfUseUrl"):
            path, _, place = manifest["developer"][link].removeprefix("https://sip.example.org").partition("#")
            async with house.http.get(f"{house.bot}{path}") as reply:
                assert (reply.status, reply.content_type, reply.charset) == (200, "text/html", "utf-8")
                assert f'id="{place}"' in await reply.text() or not place
