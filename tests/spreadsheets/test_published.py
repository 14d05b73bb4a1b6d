"""Three schools' figures, held against right values that were read from the DfE's files by other means."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from handbook.core.school_years import AcademicYear
from handbook.data.figures import FigureSet, Missing, Source
from handbook.data.measures import Group, Measure, Topic
from spreadsheets.figures import read_figures
from spreadsheets.layouts import WIDE, folded
from spreadsheets.row_places import Known

_FOUND: Final = [one / "shared" / "data" for one in Path(__file__).parents if (one / "shared" / "data").is_dir()]
pytestmark = pytest.mark.skipif(not _FOUND, reason="the DfE’s files are not kept beside the project")

STATUS: Final[Mapping[Missing, str]] = {
    Missing.SUPPRESSED: "suppressed",
    Missing.LOW_COVERAGE: "low coverage",
    Missing.BLANK: "no value (blank)",
    Missing.NOT_FOR_PLACE: "no value (blank)",
    Missing.NOT_IN_FILE: "not in this file",
    Missing.ROW_ENDED: "row ends before this column (no KS2 results)",
    Missing.NO_TEST: "does not exist: writing has no test; GPS_AVERAGE is a different subject",
}
BY_COLUMN: Final = {name: measure for layout in WIDE for name, measure in layout.columns.items()}
SOURCES: Final = {Topic.ABSENCE: Source.ABSENCE, Topic.PERSISTENT_ABSENCE: Source.ABSENCE}


@cache
def expected() -> dict[str, Any]:
    return json.loads((_FOUND[0] / "expected_ks2.json").read_text("utf-8"))


@cache
def sets_of(file: str) -> dict[tuple[str, Source], FigureSet]:
    wanted = [row for part in ("schools", "odd_rows", "liverpool") for row in expected()[part] if row["urn"]]
    known = Known({row["urn"]: row["school"] for row in wanted})
    reading = read_figures(_FOUND[0] / file, known, AcademicYear(2017), None)
    return {(one.place, one.source): one for one in reading.sets}


def place_of(row: Mapping[str, Any]) -> str:
    others = {"3": "la:850", "4": "england", "5": "england_state_funded"}
    return row["urn"] or others[row["rectype"]]


def measure_of(line: Mapping[str, Any]) -> Measure:
    column = line["column"] or line.get("wanted")
    return BY_COLUMN[folded(column)] if column else Measure(Topic.WRITING_SCORE)


def differences(row: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> list[str]:
    found, wrong = sets_of(row["file"]), []
    for line in lines:
        measure = measure_of(line)
        one = found[place_of(row), SOURCES.get(measure.topic, Source.KS2)]
        figure = one.figure(measure.topic, measure.group)
        england = row["rectype"] in ("4", "5") and "progress" in measure.key and measure.group is Group.ALL
        if england:  # said in words by the right values: 0 by definition
            right = figure.value == 0
        elif line["status"] == "given":
            right = figure.value is not None and float(figure.value) == line["value"]
        else:
            right = figure.missing is not None and STATUS[figure.missing] == line["status"]
        if not right:
            wrong.append(f"{row['school']} {measure.key}: {figure}, expected {line}")
    return wrong


@pytest.mark.parametrize(
    ("part", "names"),
    [
        ("schools", ("july", "december", "context")),
        ("odd_rows", ("figures",)),
        ("comparators", ("figures",)),
        ("liverpool", ("figures",)),
    ],
)
def test_every_figure_is_the_published_one_or_has_the_published_reason(part: str, names: tuple[str, ...]) -> None:
    wrong = [line for row in expected()[part] for name in names for line in differences(row, row[name])]
    assert wrong == []
    assert all(row[name] for row in expected()[part] for name in names)
