"""The year's reports of a school as one PDF: a school and a year to choose, and what was made for this person."""

from collections.abc import Sequence
from typing import Final

from cards.kit.elements import Json, bullets, buttons, card, execute, heading, input_choice, refresh, status, text
from cards.kit.lines import link, why
from cards.school_record.verbs import RecordVerb
from handbook.core.british_time import day_words, london_date
from handbook.core.people import Person, School
from handbook.core.school_years import AcademicYear
from handbook.school_record.year_reports import YearReports

MADE_AT_MOST: Final = 6
_AT_A_GLANCE: Final = 12

Made = tuple[School, YearReports]


def years_card(schools: Sequence[School], years: Sequence[AcademicYear], made: Sequence[Made], viewer: Person) -> Json:
    """`schools` are those that the viewer may choose, at least one; `years` the newest first; `made` what they asked
    for, the newest first."""
    only = {"year_of": schools[0].urn} if len(schools) == 1 else {}
    body = [
        text("All filed reports of a school in a year, autumn first, as one PDF with a page in front that lists them."),
        text("A headteacher’s own CPD and wellbeing stands only in the PDF that is made for that headteacher."),
        *_places(schools, years),
        buttons([execute("Make the PDF", RecordVerb.MAKE_YEAR, only, style="positive")]),
        *(line for one in made[:MADE_AT_MOST] for line in _made(*one)),
        why(f"the service knows you as {viewer.office_words}"),
    ]
    again = refresh(RecordVerb.SHOW_YEARS, {})
    return card("The year’s reports", body, [], "The reports of a school’s year, as one PDF.", asks_again=again)


def _places(schools: Sequence[School], years: Sequence[AcademicYear]) -> list[Json]:
    year = input_choice(
        "year",
        "Academic year",
        "Please choose a year.",
        [(str(one), str(one.starts_in)) for one in years],
        value=str(years[0].starts_in),
    )
    if len(schools) == 1:
        return [text(schools[0].full_name, bold=True), year]
    choices = [(one.full_name, one.urn) for one in schools]
    searchable = len(choices) > _AT_A_GLANCE
    return [input_choice("year_of", "School", "Please choose a school.", choices, searchable=searchable), year]


def _made(school: School, one: YearReports) -> list[Json]:
    head = heading(f"{school.full_name}, {one.year}")
    if one.made_at is None:
        return [head, status("Being made", "it will appear here in a moment", "accent")]
    lacks = [text("Not in it:"), bullets(one.lacks)] if one.lacks else []
    if one.item is None:
        return [head, status("Not made", "no report of the year could be read", "attention"), *lacks]
    terms = ", ".join(term.value.lower() for term in one.terms)
    opens = link(f"Open the PDF of {one.year}", one.item.web_url)
    made = status("Made", f"on {day_words(london_date(one.made_at))}: {terms}", "good")
    return [head, made, *lacks, *([buttons(opens)] if opens else [text(one.item.web_url)])]
