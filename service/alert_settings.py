"""The settings of what whoever looks after SIP Desk is told."""

from datetime import timedelta

from pydantic import Field
from pydantic_settings import BaseSettings

from handbook.operating.alerts import AlertPolicy
from service.settings_source import SOURCE


class AlertSettings(BaseSettings):
    """When the administrator is told that work does not get on."""

    model_config = SOURCE

    alert_after_failures: int = Field(
        default=10,
        ge=0,
        description="After how many jobs that need one service, such as SharePoint, and do not work the administrator "
        "is told by card. 0: never.",
    )
    alert_after_minutes: int = Field(
        default=60,
        ge=0,
        description="After how many minutes that a job has waited for one service the administrator is told by card. "
        "0: never.",
    )

    def alert_policy(self) -> AlertPolicy:
        return AlertPolicy(self.alert_after_failures, timedelta(minutes=self.alert_after_minutes))
