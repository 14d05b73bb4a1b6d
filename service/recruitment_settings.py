"""The settings of recruitment (R2, R3)."""

from typing import Final

from pydantic import Field
from pydantic_settings import BaseSettings

from handbook.recruitment.application import RecruitmentPolicy
from service.settings_source import SOURCE

_DEFAULT: Final = RecruitmentPolicy()


class RecruitmentSettings(BaseSettings):
    """Who may apply to become a SIP, how many of the Board decide, and how long papers are kept."""

    model_config = SOURCE

    headship_years: int = Field(
        default=_DEFAULT.least_years,
        ge=0,
        le=40,
        description="Years of headship that a serving headteacher needs to apply as a SIP.",
    )
    board_quorum: int = Field(
        default=_DEFAULT.quorum,
        ge=1,
        le=20,
        description="How many members of the Trust Board decide on an application to become a SIP.",
    )
    keep_application_days: int = Field(
        default=_DEFAULT.keep_days,
        ge=1,
        le=3660,
        description="Days for which the papers of an application are kept after its end; then they are deleted. A "
        "draft that nobody touched for as long goes too.",
    )

    def recruitment_policy(self) -> RecruitmentPolicy:
        return RecruitmentPolicy(self.headship_years, self.board_quorum, self.keep_application_days)
