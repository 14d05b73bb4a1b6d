"""R2: who of the serving headteachers may apply, for every answer that can be given."""

from itertools import product
from pathlib import Path

import pytest

from handbook.core.refusal import Refused
from handbook.recruitment.criteria import BOTH, ONE_OF, Criterion, Evidence, evidence_in, explained, is_eligible, met

TABLE = Path(__file__).parent / "eligibility.txt"
"""Written apart from the code, from the handbook's page: a line for each answer."""
IN_THE_TABLES_ORDER = ("headship", "school", "in_post", "previous", "nle", "inspector", "lle", "support")


def lines() -> list[tuple[frozenset[Criterion], bool]]:
    found: list[tuple[frozenset[Criterion], bool]] = []
    for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]:
        answers, _, verdict = line.partition(": ")
        yes = [name for name, word in zip(IN_THE_TABLES_ORDER, answers.split(), strict=True) if word == "yes"]
        found.append((frozenset(map(Criterion, yes)), verdict == "yes"))
    return found


def test_the_table_is_complete() -> None:
    every = {frozenset(one for one, yes in zip(Criterion, bits, strict=True) if yes)
             for bits in product((True, False), repeat=8)}  # fmt: skip
    assert {shown for shown, _ in lines()} == every
    assert len(lines()) == len(every) == 256


def test_every_answer_is_judged_as_the_table_says() -> None:
    assert [shown for shown, may in lines() if is_eligible(shown) is not may] == []


def test_each_answer_is_explained_in_words() -> None:
    for shown, may in lines():
        verdict, needed, others = explained(shown, 5)
        assert verdict == ("You are eligible to apply." if may else "You are not eligible to apply yet.")
        assert ("at least 5 years" in needed) is (Criterion.HEADSHIP not in shown)
        assert others.startswith("Of the six" if shown & set(ONE_OF) else "One of these")
        assert set(BOTH) <= shown or needed.startswith("Every serving headteacher needs this")


def test_what_is_missing_is_named() -> None:
    verdict, needed, others = explained({Criterion.HEADSHIP, Criterion.NLE, Criterion.SUPPORT}, 6)
    assert verdict == "You are not eligible to apply yet."
    assert needed.endswith("not shown yet: your current school is Good or Outstanding.")
    assert others == (
        "Of the six others one is enough, and you meet two: you are a National Leader of Education now; support that "
        "you have given to other schools had a significant impact."
    )


@pytest.mark.parametrize("words", ["", "  ", "No", "none.", "N/A", "–", "Not applicable"])
def test_a_criterion_without_evidence_is_not_met(words: str) -> None:
    """Whatever people write into a box that does not apply to them."""
    given = evidence_in("12", {Criterion.HEADSHIP: "Since 2014", Criterion.NLE: words})
    assert met(given, 5) == {Criterion.HEADSHIP}
    assert met(Evidence(12, {Criterion.NLE: words}), 5) == frozenset()


@pytest.mark.parametrize(("years", "enough"), [("4", False), ("5", True), ("05", True), ("", False), ("60", True)])
def test_headship_wants_years_and_evidence(years: str, *, enough: bool) -> None:
    given = evidence_in(years, {Criterion.HEADSHIP: "St Hilda’s"})
    assert (Criterion.HEADSHIP in met(given, 5)) is enough
    assert Criterion.HEADSHIP not in met(evidence_in(years, {}), 5)


@pytest.mark.parametrize("years", ["seven", "5½", "-3", "61", "1000", "٥"])
def test_years_are_a_number(years: str) -> None:
    with pytest.raises(Refused, match="whole number"):
        evidence_in(years, {})
