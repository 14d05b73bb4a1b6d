"""SIP team meetings (T2): the list that stands in chat, which says when they are and nothing else, and one meeting with
its confidential agenda, which is shown as the answer to a button and stands nowhere."""

from collections.abc import Container, Mapping, Sequence
from datetime import datetime
from typing import Final

from cards.kit.elements import (
    Json,
    bullets,
    buttons,
    card,
    container,
    execute,
    facts,
    heading,
    input_choice,
    input_date,
    input_text,
    quote,
    refresh,
    status,
    text,
)
from cards.kit.folding import Fold, row
from cards.kit.half_days import half_choices, when
from cards.kit.lines import closed_card, why
from cards.kit.safe_text import capped
from cards.meetings.actions import meeting_data
from cards.meetings.verbs import MeetingVerb
from handbook.core.half_days import SchoolHours
from handbook.core.people import Person, Role
from handbook.core.school_years import AcademicYear
from handbook.meetings.team_meeting import ATTENDING, TeamMeeting, attends, is_to_come, may_set
from handbook.meetings.themes import THEME_LENGTH, THEMES_AT_MOST

LISTED_AT_MOST: Final = 12
ITEMS_AT_MOST: Final = 12
_WORDS_AT_MOST: Final = 300
"""Of an agenda, what one card has room for: the whole of each lies in its case."""
SUBJECT: Final = "SIP team meeting"
INVITATION: Final = "<p>The agenda is in SIP Desk: type “team meeting”.</p>"
"""What stands in calendars. It names no school and nothing confidential."""
CALLED_OFF: Final = "This meeting will not take place."
_TITLE: Final = "SIP team meetings"


def concerns(person: Person) -> bool:
    """Whether somebody's role has to do with these meetings."""
    return may_set(person) or person.is_a(*ATTENDING)


def meetings_card(
    to_come: Sequence[TeamMeeting],
    people: Sequence[Person],
    viewer: Person,
    hours: SchoolHours,
    set_so_far: tuple[AcademicYear, int, int],
) -> Json:
    """The meetings that the viewer attends; for the Trust Advisor also the form to set one. `people` may be invited;
    `set_so_far` is how many meetings an academic year has, of how many (T2)."""
    if not concerns(viewer):
        return closed_card()
    own = [meeting for meeting in to_come if attends(meeting, viewer)]
    year, count, wanted = set_so_far
    body = [
        *([_line(meeting) for meeting in own[:LISTED_AT_MOST]] or [text("No meetings are set.")]),
        *([text(f"Meetings set for {year}: {count} of {wanted}.")] if may_set(viewer) else []),
        *(_set_form(people, hours) if may_set(viewer) else []),
        _why(viewer),
    ]
    return card(_TITLE, body, [], "About SIP team meetings.", asks_again=refresh(MeetingVerb.TEAM_MEETING, {}))


def meeting_card(
    meeting: TeamMeeting,
    invited: Sequence[Person],
    people: Sequence[Person],
    items: Sequence[tuple[str, str]],
    viewer: Person,
    now: datetime,
    hours: SchoolHours,
    themes: Mapping[str, str],
) -> Json:
    """One meeting, for those who attend it. `themes` are those that the Trust Advisor can choose, by name. `items` are
    the lines of its agenda: who put each there, and the words. `invited` are its attendees as they were on its day;
    `people` may be invited."""
    if not attends(meeting, viewer):
        return closed_card()
    changes = may_set(viewer) and is_to_come(meeting, now)
    folds = _folds(meeting, people, hours, themes) if changes else []
    body = [
        _state(meeting, now),
        facts([("When", when(meeting.half_day)), ("Who attends", ", ".join(one.name for one in invited) or "nobody")]),
        *([heading("Common themes"), bullets(meeting.themes, THEMES_AT_MOST)] if meeting.themes else []),
        *(_agenda(items) if meeting.cancelled_at is None else []),
        *row([*([_cancel(meeting)] if changes else []), _back()], folds),
        _why(viewer),
    ]
    again = refresh(MeetingVerb.TEAM_MEETING_OPEN, meeting_data(meeting))
    return card(SUBJECT, body, [], "About a SIP team meeting.", asks_again=again)


