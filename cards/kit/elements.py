"""All that is spelt in Adaptive Card JSON, as plain dicts. Words are escaped here, so no other module needs Markdown or
can forget it. What Teams would refuse or show wrongly for a fault of ours is refused while building (ValueError)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal

from cards.kit.button_names import with_own_names
from cards.kit.safe_text import capped, escaped, one_line, plain, visible

Json = dict[str, Any]
Tone = Literal["emphasis", "good", "attention", "warning", "accent"]

ACTIONS_AT_MOST: Final = 6  # Teams shows no more
LINES_AT_MOST: Final = 8
_BADGE_AT_MOST: Final = 16
_BESIDE_A_BADGE_AT_MOST: Final = 130
"""Letters that a phone shows beside it in few lines."""
_BADGES: Final[Mapping[Tone, str]] = {
    "emphasis": "Informative",
    "good": "Good",
    "attention": "Attention",
    "warning": "Warning",
    "accent": "Accent",
}
_NOTHING: Final = "–"


def text(words: str, *, bold: bool = False, muted: bool = False) -> Json:
    """A paragraph that wraps, in the words given."""
    block: Json = {"type": "TextBlock", "text": escaped(words) or _NOTHING, "wrap": True}
    if bold:
        block["weight"] = "Bolder"
    if muted:
        block |= {"isSubtle": True, "size": "Small"}
    return block


def heading(words: str, *, main: bool = False) -> Json:
    """A heading that screen readers know as one."""
    return {
        **text(one_line(words), bold=True),
        "style": "heading",
        "size": "Large" if main else "Medium",
        "spacing": "Default" if main else "Medium",
    }


def facts(pairs: Iterable[tuple[str, str]]) -> Json:
    """Names and values in two columns."""
    rows = [{"title": _cell(name), "value": _cell(capped(value, 250, " …"))} for name, value in pairs]
    return {"type": "FactSet", "facts": rows}


def bullets(lines: Sequence[str], at_most: int = LINES_AT_MOST, line_at_most: int = 200) -> Json:
    """A list, each line kept short; after so many it says how many more there are."""
    shown = [f"- {_cell(capped(line, line_at_most, ' …'))}" for line in lines[:at_most]]
    more = [f"- and {len(lines) - at_most} more"] if len(lines) > at_most else []
    return {"type": "TextBlock", "text": "\n".join([*shown, *more]) or _NOTHING, "wrap": True}


def status(word: str, sentence: str, tone: Tone) -> Json:
    """Where something stands. The word says it; the colour only repeats it. What is short stands beside a badge."""
    if len(word) > _BADGE_AT_MOST or len(sentence) > _BESIDE_A_BADGE_AT_MOST:
        return container([text(f"{word}: {capped(sentence)}", bold=True)], tone=tone)
    return beside(badge(word, tone), text(sentence, bold=True))


def badge(word: str, tone: Tone) -> Json:
    """A word over a colour; clients that know no badge show the word."""
    look = {"style": _BADGES[tone], "size": "Large", "appearance": "Tint"}
    return {"type": "Badge", "text": plain(word), **look, "fallback": text(f"{word}:", bold=True)}


def beside(first: Json, second: Json, tone: Tone | None = None) -> Json:
    """Two elements side by side: the first takes what it needs (over a colour), the second the rest."""
    narrow: Json = {"type": "Column", "width": "auto", "items": [first], "verticalContentAlignment": "Center"}
    wide: Json = {**narrow, "width": "stretch", "items": [second]}
    return {"type": "ColumnSet", "columns": [{**narrow, "style": tone} if tone else narrow, wide]}


def quote(words: str, by: str) -> Json:
    """What a person wrote, and who."""
    return container([text(f"“{capped(words)}”"), text(f"– {by}", muted=True)], tone="emphasis")


def table(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    at_most: int = LINES_AT_MOST,
    tones: Sequence[Sequence[Tone | None]] = (),
    widths: Sequence[int] = (),
) -> Json:
    """A table with a row of headers, of so many rows; clients that know no tables (older phones) get a list. `tones`
    colour its cells, row by row; each says in words what its colour does. `widths` are shares of the whole."""
    coloured = [*tones, *([()] * (len(rows) - len(tones)))]
    return {
        "type": "Table",
        "firstRowAsHeaders": True,
        "columns": [{"width": width} for width in widths or (1,) * len(header)],
        "rows": [
            _row(header, bold=True),
            *(_row(row, tones=tone) for row, tone in list(zip(rows, coloured, strict=True))[:at_most]),
        ],
        "fallback": bullets([_row_words(header, row) for row in rows], at_most),
    }


def image(url: str, words: str) -> Json:
    """A picture that clients fetch, and the words that say the same. Raises ValueError unless it is https."""
    if not (is_https(url) and words):
        raise ValueError("a picture has an https address, and words")
    return {"type": "Image", "url": url, "altText": plain(words), "size": "Stretch"}


def container(
    items: Sequence[Json], *, name: str | None = None, hidden: bool = False, tone: Tone | None = None
) -> Json:
    """Elements that belong together; with a name, `reveal` can show and hide them."""
    block: Json = {"type": "Container", "items": list(items)}
    if tone:
        block["style"] = tone
    if name:
        block["id"] = name
    if hidden:
        block["isVisible"] = False
    return block


def input_text(name: str, label: str, error: str, *, at_most: int, multiline: bool = True, value: str = "") -> Json:
    """A box to write in, with what stands in it already. Never required: Teams can require it only for every button at
    once, and a hidden one would then stop all of them without a word. The handbook's rule asks for the words when the
    button is pressed."""
    box = {**_input("Input.Text", name, label, error), "isMultiline": multiline, "maxLength": at_most}
    return {**box, "value": visible(value).replace("{{", "{ {")} if value else box


def input_date(name: str, label: str, error: str, *, value: date | None = None) -> Json:
    """A day to choose. Without bounds, for the same reason."""
    box = _input("Input.Date", name, label, error)
    return {**box, "value": value.isoformat()} if value else box


def input_choice(
    name: str,
    label: str,
    error: str,
    choices: Sequence[tuple[str, str]],
    *,
    value: str = "",
    searchable: bool = False,
    several: bool = False,
) -> Json:
    """One of several (words, value) to choose, or any of them (`several`: they come back with commas between); `value`
    is chosen already. `searchable` where there are many."""
    if not choices:
        raise ValueError("there is something to choose")
    box = _input("Input.ChoiceSet", name, label, error)
    if searchable:  # Microsoft's renderer ties no label to it, so the placeholder names it for screen readers
        box |= {"style": "filtered", "placeholder": box["label"]}
    elif several:
        box |= {"isMultiSelect": True, "style": "expanded", "wrap": True}  # else a long one is cut on a phone
    else:
        box["style"] = "compact"
    box["choices"] = [{"title": plain(capped(words, 120, " …")), "value": sent} for words, sent in choices]
    return {**box, "value": value} if value else box


def execute(
    title: str,
    verb: str,
    data: Mapping[str, str | int],
    *,
    style: Literal["positive", "destructive"] | None = None,
    submits_inputs: bool = True,
    tooltip: str = "",
    answered_here: bool = False,
) -> Json:
    """A button that asks us something. Clients without Action.Execute send the same verb and data as Action.Submit;
    where the answer may stand nowhere but on this card (`answered_here`), they show no button."""
    if not (title and verb):
        raise ValueError("a button has a title and a verb")
    look: Json = {"title": plain(title)}
    if style:
        look["style"] = style
    if tooltip:
        look["tooltip"] = plain(tooltip)
    if not submits_inputs:
        look["associatedInputs"] = "none"
    submit: Json = {"type": "Action.Submit", **look, "data": {"verb": str(verb), **data}}
    fallback = "drop" if answered_here else submit
    return {"type": "Action.Execute", **look, "verb": str(verb), "data": dict(data), "fallback": fallback}


def open_dialog(title: str, verb: str, data: Mapping[str, str | int]) -> Json:
    """A button that asks us something, and shows the answer in a dialog over the chat."""
    if not (title and verb):
        raise ValueError("a button has a title and a verb")
    sent = {"msteams": {"type": "task/fetch"}, "verb": str(verb), **data}
    return {"type": "Action.Submit", "title": plain(title), "associatedInputs": "none", "data": sent}


def reveal(title: str, shows: str, hides: Sequence[str] = ()) -> Json:
    """A button that opens a named container and closes others: `kit.folding` says how it does that in Teams."""
    others = [{"elementId": name, "isVisible": False} for name in hides]
    return {
        "type": "Action.ToggleVisibility",
        "title": plain(title),
        "targetElements": [{"elementId": shows}, *others],
    }


def open_url(title: str, url: str) -> Json:
    """A button that opens a page. Raises ValueError unless it is https: Teams opens nothing else."""
    if not is_https(url):
        raise ValueError("only https addresses can be opened")
    return {"type": "Action.OpenUrl", "title": plain(title), "url": url}


def submit_in_dialog(title: str, data: Mapping[str, str]) -> Json:
    """A button that sends a dialog's data; in dialogs Teams knows no Action.Execute."""
    return {"type": "Action.Submit", "title": plain(title), "data": dict(data)}


