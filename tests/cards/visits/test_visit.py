"""What the two people of a visit read, and what they can press."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from cards.kit.half_days import short_when, when
from cards.visits.visit import visit_card
from handbook.core.half_days import HalfDay, SchoolHours
from handbook.core.people import Person
from handbook.visits.visit import AskedChange
from handbook.visits.visit import VisitStatus as S
from tests.support import visit_builders as v
from tests.support.card_reading import buttons, inputs, parts, words
from tests.support.visit_gallery import visit_dossiers

TUESDAY = "Tuesday 9 March 2027, morning, 09:00 to 12:00"
LATER = "Thursday 18 March 2027, afternoon, 13:00 to 16:00"


def seen(status: S, viewer: Person, now: datetime = v.NOW, **changes: object) -> str:
    return words(visit_card(v.a_visit_dossier(status, **changes), viewer, now))


def first_line(status: S, viewer: Person, now: datetime = v.NOW, **changes: object) -> str:
    return seen(status, viewer, now, **changes).splitlines()[1]


FIRST_LINES = [
    (S.WISHED, v.SIP, "Your turn: Hanna Tilling asks for feedback to governors. Look for half-days, or choose days"),
    (S.WISHED, v.HEAD, "With your SIP: Samir Pell has been asked, and will offer you half-days"),
    (S.SOUGHT, v.SIP, "Searching: I am looking for good half-days"),
    (S.SOUGHT, v.HEAD, "In preparation: Samir Pell is looking for good half-days"),
    (S.FOUND, v.SIP, "Your turn: send these half-days to Hanna Tilling, or choose others"),
    (S.FOUND, v.HEAD, "In preparation: Samir Pell is looking for good half-days"),
    (S.PROPOSED, v.SIP, "Waiting: for Hanna Tilling (headteacher) to pick a half-day"),
    (S.PROPOSED, v.HEAD, "Your turn: please pick a half-day for Samir Pell’s visit"),
    (S.NONE_SUITED, v.SIP, "Your turn: no half-day has suited so far"),
    (S.NONE_SUITED, v.HEAD, "With your SIP: Samir Pell is looking for better half-days"),
    (S.PICKED, v.SIP, f"Being booked: {TUESDAY}"),
    (S.BOOKED, v.HEAD, f"Booked: {TUESDAY}"),
    (S.MOVED, v.HEAD, f"Being moved: to {LATER}"),
    (S.MOVE_ASKED, v.SIP, f"Waiting: for Hanna Tilling, who you asked to move the visit to {LATER}"),
    (S.MOVE_ASKED, v.HEAD, f"Your turn: Samir Pell asks you to move the visit to {LATER}"),
    (S.CANCEL_ASKED, v.SIP, "Waiting: for Hanna Tilling, who you asked to cancel the visit"),
    (S.CANCEL_ASKED, v.HEAD, "Your turn: Samir Pell asks you to cancel the visit"),
    (S.HELD, v.SIP, f"Held: {TUESDAY}. It counts as one of the school’s half-days"),
    (S.NOT_HELD, v.SIP, f"Your turn: the visit on {TUESDAY} was not held"),
    (S.NOT_HELD, v.HEAD, f"Not held: the visit on {TUESDAY}"),
    (S.CANCELLED, v.HEAD, f"Cancelled: the visit on {TUESDAY}. Its half-day can be planned again"),
]


@pytest.mark.parametrize(("status", "viewer", "line"), FIRST_LINES)
def test_the_first_line_says_whose_turn_it_is_and_for_what(status: S, viewer: Person, line: str) -> None:
    assert first_line(status, viewer).startswith(line)


def test_after_the_visit_the_sip_is_asked_and_the_headteacher_is_told_so() -> None:
    for status in (S.BOOKED, S.MOVE_ASKED, S.CANCEL_ASKED):
        assert first_line(status, v.SIP, v.AFTER) == f"Your turn: was this visit held? It was planned for {TUESDAY}"
        assert first_line(status, v.HEAD, v.AFTER).startswith(f"Started: {TUESDAY}. Samir Pell will say")


def test_the_headteacher_picks_with_one_press() -> None:
    card = visit_card(v.a_visit_dossier(S.PROPOSED), v.HEAD, v.NOW)
    picks = [title for title in buttons(card) if title.startswith("Pick")]
    assert picks == [
        "Pick Tuesday 9 March, morning",
        "Pick Thursday 11 March, afternoon",
        "Pick Tuesday 16 March, morning",
    ]
    assert [buttons(card)[title]["data"]["number"] for title in picks] == [1, 2, 3]
    assert all(buttons(card)[title]["associatedInputs"] == "none" for title in picks)


def test_each_side_reads_its_own_reason_for_a_slot() -> None:
    """A headteacher does not learn at which other school the SIP is."""
    sip, head = seen(S.PROPOSED, v.SIP), seen(S.PROPOSED, v.HEAD)
    assert f"{TUESDAY}\nYou are at St Bede’s, 3 miles away, that afternoon." in sip
    assert f"{TUESDAY}\nYour SIP is near your school that day." in head
    for _, dossier, now in visit_dossiers():
        assert "Bede" not in words(visit_card(dossier, v.HEAD, now))


def test_the_headteacher_sees_no_half_day_before_it_is_sent() -> None:
    assert TUESDAY in seen(S.FOUND, v.SIP)
    assert TUESDAY not in seen(S.FOUND, v.HEAD)


def test_a_half_day_that_cannot_be_had_any_more_has_no_button() -> None:
    proposed = v.a_visit_dossier(S.PROPOSED)
    taken = replace(proposed, diary=(replace(v.a_visit_dossier(S.BOOKED).visit, id="visit-2"),))
    card = visit_card(taken, v.HEAD, v.NOW)
    assert "Pick Tuesday 9 March, morning" not in buttons(card)
    assert f"{TUESDAY}\nNo longer available." in words(card)
    assert "has since been taken" in words(visit_card(taken, v.SIP, v.NOW))
    found = replace(taken, visit=v.a_visit_dossier(S.FOUND).visit)
    assert "Send to headteacher" not in buttons(visit_card(found, v.SIP, v.NOW))


def test_a_slot_that_a_sip_chose_needs_no_reason() -> None:
    slots = (replace(v.SLOTS[0], why="", why_for_school=""),)
    card = visit_card(v.a_visit_dossier(S.PROPOSED, slots=slots), v.HEAD, v.NOW)
    assert f"{TUESDAY}\nPick Tuesday 9 March, morning" in words(card)


def test_what_is_seldom_needed_lies_folded() -> None:
    """One part is open at a time, and no part holds what the first line asks for."""
    for name, dossier, now in visit_dossiers():
        for viewer in (v.SIP, v.HEAD):
            card = visit_card(dossier, viewer, now)
            folded = {part["id"] for part in parts(card) if part.get("isVisible") is False and "id" in part}
            toggles = [part for part in parts(card) if part.get("type") == "Action.ToggleVisibility"]
            assert {toggle["targetElements"][0]["elementId"] for toggle in toggles} == folded, name
            for toggle in toggles:
                assert {target["elementId"] for target in toggle["targetElements"]} == folded, name


def test_the_gauge_of_the_half_days() -> None:
    assert "Face to face in 2026/27: none of 6 half-days held, 1 planned, 5 left." in seen(S.BOOKED, v.HEAD)
    assert "Face to face in 2026/27: 1 of 6 half-days held, none planned, 5 left." in seen(S.HELD, v.SIP)
    bought = words(visit_card(v.a_visit_dossier(S.BOOKED, v.APPRAISAL), v.SIP, v.NOW))
    assert "Headteacher appraisal: none of 2 half-days held, 1 planned, 1 left. It is counted separately." in bought
    assert "Face to face in 2026/27: none of 6 half-days held, none planned, 6 left." in bought


def test_why_is_said_in_the_words_of_who_asked() -> None:
    assert "“A funeral.”\n– Samir Pell" in seen(S.MOVE_ASKED, v.HEAD)
    by_head = AskedChange(v.HEAD.id, v.NOW, "A funeral.")
    assert "“A funeral.”\n– Hanna Tilling" in seen(S.CANCEL_ASKED, v.SIP, asked=by_head)
    assert "“We are on a residential.”\n– Hanna Tilling" in seen(S.NONE_SUITED, v.SIP)
    noticed = seen(S.CANCELLED, v.SIP, reason="It was removed from the calendar in Outlook.", reason_by_id="")
    assert "\nIt was removed from the calendar in Outlook.\n" in noticed
    in_outlook = AskedChange(v.HEAD.id, v.NOW, "", v.LATER)
    assert "It was proposed in Outlook." in seen(S.MOVE_ASKED, v.SIP, asked=in_outlook)
    assert "“Snow.”" in seen(S.NOT_HELD, v.HEAD)


def test_who_asked_may_take_it_back() -> None:
    dossier = v.a_visit_dossier(S.MOVE_ASKED)
    assert "Take it back and keep the visit" in buttons(visit_card(dossier, v.SIP, v.NOW))
    assert list(buttons(visit_card(dossier, v.HEAD, v.NOW)))[:2] == ["Agree", "Keep it as it is"]


def test_a_move_under_way_says_from_when() -> None:
    assert f"When\n{LATER}\nBefore\n{TUESDAY}" in seen(S.MOVED, v.HEAD)


@pytest.mark.parametrize("status", [S.SOUGHT, S.FOUND, S.NONE_SUITED])
def test_trouble_with_the_search_is_for_the_sip(status: S) -> None:
    words_of = "Your calendar could not be read, and I do not guess."
    assert f"Please note: {words_of}" in seen(status, v.SIP, trouble=words_of)
    assert words_of not in seen(status, v.HEAD, trouble=words_of)


def test_trouble_with_a_booked_visit_is_for_both() -> None:
    for viewer in (v.SIP, v.HEAD):
        assert "Please note: It was moved in Outlook." in seen(S.BOOKED, viewer, trouble="It was moved in Outlook.")


def test_what_follows_a_termly_visit() -> None:
    assert "send me the completed proforma (.docx) here" in seen(S.HELD, v.SIP)
    assert "you get it here when Samir Pell sends it" in seen(S.HELD, v.HEAD)
    assert "proforma" not in words(visit_card(v.a_visit_dossier(S.HELD, v.APPRAISAL), v.SIP, v.NOW))


def test_the_agenda_stands_in_the_box_to_be_changed_and_stays_to_be_read() -> None:
    boxes = inputs(visit_card(v.a_visit_dossier(S.BOOKED, information=("Books",)), v.HEAD, v.NOW))
    assert boxes["agenda"]["value"].splitlines()[1] == "The school development plan"
    assert boxes["information"]["value"] == "Books"
    over = seen(S.HELD, v.HEAD, information=("Books",))
    assert "- The school development plan" in over
    assert "Information for the visit\n- Books" in over
    assert "No line is on the agenda." in seen(S.HELD, v.HEAD, agenda=())


def test_half_days_are_those_of_the_school() -> None:
    hours = SchoolHours((time(8, 30), time(11, 30)), (time(12, 30), time(15, 15)))
    box = inputs(visit_card(v.a_visit_dossier(S.BOOKED), v.SIP, v.NOW, hours=hours))["move_half"]
    assert box["choices"][1] == {"title": "Afternoon, 12:30 to 15:15", "value": "12:30-15:15"}


@pytest.mark.parametrize("day", [date(2027, 3, 27), date(2027, 3, 29), date(2026, 10, 24), date(2026, 10, 26)])
def test_nine_is_nine_on_both_sides_of_a_clock_change(day: date) -> None:
    assert when(HalfDay(day, time(9), time(12))).endswith(", morning, 09:00 to 12:00")
    assert when(HalfDay(day, time(9), time(16))).count(",") == 1
    assert when(HalfDay(day, time(0), time(23, 59))).endswith(f"{day.year}, all day")
    assert short_when(HalfDay(day, time(9), time(16))).endswith(", whole day")
    assert short_when(HalfDay(day, time(13), time(16))).endswith(", afternoon")


def test_a_notice_stands_on_top() -> None:
    card = visit_card(v.a_visit_dossier(S.PROPOSED), v.HEAD, v.NOW, notice="That half-day was taken meanwhile.")
    assert card["body"][1]["text"] == "That half-day was taken meanwhile."


def test_a_notification_names_the_school_and_no_purpose() -> None:
    card = visit_card(v.a_visit_dossier(S.PROPOSED, v.APPRAISAL), v.HEAD, v.NOW)
    assert card["fallbackText"] == "Visit to St Hilda’s Catholic Primary School, Northbeck: your turn."
    assert card["speak"].endswith("Your turn: please pick a half-day for Samir Pell’s visit.")


def test_it_asks_again_by_its_id() -> None:
    asks = visit_card(v.a_visit_dossier(S.PROPOSED), v.HEAD, v.NOW)["refresh"]["action"]
    assert (asks["verb"], asks["data"]) == ("visit.show", {"visit": "visit-1", "version": 3, "card": "visit"})


def test_a_record_without_its_day_is_still_shown() -> None:
    """Records are older than the code that shows them."""
    assert first_line(S.BOOKED, v.HEAD, half_day=None) == "Booked: a day that is not known"
    assert "to move the visit. It stays booked" in first_line(S.MOVE_ASKED, v.HEAD, asked=None)
    assert "no day had been booked" in first_line(S.CANCELLED, v.HEAD, half_day=None)
