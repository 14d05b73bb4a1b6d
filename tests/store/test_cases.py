"""Cases as they are found again: by who may read them, so that another's is found exactly as none (E5, X4)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from handbook.cases.case import Case, Deed, Part, Seat, Stage, readers_of
from handbook.cases.keeping import tombstone
from handbook.core.refusal import Refused
from store.audit import AuditEntry
from store.case_tables import case_readers
from store.database import Database
from store.records import from_json, to_json
from store.stale import Stale
from tests.support import case_builders as b
from tests.support import case_commands as c
from tests.support.case_people import (
    ADVISOR,
    CHAIR,
    DIRECTOR,
    DSO,
    HEAD,
    LA_OFFICER,
    NOW,
    OTHER_ADVISOR,
    OTHER_DSO,
    OTHER_SIP,
    SIP,
    TODAY,
    actor,
    deputy,
)

ENTRY = AuditEntry("service", "tested", "case:case-1")
EVERYBODY = (SIP, HEAD, ADVISOR, DSO, DIRECTOR, CHAIR, OTHER_SIP, OTHER_DSO, LA_OFFICER)


def keep(database: Database, *kept: Case) -> list[Case]:
    with database.writing() as uow:
        return [uow.cases.open(case, ENTRY, NOW) for case in kept]


def full() -> Case:
    """A concern with every kind of part that one can have."""
    case = c.talk(c.waive_talk(c.say_could_not_talk(b.a_concern(Stage.TO_TALK)), deputy(ADVISOR)))
    case = c.acknowledge(c.take_to_advisor(case), actor(ADVISOR), Stage.WITH_TRUST_ADVISOR, tell=False)
    case = c.reach_dso(c.take_to_dso(c.arrange_support(case), school=replace(c.SCHOOL, dso_id="")))
    case = c.set_meeting(c.place_on_agenda(case), invited=(SIP.id, LA_OFFICER.id))
    case = c.add(c.call_off_meeting(c.hand_over(case)), actor(OTHER_SIP))
    case = c.conclude(c.take_to_director(c.set_review(case, actor(ADVISOR))), actor(DIRECTOR), Stage.WITH_DIRECTOR)
    return c.close(b.followed_by(case, {Seat.TRUST_ADVISOR: OTHER_ADVISOR}), actor(OTHER_ADVISOR))


def rows(database: Database) -> set[tuple[str, str]]:
    """Who is named as a reader of what."""
    with database.reading() as uow:
        return {tuple(row) for row in uow.connection.execute(sa.select(case_readers))}


def readers_in(case: Case) -> set[tuple[str, str]]:
    return {(case.id, one) for one in readers_of(case)}


def test_whatever_a_case_holds_it_is_the_same_after_it_was_written_and_read() -> None:
    concern, complaint = full(), b.a_complaint(Stage.WITH_CHAIR)
    assert {part.deed for part in (*concern.parts, *complaint.parts)} == set(Deed)
    for case in (concern, complaint, tombstone(concern, NOW)):
        assert from_json(Case, to_json(case)) == case
    for part in (*concern.parts, *complaint.parts):
        assert from_json(Part, to_json(part)) == part


@pytest.mark.parametrize("case", [full(), b.a_complaint(Stage.PREPARING)])
def test_a_case_is_found_as_it_was_written_by_its_readers_and_by_nobody_else(database: Database, case: Case) -> None:
    [opened] = keep(database, case)
    assert opened == replace(case, revision=1)
    with database.reading() as uow:
        assert uow.cases.get("case-1") == opened
        for person in EVERYBODY:
            found = [opened] if person.id in readers_of(case) else []
            assert list(uow.cases.of_readers([person.id])) == found
            if found:
                assert uow.cases.get_for("case-1", [person.id]) == opened


def test_another_s_is_found_exactly_as_none(database: Database) -> None:
    keep(database, b.a_concern(Stage.WITH_DIRECTOR, talked=False, tell=False))
    asked: list[tuple[str, Iterable[str]]] = [
        ("case-1", [HEAD.id]),
        ("case-1", [OTHER_SIP.id, OTHER_DSO.id]),
        ("case-1", []),
        ("case-2", [SIP.id]),
        ("case-2", [HEAD.id]),
        ("", [SIP.id]),
        ("' OR 1=1 --", [SIP.id]),
        ("case-%", [SIP.id]),
    ]
    with database.reading() as uow:
        said = set[tuple[str, str, str]]()
        for case_id, ids in asked:
            with pytest.raises(Refused) as caught:
                uow.cases.get_for(case_id, ids)
            said.add((caught.value.code, caught.value.reason, caught.value.rule))
        with pytest.raises(Refused) as caught:
            uow.cases.get("case-2")
        said.add((caught.value.code, caught.value.reason, caught.value.rule))
        assert said == {("unknown", "I cannot find that record.", "")}
        assert uow.cases.of_readers([HEAD.id]) == uow.cases.of_readers([]) == ()


def test_who_stands_in_finds_what_those_read_whom_they_stand_in_for(database: Database) -> None:
    [opened] = keep(database, b.a_concern())
    with database.reading() as uow:
        assert uow.cases.get_for("case-1", [OTHER_SIP.id, SIP.id, HEAD.id]) == opened
        assert uow.cases.of_readers([OTHER_SIP.id, SIP.id, HEAD.id]) == (opened,)


def test_the_table_of_readers_follows_the_record(database: Database) -> None:
    [opened] = keep(database, b.a_concern())
    assert rows(database) == readers_in(opened) == {("case-1", SIP.id), ("case-1", HEAD.id)}
    grown = c.take_to_dso(c.acknowledge(c.take_to_advisor(opened), actor(ADVISOR), Stage.WITH_TRUST_ADVISOR))
    with database.writing() as uow:
        saved = uow.cases.save(grown, ENTRY, NOW)
    assert rows(database) == readers_in(saved)
    assert {one for _, one in rows(database)} == {SIP.id, HEAD.id, ADVISOR.id, DSO.id}
    done = replace(c.close(saved, actor(ADVISOR)), revision=saved.revision)
    with database.writing() as uow:
        uow.cases.save(tombstone(done, NOW), ENTRY, NOW)
    assert rows(database) == set()
    with database.reading() as uow:
        assert uow.cases.get("case-1").parts == ()
        assert not any(uow.cases.of_readers([person.id]) for person in EVERYBODY)


def test_two_who_write_at_once_do_not_overwrite_each_other(database: Database) -> None:
    """Nor does the one who comes too late bring readers in."""
    [opened] = keep(database, b.a_concern())
    with database.writing() as uow:
        saved = uow.cases.save(c.acknowledge(opened, actor(HEAD), Stage.TALKED), ENTRY, NOW)
        with pytest.raises(Stale):
            uow.cases.save(c.take_to_advisor(opened), ENTRY, NOW)
    with database.reading() as uow:
        assert uow.cases.get("case-1") == saved
        assert saved.revision == opened.revision + 1
    assert rows(database) == readers_in(saved)


def test_a_decision_about_a_case_is_audited_without_a_word_of_it(database: Database) -> None:
    [opened] = keep(database, b.a_concern())
    with database.writing() as uow:
        uow.cases.save(c.acknowledge(opened, actor(HEAD), Stage.TALKED), ENTRY, NOW)
        assert uow.verify_audit().broken_at is None
        entries = uow.connection.exec_driver_sql("SELECT action, about, detail FROM audit ORDER BY seq").all()
    assert [tuple(entry) for entry in entries] == [("tested", "case:case-1", "{}")] * 2


def test_open_overdue_and_old_ones_are_found_by_the_clock(database: Database) -> None:
    concern = b.a_concern()
    due = {name: replace(concern, id=name, review_on=TODAY + timedelta(days=days)) for name, days in DUE.items()}
    done = {name: replace(c.close(concern, actor(SIP)), id=name, closed_at=at) for name, at in CLOSED.items()}
    gone = replace(tombstone(c.close(concern, actor(SIP)), NOW), id="gone")
    keep(database, *due.values(), *done.values(), gone)
    with database.reading() as uow:
        assert [one.id for one in uow.cases.standing()] == ["due-today", "due-tomorrow", "overdue"]
        assert [one.id for one in uow.cases.overdue(TODAY)] == ["overdue"]
        assert [one.id for one in uow.cases.overdue(TODAY + timedelta(days=2))] == sorted(DUE)
        assert [one.id for one in uow.cases.closed_before(NOW)] == ["closed-before"]
        assert [one.id for one in uow.cases.closed_before(NOW + timedelta(days=1))] == ["closed-before", "closed-now"]


DUE = {"due-today": 0, "due-tomorrow": 1, "overdue": -1}
CLOSED: dict[str, datetime] = {"closed-before": NOW - timedelta(seconds=1), "closed-now": NOW}


def test_days_are_kept_as_days(database: Database) -> None:
    [opened] = keep(database, full())
    with database.reading() as uow:
        found = uow.cases.get("case-1")
    assert {type(part.on) for part in found.parts} == {date, type(None)}
    assert [part.at for part in found.parts] == [part.at for part in opened.parts]
    assert all(part.at.tzinfo for part in found.parts)


def test_the_same_is_asked_of_the_database_for_another_s_as_for_none(database: Database) -> None:
    """So that it takes no longer either."""
    keep(database, b.a_concern())
    asked: list[str] = []
    sa.event.listen(database.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    with database.reading() as uow:
        asked.clear()
        for case_id in ("case-1", "case-2"):
            with pytest.raises(Refused):
                uow.cases.get_for(case_id, [OTHER_SIP.id])
    first, second = asked
    assert first == second