def is_https(url: str) -> bool:
    return url.startswith("https://")


def buttons(actions: Sequence[Json]) -> Json:
    """A row of buttons. Raises ValueError for none, or for more than Teams shows."""
    if not 1 <= len(actions) <= ACTIONS_AT_MOST:
        raise ValueError(f"{len(actions)} actions; Teams shows one to six")
    return {"type": "ActionSet", "actions": list(actions)}


def refresh(verb: str, data: Mapping[str, str | int]) -> Json:
    """What a client asks by itself when an old card is looked at again."""
    return {"action": {"type": "Action.Execute", "title": "Refresh", "verb": str(verb), "data": dict(data)}}


def card(
    title: str,
    body: Sequence[Json],
    actions: Sequence[Json],
    fallback_text: str,
    *,
    asks_again: Json | None = None,
    speak: str = "",
) -> Json:
    """A whole card: its heading, its body, its buttons. `fallback_text` says what it is about to clients that cannot
    show it, and holds no contents, so it serves as the notification too; `asks_again` is a `refresh`."""
    if not (title and fallback_text):
        raise ValueError("a card has a title and a fallback text")
    whole: Json = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "lang": "en",
        "fallbackText": plain(fallback_text),
        "msteams": {"width": "Full"},
        "body": with_own_names([heading(title, main=True), *body, *([buttons(actions)] if actions else [])]),
    }
    if speak:
        whole["speak"] = plain(speak)
    if asks_again:
        whole["refresh"] = asks_again
    return whole


def _input(kind: str, name: str, label: str, error: str) -> Json:
    if not (name and label and error):
        raise ValueError("an input has a name, a label and an error message")
    return {"type": kind, "id": name, "label": plain(label), "errorMessage": plain(error)}


def _cell(words: str) -> str:
    return escaped(one_line(words)) or _NOTHING


def _row(cells: Sequence[str], *, bold: bool = False, tones: Sequence[Tone | None] = ()) -> Json:
    blocks = [text(one_line(capped(cell, 120, " …")), bold=bold) for cell in cells]
    found: list[Json] = [{"type": "TableCell", "items": [block]} for block in blocks]
    for cell, tone in zip(found, tones, strict=False):
        if tone:
            cell["style"] = tone
    return {"type": "TableRow", "cells": found}


def _row_words(header: Sequence[str], row: Sequence[str]) -> str:
    named = (f"{name}: {capped(cell, 80, ' …')}" for name, cell in zip(header[1:], row[1:], strict=True))
    return f"{row[0]} – {'; '.join(named)}"
