"""The settings of every command that opens the database."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

from service.settings_source import SOURCE

if TYPE_CHECKING:
    from store.sealing.keys import Keys


class DatabaseSettings(BaseSettings):
    """What is needed to look into the database, and no more."""

    model_config = SOURCE

    database_url: str = Field(
        default="sqlite:///.sipdesk/sipdesk.db",
        repr=False,  # it may hold a password
        description="Where records are kept: sqlite:///path or postgresql://user:password@host/name.",
    )
    case_keys_file: Path | None = Field(
        default=None,
        description="The file with the keys that seal concerns and complaints, made with `sipdesk keys make`. If "
        "empty, and SIPDESK_CASE_KEYS too: `case-keys.json` beside an SQLite database, which the first start "
        "makes; with PostgreSQL none, and concerns and complaints stay closed.",
    )
    case_keys: SecretStr = Field(
        default=SecretStr(""),
        description="In the place of SIPDESK_CASE_KEYS_FILE: what stands in that file, as a Key Vault delivers it.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(default="INFO", description="How much is logged.")

    def case_keys_source(self) -> "Keys | None":
        """What opens concerns and complaints; None where the database's own place is meant."""
        from store.sealing.keys import FileKeys, TextKeys  # noqa: PLC0415 - loads what seals, which few commands need

        if text := self.case_keys.get_secret_value():
            return TextKeys(text)
        return FileKeys(self.case_keys_file) if self.case_keys_file else None
