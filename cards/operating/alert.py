"""What whoever looks after SIP Desk is told of its work, and what they read when they ask how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cards.kit.elements import Json, bullets, card, heading, status, text
from cards.kit.lines import why
from handbook.core.british_time import moment_words
from handbook.core.plain_words import several

_WHY: Final = "you look after SIP Desk"
_WHERE: Final = "What waits and why is on the page “Jobs” of SIP Desk’s tab, where you can also steer it."


@dataclass(frozen=True, slots=True)
class QueueLine:
    """What waits for one service: what that is called, how many jobs, how many of them stopped, and since when the
    oldest of the others."""

    called: str
    number: int
    stopped: int
    since: datetime | None

    @property
    def words(self) -> str:
        stopped = f", {self.stopped} of them stopped" if self.stopped else ""
        oldest = f", the oldest since {moment_words(self.since)}" if self.since else ""
        return f"{self.called}: {several(self.number, 'job')}{stopped}{oldest}"


def alert_card(words: str, since: datetime, over: str, over_at: datetime | None) -> Json:
    """Told once; `over` is what is said when it is over."""
    began = text(f"It has been so since {moment_words(since)}.")
    if over_at is not None:
        body = [status("Over", over, "good"), text(f"It was so from {moment_words(since)} to {moment_words(over_at)}.")]
        return card("SIP Desk’s work gets on again", [*body, why(_WHY)], [], "Something that did not get on is over.")
    again = text("I tell you once, and again when it is over. To see how it stands, type “jobs”.")
    body = [status("Needs a look", words, "attention"), began, text(_WHERE), again, why(_WHY)]
    return card("SIP Desk’s work does not get on", body, [], "Something in SIP Desk needs a look.")


def jobs_card(waits: Sequence[QueueLine], wrong: Sequence[str], stops: Sequence[str]) -> Json:
    """How it stands now: what is wrong, what is stopped, and what waits."""
    well = status("In order", "Nothing is wrong.", "good")
    body = [
        *([heading("What is wrong"), bullets(wrong)] if wrong else [well]),
        *([heading("What is stopped"), bullets(stops)] if stops else []),
        heading("What waits"),
        bullets([one.words for one in waits]) if waits else text("Nothing waits."),
        text(_WHERE),
        why(_WHY),
    ]
    return card("What SIP Desk has to do", body, [], "What SIP Desk has to do.")
