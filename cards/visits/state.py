"""Where a visit stands, as each of the two reads it in the first line of the card: whose turn it is, and for what."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from cards.kit.elements import Tone
from cards.kit.half_days import when
from handbook.core.people import Person
from handbook.visits.changes import may_agree
from handbook.visits.dossier import VisitDossier
from handbook.visits.outcome import may_say
from handbook.visits.visit import VisitStatus

State = tuple[str, str, Tone]
"""A word, the sentence that says what is asked or done, and a colour that repeats the word."""

YOUR_TURN: Final = "Your turn"


def state(dossier: VisitDossier, viewer: Person, now: datetime) -> State:
    """For the visit's SIP or headteacher."""
    visit = dossier.visit
    if may_say(dossier, viewer, now):
        return YOUR_TURN, f"was this visit held? It was planned for {_when(dossier)}", "accent"
    if visit.stands and visit.half_day and visit.half_day.starts_at <= now:
        return "Started", f"{_when(dossier)}. {dossier.sip.name} will say afterwards whether it was held", "good"
    return _STATES[visit.status](dossier, viewer)


def _when(dossier: VisitDossier) -> str:
    half_day = dossier.visit.half_day
    return when(half_day) if half_day else "a day that is not known"


def _is_sip(dossier: VisitDossier, viewer: Person) -> bool:
    return viewer.id == dossier.visit.sip_id


def _preparing(dossier: VisitDossier) -> State:
    return "In preparation", f"{dossier.sip.name} is looking for good half-days. You will then pick one", "emphasis"


def _wished(dossier: VisitDossier, viewer: Person) -> State:
    if _is_sip(dossier, viewer):
        what = f"{dossier.headteacher.name} asks for {dossier.visit.purpose.words}"
        return YOUR_TURN, f"{what}. Look for half-days, or choose days yourself", "accent"
    return "With your SIP", f"{dossier.sip.name} has been asked, and will offer you half-days", "emphasis"


def _sought(dossier: VisitDossier, viewer: Person) -> State:
    if not _is_sip(dossier, viewer):
        return _preparing(dossier)
    return "Searching", "I am looking for good half-days. They will appear here", "accent"


def _found(dossier: VisitDossier, viewer: Person) -> State:
    if not _is_sip(dossier, viewer):
        return _preparing(dossier)
    return YOUR_TURN, f"send these half-days to {dossier.headteacher.name}, or choose others", "accent"


def _proposed(dossier: VisitDossier, viewer: Person) -> State:
    if _is_sip(dossier, viewer):
        return "Waiting", f"for {dossier.headteacher.name} (headteacher) to pick a half-day", "accent"
    return YOUR_TURN, f"please pick a half-day for {dossier.sip.name}’s visit", "accent"


def _none_suited(dossier: VisitDossier, viewer: Person) -> State:
    if _is_sip(dossier, viewer):
        return YOUR_TURN, "no half-day has suited so far. Look for others, or choose days yourself", "warning"
    return "With your SIP", f"{dossier.sip.name} is looking for better half-days", "emphasis"


def _picked(dossier: VisitDossier, _: Person) -> State:
    return "Being booked", f"{_when(dossier)}. The invitation follows in a moment", "accent"


def _booked(dossier: VisitDossier, _: Person) -> State:
    return "Booked", _when(dossier), "good"


def _moved(dossier: VisitDossier, _: Person) -> State:
    return "Being moved", f"to {_when(dossier)}. The calendars follow in a moment", "accent"


def _move_asked(dossier: VisitDossier, viewer: Person) -> State:
    asked = dossier.visit.asked
    return _asked(dossier, viewer, f"move the visit to {when(asked.to)}" if asked and asked.to else "move the visit")


def _cancel_asked(dossier: VisitDossier, viewer: Person) -> State:
    return _asked(dossier, viewer, "cancel the visit")


def _asked(dossier: VisitDossier, viewer: Person, what: str) -> State:
    other, asked = dossier.other_side(viewer).name, dossier.visit.asked
    if asked is not None and asked.declined and asked.to is not None:
        if may_agree(dossier, viewer):
            declined = f"{other} declined {_when(dossier)} in Outlook, and proposes {when(asked.to)}"
            return YOUR_TURN, f"{declined}. Agree, or I will look for other half-days", "accent"
        return (
            "Waiting",
            f"for {other}, who has your proposal of {when(asked.to)} instead of {_when(dossier)}",
            "accent",
        )
    if may_agree(dossier, viewer):
        return (
            YOUR_TURN,
            f"{other} asks you to {what}. Until you answer, it stays booked for {_when(dossier)}",
            "accent",
        )
    return "Waiting", f"for {other}, who you asked to {what}. It stays booked for {_when(dossier)}", "accent"


def _held(dossier: VisitDossier, _: Person) -> State:
    return "Held", f"{_when(dossier)}. It counts as one of the school’s half-days", "good"


def _not_held(dossier: VisitDossier, viewer: Person) -> State:
    if _is_sip(dossier, viewer):
        return YOUR_TURN, f"the visit on {_when(dossier)} was not held. Please look for another half-day", "warning"
    return "Not held", f"the visit on {_when(dossier)}. {dossier.sip.name} may offer another half-day", "warning"


def _cancelled(dossier: VisitDossier, _: Person) -> State:
    was = f"the visit on {_when(dossier)}" if dossier.visit.half_day else "no day had been booked"
    return "Cancelled", f"{was}. Its half-day can be planned again", "emphasis"


_STATES: Final[Mapping[VisitStatus, Callable[[VisitDossier, Person], State]]] = {
    VisitStatus.WISHED: _wished,
    VisitStatus.SOUGHT: _sought,
    VisitStatus.FOUND: _found,
    VisitStatus.PROPOSED: _proposed,
    VisitStatus.NONE_SUITED: _none_suited,
    VisitStatus.PICKED: _picked,
    VisitStatus.BOOKED: _booked,
    VisitStatus.MOVED: _moved,
    VisitStatus.MOVE_ASKED: _move_asked,
    VisitStatus.CANCEL_ASKED: _cancel_asked,
    VisitStatus.HELD: _held,
    VisitStatus.NOT_HELD: _not_held,
    VisitStatus.CANCELLED: _cancelled,
}
