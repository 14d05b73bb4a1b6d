"""Figures are kept by place, year and source, with the reason where there is none; what is the same writes nothing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from handbook.core.school_years import AcademicYear
from handbook.data.figures import ENGLAND, Figure, FigureSet, Missing, Source
from store.audit import AuditEntry
from store.database import Database
from store.figures import figures
from store.stale import Stale
from store.unit_of_work import UnitOfWork
from tests.support.builders import MONDAY

ENTRY = AuditEntry("service", "figures_kept", "figures", {"new": 1})
HILDA = FigureSet(
    "900001",
    AcademicYear(2018),
    Source.KS2,
    "St Hilda’s",
    "9993301",
    "800001",
    date(2019, 7, 9),
    {"maths_expected.all": Figure(Decimal("62.50")), "maths_progress.all": Figure(missing=Missing.SUPPRESSED)},
)
EARLIER = replace(HILDA, year=AcademicYear(2017), number="9993300")
EVERYWHERE = replace(HILDA, place=ENGLAND, number="", figures={})


def entries(uow: UnitOfWork) -> int:
    return uow.verify_audit().entries


def test_they_come_back_as_they_were(database: Database) -> None:
    with database.writing() as uow:
        found = uow.figures.keep([HILDA, EVERYWHERE, EARLIER], ENTRY, MONDAY)
    assert (len(found.new), found.changed, found.unchanged) == (3, (), 0)
    with database.reading() as uow:
        assert uow.figures.of_places(["900001"]) == (EARLIER, HILDA)
        assert uow.figures.of_places(["900001", ENGLAND]) == (EARLIER, HILDA, EVERYWHERE)
        assert uow.figures.numbers() == {"9993301": "900001", "9993300": "900001"}
        assert str(uow.figures.of_places(["900001"])[1].figures["maths_expected.all"].value) == "62.50"


def test_twice_changes_nothing_and_writes_nothing(database: Database) -> None:
    with database.writing() as uow:
        uow.figures.keep([HILDA, EVERYWHERE], ENTRY, MONDAY)
        before = entries(uow)
        found = uow.figures.keep([HILDA, EVERYWHERE], ENTRY, MONDAY)
        assert (found.new, found.changed, found.unchanged) == ((), (), 2)
        assert entries(uow) == before


def test_what_differs_is_changed_and_the_rest_stays(database: Database) -> None:
    other = replace(HILDA, figures={"maths_expected.all": Figure(Decimal(63))})
    with database.writing() as uow:
        uow.figures.keep([HILDA, EVERYWHERE], ENTRY, MONDAY)
        before = entries(uow)
        found = uow.figures.keep([other, EVERYWHERE, EARLIER], ENTRY, MONDAY)
        assert (found.new, found.changed, found.unchanged) == ((EARLIER,), (other,), 1)
        assert uow.figures.of_places(["900001"]) == (EARLIER, other)
        assert entries(uow) == before + 1


def test_who_writes_second_is_told(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.writing() as uow:
        uow.figures.keep([HILDA], ENTRY, MONDAY)
    monkeypatch.setattr("store.figures.FigureBook.of_places", lambda *_: ())
    with database.writing() as uow, pytest.raises(Stale), uow.savepoint() as own:
        own.figures.keep([HILDA], ENTRY, MONDAY)
    with database.reading() as uow:
        assert uow.connection.execute(sa.select(sa.func.count()).select_from(figures)).scalar() == 1
