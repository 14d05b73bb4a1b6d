"""A calendar file as other programs read it (RFC 5545)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from dateutil.tz import tzical

from documents.visit_calendar_file import calendar_file
from handbook.core.british_time import LONDON
from handbook.core.half_days import HalfDay
from handbook.core.people import Role
from handbook.visits.visit import VisitStatus as S
from tests.support import visits as v
from tests.support.builders import MONDAY, a_person

CLOCKS = [date(2026, 10, 23), date(2026, 10, 26), date(2027, 3, 26), date(2027, 3, 29)]
"""On both sides of the last Sundays of October 2026 and March 2027."""


def lines(data: bytes) -> list[str]:
    """Unfolded."""
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    return data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def fields(data: bytes) -> dict[str, str]:
    """What the one event says."""
    whole = lines(data)
    event = whole[whole.index("BEGIN:VEVENT") + 1 : whole.index("END:VEVENT")]
    return dict(line.split(":", 1) for line in event)


@pytest.mark.parametrize("on", CLOCKS)
def test_nine_oclock_is_nine_oclock_on_both_sides_of_a_clock_change(on: date) -> None:
    visit = replace(v.a_visit(S.BOOKED), half_day=v.morning(on))
    data = calendar_file([v.dossier_of(visit)], MONDAY)
    zone = tzical(StringIO("\n".join(lines(data)))).get("Europe/London")
    said = fields(data)
    for name, expected in (("DTSTART", visit.half_day.starts_at), ("DTEND", visit.half_day.ends_at)):  # pyright: ignore[reportOptionalMemberAccess] - given above
        local = datetime.strptime(said[f"{name};TZID=Europe/London"], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - the zone follows
        assert local.replace(tzinfo=zone).astimezone(UTC) == expected
        assert expected.astimezone(LONDON).time() == local.time()


def test_an_event_is_the_same_one_whenever_it_is_fetched_and_says_who_and_what_for() -> None:
    visit = v.a_visit(S.BOOKED)
    first, later = (fields(calendar_file([v.dossier_of(visit)], at)) for at in (MONDAY, MONDAY.replace(hour=23)))
    assert first["UID"] == later["UID"] == "visit-1@sip-desk"
    assert (first["SEQUENCE"], first["STATUS"], first["TRANSP"]) == (str(visit.version), "CONFIRMED", "OPAQUE")
    assert first["SUMMARY"].startswith("Autumn visit: St Hilda’s")
    assert f"{v.SIP.name} (School Improvement Partner) visits {v.HEAD.name} (headteacher).\\n" in first["DESCRIPTION"]
    assert first[f'ORGANIZER;CN="{v.SIP.name}"'] == f"mailto:{v.SIP.email}"


def test_nothing_told_in_confidence_stands_in_it() -> None:
    visit = replace(v.a_visit(S.CANCELLED), information=("A pupil is ill.",), reason="A funeral.", trouble="Denied.")
    data = calendar_file([v.dossier_of(visit)], MONDAY).decode()
    assert not any(words in data for words in ("pupil", "funeral", "Forbidden"))


@pytest.mark.parametrize(
    ("status", "method", "said"),
    [
        (S.BOOKED, "PUBLISH", "CONFIRMED"),
        (S.HELD, "PUBLISH", "CONFIRMED"),
        (S.PICKED, "PUBLISH", "TENTATIVE"),
        (S.MOVED, "PUBLISH", "TENTATIVE"),
        (S.CANCELLED, "CANCEL", "CANCELLED"),
        (S.NOT_HELD, "CANCEL", "CANCELLED"),
    ],
)
def test_a_visit_that_is_off_says_so(status: S, method: str, said: str) -> None:
    data = calendar_file([v.dossier_of(v.a_visit(status))], MONDAY)
    assert f"METHOD:{method}" in lines(data)
    assert (fields(data)["STATUS"], fields(data)["TRANSP"]) == (said, "TRANSPARENT" if method == "CANCEL" else "OPAQUE")


def test_one_that_is_off_among_others_is_published_as_such_and_one_without_a_day_is_left_out() -> None:
    visits = [v.a_visit(status, f"visit-{status}") for status in (S.BOOKED, S.CANCELLED, S.SOUGHT)]
    whole = lines(calendar_file([v.dossier_of(visit) for visit in visits], MONDAY))
    assert [line for line in whole if line.startswith("STATUS")] == ["STATUS:CONFIRMED", "STATUS:CANCELLED"]
    assert "METHOD:PUBLISH" in whole
    assert "METHOD:PUBLISH" in lines(calendar_file([], MONDAY))


def test_what_people_write_can_neither_break_a_line_nor_begin_one() -> None:
    nasty = "Maths; reading, \\ writing\r\nEND:VEVENT\u2028x" + "é" * 90
    sip = a_person(Role.SIP, name='Anna "Nan" Pell')
    visit = replace(v.a_visit(S.BOOKED), agenda=(nasty,), half_day=HalfDay(v.FIRST.on, v.FIRST.starts, v.FIRST.ends))
    data = calendar_file([replace(v.dossier_of(visit), sip=sip)], MONDAY)
    said = fields(data)
    assert said["DESCRIPTION"].endswith("Maths\\; reading\\, \\\\ writing\\nEND:VEVENTx" + "é" * 90)
    assert 'ORGANIZER;CN="Anna Nan Pell"' in said
    assert lines(data).count("END:VEVENT") == 1
