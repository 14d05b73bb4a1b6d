"""The list of people, page by page, and the card of a person, for who keeps the list."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
    input_text,
    refresh,
    text,
)
from cards.kit.lines import capital
from cards.kit.safe_text import capped
from cards.schools.actions import list_data, school_data
from cards.schools.edit_actions import form_data
from cards.schools.edit_forms import WHY
from cards.schools.people_actions import people_data, person_data
from cards.schools.verbs import EditVerb, PersonVerb, SchoolVerb
from cards.sip_team.actions import sip_data
from cards.sip_team.verbs import SipVerb
from handbook.core.people import Person, Role, School
from handbook.schools.list_edit import EditForm, EditKind
from handbook.schools.paging import Page
from handbook.schools.people_list import ShowPeople, ShowWho
from handbook.schools.school_list import ShowSchools

PEOPLE: Final = "The list of people."
PERSON: Final = "The card of a person."
_SHOWS: Final[Mapping[ShowWho, str]] = {
    ShowWho.ALL: "Everybody",
    ShowWho.NOT_REACHED: "Not reached in Teams",
    ShowWho.NO_ACCOUNT: "No account, or a closed one",
}
_OFFICES: Final = [("Every office", "all"), *((capital(role.words), role.value) for role in Role)]
_SCHOOLS_AT_MOST: Final = 6
_BY_ID: Final = {Role.SIP: "sip", Role.DSO: "dso"}


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """Somebody, with whom they serve, and how they stand in words. `changes` are planned ones of the list."""

    person: Person
    schools: Sequence[School]
    reached: str
    account: str
    open_work: Sequence[str] = ()
    checks: str = ""
    changes: Sequence[str] = ()
    is_gone: bool = False


def people_card(page: Page[Person], rows: Sequence[PersonSeen], asked: ShowPeople) -> Json:
    shows = [(words, one.value) for one, words in _SHOWS.items()]
    names = Counter(row.person.name for row in rows)
    body = [
        input_text("find", "Name or mail address", "Please shorten it.", at_most=60, multiline=False, value=asked.find),
        input_choice("office", "Office", "Please choose.", _OFFICES, value=asked.office or "all"),
        input_choice("show", "Which people", "Please choose.", shows, value=asked.show.value),
        buttons([execute("Show", PersonVerb.LIST, {})]),
        heading(_title(page)),
        *(_row(row, names[row.person.name] > 1) for row in rows),
        *_turns(page, asked),
        WHY,
    ]
    add = execute("Add a person…", EditVerb.FORM, form_data(EditForm(EditKind.ADD_PERSON)), submits_inputs=False)
    return card("People", body, [add], PEOPLE, asks_again=refresh(PersonVerb.LIST, people_data(asked)))


def person_card(seen: PersonSeen) -> Json:
    person = seen.person
    body = [
        facts(_facts(seen)),
        *([heading("Open work"), bullets(seen.open_work)] if seen.open_work else []),
        *([heading("About the list"), bullets(seen.changes)] if seen.changes else []),
        *([text("This person is no longer on the list.")] if seen.is_gone else []),
        WHY,
    ]
    again = refresh(PersonVerb.SHOW, person_data(person.id))
    return card(person.name, body, _actions(seen), PERSON, asks_again=again)


def _facts(seen: PersonSeen) -> list[tuple[str, str]]:
    named = [one.full_name for one in seen.schools[:_SCHOOLS_AT_MOST]]
    more = len(seen.schools) - len(named)
    schools = "; ".join(named) + (f"; and {more} more" if more > 0 else "")
    return [
        ("Office", capital(seen.person.office_words)),
        ("Mail", seen.person.email or "none"),
        ("Schools", schools or "none"),
        ("Teams", seen.reached),
        ("Account", seen.account),
        *([("Checks", seen.checks)] if seen.checks else []),
    ]


def _actions(seen: PersonSeen) -> list[Json]:
    person = seen.person
    change, leaves = (
        execute(title, EditVerb.FORM, form_data(EditForm(kind, person.id)))
        for title, kind in (("Name, mail, office…", EditKind.CHANGE_PERSON), ("Leaves…", EditKind.LEAVE))
    )
    people = execute("People", PersonVerb.LIST, people_data(ShowPeople()))
    record = [execute("Checks and training", SipVerb.SHOW, sip_data(person.id))] if seen.checks else []
    return [*([] if seen.is_gone else [change, leaves]), *_to_schools(seen), *record, people]


def _to_schools(seen: PersonSeen) -> list[Json]:
    if len(seen.schools) == 1:
        return [execute("Their school", SchoolVerb.SHOW, school_data(seen.schools[0].urn))]
    word = next((word for role, word in _BY_ID.items() if seen.person.is_a(role)), None)
    asked = ShowSchools(of=f"{word}:{seen.person.id}") if word else ShowSchools(find=seen.person.name[:60])
    return [execute("Their schools", SchoolVerb.LIST, list_data(asked))] if seen.schools else []


def _title(page: Page[Person]) -> str:
    if not page.shown:
        return "Nobody is like that"
    if page.total is None:
        return f"{len(page.shown)} people of this kind"
    if page.total == len(page.shown):
        return "1 person" if page.total == 1 else f"{page.total} people"
    return f"{len(page.shown)} of {page.total:,} people"


def _row(row: PersonSeen, is_one_of_several: bool) -> Json:
    person = row.person
    called = _called(person) if is_one_of_several else capped(person.name, 90, "…")
    opens = execute(called, PersonVerb.SHOW, person_data(person.id), submits_inputs=False)
    schools = [one.full_name for one in row.schools[:2]] + (["…"] if len(row.schools) > 2 else [])
    mail = "" if is_one_of_several else person.email
    said = [capital(person.office_words), mail, "; ".join(schools), row.reached, f"account {row.account}"]
    return container([buttons([opens]), text(" · ".join(filter(None, said)), muted=True)])


def _called(person: Person) -> str:
    """Two of one name are told apart by their addresses."""
    return capped(f"{person.name}, {person.email}" if person.email else person.name, 90, "…")


def _turns(page: Page[Person], asked: ShowPeople) -> list[Json]:
    turns = [
        (title, people_data(asked, **{way: page.shown[at].id, other: ""}))
        for title, way, other, at, is_there in (
            ("Previous", "before", "after", 0, page.has_before),
            ("Next", "after", "before", -1, page.has_after),
        )
        if is_there and page.shown
    ]
    made = [execute(title, PersonVerb.LIST, data, submits_inputs=False) for title, data in turns]
    return [buttons(made)] if made else []
