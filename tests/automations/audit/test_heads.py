"""Each day the audit's head leaves the house, once a week it is told; and a chain that is broken is said to be so."""

from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from automations.audit.heads import FOLDER, NoteAuditExported, NoteAuditHead, due_now
from automations.engine.scheduler import run_due_commands
from automations.workflows import TABLES
from handbook.core.british_time import LONDON
from handbook.core.external_errors import Forbidden
from handbook.core.refusal import Refused
from handbook.reports.library import Library
from store.audit import AuditEntry
from store.audit_heads import AuditHead
from store.tables import audit
from tests.automations.office import ADVISOR, Office
from tests.support.rewriting import rewrite

DAY = date(2026, 10, 5)
"""A Monday."""


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=LONDON)


async def strike(office: Office, day: date, hour: int = 7) -> None:
    """The clock, that day: something happened the day before."""
    office.now = at(day, hour)
    await run_due_commands(office.bus, {"heads": due_now})
    await office.run_all()


def happened(office: Office) -> None:
    with office.database.writing() as uow:
        uow.audit(AuditEntry("service", "tested", "report:1"), office.now)


def heads(office: Office) -> tuple[AuditHead, ...]:
    with office.database.reading() as uow:
        return uow.audit_heads.since(date.min)


def filed(office: Office) -> dict[str, bytes]:
    return {name: one.data for (_, folder, name), one in office.ends.libraries.files.items() if folder == (FOLDER,)}


async def test_each_day_a_file_says_the_head_and_is_never_written_over(office: Office) -> None:
    happened(office)
    for _ in range(2):
        await strike(office, DAY)
    await strike(office, DAY + timedelta(days=1))
    first, second = heads(office)
    assert (first.seq, second.seq) == (1, 2)
    assert filed(office) == {
        "Audit head 2026-10-05.txt": f"2026-10-05 {first}\n".encode(),
        "Audit head 2026-10-06.txt": f"2026-10-06 {second}\n".encode(),
    }
    with office.database.reading() as uow:
        assert uow.audit_holds(second.hash, second.seq)
    assert [one.action for one in office.entries()][-2:] == ["head_noted", "head_noted"]


async def test_not_in_the_night_and_not_of_an_audit_with_nothing_in_it(small_office: Office) -> None:
    happened(small_office)
    await strike(small_office, DAY, 5)
    assert heads(small_office) == ()


async def test_of_an_audit_with_nothing_in_it_there_is_no_head(small_office: Office) -> None:
    await small_office.bus.decide(NoteAuditHead(DAY), "clock", "clock")
    assert (heads(small_office), small_office.outbox()) == ((), [])


async def test_on_mondays_the_weeks_heads_are_told_in_one_message(small_office: Office) -> None:
    happened(small_office)
    for number in range(9):
        await strike(small_office, DAY + timedelta(days=number))
    (told,) = small_office.ends.messenger.to(ADVISOR)
    words = str(told.card)
    assert "There is nothing to do." in words
    week = heads(small_office)[1:8]
    assert all(str(one) in words for one in week)
    assert str(heads(small_office)[0]) not in words, "that was told the Monday before, or was the first day"


async def test_a_broken_chain_has_no_head_and_is_told(small_office: Office) -> None:
    happened(small_office)
    await strike(small_office, DAY)
    happened(small_office)
    with small_office.database.engine.begin() as connection:
        connection.execute(sa.text("DROP TRIGGER audit_no_UPDATE"))
        connection.execute(audit.update().where(audit.c.seq == 3), {"action": "approved"})
    await strike(small_office, DAY + timedelta(days=1))
    await strike(small_office, DAY + timedelta(days=1), 9)
    (said,) = small_office.ends.messenger.said_to(ADVISOR)
    assert "does not fit its chain at entry 3" in said
    assert len(heads(small_office)) == 1


async def test_a_past_rewritten_before_the_last_head_is_told_the_next_day(small_office: Office) -> None:
    happened(small_office)
    happened(small_office)
    await strike(small_office, DAY)
    rewrite(small_office.database, 1, {"actor_id": "somebody-else"})
    await strike(small_office, DAY + timedelta(days=1))
    (said,) = small_office.ends.messenger.said_to(ADVISOR)
    assert "at entry 2" in said


async def test_a_day_has_one_head(small_office: Office) -> None:
    happened(small_office)
    await strike(small_office, DAY)
    with pytest.raises(Refused):
        await small_office.bus.decide(NoteAuditHead(DAY), "clock", "clock")


async def test_a_library_that_refuses_is_told_and_the_head_stays_noted(small_office: Office) -> None:
    happened(small_office)
    small_office.ends.fail("place", Forbidden("403"))
    await strike(small_office, DAY)
    await small_office.run_all()
    assert any("head of the audit could not be filed" in said for said in small_office.ends.messenger.said_to(ADVISOR))
    assert len(heads(small_office)) == 1


async def test_a_head_that_is_not_there_is_not_filed(small_office: Office) -> None:
    with pytest.raises(LookupError):
        await TABLES.effects["file_audit_head"].run(small_office.work, DAY.isoformat())
    assert not any(place[0] is Library.REPORTS for place in small_office.ends.libraries.files)


async def test_an_export_stands_in_the_audit(small_office: Office) -> None:
    await small_office.bus.decide(NoteAuditExported("school:900001", 3, 9, "f" * 64), "service", "command")
    (entry,) = small_office.entries()
    assert (entry.action, entry.about, entry.detail["told"]) == ("audit_exported", "school:900001", 3)


def test_nothing_is_due_once_the_day_has_its_head(small_office: Office) -> None:
    with small_office.database.writing() as uow:
        assert list(due_now(uow, small_office.bus.policy, at(DAY, 6))) == [NoteAuditHead(DAY)]
        uow.audit_heads.note(AuditHead(DAY, 1, "f" * 64))
        assert list(due_now(uow, small_office.bus.policy, at(DAY, 23))) == []
