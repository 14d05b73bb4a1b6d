"""The forms on which a change of the list is typed, with what the list says now in their boxes."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from cards.kit.elements import Json, buttons, card, execute, input_choice, input_date, input_text, status, text
from cards.kit.lines import capital, why
from cards.schools.actions import school_data
from cards.schools.edit_actions import form_data
from cards.schools.verbs import EditVerb, SchoolVerb
from handbook.core.people import Role, School
from handbook.core.school_years import AcademicYear
from handbook.schools.edit_changes import NOBODY
from handbook.schools.list_edit import EditForm, EditKind
from handbook.schools.trust_list import HOLDERS

WHY: Final = why("you keep the list of schools and people")
_TITLES: Final = {
    EditKind.ADD_PERSON: "Add a person",
    EditKind.CHANGE_PERSON: "Change a person",
    EditKind.LEAVE: "Somebody leaves",
    EditKind.SERVE: "Who serves a school",
    EditKind.ADD_SCHOOL: "Add a school",
    EditKind.CHANGE_SCHOOL: "Change a school",
    EditKind.CLOSE_SCHOOL: "A school closes",
    EditKind.DATES: "Term dates and INSET days",
}
_OF_SCHOOLS: Final = (EditKind.SERVE, EditKind.CHANGE_SCHOOL, EditKind.CLOSE_SCHOOL, EditKind.DATES)
SAID: Final = "A form to change the list of schools and people."
_OFFICES: Final = [(capital(role.words), role.value) for role in Role]


def menu_card(school: School) -> Json:
    """What can be changed of a school."""
    serves = [
        execute(f"{capital(role.words)}…", EditVerb.FORM, form_data(_of_office(school, role))) for role in HOLDERS
    ]
    own = [
        execute(title, EditVerb.FORM, form_data(EditForm(kind, school.urn)))
        for title, kind in (
            ("Name, town, authority…", EditKind.CHANGE_SCHOOL),
            ("Term dates and INSET…", EditKind.DATES),
            ("The school closes…", EditKind.CLOSE_SCHOOL),
        )
    ]
    back = execute("Back to the school", SchoolVerb.SHOW, school_data(school.urn))
    words = "Each first shows what would follow. Nothing is changed before you say so."
    body = [text(words), buttons(serves), buttons([*own, back]), WHY]
    return card(f"Change: {school.full_name}", body, [], SAID)


def form_card(form: EditForm, called: str, from_on: date | None = None, no: str = "") -> Json:
    """`called` is the person or school that it is about; `no` says why what was typed cannot be done."""
    body = [
        *([status("Not possible", no, "attention")] if no else []),
        *_BOXES[form.kind](form),
        *([] if form.kind is EditKind.DATES else [_day(form.kind, from_on)]),
        text("Next I show you what would follow. Nothing is changed before you say so.", muted=True),
        WHY,
    ]
    go_on = execute("Show what would follow", EditVerb.DRAFT, form_data(form), style="positive")
    return card(title_of(form, called), body, [go_on, *_years(form)], SAID)


def title_of(form: EditForm, called: str) -> str:
    """What would be changed, and of whom or what."""
    title = _TITLES[form.kind]
    if form.kind is EditKind.SERVE and form.said("office") in set(Role):
        title = capital(Role(form.said("office")).words)
    return f"{title}: {called}" if called else title


def drafted_card(form: EditForm, called: str) -> Json:
    """In the place of a form that was sent."""
    back = [execute("Back to the school", SchoolVerb.SHOW, school_data(form.about))] if form.kind in _OF_SCHOOLS else []
    return card(title_of(form, called), [text("What would follow is below. Nothing is changed yet."), WHY], back, SAID)


def _of_office(school: School, role: Role) -> EditForm:
    return EditForm(EditKind.SERVE, school.urn, {"office": role.value})


def _years(form: EditForm) -> list[Json]:
    """The dates of the years beside."""
    if form.kind is not EditKind.DATES:
        return []
    year = AcademicYear.parse(form.said("year")).starts_in
    beside = [AcademicYear(year - 1), AcademicYear(year + 1)]
    forms = [(f"Dates of {one}", EditForm(form.kind, form.about, {"year": str(one)})) for one in beside]
    return [execute(title, EditVerb.FORM, form_data(of), submits_inputs=False) for title, of in forms]


def _day(kind: EditKind, from_on: date | None) -> Json:
    gone = kind in (EditKind.LEAVE, EditKind.CLOSE_SCHOOL)
    label = "First day off the list (empty: at once)" if gone else "From which day (empty: at once)"
    return input_date("from_on", label, "Please choose a day.", value=from_on)


def _one(form: EditForm, name: str, label: str, at_most: int = 100) -> Json:
    return input_text(
        name, label, "Please shorten it.", at_most=at_most, multiline=False, value=form.typed.get(name, "")
    )


def _many(form: EditForm, name: str, label: str, at_most: int = 1_500) -> Json:
    return input_text(name, label, "Please shorten it.", at_most=at_most, value=form.typed.get(name, ""))


def _office(form: EditForm) -> Json:
    """One, or two where somebody leads a school and is a SIP of others."""
    said = form.said("office")
    return input_choice("office", "Office", "Please choose the office.", _OFFICES, value=said, several=True)


def _add_person(form: EditForm) -> list[Json]:
    return [
        _one(form, "who", "Full name, or mail address, as in Microsoft Entra"),
        _office(form),
        _one(form, "name", "Name as it should read here (empty: as in Microsoft Entra)"),
    ]


def _change_person(form: EditForm) -> list[Json]:
    return [_one(form, "name", "Name"), _one(form, "mail", "Mail address", 200), _office(form)]


def _leave(_form: EditForm) -> list[Json]:
    return [text("What they did stays on record under their name. What is open passes to the person who follows them.")]


def _serve(form: EditForm) -> list[Json]:
    boxes = [_one(form, "who", f"Name or mail address, or “{NOBODY}”", 200)]
    if form.said("office") != Role.SIP:
        return [text("Somebody who is not on the list is looked for in Microsoft Entra."), *boxes]
    words = (
        "A SIP is normally given by the allocation, which looks at conflicts and capacity. By hand you need a reason."
    )
    return [text(words), *boxes, _many(form, "why", "Why by hand", 300)]


def _school(form: EditForm) -> list[Json]:
    return [_one(form, "school_name", "Name"), _one(form, "town", "Town"), _one(form, "authority", "Local authority")]


def _add_school(form: EditForm) -> list[Json]:
    return [_one(form, "urn", "URN: the DfE’s six digits", 6), *_school(form)]


def _close(_form: EditForm) -> list[Json]:
    return [text("Its reports and visits can be read as before. For a new URN, add the new school first.")]


def _dates(form: EditForm) -> list[Json]:
    year = form.said("year")
    return [
        text(f"School year {year}. What you type replaces the school’s own dates of that year, and of no other."),
        _many(form, "inset", "INSET days and other closed days, one a line: 2 September 2026"),
        _many(form, "terms", "Own half terms, one a line: Autumn: 3 September to 23 October (empty: the authority’s)"),
    ]


_BOXES: Final[Mapping[EditKind, Callable[[EditForm], list[Json]]]] = {
    EditKind.ADD_PERSON: _add_person,
    EditKind.CHANGE_PERSON: _change_person,
    EditKind.LEAVE: _leave,
    EditKind.SERVE: _serve,
    EditKind.ADD_SCHOOL: _add_school,
    EditKind.CHANGE_SCHOOL: _school,
    EditKind.CLOSE_SCHOOL: _close,
    EditKind.DATES: _dates,
}
