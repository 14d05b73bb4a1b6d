"""The verbs on the wire about reaching people."""

from enum import StrEnum


class ReachVerb(StrEnum):
    """The buttons of the list of people, and of a message to a group."""

    LIST = "reach.list"
    INSTALL_PREVIEW = "reach.install_preview"
    INSTALL = "reach.install"
    COMPOSE = "broadcast.compose"
    WRITE = "broadcast.write"
    SEND = "broadcast.send"
    DROP = "broadcast.drop"
    RESEND = "broadcast.resend"
    SHOW = "broadcast.show"
