"""My visits, for a SIP, and our visits, for a headteacher: what waits, what comes and what has been."""

from collections.abc import Sequence
from datetime import datetime

from cards.kit.elements import LINES_AT_MOST, Json, bullets, card, heading, refresh, table, text
from cards.kit.half_days import when
from cards.kit.lines import why
from cards.visits.calendar_file import download_all
from cards.visits.lines import gauges, purpose_words, visit_title
from cards.visits.state import YOUR_TURN, state
from cards.visits.verbs import VisitVerb
from handbook.core.half_days import HalfDay
from handbook.core.people import Person
from handbook.visits.dossier import VisitDossier
from handbook.visits.visit import Visit

_Found = Sequence[VisitDossier]


def visits_card(dossiers: Sequence[VisitDossier], viewer: Person, now: datetime) -> Json:
    """Each visit once, with where it stands; nobody sees another's."""
    own = [one for one in dossiers if viewer.id in (one.visit.sip_id, one.visit.headteacher_id)]
    waiting = [one for one in own if state(one, viewer, now)[0] == YOUR_TURN]
    others = [one for one in own if one not in waiting]
    past = [one for one in others if _is_past(one.visit, now)]
    coming = [one for one in others if one not in past]
    body = [
        text(_first_line(len(waiting), len(coming))),
        *_waiting(waiting, viewer, now),
        *_rows("Coming", sorted(coming, key=_by_time), viewer, now),
        *_rows("Past", sorted(past, key=_by_time, reverse=True), viewer, now),
        *_gauge(own),
        why("these are your visits"),
    ]
    title = "Our visits" if own and all(one.visit.headteacher_id == viewer.id for one in own) else "My visits"
    asks_again = refresh(VisitVerb.SHOW_VISITS, {})
    return card(
        title,
        body,
        download_all(any(one.visit.half_day for one in own)),
        f"{title}: upcoming and past.",
        asks_again=asks_again,
    )


def _first_line(waiting: int, coming: int) -> str:
    turn = {0: "Nothing waits for you.", 1: "One visit waits for you."}.get(waiting, f"{waiting} visits wait for you.")
    if not waiting:
        ahead = {0: "Nothing is ahead.", 1: "One visit is ahead."}.get(coming, f"{coming} visits are ahead.")
    else:
        ahead = {0: "Nothing else is ahead.", 1: "One more is ahead."}.get(coming, f"{coming} more are ahead.")
    return f"{turn} {ahead}"


def _waiting(waiting: _Found, viewer: Person, now: datetime) -> list[Json]:
    if not waiting:
        return []
    lines = [f"{visit_title(one.visit, one.school)}: {state(one, viewer, now)[1]}" for one in waiting]
    return [heading(YOUR_TURN), bullets(lines)]


def _rows(title: str, found: _Found, viewer: Person, now: datetime) -> list[Json]:
    if not found:
        return []
    rows = [(_time(one.visit), _what(one, viewer), state(one, viewer, now)[0]) for one in found]
    more = [text(f"and {len(rows) - LINES_AT_MOST} more")] if len(rows) > LINES_AT_MOST else []
    return [heading(title), table(("When", "Visit", "Status"), rows), *more]


def _time(visit: Visit) -> str:
    return when(visit.half_day) if visit.half_day else "No day booked"


def _what(dossier: VisitDossier, viewer: Person) -> str:
    of = dossier.sip.name if viewer.id == dossier.visit.headteacher_id else dossier.school.full_name
    return f"{purpose_words(dossier.visit.purpose)}, {of}"


def _is_past(visit: Visit, now: datetime) -> bool:
    return visit.is_over or (visit.half_day is not None and visit.half_day.ends_at <= now)


def _by_time(dossier: VisitDossier) -> tuple[bool, HalfDay | str]:
    """What has no day yet stands last."""
    half_day = dossier.visit.half_day
    return (False, half_day) if half_day else (True, dossier.visit.id)


def _gauge(own: _Found) -> list[Json]:
    """Of the school, where they are all of one school and year."""
    accounts = {(one.account.urn, one.account.year): one for one in own}
    if len(accounts) != 1:
        return []
    return [text(line) for line in gauges(own[0].account)]
