"""G1: the governors' pack is its headteacher's to have made, and their own CPD and wellbeing theirs to show."""

from dataclasses import replace

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.reports.governors.pack import (
    MakeGovernorsPack,
    agenda_line,
    left_out,
    may_make_pack,
    may_show_own,
    pack_asked,
    pack_made,
    pack_sections,
)
from handbook.reports.handing_over import handed_over
from handbook.reports.paper.passages import Passage
from handbook.reports.report import Status
from tests.support import builders as a
from tests.support import visit_builders as v

ITEM = a.a_filed_item("pack.docx")


@pytest.mark.parametrize("status", tuple(Status))
def test_only_its_headteacher_and_only_once_it_is_filed(status: Status) -> None:
    dossier = a.a_dossier(status)
    people = (dossier.headteacher, dossier.sip, dossier.trust_advisor, dossier.dso, dossier.la_officer)
    may = [person for person in people if person and may_make_pack(dossier, person)]
    assert may == ([dossier.headteacher] if status in (Status.FILED, Status.SHARED) else [])


def test_the_same_pack_is_asked_for_once_and_another_takes_its_place() -> None:
    asked = a.ask_for_pack(a.a_dossier(Status.FILED))
    with pytest.raises(Refused, match="there already"):
        a.ask_for_pack(asked)
    own = a.ask_for_pack(a.make_pack(asked), with_wellbeing=True).report
    assert own.governors_pack
    assert (own.governors_pack.with_wellbeing, own.governors_pack.document) == (True, None)
    with pytest.raises(Refused, match="newer version"):
        pack_asked(a.a_dossier(Status.FILED), MakeGovernorsPack("r", 7), a.a_dossier(Status.FILED).headteacher)


def test_what_another_headteacher_approved_has_a_pack_without_their_own() -> None:
    filed, new = a.a_dossier(Status.FILED), v.OTHER_HEAD
    passed_on = replace(filed, report=handed_over(filed.report, Role.HEADTEACHER, new.id, a.MONDAY))
    assert may_show_own(filed, filed.headteacher)
    assert not may_show_own(passed_on, new)
    with pytest.raises(Refused, match="own CPD and wellbeing of the headteacher who approved this report"):
        pack_asked(passed_on, MakeGovernorsPack(filed.report.id, 1, with_wellbeing=True), new)
    assert pack_asked(passed_on, MakeGovernorsPack(filed.report.id, 1), new).governors_pack


def test_a_pack_that_is_not_wanted_any_more_is_not_noted() -> None:
    plain = a.a_dossier(Status.FILED).report
    assert pack_made(plain, False, ITEM, ITEM) is plain
    own = a.ask_for_pack(a.a_dossier(Status.FILED), with_wellbeing=True).report
    assert pack_made(own, False, ITEM, ITEM) is own


def test_what_a_pack_holds_and_what_it_leaves_out() -> None:
    beside = (Passage("a text box", "Call me."), Passage("a section", "x", "Staff"), Passage("a comment", "?"))
    contents = a.a_contents(sections={"headteacher": "Tired.", "visit_notes": "Seen."}, unplaced=beside)
    assert [kind.key for kind in pack_sections(contents, False)] == ["visit_notes"]
    assert [kind.key for kind in pack_sections(contents, True)] == ["visit_notes", "headteacher"]
    assert left_out(contents, False) == ("The headteacher’s own CPD and wellbeing", "a text box", "Staff")
    assert left_out(contents, True) == ("a text box", "Staff")


def test_the_line_for_the_agenda() -> None:
    line = "SIP report, autumn term 2026/27 – headteacher to present"
    assert agenda_line(a.a_dossier(Status.FILED).report) == line
