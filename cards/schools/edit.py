"""A change of the list before it is made: what would be other, what follows from it, what would be lacking; then one
press (M1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cards.kit.elements import Json, bullets, buttons, card, execute, heading, input_choice, refresh, status, text
from cards.kit.lines import closed_card
from cards.schools.edit_actions import edit_data, form_data
from cards.schools.edit_forms import WHY, title_of
from cards.schools.verbs import EditVerb
from handbook.core.british_time import day_words
from handbook.core.people import DirectoryAccount, Person
from handbook.schools.list_edit import KEPT_FOR, EditStatus, ListEdit

_SHOWN: Final = 12
_ACCOUNTS_AT_MOST: Final = 20
SAID: Final = "A change of the list, before it is made."


@dataclass(frozen=True, slots=True)
class EditSeen:
    """What a change would do to the list of this revision; or why it cannot be made. `called` is whom or what it is
    about."""

    called: str
    list_revision: int = 0
    lines: Sequence[str] = ()
    follows: Sequence[str] = ()
    lacks: Sequence[str] = ()
    problem: str = ""


def edit_card(edit: ListEdit, viewer: Person, seen: EditSeen, no: str = "") -> Json:
    """As it stands now, for who typed it; `no` says why it was not made just now."""
    if viewer.id != edit.person_id:
        return closed_card()
    body = [*([status("Not possible", no, "attention")] if no else []), *_body(edit, seen), WHY]
    again = refresh(EditVerb.SHOW, edit_data(edit))
    return card(title_of(edit.form, seen.called), body, _actions(edit, seen), SAID, asks_again=again)


def _body(edit: ListEdit, seen: EditSeen) -> list[Json]:
    if edit.status is EditStatus.LOOKED_FOR:
        return [status("Looking", f"I ask Microsoft Entra for “{edit.form.said('who')}”.", "accent")]
    if edit.status is EditStatus.MADE:
        return [status("Done", "the list says so now.", "good")]
    if edit.status is EditStatus.LEFT:
        return [status("Not done", "the list stays as it was.", "emphasis")]
    if len(edit.accounts) > 1:
        words = "several accounts in Microsoft Entra fit. Please choose."
        return [status("Who is it", words, "warning"), *_choose(edit)]
    if seen.problem:
        late = "It could not be done on its day. " if edit.trouble else ""
        return [status("Not possible", f"{late}{seen.problem}", "attention")]
    return [_stands(edit), *_closed(edit.accounts), *_parts(seen)]


def _stands(edit: ListEdit) -> Json:
    day = day_words(edit.from_on) if edit.from_on else ""
    if edit.status is EditStatus.PLANNED:
        return status("Planned", f"this will be done on {day}.", "accent")
    if edit.trouble:
        return status("To be decided", f"it could not be done on its day. {edit.trouble}", "attention")
    when = f"It would hold from {day}." if day else "It would hold at once."
    return status("To be decided", f"nothing is done yet. {when} I keep it for {KEPT_FOR.days} days.", "warning")


def _parts(seen: EditSeen) -> list[Json]:
    parts = (("What would change", seen.lines), ("What follows", seen.follows), ("What would be lacking", seen.lacks))
    return [part for title, lines in parts if lines for part in (heading(title), bullets(lines, _SHOWN, 300))]


def _closed(accounts: Sequence[DirectoryAccount]) -> list[Json]:
    closed = [one for one in accounts if not one.enabled]
    return [text(f"The account of {one.name} is closed in Microsoft Entra: they cannot sign in.") for one in closed]


def _choose(edit: ListEdit) -> list[Json]:
    shown = edit.accounts[:_ACCOUNTS_AT_MOST]
    choices = [(f"{one.name}, {one.email or one.sign_in}", str(at)) for at, one in enumerate(shown, start=1)]
    return [
        input_choice("account", "Who it is", "Please choose who it is.", choices),
        buttons([execute("This is who", EditVerb.CHOOSE, edit_data(edit))]),
    ]


def _actions(edit: ListEdit, seen: EditSeen) -> list[Json]:
    if edit.status is EditStatus.PLANNED:
        return [execute("Call it off", EditVerb.LEAVE, edit_data(edit))]
    if edit.status is not EditStatus.SHOWN:
        return []
    again = execute("Change what I typed", EditVerb.FORM, {**form_data(edit.form), **edit_data(edit)})
    others = [again, execute("Leave it", EditVerb.LEAVE, edit_data(edit))]
    if seen.problem or len(edit.accounts) > 1:
        return others
    title = "Plan this change" if edit.from_on else "Make this change"
    data = {**edit_data(edit), "list": seen.list_revision}
    return [execute(title, EditVerb.APPLY, data, style="positive"), *others]
