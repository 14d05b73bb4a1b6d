"""The training of SIPs is read row by row; a training that is none is named by its cell (T1, T3)."""

from datetime import date
from pathlib import Path

from handbook.core.people import Role
from handbook.schools.imported_training import ImportedTraining
from handbook.sip_team.record import TrainingTopic
from spreadsheets.reading_apart import read_sheet
from spreadsheets.training import read_training
from tests.support import builders as a
from tests.support import list_files as files
from tests.support.lists import TEXTS, a_list

LISTED = a_list()
SIP, HEAD = a.a_person(Role.SIP), a.a_person(Role.HEADTEACHER)
COLUMNS = ("E-mail", "Topic", "Attended on")
DAY = date(2026, 9, 1)


def test_a_row_for_each_training(tmp_path: Path) -> None:
    rows = (
        (SIP.email.upper(), "initial training", "20/08/2026"),
        (SIP.email, "Performance management", "01/09/2026"),
        (SIP.email, "performance  management", "14/09/2026"),
    )
    path = files.table(tmp_path / "training.csv", COLUMNS, *rows)
    reading = read_training(path, LISTED)
    assert reading.table.faults == []
    assert reading.training == [
        ImportedTraining(SIP.id, None, date(2026, 8, 20)),
        ImportedTraining(SIP.id, TrainingTopic.PERFORMANCE_MANAGEMENT, DAY),
        ImportedTraining(SIP.id, TrainingTopic.PERFORMANCE_MANAGEMENT, date(2026, 9, 14)),
    ]
    assert read_sheet(path, LISTED, TEXTS).training == tuple(reading.training)


def test_what_is_no_training_is_named_by_its_cell(tmp_path: Path) -> None:
    rows = (
        (HEAD.email, "Data", "01/09/2026"),
        (SIP.email, "Performance managment", "01/09/2026"),
        (SIP.email, "Swimming", "01/09/2026"),
        (SIP.email, "Data", "31/02/2026"),
        (SIP.email, "Data", "01/09/2026"),
        (SIP.email, "Data", "01/09/2026"),
        (SIP.email, "Initial training", "01/09/2026"),
        (SIP.email, "Initial training", "02/09/2026"),
    )
    reading = read_training(files.table(tmp_path / "t.csv", COLUMNS, *rows), LISTED)
    rights = [(one.row, one.right) for one in reading.table.faults]
    assert rights[0] == (2, "the address of a School Improvement Partner on the list")
    assert rights[1] == (3, "Performance management")
    assert rights[2][1].startswith("one of: Initial training, Data, Coaching")
    assert rights[3] == (5, "a day that there is: February 2026 has 28")
    assert rights[4] == (7, "one row for it: row 6 has this training already")
    assert rights[5] == (9, "one row for it: row 8 has this training already")
    assert len(reading.training) == 2
