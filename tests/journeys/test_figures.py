"""D1: a school's figures, from the file that an administrator takes in to what three people read in Teams."""

from pathlib import Path

from automations.data.keeping import KeepFigures
from handbook.core.school_years import AcademicYear
from spreadsheets.figures import read_figures
from spreadsheets.row_places import Known
from tests.support import figure_files as files
from tests.support.story import Story


async def test_figures_are_shown_once_the_school_agrees_and_no_longer_when_it_does_not(
    story: Story, tmp_path: Path
) -> None:
    school = story.school
    path = files.ks2(tmp_path / "f.csv", files.school(URN=school.urn))
    reading = read_figures(path, Known({school.urn: school.full_name}), AcademicYear(2018), None)
    await story.house.service.bus.decide(KeepFigures("abc", reading.sets), route="command")

    await story.advisor.type(f"figures {school.urn}")
    await story.house.kept()
    closed = await story.advisor.newest()
    assert "Not shown" in closed.words
    assert "61.0%" not in closed.words
    await story.advisor.press(closed, "agreement.ask")
    await story.house.kept()

    asked = await story.head.newest()
    assert "Data agreement" in asked.words
    await story.head.press(asked, "agreement.sign", typed_name=story.head.name)
    await story.house.kept()
    opened = next(card for card in await story.advisor.cards() if "Figures: " in card.words)
    assert "School: 61.0%" in opened.words
    assert "Local authority: 63.0%; England: 65.0%." in opened.words
    assert "−6.1 to −1.9" in opened.words

    signed = await story.head.newest()
    await story.withdrawn(signed)
    again = next(card for card in await story.advisor.cards() if "Figures: " in card.words)
    assert "withdrew its data agreement" in again.words
    assert "61.0%" not in again.words
    assert "61.0%" not in str(await story.house.audit())
