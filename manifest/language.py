"""The file of British English: every text of the manifest that people read, under the names that Teams gives them."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

TAG: Final = "en-gb"
FILE: Final = "en-gb.json"
_SCHEMA: Final = "https://developer.microsoft.com/json-schemas/teams/v1.25/MicrosoftTeams.Localization.schema.json"
_OF_APP: Final = ("name", "description")


def language_file(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Read from the manifest itself, so that the two never differ."""
    texts = {
        f"{what}.{length}": manifest[what][length] for what in ("name", "description") for length in manifest[what]
    }
    return {"$schema": _SCHEMA, **texts, **dict(_of_commands(manifest)), **dict(_of_tabs(manifest))}


def _of_commands(manifest: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for number, each in enumerate(manifest["bots"][0]["commandLists"]):
        yield from _words(f"bots[0].commandLists[{number}].commands", each["commands"])
    commands = manifest["composeExtensions"][0]["commands"]
    yield from _words("composeExtensions[0].commands", commands)
    for number, command in enumerate(commands):
        yield from _words(f"composeExtensions[0].commands[{number}].parameters", command.get("parameters", []))


def _words(place: str, items: list[Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    for number, item in enumerate(items):
        yield f"{place}[{number}].title", item["title"]
        yield f"{place}[{number}].description", item["description"]


def _of_tabs(manifest: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for number, tab in enumerate(manifest.get("staticTabs", [])):
        if "name" in tab:
            yield f"staticTabs[{number}].name", tab["name"]
