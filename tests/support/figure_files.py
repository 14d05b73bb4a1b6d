"""Files of figures of schools that do not exist, as the DfE and the EBIU make them."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from pathlib import Path

Cells = Mapping[str, str]

SCHOOL: Cells = {
    "RECTYPE": "1",
    "LEA": "999",
    "ESTAB": "3301",
    "URN": "900001",
    "SCHNAME": "St Hilda’s Catholic Primary School",
    "TELIG": "30",
    "GELIG": "16",
    "BELIG": "14",
    "TFSM6CLA1A": "8",
    "TNotFSM6CLA1A": "22",
    "TKS1AVERAGE": "16",
    "PTREAD_EXP": "76%",
    "PTWRITTA_EXP": "81%",
    "PTMAT_EXP": "70%",
    "PTRWM_EXP": "61%",
    "READPROG": "-4",
    "READPROG_LOWER": "-6.1",
    "READPROG_UPPER": "-1.9",
    "WRITPROG": "0",
    "WRITPROG_LOWER": "-1.7",
    "WRITPROG_UPPER": "1.7",
    "MATPROG": "1.2",
    "MATPROG_LOWER": "-0.6",
    "MATPROG_UPPER": "3",
    "READ_AVERAGE": "104",
    "MAT_AVERAGE": "103",
    "PTRWM_EXP_G": "63%",
    "PTRWM_EXP_B": "57%",
    "PTRWM_EXP_FSM6CLA1A": "50%",
    "PTRWM_EXP_NotFSM6CLA1A": "64%",
    "PTGPS_EXP": "90%",
}
BLANK_HERE: Cells = dict.fromkeys(("URN", "ESTAB", "READPROG", "WRITPROG", "MATPROG"), " ")
AUTHORITY: Cells = {**SCHOOL, **BLANK_HERE, "RECTYPE": "3", "SCHNAME": "Fellshire", "PTRWM_EXP": "63%"}
ENGLAND: Cells = {**AUTHORITY, "RECTYPE": "4", "LEA": " ", "SCHNAME": " ", "PTRWM_EXP": "64%", "TELIG": "620000"}
STATE_FUNDED: Cells = {**ENGLAND, "RECTYPE": "5", "PTRWM_EXP": "65%", "TELIG": "615000"}


def school(**cells: str) -> Cells:
    return {**SCHOOL, **cells}


def table(rows: Sequence[Cells], header: Sequence[str] = ()) -> list[list[str]]:
    names = list(header or rows[0])
    return [names, *([row.get(name, "") for name in names] for row in rows)]


def written(path: Path, lines: Iterable[Sequence[str]], *, encoding: str = "utf-8-sig", delimiter: str = ",") -> Path:
    text = StringIO()
    csv.writer(text, delimiter=delimiter).writerows(lines)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def ks2(path: Path, *rows: Cells) -> Path:
    """A key stage 2 file with St Hilda's, or other rows, and the three rows at its end."""
    return written(path, table([*(rows or (SCHOOL,)), AUTHORITY, ENGLAND, STATE_FUNDED], [*SCHOOL]))
