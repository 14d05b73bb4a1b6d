"""Where a person can be reached in Teams."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

ACTIVE = "active"
BLOCKED = "blocked"
UNINSTALLED = "uninstalled"


@dataclass(frozen=True, slots=True)
class ConversationReference:
    """A person's chat with the bot; `state` is `active`, `blocked` or `uninstalled`."""

    conversation_id: str
    service_url: str
    state: str = ACTIVE


FindConversation = Callable[[str], Awaitable[ConversationReference | None]]
"""person id → where that person was last met, None for nobody yet."""

RememberConversation = Callable[[str, ConversationReference], Awaitable[None]]
"""Called when sending taught us something: a new conversation, a block, or the end of one."""
