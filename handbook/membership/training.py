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
CONFIDENTIAL: Final = "The part in which concerns about schools are discussed is for the trust’s own SIPs alone."


@dataclass(frozen=True, slots=True)
class Training:
    """A meeting of the SIP team, which training is a part of. Who attends, and its agenda, stay out."""

    id: str
    half_day: HalfDay
    version: int = 1


@dataclass(frozen=True, slots=True)
class AskForForm:
    """The headteacher wants the blank form, to pass on."""


@dataclass(frozen=True, slots=True)
class AskForInvitation:
    """The headteacher wants an invitation to training, to pass on."""


def invitation(found: Sequence[Training], advisor: Person) -> str:
    """Words to copy, a line for each meeting to come; empty where there is none."""
    if not found:
        return ""
    lines = [
        "You are welcome at the trust’s training for School Improvement Partners:",
        *(one.half_day.words for one in found),
        "Data, coaching, performance management, Ofsted and report writing are among its topics.",
        CONFIDENTIAL,
        f"Please tell {advisor.name}, Trust Advisor ({advisor.email}), when you would like to come. They say where.",
    ]
    return "\n".join(lines)
