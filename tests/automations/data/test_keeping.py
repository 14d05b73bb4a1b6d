"""Figures come from the command line alone; all of a file is kept, with one entry in the audit, or nothing."""

from dataclasses import replace
from decimal import Decimal

import pytest

from automations.data.keeping import KeepFigures
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.data.figures import ENGLAND, Figure, FigureSet, Source
from tests.automations.office import ADVISOR, Office

HILDA = FigureSet("900001", AcademicYear(2018), Source.KS2, figures={"maths_expected.all": Figure(Decimal(62))})
EVERYWHERE = replace(HILDA, place=ENGLAND)


async def kept(office: Office) -> tuple[FigureSet, ...]:
    return await office.bus.read(lambda uow: uow.figures.of_places(["900001", "900777", ENGLAND]))


async def test_they_are_kept_with_one_entry_that_holds_counts_and_no_words(office: Office) -> None:
    for _ in range(2):
        await office.bus.decide(KeepFigures("abc", (HILDA, EVERYWHERE)), route="command")
    assert await kept(office) == (HILDA, EVERYWHERE)
    (entry,) = [one for one in office.entries() if one.action == "figures_kept"]
    assert entry.detail == {"route": "command", "sha256": "abc", "rule": "D1", "new": 2, "changed": 0}


async def test_no_person_takes_them_in_and_no_school_that_is_not_on_the_list(office: Office) -> None:
    with pytest.raises(Refused, match="the person who runs the service"):
        await office.bus.decide(KeepFigures("abc", (HILDA,)), ADVISOR.id, "teams")
    with pytest.raises(Refused, match="list of schools has changed"):
        await office.bus.decide(KeepFigures("abc", (HILDA, replace(HILDA, place="900777"))))
    assert await kept(office) == ()
