"""What somebody says is wrong about them in a record stands beside it; nothing in it is rewritten, for others rely on
what it said (UK GDPR, article 16)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from handbook.core.refusal import Refused

LONGEST: Final = 600
"""Characters of each of its two sentences."""


@dataclass(frozen=True, slots=True)
class Correction:
    """`about` is the record; `name` is what the person was called when they asked."""

    id: str
    about: str
    person_id: str
    name: str
    asked_on: date
    wrong: str
    right: str
    noted_at: datetime


def check(wrong: str, right: str) -> None:
    """Raises Refused where one of the two is missing or too long."""
    if not (wrong.strip() and right.strip()):
        raise Refused("missing", "Please say both: what is said to be wrong, and what is right.")
    if max(len(wrong), len(right)) > LONGEST:
        raise Refused("too_long", f"Please say each in at most {LONGEST} characters: a paper can be filed beside.")
