"""What a file of the DfE or the EBIU says of the schools on the list, their authority and England."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from handbook.core.school_years import AcademicYear
from handbook.data.figures import Figure, FigureSet, Missing, Source
from handbook.data.measures import Group, Topic
from spreadsheets.figures import Reading, read_figures
from spreadsheets.layouts import SHEET_HEAD, SHEET_MEASURES
from spreadsheets.row_places import Known
from tests.support import figure_files as files

YEAR = AcademicYear(2018)
KNOWN = Known({"900001": "St Hilda’s, Northbeck"})


def read(path: Path, known: Known = KNOWN, year: AcademicYear | None = YEAR, as_at: date | None = None) -> Reading:
    reading = read_figures(path, known, year, as_at)
    places = len({(one.place, one.year) for one in reading.sets})
    long = any("subject" in name for name in reading.layouts)
    assert long or reading.rows == places + sum(n for word, n in reading.skipped.items() if word != "blank rows")
    return reading


def only_school(path: Path, known: Known = KNOWN, year: AcademicYear | None = YEAR) -> FigureSet:
    (found,) = (one for one in read(path, known, year).sets if one.is_school)
    return found


def given(value: str) -> Figure:
    return Figure(Decimal(value))


def test_a_key_stage_2_file_gives_the_school_its_authority_and_both_englands(tmp_path: Path) -> None:
    other = files.school(URN="900777", ESTAB="3999", SCHNAME="Elsewhere")
    far = {**files.AUTHORITY, "LEA": "998", "SCHNAME": "Farshire"}
    reading = read(files.ks2(tmp_path / "f.csv", files.SCHOOL, other, far, {}))
    assert [(one.place, one.name) for one in reading.sets] == [
        ("900001", "St Hilda’s Catholic Primary School"),
        ("la:999", "Fellshire"),
        ("england", "England"),
        ("england_state_funded", "England"),
    ]
    assert reading.skipped == {
        "schools that are not on the service’s list": 1,
        "rows about other places": 1,
        "blank rows": 1,
    }
    found, authority, england, state = reading.sets
    assert (found.year, found.source, found.number, found.urn_then) == (YEAR, Source.KS2, "9993301", "900001")
    assert found.figure(Topic.COMBINED) == given("61")
    assert found.figure(Topic.WRITING) == given("81")
    assert found.figure(Topic.READING_PROGRESS) == given("-4")
    assert found.figure(Topic.READING_PROGRESS_LOWER) == given("-6.1")
    assert found.figure(Topic.COMBINED, Group.DISADVANTAGED) == given("50")
    assert found.figure(Topic.COHORT, Group.OTHER) == given("22")
    assert found.figure(Topic.READING, Group.GIRLS) == Figure(missing=Missing.NOT_IN_FILE)
    assert found.figure(Topic.WRITING_SCORE) == Figure(missing=Missing.NO_TEST)
    assert authority.figure(Topic.READING_PROGRESS) == Figure(missing=Missing.NOT_FOR_PLACE)
    assert [one.figure(Topic.COMBINED) for one in (england, state)] == [given("64"), given("65")]
    assert state.figure(Topic.READING_PROGRESS) == given("0")


def test_each_code_keeps_its_reason_and_none_is_0(tmp_path: Path) -> None:
    cells = {"PTREAD_EXP": "SUPP", "PTMAT_EXP": "0%", "READPROG": "LOWCOV", "MATPROG": "NE", "TKS1AVERAGE": "na"}
    found = only_school(files.ks2(tmp_path / "f.csv", files.school(**cells, WRITPROG="", READ_AVERAGE="NEW")))
    assert found.figure(Topic.MATHS) == given("0")
    reasons = {
        Topic.READING: Missing.SUPPRESSED,
        Topic.READING_PROGRESS: Missing.LOW_COVERAGE,
        Topic.MATHS_PROGRESS: Missing.NO_ENTRIES,
        Topic.KS1_START: Missing.NOT_APPLICABLE,
        Topic.WRITING_PROGRESS: Missing.BLANK,
        Topic.READING_SCORE: Missing.NEW_SCHOOL,
    }
    assert {topic: found.figure(topic) for topic in reasons} == {
        topic: Figure(missing=reason) for topic, reason in reasons.items()
    }


def test_columns_are_known_by_name_in_whatever_case_and_order(tmp_path: Path) -> None:
    header = [name.swapcase() for name in reversed(files.SCHOOL)]
    cells = [files.SCHOOL[name] for name in reversed(files.SCHOOL)]
    found = only_school(files.written(tmp_path / "f.csv", [["A title over it"], [], header, cells]))
    assert found.figure(Topic.COMBINED, Group.OTHER) == given("64")


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8", ","), ("utf-8-sig", ";"), ("cp1252", "\t")])
def test_it_is_read_however_excel_saved_it(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = files.table([files.school(SCHNAME="St Zoë’s – à côté")])
    found = only_school(files.written(tmp_path / "f.csv", lines, encoding=encoding, delimiter=delimiter))
    assert found.name == "St Zoë’s – à côté"


def test_a_row_that_ends_early_has_no_results_from_there_on(tmp_path: Path) -> None:
    header, cells = files.table([files.SCHOOL])
    end = header.index("PTREAD_EXP")
    found = only_school(files.written(tmp_path / "f.csv", [header, cells[:end]]))
    assert found.figure(Topic.COHORT) == given("30")
    assert found.figure(Topic.COMBINED) == Figure(missing=Missing.ROW_ENDED)


def test_a_school_that_converted_is_found_by_its_number_or_by_its_later_urn(tmp_path: Path) -> None:
    path = files.ks2(tmp_path / "f.csv", files.school(URN="800001"))
    assert not any(one.is_school for one in read(path).sets)
    found = read(path, Known(KNOWN.names, {"9993301": "900001"}))
    assert (found.sets[0].place, found.sets[0].urn_then) == ("900001", "800001")
    assert found.notes == ("St Hilda’s, Northbeck had the URN 800001 then; it was found by its DfE number, 999/3301.",)
    later = {**files.school(URN=""), "URN_AC": "900001"}
    found = read(files.written(tmp_path / "g.csv", files.table([later])))
    assert found.notes == ("St Hilda’s, Northbeck has no URN in the file; it was found by the URN 900001.",)


@pytest.mark.parametrize("turned", [False, True])
def test_of_the_rows_before_and_after_a_conversion_the_one_with_todays_urn_holds(tmp_path: Path, turned: bool) -> None:
    rows = [files.school(URN="800001", PTRWM_EXP="11%"), files.SCHOOL]
    path = files.ks2(tmp_path / "f.csv", *(reversed(rows) if turned else rows))
    found = read(path, Known(KNOWN.names, {"9993301": "900001"}))
    assert found.sets[0].figure(Topic.COMBINED) == given("61")
    assert found.notes == ("St Hilda’s, Northbeck is in the file twice: the row of URN 800001 was left out.",)


def test_absence_has_primary_schools_of_england_and_not_the_older_definition(tmp_path: Path) -> None:
    lines = [["LA", "ESTAB", "URN", "PERCTOT", "PPERSABS10"], ["999", "3301", "900001", "4.4", "SUPP"],
             ["NAT", "PRI", "", "4", "8.2"], ["NAT", "SEC", "", "5.5", "13.7"]]  # fmt: skip
    found = read(files.written(tmp_path / "f.csv", lines), as_at=date(2019, 7, 31))
    assert [(one.place, one.as_at) for one in found.sets] == [
        ("900001", date(2019, 7, 31)),
        ("england", date(2019, 7, 31)),
    ]
    assert found.sets[0].figure(Topic.PERSISTENT_ABSENCE) == Figure(missing=Missing.SUPPRESSED)
    assert found.sets[1].figure(Topic.ABSENCE) == given("4")
    older = [["URN", "PERCTOT", "PPERSABS15"], ["900001", "3.9", "1.7"]]
    found = read(files.written(tmp_path / "g.csv", older))
    assert found.notes == ("Persistent absence at 15% of sessions is an older definition, so it was not taken.",)
    assert found.sets[0].figure(Topic.PERSISTENT_ABSENCE) == Figure(missing=Missing.NOT_IN_FILE)


def test_the_census(tmp_path: Path) -> None:
    lines = [["URN", "LA", "ESTAB", "NOR", "PSENELSE", "PSENELK", "PNUMEAL", "PNUMFSMEVER"],
             ["900001", "999", "3301", "210", "0", "17.1", "1", "4.8"]]  # fmt: skip
    found = only_school(files.written(tmp_path / "f.csv", lines))
    topics = (Topic.ON_ROLL, Topic.EHC_PLAN, Topic.SEN_SUPPORT, Topic.OTHER_LANGUAGE, Topic.FREE_MEALS)
    assert [found.figure(topic) for topic in topics] == [given(one) for one in ("210", "0", "17.1", "1", "4.8")]
    assert found.source is Source.CENSUS


LONG = ["time_period", "geographic_level", "old_la_code", "la_name", "school_urn", "school_laestab", "school_name",
        "breakdown", "subject", "expected_standard_pupil_percent", "average_scaled_score",
        "progress_measure_score"]  # fmt: skip


def long_row(breakdown: str, subject: str, expected: str, score: str = "z", progress: str = "z") -> list[str]:
    about = ["202425", "School", "999", "Fellshire", "900001", "9993301", "St Hilda’s"]
    return [*about, breakdown, subject, expected, score, progress]


def test_todays_file_has_a_row_a_subject_and_group(tmp_path: Path) -> None:
    lines = [
        LONG,
        long_row("Total", "Reading", "77", "105"),
        long_row("Girls", "Reading", "80"),
        long_row("Not known to be disadvantaged", "Reading, writing and maths", "c"),
        long_row("Disadvantaged", "Grammar, punctuation and spelling", "66"),
        long_row("Non mobile", "Reading", "66"),
        ["202425", "School", "", "", "900777", "9980001", "Elsewhere", "Total", "Reading", "1", "z", "z"],
        ["202425", "Local authority", "999", "Fellshire", "", "", "", "Total", "Reading", "75", "104"],
        ["202425", "Local authority", "998", "Farshire", "", "", "", "Total", "Reading", "75", "104", "z"],
        ["202425", "National", "", "", "", "", "", "Total", "Reading", "75", "105", "z"],
        ["202425", "Regional", "", "", "", "", "", "Total", "Reading", "75", "105", "z"],
    ]
    found = read(files.written(tmp_path / "f.csv", lines), year=None)
    assert [one.place for one in found.sets] == ["900001", "la:999", "england"]
    assert found.skipped == {
        "rows about other groups of pupils or subjects": 2,
        "schools that are not on the service’s list": 1,
        "rows about other places": 1,
    }
    one = found.sets[0]
    assert (one.year, one.number) == (AcademicYear(2024), "9993301")
    assert one.figure(Topic.READING) == given("77")
    assert one.figure(Topic.READING_SCORE) == given("105")
    assert one.figure(Topic.READING, Group.GIRLS) == given("80")
    assert one.figure(Topic.COMBINED, Group.OTHER) == Figure(missing=Missing.SUPPRESSED)
    assert one.figure(Topic.READING_PROGRESS) == Figure(missing=Missing.NO_BASELINE)


def test_todays_file_of_authorities_tells_groups_by_several_columns(tmp_path: Path) -> None:
    header = ["time_period", "geographic_level", "subject", "sex", "disadvantage_status",
              "expected_standard_pupil_percent"]  # fmt: skip
    row = ["202425", "National", "Maths"]
    lines = [
        header,
        [*row, "Total", "Total", "73"],
        [*row, "Boys", "Total", "74"],
        [*row, "Boys", "Disadvantaged", "60"],
    ]
    (england,) = read(files.written(tmp_path / "f.csv", lines), year=None).sets
    assert [england.figure(Topic.MATHS, one).value for one in (Group.ALL, Group.BOYS, Group.GIRLS)] == [73, 74, None]


def test_in_todays_file_too_a_school_is_found_by_its_number(tmp_path: Path) -> None:
    lines = [LONG, ["202425", "School", "", "", "800001", "9993301", "St Hilda’s", "Total", "Maths", "70", "z", "z"]]
    found = read(files.written(tmp_path / "f.csv", lines), Known(KNOWN.names, {"9993301": "900001"}), None)
    assert found.sets[0].place == "900001"
    assert found.notes == ("St Hilda’s, Northbeck had the URN 800001 then; it was found by its DfE number, 999/3301.",)


def test_an_ebiu_sheet_has_years_and_days_of_its_own(tmp_path: Path) -> None:
    header = [*SHEET_HEAD, *(measure.words for measure in SHEET_MEASURES)]
    row = {"URN": "900001", "Year": "2024/25", "As at": "12/12/2025", "Attendance, % of sessions": "94.6"}
    girls = "Reading: % at the expected standard or higher, girls"
    other = {"DfE number": "999/3301", "Year": "2023/24", girls: "80%"}
    path = files.written(tmp_path / "f.csv", files.table([row, other], header))
    found = read(path, Known(KNOWN.names, {"9993301": "900001"}), None).sets
    assert [(one.year, one.as_at, one.source) for one in found] == [
        (AcademicYear(2024), date(2025, 12, 12), Source.EBIU),
        (AcademicYear(2023), None, Source.EBIU),
    ]
    assert found[0].figures == {"attendance.all": given("94.6")}
    assert found[1].figure(Topic.READING, Group.GIRLS) == given("80")


def test_one_file_of_several_layouts_gives_a_set_of_each(tmp_path: Path) -> None:
    lines = files.table([{**files.SCHOOL, "PERCTOT": "4.4"}])
    found = read(files.written(tmp_path / "f.csv", lines)).sets
    assert [one.source for one in found] == [Source.KS2, Source.ABSENCE]
