"""The list of schools, page by page: looked for by words, narrowed by what is lacking, each with a button that opens
its card."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cards.kit.elements import Json, buttons, card, container, execute, heading, input_choice, input_text, refresh, text
from cards.kit.lines import why
from cards.kit.safe_text import capped
from cards.schools.actions import list_data, school_data
from cards.schools.edit_actions import form_data
from cards.schools.verbs import EditVerb, SchoolVerb
from handbook.core.people import Person, Role, School
from handbook.schools.list_edit import EditForm, EditKind
from handbook.schools.paging import Page
from handbook.schools.school_list import Show, ShowSchools
from handbook.schools.sight import Part

CHOICES_AT_MOST: Final = 40
"""More would fill the card: whoever looks for one of so many types a name."""
SHOWS: Final[Mapping[Show, str]] = {
    Show.ALL: "All schools",
    Show.NO_HEADTEACHER: "Without a headteacher",
    Show.NO_SIP: "Without a SIP",
    Show.NO_DSO: "Without a Diocesan Schools Officer",
    Show.NO_REPORT: "This term’s report not approved",
    Show.NO_VISIT: "No visit held or booked this term",
    Show.NO_AGREEMENT: "Sharing or data agreement missing",
}
LISTED: Final = "The list of schools."
_NEEDS: Final = {Show.NO_REPORT: Part.VISITS, Show.NO_VISIT: Part.VISITS, Show.NO_AGREEMENT: Part.AGREEMENTS}
_OWN: Final = {Show.NO_HEADTEACHER: Role.HEADTEACHER, Show.NO_SIP: Role.SIP, Show.NO_DSO: Role.DSO}


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """A school of the page: who serves it, and how it stands, in words."""

    school: School
    words: str


@dataclass(frozen=True, slots=True)
class SchoolListSeen:
    """A page, as somebody sees it. `parts` are those that they see of these schools; `whose` are the choices of whose
    schools, by what is sent; `are_many`: they fill more than a page."""

    page: Page[School]
    rows: Sequence[SchoolRow]
    parts: frozenset[Part]
    whose: Sequence[tuple[str, str]]
    viewer: Person
    are_many: bool


def schools_card(seen: SchoolListSeen, asked: ShowSchools) -> Json:
    found = _page(seen, asked)
    sought = _sought(seen, asked)
    reason = f"you are {'the' if seen.viewer.is_a(Role.TRUST_ADVISOR) else 'a'} {seen.viewer.office_words}"
    body = [*sought, *found, why(reason)] if seen.are_many else [*found, *sought, why(reason)]
    add = execute("Add a school…", EditVerb.FORM, form_data(EditForm(EditKind.ADD_SCHOOL)), submits_inputs=False)
    again = refresh(SchoolVerb.LIST, list_data(asked))
    return card("Schools", body, [add] if Part.KEEPING in seen.parts else [], LISTED, asks_again=again)


def shows_for(parts: frozenset[Part], viewer: Person) -> tuple[Show, ...]:
    """What somebody may narrow the list by: only by what they see, and not by the office in which they serve all."""
    seen = (show for show in Show if show not in _NEEDS or _NEEDS[show] in parts)
    return tuple(show for show in seen if show not in _OWN or viewer.offices != (_OWN[show],))


def _sought(seen: SchoolListSeen, asked: ShowSchools) -> list[Json]:
    shows = [(SHOWS[one], one.value) for one in shows_for(seen.parts, seen.viewer)]
    whose = seen.whose if len(seen.whose) <= CHOICES_AT_MOST else [one for one in seen.whose if one[1] == asked.of]
    label = "Name, town, authority, URN, or who serves it"
    return [
        input_text("find", label, "Please shorten it.", at_most=60, multiline=False, value=asked.find),
        input_choice("show", "Which schools", "Please choose.", shows, value=asked.show.value),
        *([_whose(whose, asked)] if whose else []),
        buttons([execute("Show", SchoolVerb.LIST, {})]),
    ]


def _whose(whose: Sequence[tuple[str, str]], asked: ShowSchools) -> Json:
    choices = [("Everybody’s", "all"), *((words, sent) for words, sent in whose)]
    return input_choice("of", "Whose schools", "Please choose.", choices, value=asked.of or "all")


def _page(seen: SchoolListSeen, asked: ShowSchools) -> list[Json]:
    if not seen.rows:
        return [heading("No school is like that"), text("Please type another part of its name, or choose all schools.")]
    names = Counter(row.school.full_name for row in seen.rows)
    return [
        heading(_title(seen.page)),
        *(_row(row, has_namesake=names[row.school.full_name] > 1) for row in seen.rows),
        *_turns(seen.page, asked),
    ]


def _title(page: Page[School]) -> str:
    if page.total is None:
        return f"{len(page.shown)} schools of this kind"
    if page.total == len(page.shown):
        return "1 school" if page.total == 1 else f"{page.total} schools"
    return f"{len(page.shown)} of {page.total:,} schools"


def _row(row: SchoolRow, has_namesake: bool) -> Json:
    school = row.school
    title = f"{school.full_name} ({school.urn})" if has_namesake else school.full_name
    opens = execute(capped(title, 90, "…"), SchoolVerb.SHOW, school_data(school.urn), submits_inputs=False)
    return container([buttons([opens]), text(row.words, muted=True)])


def _turns(page: Page[School], asked: ShowSchools) -> list[Json]:
    first, last = page.shown[0].urn, page.shown[-1].urn
    turns = [
        *([_turn("Previous", list_data(asked, before=first, after=""))] if page.has_before else []),
        *([_turn("Next", list_data(asked, after=last, before=""))] if page.has_after else []),
    ]
    return [buttons(turns)] if turns else []


def _turn(title: str, data: dict[str, str | int]) -> Json:
    return execute(title, SchoolVerb.LIST, data, submits_inputs=False)
