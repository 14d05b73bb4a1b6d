"""Whether a form still has every place that a report is written to and read from. People edit forms in Word, where a
place is soon deleted with the words around it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from documents.form import GAP_TITLE, HEAD, JUDGEMENT_HEADER, TARGET_HEADER, section_tag
from documents.form_tables import FORM_TABLES
from documents.form_tags import box_tag
from documents.form_words import PART, ROWS, tag_of
from documents.package import open_package
from documents.tracked import tracked_changes
from documents.unreadable import UnreadableDocument
from documents.word_xml import value_of
from handbook.reports.paper.boxes import BOXES, TABLE, TABLES
from handbook.reports.paper.proforma import SECTIONS

_HEADERS: Final = {"judgements": (*JUDGEMENT_HEADER, GAP_TITLE), "targets": TARGET_HEADER}
_STYLES: Final = (
    *("Heading1", "Heading2", "ListBullet", "Hint", "PlaceholderText"),
    *("SIPTable", "TableText", "TableLabel", "TableHeading"),
)
"""What is put into a form is set in these, by the names that Word has for them in a file."""
_HOW: Final = (
    "In Word, choose the place, Developer, Rich Text Content Control, then Properties, and write {tag} as its tag."
)


def places() -> dict[str, str]:
    """What each place of a form is called, by its tag."""
    named = {field.tag: field.labels[0] for field in HEAD} | {box_tag(box): box.label for box in BOXES}
    for kind in SECTIONS:
        named |= {section_tag(kind.key): kind.title, PART + kind.key: f"{kind.title}, with its heading"}
    for table in FORM_TABLES:
        title = TABLE[table.key].title if table.key in TABLE else table.key
        named[ROWS + table.key] = f"the rows of the table “{title}”"
        columns = zip(table.places, _HEADERS.get(table.key, table.header), strict=True)
        named |= {table.prefix + place: f"{column} (in the table “{title}”)" for place, column in columns}
    return named | {PART + table.key: f"{table.title}, with its heading" for table in TABLES}


def faults(name: str, data: bytes) -> list[str]:
    """A sentence for whoever edited a form, for each thing that it lacks; none where it can be used."""
    try:
        package = open_package(data)
    except UnreadableDocument as no:
        return [f"{name}: {no.reason}"]
    found = Counter(tag_of(control) for control in package.root.iter("{*}sdt"))
    said = list(_places_of(name, found))
    roots = [part.root for part in package.of_kind("styles")]
    styles = {value_of(style, "styleId") for root in roots if root is not None for style in root}
    if lost := [style for style in _STYLES if style not in styles]:
        said.append(f"{name} has lost these styles: {', '.join(lost)}. Please edit a fresh copy of our form.")
    changes, comments = tracked_changes(package), package.noted("comment")
    if changes or comments:
        said.append(f"{name} has tracked changes or comments. Please accept or delete them in Word.")
    return said


def _places_of(name: str, found: Counter[str]) -> Iterator[str]:
    for tag, title in places().items():
        if not found[tag]:
            yield f"{name} has no place for “{title}”. {_HOW.format(tag=tag)}"
        elif found[tag] > 1 and not tag.startswith(tuple(field.tag for field in HEAD)):
            yield f"{name} has {found[tag]} places for “{title}” (tag {tag}). Please leave one of them."


def faults_in(folder: Path) -> list[str]:
    """The same of every form in a folder."""
    forms = (file for file in sorted(folder.glob("*.docx")) if not file.name.startswith("~$"))  # Word's own
    return [fault for file in forms for fault in faults(file.name, file.read_bytes())]