def _line(meeting: TeamMeeting) -> Json:
    data = meeting_data(meeting)
    title, tooltip = "Open the agenda", f"Open the agenda: {when(meeting.half_day)}"
    open_it = execute(
        title,
        MeetingVerb.TEAM_MEETING_OPEN,
        data,
        submits_inputs=False,
        tooltip=tooltip,
        answered_here=True,
    )
    return container([text(when(meeting.half_day), bold=True), buttons([open_it])])


def _state(meeting: TeamMeeting, now: datetime) -> Json:
    if meeting.cancelled_at is not None:
        return status("Cancelled", "it will not take place", "warning")
    if is_to_come(meeting, now):
        return status("To come", "it is in the calendars of those who attend", "good")
    return status("Over", "you can still read it", "emphasis")


def _agenda(items: Sequence[tuple[str, str]]) -> list[Json]:
    more = len(items) - ITEMS_AT_MOST
    return [
        heading("Agenda, in confidence"),
        *(
            [quote(capped(words, _WORDS_AT_MOST), who) for who, words in items[:ITEMS_AT_MOST]]
            or [text("There is nothing on it.")]
        ),
        *([text(f"{more} more are on it. The people who added them can show them.")] if more > 0 else []),
    ]


def _set_form(people: Sequence[Person], hours: SchoolHours) -> list[Json]:
    if not people:
        return [text("There is nobody on the service’s list who could be invited.")]
    sips = [one.id for one in people if one.is_a(Role.SIP)]
    return [
        heading("Set a meeting"),
        *_when_boxes(hours),
        _who_box(people, sips),
        buttons([execute("Set the meeting", MeetingVerb.TEAM_MEETING_SET, {}, style="positive")]),
    ]


def _when_boxes(hours: SchoolHours) -> list[Json]:
    choices = half_choices(hours)
    return [
        input_date("meet_on", "Day", "Please choose the day of the meeting."),
        input_choice("meet_half", "Morning or afternoon", "Please choose one.", choices, value=choices[0][1]),
    ]


def _who_box(people: Sequence[Person], chosen: Container[str]) -> Json:
    choices = [(f"{one.name} ({one.office_words})", one.id) for one in people]
    already, error = ",".join(one.id for one in people if one.id in chosen), "Please choose who attends."
    return input_choice("attend", "Who attends", error, choices, value=already, several=True)


def _folds(meeting: TeamMeeting, people: Sequence[Person], hours: SchoolHours, themes: Mapping[str, str]) -> list[Fold]:
    """What only the Trust Advisor changes."""
    data = meeting_data(meeting)
    move = execute("Move it", MeetingVerb.TEAM_MEETING_MOVE, data, style="positive", answered_here=True)
    invite = execute("Invite these", MeetingVerb.TEAM_MEETING_INVITE, data, style="positive", answered_here=True)
    folds = [
        Fold("move", "Move …", [*_when_boxes(hours), buttons([move])]),
        Fold("choose_themes", "Themes …", _themes_form(meeting, themes)),
    ]
    if people:
        folds.append(Fold("invite", "Who attends …", [_who_box(people, meeting.attendee_ids), buttons([invite])]))
    return folds


def _themes_form(meeting: TeamMeeting, themes: Mapping[str, str]) -> list[Json]:
    data = meeting_data(meeting)
    choices = [(words, name) for name, words in themes.items()]
    already = ",".join(name for name, words in themes.items() if words in meeting.themes)
    label, own = "Proposed from reports and questions", "Others, one a line, without the name of a school"
    return [
        *([input_choice("themes", label, "Please choose.", choices, value=already, several=True)] if choices else []),
        *([] if choices else [text("Nothing is common to several schools yet.")]),
        input_text("own_themes", own, "Please shorten it.", at_most=THEMES_AT_MOST * THEME_LENGTH),
        buttons([execute("Put these on the agenda", MeetingVerb.TEAM_MEETING_THEMES, data, answered_here=True)]),
    ]


def _cancel(meeting: TeamMeeting) -> Json:
    verb, data = MeetingVerb.TEAM_MEETING_CANCEL, meeting_data(meeting)
    return execute("Cancel it", verb, data, style="destructive", submits_inputs=False, answered_here=True)


def _back() -> Json:
    return execute("Back to the list", MeetingVerb.TEAM_MEETING, {}, submits_inputs=False, answered_here=True)


def _why(viewer: Person) -> Json:
    part = "lead" if may_set(viewer) else "may attend"
    return why(f"the service knows you as {viewer.office_words}, and you {part} these meetings")
