"""`python -m tests.supply_chain sbom|audit|botbuilder`: what others wrote of what we run. `make sbom` and `make audit`
call it, with their tools in an environment of its own beside this one.

`sbom` writes CycloneDX files for Python and for the page, and a list of licences, to `build/sbom`. `audit` ends with 0
where nothing is known against any package, 1 where something is, and 3 where it could not be looked up.
`botbuilder` prints what a turn of the bot reaches of an archived SDK."""

import asyncio
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from types import FrameType
from typing import Any, Final

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot import build
from tests.bot.conftest import forget, nowhere
from tests.bot.teams_side import LOCAL_SERVICE_URL, TENANT, activity, press
from tests.support import packages
from tests.support.recorded_door import RecordedDoor

ROOT: Final = Path(__file__).parents[1]
OUT: Final = ROOT / "build" / "sbom"
TOOLS: Final = ROOT / "build" / "supply" / "bin"
RUNTIME: Final = "requirements-runtime.lock"
FOUND, NOT_LOOKED_UP = 1, 3
_ARCHIVED: Final = ("botbuilder-core", "botbuilder-schema", "botframework-connector", "botframework-streaming")
_THEIRS: Final = (
    *_ARCHIVED,
    *("msrest", "jsonpickle", "requests", "requests-oauthlib", "oauthlib", "urllib3", "isodate", "msal", "pyjwt"),
)


def sbom() -> int:
    OUT.mkdir(parents=True, exist_ok=True)
    here = [TOOLS / "cyclonedx-py", "environment", "--pyproject", "pyproject.toml", "--output-reproducible"]
    whole = subprocess.run([*here, "--of", "JSON", sys.executable], cwd=ROOT, check=True, capture_output=True).stdout
    _write("python.cdx.json", json.dumps(of_what_runs(json.loads(whole)), indent=1, ensure_ascii=False))
    page = ["npm", "sbom", "--sbom-format=cyclonedx", "--package-lock-only", "--omit=dev"]
    loaded = json.loads(subprocess.run(page, cwd=ROOT, check=True, capture_output=True).stdout)
    loaded["metadata"]["component"]["name"] = "sip-desk"  # npm names it by its folder
    _write("page.cdx.json", json.dumps(loaded, indent=1, ensure_ascii=False))
    _write("licences.md", licences())
    return 0


def of_what_runs(whole: Mapping[str, Any]) -> dict[str, Any]:
    """Of a bill of this environment, what a server installs; with the licences that packages do not say themselves."""
    runs = packages.locked(RUNTIME).keys()
    kept = [one for one in whole["components"] if packages.canonical(one["name"]) in runs]
    for one in kept:
        if not one.get("licenses"):
            one["licenses"] = [{"expression": packages.licence(packages.canonical(one["name"]))}]
    refs = {one["bom-ref"] for one in kept}
    own = "root-component"
    links = [dict(one) for one in whole["dependencies"] if one["ref"] in refs | {own}]
    for one in links:
        if "dependsOn" in one:
            one["dependsOn"] = [ref for ref in one["dependsOn"] if ref in refs]
    return {**whole, "components": kept, "dependencies": links}


def licences() -> str:
    runs = [name for name, condition in packages.locked(RUNTIME).items() if not condition]
    rows = [(name, metadata.version(name), packages.licence(name)) for name in runs]
    rows += [(name, "", said) for name, said in packages.npm_licences().items()]
    lines = ["| package | version | licence |", "| --- | --- | --- |", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join(lines) + "\n"


def _write(name: str, text: str) -> None:
    (OUT / name).write_text(text, encoding="utf-8")
    print(f"{(OUT / name).relative_to(ROOT)}: {len(text.splitlines())} lines")  # noqa: T201 - a command


def audit() -> int:
    asks = [TOOLS / "pip-audit", "-r", RUNTIME, "--no-deps", "--disable-pip", "--progress-spinner", "off", "-f", "json"]
    return audited(subprocess.run(asks, cwd=ROOT, check=False, capture_output=True, text=True).stdout)


def audited(answer: str) -> int:
    """What pip-audit's answer means. It ends well also where the database knew none of the packages: that is no clean
    bill."""
    found: list[dict[str, Any]] = json.loads(answer)["dependencies"] if answer else []
    known = [one for one in found if "skip_reason" not in one]
    bad = [f"{one['name']} {one['version']}: {bad['id']}" for one in known for bad in one["vulns"]]
    for line in bad:
        print(line)  # noqa: T201 - a command
    if not found or len(known) < len(found):
        left = f"{len(found) - len(known)} of {len(found)} packages" if found else "The packages"
        print(f"{left} were NOT looked up: the database could not be reached, or does not have them.")  # noqa: T201 - a command
        return FOUND if bad else NOT_LOOKED_UP
    if not bad:
        print(f"{len(known)} package{'s' * (len(known) > 1)}, no known vulnerability.")  # noqa: T201 - a command
    return FOUND if bad else 0


def table_of_botbuilder() -> str:
    """What is loaded with the bot, and what is called from when a message comes until it is answered."""
    called = asyncio.run(_called_in_turns())
    places = {module.partition(".")[0] for module in sys.modules}
    tops = {name: _tops(name) for name in _THEIRS}
    lines = ["| package | asked for by | loaded | called in a turn |", "| --- | --- | --- | --- |"]
    for name in _THEIRS:
        by = ", ".join(_asked_by(name)) or "–"
        loaded = "yes" if tops[name] & places else "no"
        lines.append(f"| `{name}` | {by} | {loaded} | {'yes' if called[name] else 'no'} |")
    return "\n".join(lines)


def _tops(package: str) -> set[str]:
    owners = packages.distributions().items()
    return {top for top, names in owners if package in map(packages.canonical, names)}


def _asked_by(package: str) -> list[str]:
    """Each with the versions that it allows."""
    wants = {other: metadata.requires(other) or [] for other in (*_THEIRS, "azure-identity")}
    wants["us"] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    asked = ((other, line) for other, lines in wants.items() for line in lines if "extra ==" not in line)
    return [f"{other} ({_versions(line)})" for other, line in asked if packages.name_of(line) == package]


def _versions(requirement: str) -> str:
    return re.sub(r"^[\w.-]+(\[[^]]*\])?", "", requirement.partition(";")[0]).strip(" ()") or "any"


async def _called_in_turns() -> Counter[str]:
    """Functions of each package that are called while the bot answers a message and a press."""
    owners = {file: name for name in _THEIRS for one in metadata.files(name) or () if (file := str(one.locate()))}
    called = Counter[str]()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_name != "<module>" and frame.f_code.co_filename in owners:
            called[owners[frame.f_code.co_filename]] += 1

    bot = build(
        RecordedDoor(),
        tenant_id=TENANT,
        conversations=nowhere,
        remember=forget,
        local=True,
        default_service_url=LOCAL_SERVICE_URL,
    )
    app = web.Application()
    app.router.add_post("/api/messages", bot.handle)
    async with TestClient(TestServer(app)) as client:
        sys.setprofile(note)
        try:
            for sent in (activity(text="help"), press("report.approve", {"id": "r1"})):
                assert (await client.post("/api/messages", json=sent)).status == 200
        finally:
            sys.setprofile(None)
    await bot.close()
    return called


def main(given: list[str]) -> int:
    match given:
        case ["sbom"]:
            return sbom()
        case ["audit"]:
            return audit()
        case ["botbuilder"]:
            print(table_of_botbuilder())  # noqa: T201 - a command
            return 0
        case _:
            sys.stderr.write(f"{__doc__}\n")
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
