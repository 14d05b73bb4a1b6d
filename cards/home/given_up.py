"""What SIP Desk does not try any more, for whoever looks after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cards.home.given_up_actions import given_up_data
from cards.home.verbs import HomeVerb
from cards.kit.elements import Json, bullets, card, execute, refresh, status, text
from handbook.core.british_time import moment_words

_WHY: Final = text("You see this because you look after SIP Desk.", muted=True)


@dataclass(frozen=True, slots=True)
class GivenUpJob:
    """One of them: its id for the command line, and what could not be done and why."""

    id: str
    words: str
    at: datetime


def given_up_card(kind: str, error: str, jobs: Sequence[GivenUpJob]) -> Json:
    """All of one kind that failed for one reason. It says of no record which it is."""
    title, data = "SIP Desk has stopped trying", given_up_data(kind, error)
    again = refresh(HomeVerb.SHOW_JOBS, data)
    if not jobs:
        done = status("Done", "All of this was tried again or dropped.", "good")
        return card(title, [done, _WHY], [], "Something is being tried again.", asks_again=again)
    many = f"This happened {len(jobs)} times, last on {moment_words(jobs[-1].at)}." if len(jobs) > 1 else ""
    body = [
        status("Not done", jobs[0].words, "attention"),
        text(many or f"This happened on {moment_words(jobs[0].at)}."),
        text("Please fix the cause, then press “Try again”. Nobody else needs to do anything."),
        bullets([f"sipdesk jobs show {job.id}" for job in jobs], at_most=3),
        _WHY,
    ]
    press = execute("Try again", HomeVerb.JOBS_TRY_AGAIN, data, style="positive")
    return card(title, body, [press], "Something could not be done, and I have stopped trying.", asks_again=again)
