"""The settings of the retention run."""

from typing import Final

from pydantic import Field
from pydantic_settings import BaseSettings

from handbook.core.retention import RetentionPolicy
from service.settings_source import SOURCE

_DEFAULT: Final = RetentionPolicy()


class RetentionSettings(BaseSettings):
    """How long what is not a case and no application is kept: those have settings of their own."""

    model_config = SOURCE

    keep_years: int = Field(
        default=_DEFAULT.years,
        ge=0,
        le=100,
        description="How many years a report is kept after its academic year (RetainUntil), and visits, memberships "
        "and what else belongs to an academic year. Then the retention run forgets them.",
    )
    keep_files_days: int = Field(
        default=_DEFAULT.files_days,
        ge=0,
        le=3660,
        description="Days for which a copy of a filed report is kept in the database beside the library’s.",
    )
    keep_handled_days: int = Field(
        default=_DEFAULT.handled_days,
        ge=30,
        le=3660,
        description="Days for which is kept what was dealt with: files that arrived, changes and imports of the list, "
        "decisions that could be taken back, jobs that were given up.",
    )
    keep_questions_days: int = Field(
        default=_DEFAULT.questions_days,
        ge=30,
        le=3660,
        description="Days for which a question to the service is kept. What was put into the FAQ stays there, unnamed.",
    )
    keep_strangers_days: int = Field(
        default=_DEFAULT.strangers_days,
        ge=1,
        le=3660,
        description="Days for which it is remembered where to write to somebody who is not on the list.",
    )
    keep_audit_details_years: int = Field(
        default=_DEFAULT.audit_details_years,
        ge=1,
        le=100,
        description="Years for which the audit’s details are kept. Who did what, about which record and when stays.",
    )

    delete_filed: bool = Field(
        default=_DEFAULT.deletes_filed,
        description="Whether the files of a report are deleted from SharePoint when the report is forgotten. What a "
        "label or a hold of the trust keeps stays there. Say no where the trust’s own labels delete them.",
    )

    def retention_policy(self) -> RetentionPolicy:
        return RetentionPolicy(
            self.keep_years,
            self.keep_files_days,
            self.keep_handled_days,
            self.keep_questions_days,
            self.keep_strangers_days,
            self.keep_audit_details_years,
            self.delete_filed,
        )
