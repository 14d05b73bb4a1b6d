"""A2: each SIP declares once a year; from the first time on every SIP is asked."""

from dataclasses import replace

import pytest

from handbook.allocation.conflicts.declarations import (
    Declaration,
    DeclarationStanding,
    Declare,
    asked,
    made,
    standing,
    to_ask,
)
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from tests.support.builders import MONDAY
from tests.support.sip_choices import ADVISOR, NEW_SIP, SIP

YEAR = AcademicYear(2026)
NEW = Declaration(SIP.id, YEAR)
S = DeclarationStanding


def test_asked_once_and_declared_once() -> None:
    was_asked = asked(NEW, ADVISOR, MONDAY)
    assert (standing(NEW), standing(was_asked), was_asked.is_waiting) == (S.NEVER, S.ASKED, True)
    assert was_asked.id == f"{SIP.id}-2026"
    done = made(was_asked, Declare(SIP.id, YEAR), SIP, MONDAY)
    assert (standing(done), done.is_waiting) == (S.DECLARED, False)
    for late, says in (
        (lambda: asked(was_asked, None, MONDAY), "asked already"),
        (lambda: asked(replace(done, asked_at=None), None, MONDAY), "asked already"),
        (lambda: asked(NEW, SIP, MONDAY), "Only the Trust Advisor"),
        (lambda: made(done, Declare(SIP.id, YEAR), SIP, MONDAY), "declared for 2026/27"),
        (lambda: made(NEW, Declare(SIP.id, YEAR), NEW_SIP, MONDAY), "Each SIP declares"),
    ):
        with pytest.raises(Refused, match=says):
            late()


def test_once_somebody_was_asked_every_sip_is_in_every_year() -> None:
    sips = (SIP, NEW_SIP)
    assert to_ask(sips, [], YEAR) == ()
    assert to_ask(sips, [NEW], YEAR) == (NEW_SIP.id,)
    assert to_ask(sips, [NEW], AcademicYear(2027)) == (SIP.id, NEW_SIP.id)
