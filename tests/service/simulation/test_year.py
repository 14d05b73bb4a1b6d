"""A small year: three weeks of two schools, with faults; and the fault that is planted is told."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.__main__ import main
from service.simulation import year
from service.simulation.promises.seen import Broken, Seen
from service.simulation.shown import plot
from service.simulation.year import Played, Wanted, play
from store.database import Database


def played(folder: Path, **changes: int) -> Played:
    wanted = Wanted(**({"schools": 2, "sips": 1, "seed": 1, "days": 40, "faults_one_in": 20} | changes))
    one = asyncio.run(play(wanted, Database(f"sqlite:///{folder / 'year.db'}")))
    one.house.close()
    return one


def test_every_promise_holds_in_three_weeks(tmp_path: Path) -> None:
    one = played(tmp_path, days=21)
    assert [str(found) for found in one.found] == []
    assert one.people.counts["visit.send"]
    assert one.house.faults.met


@pytest.mark.long
def test_every_promise_holds_in_an_autumn_and_it_is_the_same_again(tmp_path: Path) -> None:
    first, again = (played(_empty(tmp_path / name), days=100) for name in ("first", "again"))
    assert [str(found) for found in first.found] == []
    assert first.people.counts["report.share"]
    assert first.people.story == again.people.story


def _empty(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_what_does_not_hold_is_told_with_its_day_and_story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody_books_anything(seen: Seen) -> Iterator[Broken]:
        yield from (Broken(f"school:{one.urn}", "They did.") for one in seen.uow.roster.schools())

    monkeypatch.setattr(year, "EACH_DAY", (nobody_books_anything,))
    first, *_ = played(tmp_path, schools=1, days=2).found
    assert str(first).startswith("01/09/2026 school:900001: it does not hold that nobody books anything. They did.")


def test_the_command_prints_a_summary_and_plots(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "--schools", "1", "--sips", "1", "--days", "1"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("1 schools, 1 SIPs, seed 1, 1 days\n")
    assert said.endswith("promises that did not hold: 0\n")


def test_a_plot_is_as_long_as_its_counts_are_large() -> None:
    assert [line.count("█") for line in plot("days", {"1": 10, "2": 5})] == [0, 40, 20, 0]
