"""A school has two agreements; each is kept, read and moved by itself, and an older database has the first."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from handbook.core.school_years import AcademicYear
from handbook.reports.agreements.agreement import AgreementStatus, SharingAgreement
from handbook.reports.agreements.texts import AgreementKind
from store.audit import AuditEntry
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


NEW = ("listed_name", "signed_for", "asked_version", "asked_for", "asked_of_id", "asked_again", "reminders")
NEWER = ("reminded_at", "waits_told_at", "denied_at", "signatures")


def as_it_was(agreement: SharingAgreement, *left_out: str) -> str:
    """The record as an earlier version of the service kept it."""
    kept = json.loads(to_json(agreement))
    return json.dumps({name: value for name, value in kept.items() if name not in (*NEW, *NEWER, *left_out)})


def test_an_older_database_keeps_what_was_signed(databases: Databases) -> None:
    with databases.empty() as url:
        database = Database(url)
        database.migrate()
        _downgrade(database, "0011")
        record = replace(SIGNED, revision=3)
        with database.engine.begin() as connection:
            connection.execute(
                sa.text("INSERT INTO agreements VALUES ('900001', 'signed', 3, :record)"),
                {"record": as_it_was(record, "kind")},
            )
        database.migrate()
        with database.writing() as uow:
            found = uow.agreements.of_school("900001")
            assert (found.in_force, found.typed_name, found.signed_for) == (True, "Hanna Tilling", AcademicYear(2026))
            assert found.signatures == (replace(record.signatures[0], listed_name=""),)
            uow.agreements.save(DATA, ENTRY, MONDAY)
        _downgrade(database, "0011")
        with database.engine.connect() as connection:
            assert connection.execute(sa.text("SELECT urn, status FROM agreements")).all() == [("900001", "signed")]
        database.close()


def test_an_older_database_says_of_each_agreement_what_was_asked_and_signed(databases: Databases) -> None:
    """From 0016: whoever was asked still waits; a signature that was taken back is found in the audit."""
    signed_at = MONDAY - timedelta(days=120)  # in July: of the school year before
    told = {
        "900001": a.an_agreement(AgreementStatus.ASKED, "900001"),
        "900002": replace(a.an_agreement(AgreementStatus.SIGNED, "900002"), answered_at=signed_at),
        "900003": a.an_agreement(AgreementStatus.WITHDRAWN, "900003"),
        "900004": a.an_agreement(AgreementStatus.WITHDRAWN, "900004"),
        "900005": a.an_agreement(AgreementStatus.DECLINED, "900005"),
    }
    with databases.empty() as url:
        database = Database(url)
        database.migrate()
        report = open_report(database)
        with database.writing() as uow:
            uow.audit(AuditEntry("head", "signed", "agreement:900003", {}), signed_at)
        _downgrade(database, "0016")
        insert = sa.text("INSERT INTO agreements VALUES (:urn, 'sharing', :status, :revision, :record)")
        with database.engine.begin() as connection:
            for urn, one in told.items():
                row = {"urn": urn, "status": one.status, "revision": one.revision, "record": as_it_was(one)}
                connection.execute(insert, row)
            kept = connection.execute(sa.text("SELECT record FROM reports")).scalar_one()
            assert "closing" not in kept
        database.migrate()
        with database.reading() as uow:
            found = {urn: uow.agreements.of_school(urn) for urn in told}
            assert uow.reports.get(report.id).closing == ()
        database.close()
    asked, signed, withdrawn, lost, declined = found.values()
    assert (asked.asked_version, asked.asked_for, asked.is_waiting) == ("2026.1", AcademicYear(2026), True)
    assert [(one.year, one.at) for one in signed.signatures] == [(AcademicYear(2025), signed_at)]
    assert [(one.at, one.by_id, one.ended_at) for one in withdrawn.signatures] == [(signed_at, "head", MONDAY)]
    assert [(one.at, one.by_id, one.year) for one in lost.signatures] == [(None, "", AcademicYear(2026))]
    assert declined.signatures == ()
    assert {urn: one.status for urn, one in found.items()} == {urn: one.status for urn, one in told.items()}
