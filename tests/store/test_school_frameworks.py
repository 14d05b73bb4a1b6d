"""The frameworks of schools, as they are found again."""

from dataclasses import replace

import pytest

from handbook.reports.framework_choice import SchoolFramework
from store.audit import AuditEntry
from store.database import Database
from store.stale import Stale
from tests.support import builders as a

ENTRY = AuditEntry("service", "tested", "school:900001")
CHOICE = SchoolFramework("900001", "ofsted_2024", a.MONDAY, "sip-1")


def test_a_choice_is_found_again_and_changed(database: Database) -> None:
    with database.writing() as uow:
        assert uow.school_frameworks.of_school("900001") == SchoolFramework("900001")
        first = uow.school_frameworks.save(CHOICE, ENTRY, a.MONDAY)
        uow.school_frameworks.save(replace(first, key="ofsted_2025"), ENTRY, a.MONDAY)
    with database.reading() as uow:
        assert uow.school_frameworks.of_school("900001") == replace(CHOICE, key="ofsted_2025", revision=2)
        assert uow.school_frameworks.of_school("900002") == SchoolFramework("900002")


@pytest.mark.parametrize("revision", [0, 1])
def test_two_who_write_at_once_do_not_overwrite_each_other(database: Database, revision: int) -> None:
    with database.writing() as uow:
        first = uow.school_frameworks.save(CHOICE, ENTRY, a.MONDAY)
        uow.school_frameworks.save(first, ENTRY, a.MONDAY)
    with pytest.raises(Stale), database.writing() as uow:
        uow.school_frameworks.save(replace(CHOICE, revision=revision), ENTRY, a.MONDAY)
