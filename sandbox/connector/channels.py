"""The ids of a channel's threads."""

THREAD = ";messageid="


def thread_of(channel_id: str, message_id: str) -> str:
    """The conversation that begins with this message of a channel."""
    return f"{channel_id}{THREAD}{message_id}"


def channel_of(conversation_id: str) -> str | None:
    """The channel that a thread belongs to; a channel's own id is given back. None for a personal chat."""
    return conversation_id.partition(THREAD)[0] if conversation_id.startswith("19:") else None
