"""The settings of every command that opens the database."""

from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings

from service.settings_source import SOURCE


class DatabaseSettings(BaseSettings):
    """What is needed to look into the database, and no more."""

    model_config = SOURCE

    database_url: str = Field(
        default="sqlite:///.sipdesk/sipdesk.db",
        repr=False,  # it may hold a password
        description="Where records are kept: sqlite:///path or postgresql://user:password@host/name.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(default="INFO", description="How much is logged.")
