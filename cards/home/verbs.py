"""The verbs on the wire of what was given up."""

from enum import StrEnum


class HomeVerb(StrEnum):
    """The buttons of what was given up."""

    JOBS_TRY_AGAIN = "jobs.try_again"
    SHOW_JOBS = "jobs.show"
