"""The settings of reminders: after how many school days without an answer, and when others hear of it."""

from collections.abc import Sequence
from datetime import time
from typing import Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings

from handbook.core.chasing import Patience
from service.settings_source import SOURCE


class ChasingSettings(BaseSettings):
    """When people are reminded of what waits for them."""

    model_config = SOURCE

    reminder_school_days: tuple[int, ...] = Field(
        default=(5, 10, 15),
        description="After how many school days somebody is reminded of what waits for them: a headteacher of a report "
        "or an agreement, a SIP of half-days that are to be sent (JSON list).",
    )
    waits_school_days: int = Field(
        default=15, ge=1, description="After how many school days the Trust Advisor is told that it is waiting."
    )
    visit_reminder_school_days: tuple[int, ...] = Field(
        default=(3, 5, 10),
        description="After how many school days a headteacher is reminded of half-days on offer, and a SIP of a visit "
        "of which nobody has said whether it was held (JSON list).",
    )
    visit_waits_school_days: int = Field(
        default=10,
        ge=1,
        description="After how many school days SIP and Trust Advisor are told that no half-day was picked, or the "
        "Trust Advisor that nobody has said whether a visit was held.",
    )
    visit_reminder_every_school_days: int = Field(
        default=5, ge=0, description="How many school days between further reminders of the two; 0: no further ones."
    )
    remind_not_before: time = Field(
        default=time(9, 0), description="The earliest time of day for reminders (London time)."
    )

    @model_validator(mode="after")
    def _ascend(self) -> Self:
        for name in ("reminder_school_days", "visit_reminder_school_days"):
            days: Sequence[int] = getattr(self, name)
            if list(days) != sorted(set(days)) or min(days, default=1) < 1:
                raise ValueError(f"SIPDESK_{name.upper()} must be whole numbers from 1, in ascending order.")
        return self

    def patience(self) -> Patience:
        return Patience(self.reminder_school_days, self.waits_school_days, self.remind_not_before)

    def visit_patience(self) -> Patience:
        return Patience(
            self.visit_reminder_school_days,
            self.visit_waits_school_days,
            self.remind_not_before,
            self.visit_reminder_every_school_days,
        )
