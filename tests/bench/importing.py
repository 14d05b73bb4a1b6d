"""A GIAS file of 25,000 made-up schools in 133 columns, imported by the command as an administrator runs it: shown,
imported, and once more, beside the least that this can cost; the same file to find a trust's 185 schools in it, and 240
people, each looked up in the sandbox’s directory over the wire."""

import csv
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import httpx

from sandbox.trust import PACKAGED
from tests.bench.own_process import Taken, taken
from tests.support import list_files as files

SCHOOLS: Final = 25_000
OF_THE_TRUST: Final = 185
PEOPLE: Final = 240
COLUMNS: Final = 133

_COMMAND: Final = (
    "import sys; from service.__main__ import main; status = main(['import', *sys.argv[1:]]); assert status == 0"
)
_BASELINE: Final = (
    "import csv, sqlite3, sys; base = sqlite3.connect(sys.argv[2]); "
    "base.execute('create table schools (urn primary key, name, town, authority)'); "
    "rows = csv.DictReader(open(sys.argv[1], encoding='cp1252', newline='')); "
    "wanted = ('URN', 'EstablishmentName', 'Town', 'LA (name)'); "
    "base.executemany('insert into schools values (?, ?, ?, ?)', ([row[one] for one in wanted] for row in rows)); "
    "base.commit()"
)
"""The least that it can cost: the same file read row by row, and four columns of it written; nothing is looked at."""
_SANDBOX: Final = (
    "import sys; from pathlib import Path; from sandbox import trust; trust.PACKAGED = Path(sys.argv.pop(1)); "
    "from sandbox.__main__ import main; main()"
)


def measure() -> dict[str, Any]:
    with TemporaryDirectory() as name:
        file = _england(Path(name) / "edubasealldata.csv")
        found: dict[str, Any] = {"schools": SCHOOLS, "columns": COLUMNS, "file_mb": file.stat().st_size / 1e6}
        where = {"SIPDESK_DATABASE_URL": f"sqlite:///{name}/sipdesk.db"}
        _note(found, "baseline", taken(_BASELINE, str(file), f"{name}/baseline.db"))
        for what, words in (("shown", ["--all"]), ("imported", ["--all", "--apply"]), ("again", ["--all", "--apply"])):
            _note(found, what, taken(_COMMAND, "schools", str(file), *words, **where))
        where = {"SIPDESK_DATABASE_URL": f"sqlite:///{name}/trust.db"}
        _note(found, "of_trust", taken(_COMMAND, "schools", str(file), "--diocese", "RC91", "--apply", **where))
        found["people"] = PEOPLE
        _note(found, "people", _people(Path(name), where))
        found["roster_s"] = found["of_trust_s"] + found["people_s"]
    return found


def _note(found: dict[str, Any], what: str, one: Taken) -> None:
    found[f"{what}_s"], found[f"{what}_cpu_s"], found[f"{what}_mb"] = one.seconds, one.cpu_s, one.mb


def tell(found: dict[str, Any]) -> None:
    lines = [f"\nA GIAS file of {found['schools']:,} schools, {found['file_mb']:.0f} MB"]
    for what, words in (
        ("baseline", "csv and executemany alone"),
        ("shown", "all, shown"),
        ("imported", "all, imported (wanted: 20 s, 150 MB)"),
        ("again", "once more"),
        ("of_trust", f"{OF_THE_TRUST} of them, imported"),
        ("people", f"{found['people']} people, looked up and imported"),
    ):
        took = f"{found[f'{what}_s']:6.1f} s, {found[f'{what}_cpu_s']:5.1f} s of CPU, {found[f'{what}_mb']:4.0f} MB"
        lines.append(f"  {words:38} {took}")
    lines.append(f"  a trust, schools and people: {found['roster_s']:.1f} s (wanted: 60 s)")
    sys.stdout.write("\n".join(lines) + "\n")


def _people(folder: Path, where: Mapping[str, str]) -> Taken:
    """A headteacher for each school, and SIPs, each looked up by their address in a directory that has them."""
    trust = json.loads(PACKAGED.read_text(encoding="utf-8"))
    rows = [_person(one) for one in range(PEOPLE)]
    trust["people"] += rows
    packaged = folder / "trust.json"
    packaged.write_text(json.dumps(trust), encoding="utf-8")
    offices = [("Headteacher", str(900_000 + one)) if one < OF_THE_TRUST else ("SIP", "") for one in range(PEOPLE)]
    head, said = ("Name", "Mail", "Office", "Schools"), zip(rows, offices, strict=True)
    file = files.table(folder / "people.xlsx", head, *((one["name"], one["mail"], *office) for one, office in said))
    words = ["--folder", str(folder / "s"), "--port", "0", "--content-port", "0"]
    command = [sys.executable, "-c", _SANDBOX, str(packaged), *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        url = str(json.loads(running.stdout.readline())["graph"])
        tenant = httpx.get(url.replace("/v1.0", "/tenant.json"), trust_env=False).json()
        settings = {
            **where,
            "SIPDESK_LOCAL": "true",
            "SIPDESK_TENANT_ID": tenant["tenant_id"],
            "SIPDESK_SITE": f"{tenant['site']['host']}:{tenant['site']['path']}",
            "SIPDESK_GRAPH_URL": url,
            "SIPDESK_GRAPH_CREDENTIAL": "token",
            "SIPDESK_GRAPH_TOKEN": tenant["service_token"],
        }
        try:
            return taken(_COMMAND, "people", str(file), "--apply", **settings)
        finally:
            running.terminate()


def _person(number: int) -> dict[str, str]:
    mail = f"person{number}@lanternshore.example"
    return {
        "id": f"{number:08x}-0000-4000-8000-000000000000",
        "name": f"Person Number {number}",
        "given_name": "Person",
        "surname": f"Number {number}",
        "upn": mail,
        "mail": mail,
        "job_title": "",
        "role": "sip",
    }


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
