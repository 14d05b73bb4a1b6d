"""The verbs on the wire of what was given up, of words that can be typed, and of the week’s digest."""

from enum import StrEnum


class HomeVerb(StrEnum):
    """The buttons of what was given up, and of words that can be typed."""

    JOBS_TRY_AGAIN = "jobs.try_again"
    SHOW_JOBS = "jobs.show"
    TYPE = "home.type"
    HELP = "home.help"


class DigestVerb(StrEnum):
    """The buttons of the week’s digest."""

    SHOW = "digest.show"
    TURN = "digest.turn"
    BRING = "digest.bring"
