"""Where settings come from: variables of the environment, and before them an `.env` file beside the service."""

from typing import Final

from pydantic_settings import SettingsConfigDict

PREFIX: Final = "SIPDESK_"
ENV_FILE: Final = ".env"
SOURCE: Final = SettingsConfigDict(env_prefix=PREFIX, env_file=ENV_FILE, extra="ignore", hide_input_in_errors=True)
