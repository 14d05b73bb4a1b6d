"""What a year shows: a summary in words, and plots in text."""

from collections import Counter
from collections.abc import Iterator, Mapping

from handbook.half_days.entitlement import Entitlement
from handbook.reports.report import Report, Status
from handbook.visits.visit import VisitStatus
from service.simulation.year import Played
from store.unit_of_work import UnitOfWork

_WIDEST = 40


def summary(played: Played) -> str:
    """Everything that is printed at the end."""
    with played.house.database.reading() as uow:
        return "\n".join(_lines(played, uow))


def _lines(played: Played, uow: UnitOfWork) -> Iterator[str]:
    house, wanted = played.house, played.wanted
    reports = uow.reports.in_status(list(Status))
    yield f"{wanted.schools} schools, {wanted.sips} SIPs, seed {wanted.seed}, {wanted.days} days"
    yield f"{house.jobs_done} jobs, {house.chats.sent} messages, {house.faults.calls} calls of Microsoft 365"
    yield f"{played.looks} looks at a promise"
    yield f"went wrong there: {_counted(house.faults.met)}"
    yield f"reports: {_counted(Counter(one.status.value for one in reports))}"
    visits = uow.visits.in_status(list(VisitStatus))
    yield f"visits: {_counted(Counter(one.status.value for one in visits))}"
    yield f"people did: {_counted(played.people.counts)}"
    yield ""
    yield from plot(
        "days from sending a report to its approval", Counter(_days(one) for one in reports if one.decision)
    )
    yield from plot("visits that stand or were held, by month", _by_month(uow))
    yield from plot("messages, by month", Counter(f"{one.sent_at:%Y-%m}" for one in house.chats.messages.values()))
    accounts = (uow.visits.account(one.urn, house.trust.year, Entitlement()) for one in house.trust.schools)
    yield from plot(
        "half-days face to face held of six, schools", Counter(f"{one.face_to_face.held}" for one in accounts)
    )
    loads = Counter(one.sip_id for one in visits if one.status is VisitStatus.HELD)
    yield from plot("visits held by a SIP, SIPs", Counter(f"{count // 5 * 5:3}+" for count in loads.values()))
    yield f"promises that did not hold: {len(played.found)}"


def plot(title: str, counts: Mapping[str, int]) -> Iterator[str]:
    """A bar for each count, in order; the longest as wide as a terminal allows."""
    yield title
    most = max(counts.values(), default=0)
    for name, count in sorted(counts.items()):
        yield f"  {name:>8} {'█' * max(1, round(_WIDEST * count / most)):<{_WIDEST}} {count}"
    yield ""


def _days(one: Report) -> str:
    if one.decision is None or one.sent_at is None:
        return "?"
    days = (one.decision.at - one.sent_at).days
    return f"{days:3}" if days < 7 else f"{days // 7 * 7:3}+"


def _by_month(uow: UnitOfWork) -> Counter[str]:
    found = uow.visits.in_status([VisitStatus.BOOKED, VisitStatus.HELD])
    return Counter(f"{one.half_day.on:%Y-%m}" for one in found if one.half_day)


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items())) or "nothing"
