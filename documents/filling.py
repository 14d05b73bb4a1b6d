"""Filling a form: texts go into the controls of their tags, rows into their tables. It knows tags, and no field."""

import posixpath
import zipfile
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count
from typing import Final

from documents.dates_typed import day_typed
from documents.figure_annex import NO_ANNEX, Annex
from documents.form import BULLET
from documents.form_words import AGAIN, OURS, PART, ROWS, tag_of, tag_of_words
from documents.inline_picture import embed
from documents.page_parts import run
from documents.template import Template, set_number
from documents.template_package import CORE, core, with_pictures
from documents.word_xml import Node, W, child_of, name_of, node, value_of, written

_FIRST_OF_ROWS: Final = 10_000
_CONTROL: Final = f"{{{W}}}sdt"
_VAL: Final = f"{{{W}}}val"
_FULL_DATE: Final = f"{{{W}}}fullDate"
_CHOICES: Final = ("comboBox", "dropDownList")
_ONE_LINE: Final = (*_CHOICES, "date")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, by the last words of its tags; `choices` are those that it offers instead of the form's."""

    texts: Mapping[str, str]
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])


@dataclass(frozen=True, slots=True)
class Filling:
    """What goes into a form: `texts` by their tags, where one is absent or empty its prompt stays; `rows` by the names
    of their tables; `again` what is said once more; and the keys of the `parts` that stand."""

    about: str
    texts: Mapping[str, str]
    rows: Mapping[str, Sequence[Row]]
    again: Mapping[str, str]
    parts: frozenset[str]
    annex: Annex = NO_ANNEX


def fill(template: Template, filling: Filling) -> bytes:
    """The form as .docx. The same filling gives the same bytes."""
    document = deepcopy(template.document)
    _fill(document, template, filling)
    edges = {name: deepcopy(root) for name, root in template.edges.items()}
    for root in edges.values():
        _fill(root, template, filling)
    parts = dict(template.parts)
    _add(document, filling.annex, parts, template.relations)
    title = ": ".join(filter(None, (template.title, filling.about)))
    parts |= {name: written(root) for name, root in ((template.main, document), *edges.items())}
    return _packed(parts | {CORE: core(title, template.subject)})


def _fill(root: Node, template: Template, filling: Filling) -> None:
    names = list(template.rows)
    for control in list(root.iter(_CONTROL)):
        tag = tag_of(control)
        if not tag.startswith(OURS):
            continue
        if tag.startswith(PART):
            _take_part(control, stands=tag.removeprefix(PART) in filling.parts)
        elif tag.startswith(ROWS):
            name = tag.removeprefix(ROWS)
            _fill_rows(
                control, template.rows[name], filling.rows.get(name, ()), _FIRST_OF_ROWS * (1 + names.index(name))
            )
        elif tag.startswith(AGAIN):
            _say_again(control, filling.again.get(tag.removeprefix(AGAIN), ""))
        elif tag in filling.texts:
            write_into(control, filling.texts[tag])


def _take_part(control: Node, *, stands: bool) -> None:
    parent, content = control.getparent(), child_of(control, "sdtContent")
    if parent is None:
        return
    at = list(parent).index(control)
    for offset, each in enumerate(list(content) if stands and content is not None else []):
        parent.insert(at + offset, each)
    parent.remove(control)


def _say_again(control: Node, text: str) -> None:
    parent, tag = control.getparent(), child_of(control, "sdtPr", "tag")
    if text and tag is not None:
        tag.set(_VAL, tag_of_words(text))
        write_into(control, text)
    elif parent is not None:
        parent.remove(control)


def _fill_rows(control: Node, prototype: Node, rows: Sequence[Row], first: int) -> None:
    content = child_of(control, "sdtContent")
    if content is None:
        return
    numbers = count(first)
    for number, row in enumerate(rows, 1):
        made = deepcopy(prototype)
        for place in made.iter(_CONTROL):
            set_number(place, next(numbers))
            _fill_cell(place, number, row)
        content.append(made)


def _fill_cell(place: Node, number: int, row: Row) -> None:
    tag = child_of(place, "sdtPr", "tag")
    if tag is None:
        return
    table, _, key = value_of(tag).rpartition(":")
    tag.set(_VAL, f"{table}:{number}:{key}")
    if key in row.choices:
        _offer(place, row.choices[key])
    write_into(place, row.texts.get(key, ""))


def _offer(control: Node, choices: Sequence[str]) -> None:
    properties = child_of(control, "sdtPr")
    for kind in [] if properties is None else [each for each in properties if name_of(each) in _CHOICES]:
        for old in list(kind):
            kind.remove(old)
        for words in choices:
            kind.append(node("listItem", displayText=words, value=words))


def write_into(control: Node, text: str) -> None:
    """Puts a text where the prompt stood. One of several lines makes it a control for any text. Without a text the
    prompt stays; then a place is not locked, also where the form wants it to be once it is filled."""
    properties, content = child_of(control, "sdtPr"), child_of(control, "sdtContent")
    if properties is None or content is None:
        return
    if not text:
        if (lock := child_of(properties, "lock")) is not None:
            properties.remove(lock)
        return
    first = child_of(content, "p")
    for old in list(content):
        content.remove(old)
    if first is None:
        content.append(_run(text, child_of(properties, "rPr")))
    for number, line in enumerate(text.split("\n") if first is not None else ()):
        content.append(_paragraph(line, child_of(first, "pPr"), is_first=not number))
    for each in list(properties):
        kind = name_of(each)
        if kind == "showingPlcHdr" or (kind in _ONE_LINE and "\n" in text):
            properties.remove(each)
        elif kind == "date" and (day := day_typed(text)):
            each.set(_FULL_DATE, f"{day.isoformat()}T00:00:00Z")


def _run(text: str, look: Node | None) -> Node:
    made = run(text)
    if look is not None:
        made.insert(0, deepcopy(look))
    return made


def _paragraph(line: str, look: Node | None, *, is_first: bool) -> Node:
    """In the style of the prompt, or that of a list. What else its look has, such as the space above, is the first
    line's."""
    kept = [] if look is None else [each for each in look if is_first or name_of(each) == "pStyle"]
    if line.startswith(BULLET):
        kept = [node("pStyle", val="ListBullet"), *(each for each in kept if name_of(each) != "pStyle")]
    properties = [node("pPr", *map(deepcopy, kept))] if kept else []
    return node("p", *properties, run(line.removeprefix(BULLET)))


def _add(document: Node, annex: Annex, parts: dict[str, bytes], relations: str) -> None:
    """At the end of the text, before what Word says there of its pages."""
    body = child_of(document, "body")
    if body is None or not annex.body:
        return
    names: list[tuple[str, str]] = []

    def add(picture: BytesIO) -> str:
        name = f"media/figure{len(names) + 1}.png"
        parts[posixpath.join(posixpath.dirname(posixpath.dirname(relations)), name)] = picture.getvalue()
        names.append((f"rIdFigure{len(names) + 1}", name))
        return names[-1][0]

    embed(annex.body, annex.pictures, add)
    at = len(body) - (child_of(body, "sectPr") is not None)
    for offset, each in enumerate(annex.body):
        body.insert(at + offset, each)
    parts[relations] = with_pictures(parts[relations], names)


def _packed(parts: Mapping[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            unstamped = zipfile.ZipInfo(name)
            unstamped.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(unstamped, data)
    return packed.getvalue()
