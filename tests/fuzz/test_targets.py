"""A short form of `make fuzz`: a few changed inputs of each kind, always the same ones; and every input that was once a
fault."""

from collections.abc import Callable
from itertools import count
from random import Random
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.documents.crafted import packed, parts_of
from tests.fuzz import running, seeds
from tests.fuzz.running import run
from tests.fuzz.targets import TARGETS, Target

BY_NAME: Final = {one.name: one for one in TARGETS}
SHORT: Final = settings(
    derandomize=True, max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None
)


def a_report_with_a_broken_list_of_a_part() -> bytes:
    """Nothing that is read refers to it; a clean copy goes through all of them."""
    return packed(parts_of(seeds.reports()[0]) | {"word/_rels/odd.xml.rels": b"<Relationships><Relationship"})


ONCE_A_FAULT: Final = (
    ("clean copies of them", a_report_with_a_broken_list_of_a_part, "damaged"),
    ("tokens of links", lambda: b"e30.\xed\xa0\x80.x", "unknown"),  # half a letter
    ("tokens of links", lambda: b"\xff.e30.x", "unknown"),  # a byte that is no letter
)


@pytest.mark.parametrize(("name", "made", "ending"), ONCE_A_FAULT)
def test_what_was_once_a_fault_is_none(name: str, made: Callable[[], bytes], ending: str) -> None:
    assert BY_NAME[name].reads(made()) == ending


@pytest.mark.parametrize("target", TARGETS, ids=lambda one: one.name)
def test_changed_inputs_are_read_or_refused(target: Target) -> None:
    """What a target raises fails this; hypothesis makes the input small first."""

    @SHORT
    @given(st.randoms(use_true_random=False))
    def tried(random: Random) -> None:
        assert target.reads(target.an_input(random))

    tried()


def test_what_is_sound_is_taken() -> None:
    """Else the changed ones would be refused for nothing."""
    ends = {name: {BY_NAME[name].reads(one) for one in BY_NAME[name].seeds()} for name in BY_NAME}
    assert ends["reports in Word"] == ends["clean copies of them"] == ends["application forms"] == {"read"}
    assert ends["lists in Excel"] >= {"people", "schools", "terms", "checks"} <= ends["lists in CSV"]
    assert ends["figures in CSV"] == ends["the sandbox’s other options"] == {"read"}
    assert ends["activities of Teams"] >= {"pressed", "said"}
    assert (ends["tokens of links"], ends["Graph’s notices"]) == ({"taken"}, {"2 notices"})
    assert len(ends["presses and inputs of cards"]) > 60


def test_a_crash_a_hang_and_growth_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[bytes] = []

    def reads(data: bytes) -> str:
        held.append(b"x" * 2_000_000)  # more than what earlier tests gave back
        if data == b"crash":
            raise KeyError(data)
        while data == b"hang":
            pass
        return "read"

    monkeypatch.setattr(running, "HANGS_AFTER", 0.05)
    inputs = (b"crash", b"hang", b"well")
    odd = Target("odd", lambda: (b"well",), lambda random, _: random.choice(inputs), reads)
    ran = run(odd, 30, 1, clock=count().__next__)
    assert ran.crashes > 0
    assert ran.hangs > 0
    assert ran.grown_kb > 100
    assert {where.partition(" ")[0] for where in ran.faults} == {"KeyError", "hangs"}
    assert {data for _, data in ran.faults.values()} == {b"crash", b"hang"}
    assert set(ran.outcomes) == {"read"}
