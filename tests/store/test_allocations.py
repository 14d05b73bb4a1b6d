"""Needs, conflicts, notes, proposals and other support (A1-A3, O1), as they are found again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handbook.allocation.conflicts.declarations import Declaration
from handbook.allocation.needs import SchoolNeeds
from handbook.allocation.other_support import OtherSupport
from handbook.allocation.personality import PersonalityNote
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from store.audit import AuditEntry
from store.database import Database
from tests.support.allocation_gallery import ANSWERS, a_run
from tests.support.builders import MONDAY
from tests.support.sip_choices import ADVISOR, HEAD, LIFTED, NEW_SIP, SCHOOL, SIP, ChoiceStatus, a_choice, a_conflict

ENTRY = AuditEntry("service", "tested", "sip_choice:x")
YEAR = AcademicYear(2026)


def test_each_is_found_as_it_was_written(database: Database) -> None:
    needs = SchoolNeeds(SCHOOL.urn, YEAR, MONDAY, HEAD.id, answers=ANSWERS)
    open_one, over = a_choice(), a_choice(ChoiceStatus.UNDONE, id="choice-2", proposed_at=MONDAY - timedelta(days=1))
    note = PersonalityNote("sip:head", NEW_SIP.id, HEAD.id, 1, "Both talk.", ADVISOR.id, MONDAY)
    with database.writing() as uow:
        needs = uow.school_needs.save(needs, ENTRY, MONDAY)
        uow.school_needs.save(replace(needs, year=AcademicYear(2027), asked_at=None, revision=0), ENTRY, MONDAY)
        conflict = uow.conflicts.open(a_conflict(lifted=LIFTED), ENTRY, MONDAY)
        declaration = uow.declarations.save(Declaration(NEW_SIP.id, YEAR, MONDAY), ENTRY, MONDAY)
        note = uow.personality_notes.save(note, ENTRY, MONDAY)
        run = uow.allocation_runs.open(a_run(), ENTRY, MONDAY)
        later = uow.allocation_runs.open(a_run(id="a-run", made_at=MONDAY + timedelta(days=1)), ENTRY, MONDAY)
        for one in (open_one, over):
            uow.sip_choices.open(one, ENTRY, MONDAY)
        support = uow.other_support.save(OtherSupport(SCHOOL.urn, role="None."), ENTRY, MONDAY)
    with database.reading() as uow:
        assert uow.school_needs.of(SCHOOL.urn, YEAR) == needs
        assert uow.school_needs.of("900009", YEAR) == SchoolNeeds("900009", YEAR)
        assert uow.school_needs.of_year(YEAR) == {SCHOOL.urn: needs}
        assert uow.school_needs.waiting() == (needs,)
        assert uow.conflicts.every() == uow.conflicts.of_sip(NEW_SIP.id) == (conflict,)
        assert uow.conflicts.of_sip(SIP.id) == ()
        assert uow.declarations.of(NEW_SIP.id, YEAR) == declaration
        assert uow.declarations.every() == (declaration,)
        assert uow.declarations.of(SIP.id, YEAR) == Declaration(SIP.id, YEAR)
        assert (uow.personality_notes.find("sip:head"), uow.personality_notes.find("x")) == (note, None)
        assert (uow.personality_notes.by(ADVISOR.id), uow.personality_notes.by(HEAD.id)) == ((note,), ())
        assert uow.allocation_runs.last_of(ADVISOR.id) == later
        assert (uow.allocation_runs.find("run-1"), uow.allocation_runs.last_of(HEAD.id)) == (run, None)
        assert [one.id for one in uow.sip_choices.every()] == ["choice-2", "choice-1"]
        assert [one.id for one in uow.sip_choices.open_ones()] == ["choice-1"]
        assert [one.id for one in uow.sip_choices.of_school(SCHOOL.urn)] == ["choice-2", "choice-1"]
        assert uow.sip_choices.get("choice-1") == open_one
        assert uow.other_support.of_school(SCHOOL.urn) == support
        assert uow.other_support.of_school("900009") == OtherSupport("900009")
        for get, says in (
            (uow.sip_choices.get, "cannot find that proposal"),
            (uow.conflicts.get, "cannot find that conflict"),
            (uow.allocation_runs.get, "cannot find that proposal for the trust"),
        ):
            with pytest.raises(Refused, match=says):
                get("nothing")
