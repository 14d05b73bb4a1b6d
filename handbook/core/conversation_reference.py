"""Where a person can be reached in Teams."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

ACTIVE: Final = "active"
BLOCKED: Final = "blocked"
UNINSTALLED: Final = "uninstalled"
NOT_INSTALLED: Final = "not_installed"
"""No chat could be opened with somebody who has never written: they have not got the app."""


@dataclass(frozen=True, slots=True)
class ConversationReference:
    """A person's chat with the bot; `state` is `active`, `blocked`, `uninstalled` or `not_installed` (then there is no
    chat yet), `since` an instant, None where nobody knows."""

    person_id: str
    conversation_id: str
    service_url: str
    state: str = ACTIVE
    since: datetime | None = field(default=None, compare=False)
