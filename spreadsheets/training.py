"""The training of SIPs, out of a list of it: a row for each training that somebody has had (T1, T3)."""

from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from handbook.schools.imported_training import ImportedTraining
from handbook.schools.trust_list import TrustList
from spreadsheets import list_columns as names
from spreadsheets import list_layouts
from spreadsheets.date_lists import day_in, sip_in, sips_by_mail
from spreadsheets.layouts import folded
from spreadsheets.rows import Progress
from spreadsheets.tables import Table, TableRow, read_table
from spreadsheets.unusable import Fault


@dataclass(slots=True)
class TrainingReading:
    """What a file says of training, row by row."""

    table: Table
    training: list[ImportedTraining] = field(default_factory=list[ImportedTraining])


def read_training(path: Path, known: TrustList, progress: Progress = lambda _: None) -> TrainingReading:
    """Raises UnusableFile."""
    table, rows = read_table(path, list_layouts.TRAINING_LIST, list_layouts.EVERY_LIST, progress)
    reading, by_mail = TrainingReading(table), sips_by_mail(known)
    taken: dict[ImportedTraining | str, tuple[str, int]] = {}
    for row in rows:
        faults = list[Fault]()
        sip_id = sip_in(row, by_mail, faults)
        what = _training(row, faults)
        day = day_in(row, names.TRAINED_ON, faults)
        if faults or day is None:
            table.refuse(row, *faults)
            continue
        one = ImportedTraining(sip_id, names.TRAININGS[what], day)
        key = one if one.topic else sip_id
        if key in taken:
            right = f"one row for it: {row.tells_of(taken[key])} has this training already"
            table.refuse(row, row.fault(names.TRAINING, right))
        else:
            taken[key] = row.at
            reading.training.append(one)
    return reading


def _training(row: TableRow, faults: list[Fault]) -> str:
    """As the template calls it; empty where it is none."""
    said = folded(row.text(names.TRAINING))
    known = {folded(words): words for words in names.TRAININGS}
    if said not in known:
        meant = get_close_matches(said, known, 1)
        right = known[meant[0]] if meant else f"one of: {', '.join(names.TRAININGS)}"
        faults.append(row.fault(names.TRAINING, right))
    return known.get(said, "")
