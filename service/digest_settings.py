"""The settings of the week's digest."""

from datetime import time

from pydantic import Field
from pydantic_settings import BaseSettings

from handbook.home.digest import DigestPolicy
from service.settings_source import SOURCE


class DigestSettings(BaseSettings):
    """Who gets what waits for them at the beginning of a school week, and when."""

    model_config = SOURCE

    digest_by_default: bool = Field(
        default=False,
        description="Whether people get what waits for them, in one card, on the first school day of each week, unless "
        "they say that they do not want it. If not, people who want it type `digest`.",
    )
    digest_not_before: time = Field(
        default=time(7, 30), description="The hour from which the week's digest is sent (in London)."
    )

    def digest_policy(self) -> DigestPolicy:
        return DigestPolicy(self.digest_by_default, self.digest_not_before)
