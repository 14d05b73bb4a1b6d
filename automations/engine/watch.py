"""What is noted of each step of a click, its decision, its jobs and their calls, for whoever watches the service.
Nothing is unless somebody set it up (`service/telemetry`), and then no name and no word of a record."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Final, Protocol

TURN: Final = "turn"
"""An activity of Teams, from its arrival to its answer."""
HANDLER: Final = "handler"
"""What the service does with it."""
DECIDE: Final = "decide"
"""A command, from when it waits for the writer to its commit."""
COMMIT: Final = "commit"
"""From the decision to the commit, which it may share with others."""
PROCESS: Final = "process"
"""One attempt of a job."""
GRAPH: Final = "graph"
"""One call of Microsoft Graph."""
CONVERSATION: Final = "conversation_client"
"""One call of the Bot Connector."""

About = Mapping[str, str | int]


class Watch(Protocol):
    """Steps are within each other as they are begun. What a job does belongs to the step that promised it."""

    def step(self, name: str, about: About = ..., carried: str = "") -> AbstractContextManager[None]:
        """Around a step; what it raises is noted by its kind alone. `carried` is of the step that it follows from."""
        ...

    def past(self, name: str, began_ns: int) -> None:
        """A step that began then, and ends now."""
        ...

    def note(self, name: str, value: str | int) -> None:
        """Of the step that is under way."""
        ...

    def carried(self) -> str:
        """What to keep of the step under way, so that a later one can follow from it; empty where nobody watches."""
        ...


_NOTHING: Final = nullcontext()
_OF_NOTHING: Final[About] = {}


class Unwatched:
    """Nobody watches, and it costs nothing."""

    def step(self, name: str, about: About = _OF_NOTHING, carried: str = "") -> AbstractContextManager[None]:
        return _NOTHING

    def past(self, name: str, began_ns: int) -> None:
        return None

    def note(self, name: str, value: str | int) -> None:
        return None

    def carried(self) -> str:
        return ""


UNWATCHED: Final = Unwatched()
