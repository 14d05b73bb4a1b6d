"""A school has two agreements; each is kept, read and moved by itself, and an older database has the first."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from handbook.reports.sharing_agreement import AgreementKind, AgreementStatus
from store.database import Database
from store.records import to_json
from store.stale import Stale
from tests.store.filled import ENTRY, fill_roster, open_report
from tests.store.test_migrations import _downgrade
from tests.support import builders as a
from tests.support.builders import MONDAY
from tests.support.databases import Databases

SIGNED = replace(a.an_agreement(AgreementStatus.SIGNED), revision=0)
DATA = replace(a.an_agreement(AgreementStatus.DECLINED, kind=AgreementKind.DATA), revision=0)


def test_they_stand_beside_each_other(database: Database) -> None:
    fill_roster(database)
    report = open_report(database)
    with database.writing() as uow:
        uow.agreements.save(SIGNED, ENTRY, MONDAY)
        uow.agreements.save(DATA, ENTRY, MONDAY)
    with database.writing() as uow:
        sharing = uow.agreements.of_school("900001")
        data = uow.agreements.of_school("900001", AgreementKind.DATA)
        assert (sharing.status, data.status) == (AgreementStatus.SIGNED, AgreementStatus.DECLINED)
        uow.agreements.save(replace(data, status=AgreementStatus.SIGNED), ENTRY, MONDAY)
        with pytest.raises(Stale):
            uow.agreements.save(data, ENTRY, MONDAY)
    with database.reading() as uow:
        assert uow.reports.dossier(uow.reports.get(report.id)).agreement == sharing
        assert uow.agreements.of_school("900001", AgreementKind.DATA).in_force


def test_an_older_database_keeps_what_was_signed(databases: Databases) -> None:
    with databases.empty() as url:
        database = Database(url)
        database.migrate()
        _downgrade(database, "0011")
        record = replace(SIGNED, revision=3)
        older = to_json(record).replace(',"kind":"sharing"', "")
        with database.engine.begin() as connection:
            connection.execute(
                sa.text("INSERT INTO agreements VALUES ('900001', 'signed', 3, :record)"),
                {"record": older},
            )
        database.migrate()
        with database.writing() as uow:
            assert uow.agreements.of_school("900001") == record
            uow.agreements.save(DATA, ENTRY, MONDAY)
        _downgrade(database, "0011")
        with database.engine.connect() as connection:
            assert connection.execute(sa.text("SELECT urn, status FROM agreements")).all() == [("900001", "signed")]
        database.close()
