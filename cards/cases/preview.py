"""Before a step: exactly what the next people will read, drawn from the case as it would then stand. What was written
stands below it and can be changed; then it is shown once more."""

from collections.abc import Mapping, Sequence
from typing import Final

from cards.cases.forms import READ, Choices, Form, Values, blank, boxes, fingerprint
from cards.cases.lines import part_lines
from cards.cases.notice import open_button
from cards.cases.record import list_button
from cards.kit.elements import Json, buttons, card, container, execute, heading, status, text
from cards.kit.lines import why
from handbook.cases.case import Part
from handbook.cases.reading import Reading
from handbook.core.plain_words import and_list

_ALL: Final = 2_500
"""No word of a preview is left out: `handbook.cases.words.TEXT_AT_MOST` is as much."""


def form_card(title: str, form: Form, data: Mapping[str, str | int], choices: Choices, values: Values) -> Json:
    """A form to fill in; nothing is kept before it is sent."""
    body = [heading(form.title), *blank(form, data, choices, values), _why()]
    return card(title, body, _back(data), "A form that you opened.")


def preview_card(
    title: str,
    form: Form,
    data: Mapping[str, str | int],
    choices: Choices,
    values: Values,
    read_by: Sequence[tuple[Sequence[str], Part, Reading]],
    pupils: Sequence[str],
) -> Json:
    """`read_by` has each new part that others will read: their names, the part, and how its author reads the record.
    `pupils` is what looks like a pupil's name or number."""
    marked: dict[str, str | int] = {**data, READ: fingerprint(form, values)}
    send = execute(form.send, form.verb, marked, style="positive", answered_here=True)
    again = execute(form.button, form.verb, data, answered_here=True)
    body = [
        *_warning(pupils),
        *(_reads(names, part, reading) for names, part, reading in read_by),
        *([] if read_by else [text("Nobody else reads this.")]),
        buttons([send]),
        heading("Change the words"),
        *boxes(form, values, choices),
        buttons([again]),
        _why(),
    ]
    return card(title, body, _back(data), "What will be read.")


def _back(data: Mapping[str, str | int]) -> list[Json]:
    """Out of a form without sending it: to the record, or, where one would begin, to the list of them."""
    return [open_button(str(data["case"]), "Back")] if "case" in data else [list_button("Not now")]


def _warning(pupils: Sequence[str]) -> list[Json]:
    if not pupils:
        return []
    found = ", ".join(f"“{one}”" for one in pupils[:5])
    return [status("Please look again", f"is {found} a pupil? If so, please take it out. If not, go on", "warning")]


def _reads(names: Sequence[str], part: Part, reading: Reading) -> Json:
    opened = [str(reading.numbers[number]) for number in part.opens if number in reading.numbers]
    items = f"item{'s' if len(opened) > 1 else ''} {and_list(opened)}"
    more = [text(f"They can also read {items}.", muted=True)] if opened else []
    return container([heading(f"{and_list(names)} will read"), part_lines(part, reading, _ALL), *more], tone="emphasis")


def _why() -> Json:
    return why("you opened it. Nothing is kept until you send it")
