"""External SIPs may attend the trust's training (M5): what their headteacher can pass on to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from handbook.core.half_days import HalfDay
from handbook.core.people import Person

LINK_LASTS: Final = timedelta(days=60)
"""How long a calendar file can be fetched by whoever was given its link: an invitation is passed on."""
TITLE: Final = "Training for School Improvement Partners"


@dataclass(frozen=True, slots=True)
class Training:
    """A training session. Who is invited stays out."""

    id: str
    half_day: HalfDay
    topics: str = ""
    place: str = ""
    version: int = 1

    @property
    def words(self) -> str:
        """Tuesday 9 March 2027, 09:00 to 12:00: data. At the trust office."""
        return f"{self.half_day.words}: {self.topics}{f' ({self.place})' if self.place else ''}"


@dataclass(frozen=True, slots=True)
class AskForForm:
    """The headteacher wants the blank form, to pass on."""


@dataclass(frozen=True, slots=True)
class AskForInvitation:
    """The headteacher wants an invitation to training, to pass on."""


def invitation(found: Sequence[Training], advisor: Person) -> str:
    """Words to copy, a line for each session to come; empty where there is none."""
    if not found:
        return ""
    lines = [
        "You are welcome at the trust’s training for School Improvement Partners:",
        *(one.words for one in found),
        f"Please tell {advisor.name}, Trust Advisor ({advisor.email}), which of these you would like to come to.",
    ]
    return "\n".join(lines)
