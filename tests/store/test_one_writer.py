"""Two people at once: one after the other, the second on what the first has written, and nothing half written."""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.exc import SQLAlchemyError

from handbook.reports.agreements.agreement import AgreementStatus
from handbook.reports.report import Status
from store.database import Database
from store.stale import Stale
from store.unit_of_work import UnitOfWork
from tests.store import filled
from tests.store.filled import ENTRY, a_report, open_report, sent
from tests.support import builders as a

PATIENCE = 20.0


def _beside(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_a_report_that_was_read_before_somebody_wrote_is_stale(database: Database) -> None:
    open_report(database)
    with database.reading() as first, database.reading() as second:
        mine, theirs = first.reports.get("r1"), second.reports.get("r1")
    with database.writing() as uow:
        uow.reports.save(sent(mine), ENTRY, a.MONDAY)
    with pytest.raises(Stale), database.writing() as uow:
        uow.reports.save(replace(theirs, status=Status.CHANGE_ASKED), ENTRY, a.MONDAY)
    with database.reading() as uow:
        assert uow.reports.get("r1") == replace(sent(mine), revision=2)
        assert uow.verify_audit().entries == 2


def test_an_agreement_that_two_people_open_is_opened_once(database: Database) -> None:
    with database.reading() as uow:
        never_asked = uow.agreements.of_school("900001")
    asked = replace(never_asked, status=AgreementStatus.ASKED)
    with database.writing() as uow:
        uow.agreements.save(asked, ENTRY, a.MONDAY)
    with pytest.raises(Stale), database.writing() as uow:
        uow.agreements.save(replace(never_asked, status=AgreementStatus.SIGNED), ENTRY, a.MONDAY)
    with database.reading() as uow:
        assert uow.agreements.of_school("900001") == replace(asked, revision=1)


def test_an_agreement_changed_by_somebody_else_is_stale(database: Database) -> None:
    with database.writing() as uow:
        asked = uow.agreements.save(a.an_agreement(), ENTRY, a.MONDAY)
    with database.writing() as uow:
        uow.agreements.save(asked, ENTRY, a.MONDAY)
    with pytest.raises(Stale), database.writing() as uow:
        uow.agreements.save(asked, ENTRY, a.MONDAY)


def test_who_writes_second_sees_what_the_first_wrote(database: Database) -> None:
    """Else a school could withdraw while the Trust Advisor shares, and both would be done (W5)."""
    begun, seen = threading.Event(), list[AgreementStatus]()

    def second() -> None:
        with database.writing() as uow:
            begun.set()
            seen.append(uow.agreements.of_school("900001").status)

    with database.writing() as uow:
        thread = _beside(second)
        begun.wait(0.3)  # it should not; where it can, it now sees what is not true any more
        uow.agreements.save(replace(a.an_agreement(), status=AgreementStatus.SIGNED), ENTRY, a.MONDAY)
    thread.join(PATIENCE)
    assert seen == [AgreementStatus.SIGNED]


def test_who_reads_sees_one_moment(database: Database) -> None:
    open_report(database)
    with database.reading() as uow:
        assert uow.verify_audit().entries == 1
        with database.writing() as other:
            other.reports.save(sent(a_report()), ENTRY, a.MONDAY)
        assert uow.reports.get("r1").status is Status.DRAFTED
        assert uow.verify_audit().entries == 1


def test_who_reads_is_not_held_up_by_who_writes(database: Database) -> None:
    open_report(database)
    with database.writing() as writer, database.reading() as reader:
        writer.reports.save(sent(a_report()), ENTRY, a.MONDAY)
        assert reader.reports.get("r1").status is Status.DRAFTED


def test_two_processes_that_start_at_once_both_bring_the_roster(database: Database) -> None:
    filled.fill_roster(database)
    other, faults = Database(database.url.render_as_string(hide_password=False)), list[SQLAlchemyError]()
    together = threading.Barrier(2)

    def bring(one: Database) -> None:
        together.wait(PATIENCE)
        try:
            filled.fill_roster(one)
        except SQLAlchemyError as fault:
            faults.append(fault)

    threads = [_beside(lambda one=one: bring(one)) for one in (database, other)]
    for thread in threads:
        thread.join(PATIENCE)
    other.close()
    assert faults == []


def test_what_raises_writes_nothing(database: Database) -> None:
    def half(uow: UnitOfWork) -> None:
        uow.reports.open(a_report(), ENTRY, a.MONDAY)
        uow.cards.add(filled.a_card())
        raise RuntimeError("the light went out")

    with pytest.raises(RuntimeError), database.writing() as uow:
        half(uow)
    with database.reading() as uow:
        assert uow.reports.of_school("900001") == ()
        assert uow.cards.get("key") is None
        assert uow.verify_audit().entries == 0
