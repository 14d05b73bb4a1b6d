"""A form as people edit it in Word, made ready to be filled. What stands in a control is its prompt, and comes back
when the control is emptied; what stands outside is the form's own, and is locked (`form_words.py`)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from documents.form import plain
from documents.form_words import AGAIN, OURS, PART, ROWS, tag_of, tag_of_words, text_of
from documents.glossary import Prompts
from documents.package import open_package
from documents.page_parts import run
from documents.template_package import kept
from documents.word_xml import Node, child_of, name_of, node, node_2012, value_of

FIRST_NUMBER: Final = 100
"""Of the controls of a form, which Word wants to be different; those of repeated rows follow in `filling.py`."""
_BEFORE: Final = ("rPr", "alias")
_ANEW: Final = (*_BEFORE, "tag", "id", "lock", "placeholder", "temporary", "showingPlcHdr", "dataBinding")
_NOISE: Final = ("proofErr", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak")


@dataclass(frozen=True, slots=True)
class Template:
    """`parts` are the package's parts as they are packed, less those that are filled: the `document`, and the `edges`
    (headers and footers). `rows` holds the row of each table that is repeated, `relations` names the part that
    lists pictures. None of it is ever changed."""

    main: str
    parts: Mapping[str, bytes]
    relations: str
    document: Node
    edges: Mapping[str, Node]
    rows: Mapping[str, Node]
    title: str
    subject: str


def made_ready(data: bytes) -> Template:
    """Raises Unreadable for anything but a sound .docx. What it lacks is said by `template_check.py`."""
    package = open_package(data)
    document = package.root
    edges = {
        part.name: part.root for kind in ("header", "footer") for part in package.of_kind(kind) if part.root is not None
    }
    prompts = Prompts()
    for root in (document, *edges.values()):
        _without_noise(root)
        for control in _controls(root):
            _settle(control, prompts)
        _lock_words(root, hidden=root is document)
    rows = {
        tag.removeprefix(ROWS): _row_of(each) for each in _controls(document) if (tag := tag_of(each)).startswith(ROWS)
    }
    _number((document, *edges.values()))
    same = kept(package, prompts, (package.main, *edges))
    return Template(package.main, same.parts, same.relations, document, edges, rows, same.title, same.subject)


def is_place(control: Node) -> bool:
    """Whether a control is one to be filled in."""
    tag = tag_of(control)
    return tag.startswith(OURS) and not tag.startswith((PART, ROWS, AGAIN))


def _controls(root: Node) -> list[Node]:
    return list(root.iter("{*}sdt"))


def _without_noise(root: Node) -> None:
    """What Word leaves between the runs of a paragraph while somebody edits it."""
    for each in list(root.iter(*(f"{{*}}{name}" for name in _NOISE))):
        parent = each.getparent()
        if parent is not None:
            parent.remove(each)


def _settle(control: Node, prompts: Prompts) -> None:
    """Gives a control the properties that it has in a form, and a place to be filled in its prompt as one."""
    content = child_of(control, "sdtContent")
    if content is None:
        return
    if not is_place(control):
        replace_properties(control, lock=tag_of(control).startswith(AGAIN))
        return
    prompt = text_of(content)
    replace_properties(control, prompt=prompts.name_of(prompt))
    shown = run(prompt, "PlaceholderText")
    first = child_of(content, "p")
    for each in list(content):
        if each is not first:
            content.remove(each)
    if first is None:
        content.append(shown)
        return
    for each in [child for child in first if name_of(child) != "pPr"]:
        first.remove(each)
    first.append(shown)


def replace_properties(
    control: Node, *, tag: str = "", lock: bool = False, prompt: str = "", hidden: bool = False
) -> None:
    """The properties in the order of the schema; the kind of control (a date, a choice) comes last, and stays."""
    old = child_of(control, "sdtPr")
    has = {name_of(each): each for each in old} if old is not None else {}
    fresh = node("sdtPr", *(has[name] for name in _BEFORE if name in has))
    if tag or "tag" in has:
        fresh.append(node("tag", val=tag) if tag else has["tag"])
    fresh.append(node("id", val="0"))
    if lock or "lock" in has:
        fresh.append(node("lock", val="contentLocked"))
    if prompt:
        fresh.append(node("placeholder", node("docPart", val=prompt)))
        fresh.append(node("showingPlcHdr"))
    if hidden:
        fresh.append(node_2012("appearance", val="hidden"))
    for name, each in has.items():
        if name not in _ANEW:
            fresh.append(each)
    if old is not None:
        control.remove(old)
    control.insert(0, fresh)


def _lock_words(root: Node, *, hidden: bool) -> None:
    for paragraph in [each for each in root.iter("{*}p") if not _stands_in_place(each)]:
        for runs in list(_runs(paragraph)):
            text = "".join(map(text_of, runs))
            if plain(text):
                content = node("sdtContent")
                control = node("sdt", content)
                paragraph.insert(list(paragraph).index(runs[0]), control)
                for each in runs:
                    content.append(each)
                replace_properties(control, tag=tag_of_words(text), lock=True, hidden=hidden)


def _runs(paragraph: Node) -> Iterator[list[Node]]:
    """Runs of text that stand beside each other; figures that Word keeps up to date are left out."""
    together: list[Node] = []
    depth = 0
    for each in paragraph:
        marks = [value_of(mark, "fldCharType") for mark in each.iter("{*}fldChar")]
        depth += marks.count("begin") - marks.count("end")
        if name_of(each) == "r" and not depth and not marks:
            together.append(each)
        elif together:
            yield together
            together = []
    if together:
        yield together


def _stands_in_place(element: Node) -> bool:
    above = element.getparent()
    while above is not None:
        if name_of(above) == "sdt" and (is_place(above) or tag_of(above).startswith(AGAIN)):
            return True
        above = above.getparent()
    return False


def _row_of(control: Node) -> Node:
    """Takes the row out of the table; the rows that are filled go there."""
    content = child_of(control, "sdtContent")
    if content is None or not len(content):
        return node("sdt")
    row, *others = list(content)
    for each in (row, *others):
        content.remove(each)
    return row


def _number(roots: Iterable[Node]) -> None:
    controls = (control for root in roots for control in _controls(root))
    for number, control in enumerate(controls, FIRST_NUMBER):
        set_number(control, number)


def set_number(control: Node, number: int) -> None:
    place = child_of(control, "sdtPr", "id")
    if place is not None:
        place.set(place.tag.replace("}id", "}val"), str(number))
