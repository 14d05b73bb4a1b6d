"""Training (T1, T3): a file adds to what is on record, and takes nothing away."""

from dataclasses import replace
from datetime import date

from handbook.core.people import Role
from handbook.schools.change_words import change_lines
from handbook.schools.imported_training import ImportedTraining, outcome_of_training, wanted_training
from handbook.schools.list_import import ImportedRows, wanted_by
from handbook.schools.outcome import RowOutcome
from handbook.schools.trust_list import applied, difference, without
from handbook.sip_team.record import SipRecord, Training, TrainingTopic
from tests.support import builders as a
from tests.support.lists import a_list

SIP = a.a_person(Role.SIP)
DATA, OFSTED = TrainingTopic.DATA, TrainingTopic.OFSTED
FIRST, SECOND = date(2026, 8, 20), date(2026, 9, 14)
KNOWN = SipRecord(SIP.id, initial_training_on=FIRST, trainings=(Training(DATA, SECOND),), home_area="L18", revision=3)
LISTED = replace(a_list(), sips={SIP.id: KNOWN})


def test_rows_add_up_to_a_record_that_keeps_all_else() -> None:
    rows = [ImportedTraining(SIP.id, OFSTED, FIRST), ImportedTraining(SIP.id, None, SECOND)]
    wanted = wanted_training(LISTED, [*rows, ImportedTraining(SIP.id, DATA, SECOND)])
    trainings = (Training(OFSTED, FIRST), Training(DATA, SECOND))
    assert wanted.sips == {SIP.id: replace(KNOWN, initial_training_on=SECOND, trainings=trainings)}
    changes = difference(LISTED, wanted)
    assert changes
    assert change_lines(LISTED, changes) == [f"changed: {SIP.name}, School Improvement Partner: training"]
    assert applied(LISTED, changes).sips == wanted.sips
    assert without(LISTED, LISTED).sips == {}
    nobody = ImportedTraining("somebody-who-left", None, FIRST)
    assert wanted_by(LISTED, ImportedRows(training=(*rows, nobody))).sips.keys() == {SIP.id}


def test_what_a_row_would_do() -> None:
    for one, outcome in (
        (ImportedTraining(SIP.id, None, FIRST), RowOutcome.UNCHANGED),
        (ImportedTraining(SIP.id, None, SECOND), RowOutcome.CHANGED),
        (ImportedTraining(SIP.id, DATA, SECOND), RowOutcome.UNCHANGED),
        (ImportedTraining(SIP.id, DATA, FIRST), RowOutcome.CREATED),
        (ImportedTraining("another", None, FIRST), RowOutcome.CREATED),
    ):
        assert outcome_of_training(LISTED, one) is outcome
