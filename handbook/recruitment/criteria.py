"""Whether a serving headteacher may apply (R2): two criteria that all of them meet, and six of which one is enough.
Each is shown by evidence: what nobody wrote anything about is not met."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from handbook.core.refusal import Refused

EVIDENCE_AT_MOST: Final = 600


class Criterion(StrEnum):
    """What a serving headteacher is asked."""

    HEADSHIP = "headship"
    SCHOOL = "school"
    IN_POST = "in_post"
    PREVIOUS = "previous"
    NLE = "nle"
    INSPECTOR = "inspector"
    LLE = "lle"
    SUPPORT = "support"


BOTH: Final = (Criterion.HEADSHIP, Criterion.SCHOOL)
ONE_OF: Final = tuple(one for one in Criterion if one not in BOTH)
_WORDS: Final = {
    Criterion.HEADSHIP: "at least {years} years of headship",
    Criterion.SCHOOL: "your current school is Good or Outstanding",
    Criterion.IN_POST: "your current school became Good or Outstanding while you were its headteacher",
    Criterion.PREVIOUS: "your previous school became Good or Outstanding while you were its headteacher",
    Criterion.NLE: "you are a National Leader of Education now",
    Criterion.INSPECTOR: "you serve as an Ofsted inspector now",
    Criterion.LLE: "you are a Local Leader of Education now",
    Criterion.SUPPORT: "support that you have given to other schools had a significant impact",
}
_NOTHING: Final = frozenset(("", "-", "–", "—", "no", "none", "nothing", "n/a", "na", "not applicable", "nil"))
"""What people write into a box that does not apply to them."""
_MOST_YEARS: Final = 60


@dataclass(frozen=True, slots=True)
class Evidence:
    """What somebody says of themselves: how many years they have been a headteacher, and words for each criterion."""

    years: int = 0
    said: Mapping[Criterion, str] = field(default_factory=dict[Criterion, str])


def worded(criterion: Criterion, least_years: int) -> str:
    """A criterion as it is said to whoever applies."""
    return _WORDS[criterion].format(years=least_years)


def asked(criterion: Criterion) -> str:
    """A criterion as it is asked for on a form, which says nothing of what a trust may set."""
    return "your years of headship, with schools and dates" if criterion is Criterion.HEADSHIP else _WORDS[criterion]


def evidence_in(years: str, said: Mapping[Criterion, str]) -> Evidence:
    """What was typed into the boxes. Raises Refused for years that are no number."""
    typed = years.strip()
    if typed and not (typed.isdecimal() and typed.isascii() and len(typed) <= 2 and int(typed) <= _MOST_YEARS):
        raise Refused("missing", "Please give your years of headship as a whole number, such as 7.", "R2")
    kept = {one: " ".join(words.split())[:EVIDENCE_AT_MOST] for one, words in said.items()}
    return Evidence(int(typed or 0), {one: kept[one] for one in Criterion if _says(kept.get(one, ""))})


def met(evidence: Evidence, least_years: int) -> frozenset[Criterion]:
    """Those that evidence was given for; of headship also as many years as the trust wants."""
    shown = {one for one in Criterion if _says(evidence.said.get(one, ""))}
    return frozenset(shown if evidence.years >= least_years else shown - {Criterion.HEADSHIP})


def is_eligible(shown: Collection[Criterion]) -> bool:
    """Both, and at least one of the six (R2)."""
    return all(one in shown for one in BOTH) and any(one in shown for one in ONE_OF)


def explained(shown: Collection[Criterion], least_years: int) -> Sequence[str]:
    """Why somebody may apply, or what is missing, in sentences."""
    lacking = [worded(one, least_years) for one in BOTH if one not in shown]
    extra = [worded(one, least_years) for one in ONE_OF if one in shown]
    said: list[str] = []
    if not lacking:
        said.append("You meet both criteria that every serving headteacher needs.")
    else:
        said.append(f"Every serving headteacher needs this, and it is not shown yet: {'; '.join(lacking)}.")
    if extra:
        said.append(f"Of the six others one is enough, and you meet {_count(len(extra))}: {'; '.join(extra)}.")
    else:
        six = "; ".join(worded(one, least_years) for one in ONE_OF)
        said.append(f"One of these is needed as well, and none is shown yet: {six}.")
    verdict = "You are eligible to apply." if is_eligible(shown) else "You are not eligible to apply yet."
    return (verdict, *said)


def _count(number: int) -> str:
    return ("one", "two", "three", "four", "five", "all six")[number - 1]


def _says(words: str) -> bool:
    return words.strip().casefold().rstrip(".") not in _NOTHING
