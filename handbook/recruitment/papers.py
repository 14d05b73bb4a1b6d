"""What is kept of an application, and for how long: its papers for a time that the trust sets, and then no more than
that there was one, when, and how it ended."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handbook.core.british_time import london_date
from handbook.recruitment.application import WRITING, Application, moved, not_now
from handbook.recruitment.criteria import Evidence
from handbook.recruitment.moves import ApplicationMove, ApplicationStatus

_APPOINTED = (ApplicationStatus.APPOINTED, ApplicationStatus.TRAINED)


@dataclass(frozen=True, slots=True)
class ForgetPapers:
    """The clock: the time is over; of a draft that nobody touched for as long, too."""

    application_id: str


def goes_at(application: Application, keep_days: int) -> datetime | None:
    """When its papers go; None while something is to be decided, and once they are gone."""
    if application.papers_gone_on is not None:
        return None
    since = application.touched_at if application.status in WRITING else application.over_at
    return since + timedelta(days=keep_days) if since else None


def is_due(application: Application, keep_days: int, now: datetime) -> bool:
    goes = goes_at(application, keep_days)
    return goes is not None and goes <= now


def forgotten(application: Application, keep_days: int, now: datetime) -> Application:
    """Without anything that anybody wrote. Who was not appointed is not named any more. Raises Refused before its
    time."""
    if not is_due(application, keep_days, now):
        raise not_now(application)
    over = moved(application, ApplicationMove.LAPSE, now) if application.status in WRITING else application
    bare = replace(
        over,
        evidence=Evidence(),
        form={},
        reason="",
        aside=(),
        votes=(),
        views=(),
        interview=None,
        told={},
        papers_gone_on=london_date(now),
    )
    return bare if bare.status in _APPOINTED else replace(bare, name="", email="", applicant_id="", urn="")
