"""What the buttons of a change of the list say, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cards.kit.click_fields import Fields, forged
from cards.schools.verbs import EditVerb
from handbook.schools.list_edit import ApplyEdit, ChooseAccount, DraftEdit, EditForm, EditKind, LeaveEdit, ListEdit

BOXES: Final = (
    *("who", "office", "name", "mail", "why"),
    *("urn", "school_name", "town", "authority", "inset", "terms", "year"),
)
"""What a form may have in its boxes, or its buttons carry."""
_KEPT: Final = {EditKind.SERVE: "office", EditKind.DATES: "year"}
"""What is chosen before the form is opened."""


@dataclass(frozen=True, slots=True)
class ShowMenu:
    """What can be changed of a school."""

    school: str


@dataclass(frozen=True, slots=True)
class ShowForm:
    """A form is opened; with the id of a change, as it was typed."""

    form: EditForm
    edit_id: str = ""


@dataclass(frozen=True, slots=True)
class ShowEdit:
    """A change asks how it stands now."""

    edit_id: str


EditCommand = ShowMenu | ShowForm | ShowEdit | DraftEdit | ChooseAccount | ApplyEdit | LeaveEdit


def form_data(form: EditForm) -> dict[str, str | int]:
    """What the buttons that open a form carry, and its own: what is in no box of it."""
    about: dict[str, str | int] = {"about": form.about} if form.about else {}
    kept = _KEPT.get(form.kind, "")
    return {"kind": form.kind.value, **about, **({kept: form.said(kept)} if kept and form.said(kept) else {})}


def edit_data(edit: ListEdit) -> dict[str, str | int]:
    """What a button about a change carries."""
    return {"edit": edit.id}


def _form(fields: Fields) -> EditForm:
    kind = fields.words("kind")
    if kind not in set(EditKind):
        raise forged()
    about = fields.identity("about") if fields.words("about") else ""
    typed = {name: fields.words(name) for name in BOXES}
    return EditForm(EditKind(kind), about, {name: words for name, words in typed.items() if words})


def _show_form(fields: Fields) -> ShowForm:
    return ShowForm(_form(fields), fields.identity("edit") if fields.was_sent("edit") else "")


EDIT_READERS: Final[Mapping[str, Callable[[Fields], EditCommand]]] = {
    EditVerb.MENU: lambda fields: ShowMenu(fields.identity("school")),
    EditVerb.FORM: _show_form,
    EditVerb.DRAFT: lambda fields: DraftEdit(_form(fields), fields.day("from_on")),
    EditVerb.CHOOSE: lambda fields: ChooseAccount(fields.identity("edit"), _chosen(fields)),
    EditVerb.APPLY: lambda fields: ApplyEdit(fields.identity("edit"), fields.number("list", 0)),
    EditVerb.LEAVE: lambda fields: LeaveEdit(fields.identity("edit")),
    EditVerb.SHOW: lambda fields: ShowEdit(fields.identity("edit")),
}


def _chosen(fields: Fields) -> int:
    return fields.number("account", 1) if fields.words("account") else 0
