"""The settings of the overview's tab: whose tokens sign people in."""

from typing import Final, Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings

from service.settings_source import SOURCE

ENTRA: Final = "https://login.microsoftonline.com"


class TabSettings(BaseSettings):
    """What the tab in Teams needs. With the bot's own registration, and SIPDESK_PUBLIC_URL, nothing is to be set."""

    model_config = SOURCE

    tab_app_id: str = Field(
        default="",
        pattern=r"^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})?$",
        description="The app id of the registration whose tokens sign people in to the overview, a tab in Teams. If "
        "empty, the bot's, as the set-up script prepares it.",
    )
    entra_url: str = Field(
        default=ENTRA,
        description="The address of Microsoft Entra, whose published keys those tokens are checked by. Another one "
        "only with SIPDESK_LOCAL.",
    )

    @model_validator(mode="after")
    def _signs_in_by_entra(self) -> Self:
        if self.entra_url != ENTRA and not getattr(self, "local", False):  # the setting of whoever inherits this
            raise ValueError(f"SIPDESK_ENTRA_URL may be other than {ENTRA} only with SIPDESK_LOCAL.")
        return self
