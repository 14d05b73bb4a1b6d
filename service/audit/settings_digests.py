"""What the audit says of the settings: a digest of each, so that a change shows, and none of a secret."""

import hashlib
import json
from typing import Final

from pydantic import SecretStr

from service.settings import Settings

_OF_ONE_PROCESS: Final = frozenset({"worker", "host", "port", "log_level", "clock_file", "database_url"})
"""They differ between processes of one service, or may hold a password."""


def settings_digests(settings: Settings) -> tuple[tuple[str, str], ...]:
    """By the setting's name."""
    said = settings.model_dump(mode="json")
    return tuple(
        (name, hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:12])
        for name, value in sorted(said.items())
        if name not in _OF_ONE_PROCESS and not isinstance(getattr(settings, name), SecretStr)
    )
