"""The forms and cards of changes of the list, the list of people and a person’s card, in every state."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from cards.schools.edit import EditSeen, edit_card
from cards.schools.edit_forms import drafted_card, form_card, menu_card
from cards.schools.people import PersonSeen, people_card, person_card
from handbook.core.people import DirectoryAccount, Person, Role
from handbook.schools.edit_prefill import prefilled
from handbook.schools.list_edit import EditForm, EditKind, EditStatus, ListEdit
from handbook.schools.paging import ROWS, Page
from handbook.schools.people_list import ShowPeople, ShowWho
from tests.support import builders as a
from tests.support.lists import a_list

Cards = Iterator[tuple[str, dict[str, Any], Person]]
ADVISOR = a.a_person(Role.TRUST_ADVISOR)
TODAY = date(2026, 11, 23)
SERVE = EditForm(EditKind.SERVE, "900001", {"office": "headteacher", "who": "Nora New"})
EDIT = ListEdit("e-1", ADVISOR.id, SERVE, a.MONDAY)
SEEN = EditSeen(
    "St Hilda’s, Northbeck",
    7,
    ["changed: St Hilda’s, Northbeck (URN 900001): headteacher Hanna Tilling → Nora New", "new: Nora New, headteacher"],
    [
        "Nora New answers for the school from then on: reports, visits, agreements (St Hilda’s, Northbeck).",
        "Hanna Tilling can read and do no more for St Hilda’s, Northbeck as headteacher.",
        "What is open passes to Nora New: 1 report, 2 visits, 1 agreement.",
        "They can use SIP Desk as soon as the app is installed for them in Teams.",
    ],
    ["1 school has no Diocesan Schools Officer"],
)
ACCOUNTS = tuple(
    DirectoryAccount(f"id-{at}", "Nora New", "" if at else "n@x.example", enabled=bool(at), sign_in=f"n{at}@t.example")
    for at in range(2)
)
STATES: dict[str, tuple[ListEdit, EditSeen]] = {
    "shown": (EDIT, SEEN),
    "from a day": (replace(EDIT, from_on=date(2027, 1, 5), accounts=ACCOUNTS[:1]), SEEN),
    "looked for": (replace(EDIT, status=EditStatus.LOOKED_FOR), EditSeen("St Hilda’s")),
    "two accounts": (replace(EDIT, accounts=ACCOUNTS), EditSeen("St Hilda’s")),
    "not possible": (EDIT, EditSeen("", problem="Microsoft Entra has no account for “Nora New”.")),
    "not on its day": (replace(EDIT, trouble="It was another then."), SEEN),
    "not possible on its day": (
        replace(EDIT, trouble="x"),
        EditSeen("", problem="This person is no longer on the list."),
    ),
    "planned": (replace(EDIT, from_on=date(2027, 1, 5), status=EditStatus.PLANNED), SEEN),
    "made": (replace(EDIT, status=EditStatus.MADE), EditSeen("St Hilda’s")),
    "left": (replace(EDIT, status=EditStatus.LEFT), EditSeen("St Hilda’s")),
}


def forms(words: str = "") -> Iterator[tuple[EditForm, str]]:
    """Each form as it is opened, and whom or what it is about."""
    for kind in EditKind:
        about = {EditKind.CHANGE_PERSON: ADVISOR.id, EditKind.LEAVE: ADVISOR.id}.get(kind, "900001")
        about = "" if kind in (EditKind.ADD_PERSON, EditKind.ADD_SCHOOL) else about
        for office in ("headteacher", "sip") if kind is EditKind.SERVE else ("",):
            form = EditForm(kind, about, {"office": office} if office else {})
            yield prefilled(form, a_list(), TODAY), words[:80].strip() if about else ""


def edit_cards(words: str = "") -> Cards:
    yield "change · menu", menu_card(a.a_school()), ADVISOR
    for form, called in forms(words):
        name = f"{form.kind} {form.said('office')}"
        yield f"form · {name}", form_card(form, called, None if form.about else TODAY, words[:200]), ADVISOR
        yield f"form · {name} · sent", drafted_card(form, called), ADVISOR
    yield "form · forged office", form_card(EditForm(EditKind.SERVE, "900001"), ""), ADVISOR
    for state, (edit, seen) in STATES.items():
        for viewer in (ADVISOR, a.a_person(Role.SIP)):
            yield f"change · {state} · {viewer.role}", edit_card(edit, viewer, seen, words[:200]), viewer


def people_cards(words: str = "") -> Cards:
    schools = [a.a_school(urn=f"90000{at}") for at in range(8)]
    people = [a.a_person(role, **({"name": words[:60].strip()} if words else {})) for role in list(Role)[:ROWS]]
    states = "never opened SIP Desk", "not looked up yet"
    rows = [PersonSeen(one, schools[:3], *states) for one in people]
    page = Page(tuple(people), has_before=True, has_after=True, total=240)
    asked = ShowPeople(ShowWho.NOT_REACHED, "sip", "tilling", after=people[0].id)
    yield "people · page", people_card(page, rows, asked), ADVISOR
    yield "people · not counted", people_card(replace(page, total=None), rows, asked), ADVISOR
    yield "people · one", people_card(Page((people[0],), False, False, 1), rows[:1], ShowPeople()), ADVISOR
    yield "people · all", people_card(Page(tuple(people[:2]), False, False, 2), rows[:2], ShowPeople()), ADVISOR
    yield "people · none", people_card(Page((), True, True, 0), [], ShowPeople()), ADVISOR
    for role in (Role.SIP, Role.HEADTEACHER):
        for count in (0, 1, 8):
            seen = PersonSeen(a.a_person(role), schools[:count], *states, ["2 reports"], "none on record", ["From"])
            yield f"person · {role} · {count}", person_card(seen), ADVISOR
    bare = PersonSeen(a.a_person(Role.DSO, email=""), schools[:2], *states, is_gone=True)
    yield "person · gone", person_card(bare), ADVISOR
