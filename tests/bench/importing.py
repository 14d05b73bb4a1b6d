"""A GIAS file of 25,000 made-up schools in 133 columns, imported by the command as an administrator runs it: shown,
imported, and once more; the same file to find a trust's 185 schools in it; and 240 people, each looked up in the
sandbox’s directory over the wire."""

import asyncio
import csv
import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import httpx

from graph.client import GraphClient
from graph.credentials import StaticCredential
from graph.directory import EntraDirectory
from sandbox.trust import Trust
from tests.bench.own_process import taken
from tests.support import list_files as files

SCHOOLS: Final = 25_000
OF_THE_TRUST: Final = 185
PEOPLE: Final = 240
COLUMNS: Final = 133

_COMMAND: Final = (
    "import sys; from service.__main__ import main; status = main(['import', 'schools', *sys.argv[1:]]); "
    "assert status == 0"
)


def measure() -> dict[str, Any]:
    with TemporaryDirectory() as name:
        file = _england(Path(name) / "edubasealldata.csv")
        found: dict[str, Any] = {"schools": SCHOOLS, "columns": COLUMNS, "file_mb": file.stat().st_size / 1e6}
        for what, words in (
            ("shown", ["--all"]),
            ("of_trust", ["--diocese", "RC91", "--apply"]),
            ("imported", ["--all", "--apply"]),
            ("again", ["--all", "--apply"]),
        ):
            one = taken(_COMMAND, str(file), *words, SIPDESK_DATABASE_URL=f"sqlite:///{name}/sipdesk.db")
            found[f"{what}_s"], found[f"{what}_cpu_s"], found[f"{what}_mb"] = one.seconds, one.cpu_s, one.mb
        found["people"] = PEOPLE
        found["people_s"], found["people_known"] = _look_up(Path(name))
    return found


def tell(found: dict[str, Any]) -> None:
    lines = [f"\nA GIAS file of {found['schools']:,} schools, {found['file_mb']:.0f} MB"]
    for what, words in (
        ("shown", "all, shown"),
        ("of_trust", f"{OF_THE_TRUST} of them, imported"),
        ("imported", "all, imported"),
        ("again", "once more"),
    ):
        took = f"{found[f'{what}_s']:6.1f} s, {found[f'{what}_cpu_s']:5.1f} s of CPU, {found[f'{what}_mb']:4.0f} MB"
        lines.append(f"  {words:26} {took}")
    lines.append(f"  {found['people']} people looked up: {found['people_s']:.1f} s ({found['people_known']} are there)")
    sys.stdout.write("\n".join(lines) + "\n")


def _look_up(folder: Path) -> tuple[float, int]:
    """Seconds for all of them, and how many the directory knew: each is asked for by itself, known or not."""
    command = [sys.executable, "-m", "sandbox", "--folder", str(folder / "s"), "--port", "0", "--content-port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        url = str(json.loads(running.stdout.readline())["graph"])
        tenant = httpx.get(url.replace("/v1.0", "/tenant.json"), trust_env=False).json()
        people = [one.mail for one in Trust.load().people]
        names = [*people, *(f"nobody{one}@lanternshore.example" for one in range(PEOPLE - len(people)))]

        async def ask() -> int:
            client = GraphClient(StaticCredential(tenant["service_token"]), base_url=url)
            found = await EntraDirectory(client).accounts_known_as(names)
            await client.close()
            return sum(map(len, found.values()))

        began = time.monotonic()
        known = asyncio.run(ask())
        running.terminate()
    return time.monotonic() - began, known


def _england(path: Path) -> Path:
    """Never all in memory: children would inherit it."""
    more = [f"Other{one}" for one in range(COLUMNS - len(files.GIAS_HEAD))]
    head = [*files.GIAS_HEAD[:-1], *more, files.GIAS_HEAD[-1]]
    line = [{**dict.fromkeys(more, "Not applicable"), **files.GIAS}.get(name, "") for name in head]
    places = [head.index(name) for name in ("URN", "EstablishmentName", "Diocese (code)", "Diocese (name)")]
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        for one in range(SCHOOLS):
            ours = one < OF_THE_TRUST
            diocese = ("RC91", "Archdiocese of Wrenmouth") if ours else ("00", "Not applicable")
            for place, said in zip(places, (str(900_000 + one), f"School {one}", *diocese), strict=True):
                line[place] = said
            writer.writerow(line)
    return path


if __name__ == "__main__":
    tell(measure())
