"""Where a person can be reached in Teams."""

from dataclasses import dataclass
from typing import Final

ACTIVE: Final = "active"
BLOCKED: Final = "blocked"
UNINSTALLED: Final = "uninstalled"


@dataclass(frozen=True, slots=True)
class ConversationReference:
    """A person's chat with the bot; `state` is `active`, `blocked` or `uninstalled`."""

    person_id: str
    conversation_id: str
    service_url: str
    state: str = ACTIVE
