"""The application form (R3): what it asks, in steps of a card or on one page in Word. A draft holds whatever was
written so far."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from handbook.core.refusal import Refused


@dataclass(frozen=True, slots=True)
class FormField:
    """One thing that is asked. `hint` says more in Word. `short` is a line, the others are texts."""

    key: str
    label: str
    at_most: int
    hint: str = ""
    short: bool = False
    needed: bool = True


@dataclass(frozen=True, slots=True)
class FormStep:
    title: str
    fields: tuple[FormField, ...]


STEPS: Final = (
    FormStep(
        "About you",
        (
            FormField("post", "Your present post, and where", 200, "For example: headteacher, and your school", True),
            FormField("telephone", "Telephone", 40, "Where we can reach you about this application", True),
            FormField("history", "Your posts as a headteacher or adviser, with dates", 1500, "The latest first"),
            FormField("qualifications", "Qualifications and training", 800, needed=False),
        ),
    ),
    FormStep(
        "How you meet the person specification",
        (
            FormField("leadership", "Leading and improving a school", 2000, "What you did, and what came of it"),
            FormField("challenge", "Challenge and support for other leaders", 2000, "Coaching, mentoring, reviews"),
            FormField("data", "Using data, and knowledge of inspection", 1500),
            FormField("ethos", "Serving Catholic schools", 1500, "How you would support a school’s mission and ethos"),
        ),
    ),
    FormStep(
        "Referees and availability",
        (
            FormField("referee_1", "First referee: name, post and e-mail address", 300, "Your present employer", True),
            FormField("referee_2", "Second referee: name, post and e-mail address", 300, short=True),
            FormField("availability", "When you could begin, and days that you could give", 400),
            FormField("interests", "Ties to schools of the trust", 600, "Family, earlier posts, work that you do there",
                      needed=False),
        ),
    ),
)  # fmt: skip
FIELDS: Final[Mapping[str, FormField]] = {one.key: one for step in STEPS for one in step.fields}
REFEREES: Final = ("referee_1", "referee_2")


def answers_in(given: Mapping[str, str]) -> dict[str, str]:
    """What was written, as it is kept: of the form's own fields alone. Raises Refused for what is too long: nothing is
    cut off without a word."""
    kept = {key: given[key].strip() for key in FIELDS if key in given}
    for key, words in kept.items():
        most = FIELDS[key].at_most
        if len(words) > most:
            long = f"“{FIELDS[key].label}” has {len(words)} characters, and {most} is the most."
            raise Refused("missing", f"{long} Please shorten it.", "R3")
    return kept


def with_answers(form: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """The draft with more of it: what is not mentioned stays, what is empty is cleared."""
    whole = {**form, **answers_in(given)}
    return {key: whole[key] for key in FIELDS if whole.get(key)}


def open_fields(form: Mapping[str, str]) -> Sequence[str]:
    """The labels of what must still be filled in."""
    return [one.label for one in FIELDS.values() if one.needed and not form.get(one.key)]


def check_is_complete(form: Mapping[str, str]) -> None:
    """Raises Refused, naming what is missing."""
    missing = open_fields(form)
    if missing:
        named = "; ".join(f"“{label}”" for label in missing)
        raise Refused("missing", f"The form is not complete. Please fill in: {named}.", "R3")
    if _same(form[key] for key in REFEREES):
        raise Refused("missing", "Please name two different referees.", "R3")


def _same(words: Iterable[str]) -> bool:
    return len({" ".join(one.casefold().split()) for one in words}) == 1
