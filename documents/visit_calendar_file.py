"""Visits as an iCalendar file (RFC 5545). Times are those of the clock on the school's wall, with the rules of
Europe/London beside them, so that 09:00 stays 09:00 whatever a calendar knows of time zones. What is said of a visit is
what its event in Outlook says."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from handbook.core.half_days import HalfDay
from handbook.membership.training import TITLE, Training
from handbook.visits.dossier import VisitDossier
from handbook.visits.in_calendars.entry_words import entry_words
from handbook.visits.visit import Visit, VisitStatus

_OCTETS: Final = 75
_OFF: Final = (VisitStatus.CANCELLED, VisitStatus.NOT_HELD)
_UNSETTLED: Final = (VisitStatus.PICKED, VisitStatus.MOVED)
_LONDON: Final = (
    "BEGIN:VTIMEZONE",
    "TZID:Europe/London",
    "BEGIN:DAYLIGHT",
    "DTSTART:19810329T010000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0100",
    "TZNAME:BST",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19961027T020000",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0000",
    "TZNAME:GMT",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def calendar_file(dossiers: Sequence[VisitDossier], now: datetime) -> bytes:
    """Every visit that has a day; one that is off says so, so that a calendar that had it takes it out."""
    with_day = [(one, one.visit.half_day) for one in dossiers if one.visit.half_day]
    off = bool(with_day) and all(one.visit.status in _OFF for one, _ in with_day)
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//SIP Desk//Visits//EN",
        "CALSCALE:GREGORIAN",
        f"METHOD:{'CANCEL' if off else 'PUBLISH'}",
        *_LONDON,
        *(line for one, at in with_day for line in _event(one, at, now)),
        "END:VCALENDAR",
    )
    return b"".join(b"%s\r\n" % _folded(line) for line in lines)


def training_file(found: Sequence[Training], now: datetime) -> bytes:
    """The training that an external SIP may come to (M5): days and hours, and nobody's name."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//SIP Desk//Training//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *_LONDON,
        *(line for one in found for line in _training(one, now)),
        "END:VCALENDAR",
    )
    return b"".join(b"%s\r\n" % _folded(line) for line in lines)


def _training(one: Training, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{one.id}@training.sip-desk"
    yield f"SEQUENCE:{one.version}"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;TZID=Europe/London:{one.half_day.on:%Y%m%d}T{one.half_day.starts:%H%M%S}"
    yield f"DTEND;TZID=Europe/London:{one.half_day.on:%Y%m%d}T{one.half_day.ends:%H%M%S}"
    yield f"SUMMARY:{_escaped(f'{TITLE}: {one.topics}')}"
    yield from ((f"LOCATION:{_escaped(one.place)}",) if one.place else ())
    yield "END:VEVENT"


def _event(dossier: VisitDossier, at: HalfDay, now: datetime) -> Iterator[str]:
    visit, sip, said = dossier.visit, dossier.sip, entry_words(dossier)
    yield "BEGIN:VEVENT"
    yield f"UID:{visit.id}@sip-desk"
    yield f"SEQUENCE:{visit.version}"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;TZID=Europe/London:{at.on:%Y%m%d}T{at.starts:%H%M%S}"
    yield f"DTEND;TZID=Europe/London:{at.on:%Y%m%d}T{at.ends:%H%M%S}"
    yield f"STATUS:{_status(visit)}"
    yield f"TRANSP:{'TRANSPARENT' if visit.status in _OFF else 'OPAQUE'}"
    yield f"CLASS:{'PRIVATE' if said.private else 'PUBLIC'}"
    yield f"SUMMARY:{_escaped(said.title)}"
    yield f"LOCATION:{_escaped(dossier.school.full_name)}"
    yield f'ORGANIZER;CN="{_printable(sip.name).replace(chr(34), "")}":mailto:{_printable(sip.email)}'
    yield f"DESCRIPTION:{_escaped(chr(10).join((said.who, *said.agenda)))}"
    yield "END:VEVENT"


def _status(visit: Visit) -> str:
    if visit.status in _OFF:
        return "CANCELLED"
    return "TENTATIVE" if visit.status in _UNSETTLED else "CONFIRMED"


def _escaped(words: str) -> str:
    lines = [_printable(line) for line in words.split("\n")]
    joined = "\n".join(lines).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return joined.replace("\n", "\\n")


def _printable(words: str) -> str:
    """No line of a person's can become a line of the file."""
    return "".join(one for one in words if one.isprintable())


def _folded(line: str) -> bytes:
    """In lines of at most 75 octets, no letter cut in two."""
    parts, part = list[bytes](), b""
    for letter in map(str.encode, line):
        if len(part) + len(letter) > _OCTETS:
            parts.append(part)
            part = b" "
        part += letter
    return b"\r\n".join((*parts, part))
