"""The England key stage 2 file: 16,000 rows of made-up schools, taken in by the command as an administrator runs it,
beside the least that reading it can cost, the csv module with a dict a row, in the same run. And the pictures of one
school."""

import csv
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from spreadsheets.layouts import KS2
from store.database import Database
from tests.bench.own_process import taken
from tests.store.filled import fill_roster
from tests.support import builders as a
from tests.support import figure_files as files

ROWS: Final = 16_000
OF_THE_TRUST: Final = 200
COLUMNS: Final = 318

_BASELINE: Final = "import csv, sys; rows = list(csv.DictReader(open(sys.argv[1], encoding='utf-8-sig', newline='')))"
_COMMAND: Final = (
    "import sys; from service.__main__ import main; "
    "assert main(['figures', sys.argv[1], '--year', '2018/19', '--apply']) == 0"
)


def measure() -> dict[str, Any]:
    with TemporaryDirectory() as name:
        file = _england(Path(name) / "england_ks2final.csv")
        url = f"sqlite:///{name}/sipdesk.db"
        database = Database(url)
        database.migrate()
        fill_roster(database, schools=[a.a_school(urn=str(900_001 + one)) for one in range(OF_THE_TRUST)])
        database.close()
        found = {"rows": ROWS, "columns": COLUMNS, "file_mb": file.stat().st_size / 1e6}
        found |= _pictures()
        for what, code in (("dict_rows", _BASELINE), ("taken_in", _COMMAND), ("again", _COMMAND)):
            one = taken(code, str(file), SIPDESK_DATABASE_URL=url)
            found[f"{what}_cpu_s"], found[f"{what}_mb"] = one.cpu_s, one.mb
    return found


def _pictures() -> dict[str, float]:
    """Those of one school, and the form that they stand in, in a process of its own: what loads with them counts."""
    code = (
        "import json, resource, time; from tests.support.figures import whole_story; "
        "from handbook.core.people import School; from handbook.reports.paper.proforma import Contents; "
        "import documents.figure_annex as a; import documents.proforma as p; story = whole_story(); "
        "blank = Contents('', '', None, None, '', {}); p.write_proforma(blank); "
        "mb = lambda: int(open('/proc/self/statm').read().split()[1]) * resource.getpagesize() / 1e6; "
        "memory, began = mb(), time.process_time(); annex = a.figure_annex(story); "
        "drawn = time.process_time() - began; data = p.write_proforma(blank, annex=annex); "
        "print(json.dumps([drawn, time.process_time() - began, mb() - memory, len(data) / 1e6]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    names = ("pictures_cpu_s", "form_cpu_s", "pictures_mb", "form_file_mb")
    return dict(zip(names, map(float, done.stdout.strip("[]\n").split(", ")), strict=True))


def tell(found: dict[str, Any]) -> None:
    lines = [f"\nThe England file, {found['rows']:,} rows of {found['columns']} columns, {found['file_mb']:.0f} MB"]
    for what, words in (("dict_rows", "csv module, a dict a row"), ("taken_in", "taken in"), ("again", "once more")):
        lines.append(f"  {words:26} {found[f'{what}_cpu_s']:6.1f} s of CPU, {found[f'{what}_mb']:5.0f} MB")
    pictures = f"The four pictures of a school: {found['pictures_cpu_s']:.2f} s of CPU, {found['pictures_mb']:.0f} MB"
    lines.append(f"{pictures}; with the form {found['form_cpu_s']:.2f} s, a file of {found['form_file_mb']:.2f} MB")
    sys.stdout.write("\n".join(lines) + "\n")


def _england(path: Path) -> Path:
    more = [f"OTHER_{one}" for one in range(COLUMNS - len({*files.SCHOOL, *KS2.columns}))]
    names = {name.casefold() for name in files.SCHOOL}
    header = [*files.SCHOOL, *(name for name in KS2.columns if name not in names), *more]
    rest = dict.fromkeys(header[len(files.SCHOOL) :], "SUPP")
    line = [{**rest, **files.SCHOOL}[name] for name in header]
    places = [header.index(name) for name in ("URN", "LEA", "ESTAB")]
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # never all in memory: children would inherit it
        writer = csv.writer(file)
        writer.writerow(header)
        for one in range(ROWS):
            for place, said in zip(places, (900_001 + one, 201 + one // 120, 2000 + one % 120), strict=True):
                line[place] = str(said)
            writer.writerow(line)
        writer.writerow([{**rest, **files.STATE_FUNDED}[name] for name in header])
    return path


if __name__ == "__main__":
    tell(measure())
