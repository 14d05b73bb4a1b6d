"""The settings of what is looked for now and then, and of what is held for a while."""

from datetime import timedelta

from pydantic import Field
from pydantic_settings import BaseSettings

from handbook.core.held import TAKE_BACK_FOR
from service.settings_source import SOURCE


class ClockSettings(BaseSettings):
    """How often the service looks, and how long it waits."""

    model_config = SOURCE

    clock_seconds: float = Field(
        default=60.0, gt=0, le=3600, description="How often deadlines are checked, in seconds; an hour at most."
    )
    poll_seconds: float = Field(
        default=1.0,
        gt=0,
        le=60,
        description="How often, in seconds, a worker looks for jobs that other processes added and for jobs to try "
        "again. It starts its own jobs at once.",
    )
    take_back_seconds: float = Field(
        default=TAKE_BACK_FOR.total_seconds(),
        ge=0,
        le=86_400,
        description="For how many seconds somebody can take back that they approved a report, shared it, noted that "
        "governors have it or sent the pack to their chair. Nothing goes out before. 0: it goes out at once.",
    )

    @property
    def take_back_for(self) -> timedelta:
        return timedelta(seconds=self.take_back_seconds)
