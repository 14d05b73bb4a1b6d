"""What stands beside the text of a document: notes, comments, text boxes, pictures, charts, pasted files."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from documents.package import Package, Part
from documents.pasted import lines_pasted
from documents.word_xml import Node, child_of, name_of, value_of


@dataclass(frozen=True, slots=True)
class Aside:
    """Words that stand beside the text, and where: “a text box”. They are `part_of_text` where only the layout sets
    them apart, as with a note."""

    where: str
    text: str
    part_of_text: bool = False


@dataclass(slots=True)
class Surroundings:
    """The rest of a document, as its text refers to it; and what was noticed while the text was read: words of the
    `form` itself that were passed over, and `hidden` text. `hides` says that there may be some."""

    package: Package | None = None
    form: list[str] = field(default_factory=list[str])
    hidden: list[str] = field(default_factory=list[str])
    told: set[str] = field(default_factory=set[str])
    hides: bool = True

    def hide(self, run: Node) -> None:
        self.hidden.append("".join(part.text or "" for part in run.iter("{*}t")))

    @property
    def prompts(self) -> frozenset[str]:
        """Those that the file keeps for its own controls."""
        return self.package.prompts if self.package else frozenset()

    def part(self, relation: str) -> Part | None:
        return self.package.related(relation) if self.package and relation else None

    def note(self, kind: str, number: str) -> Node | None:
        """A footnote, an endnote or a comment, by its number."""
        self.told.add(f"{kind}:{number}")
        return self.package.noted(kind).get(number) if self.package else None

    def pasted(self, relation: str) -> Iterator[str]:
        """The lines of a whole file that a tool pasted in; Word opens it when it opens the document."""
        part = self.part(relation)
        yield from lines_pasted(part) if part else ()


NOTE: Final = "Note: "
PICTURE: Final = "Picture: "
UNDESCRIBED: Final = "Picture without a description"

_NOTES: Final = {"footnoteReference": "footnote", "endnoteReference": "endnote"}


Box = Callable[[Node, Surroundings, str], list[Aside]]
"""Reads what stands in a box by itself, and what that is called."""


def asides_of(piece: Node, around: Surroundings, box: Box) -> Iterator[Aside]:
    """What a reference or a drawing in a paragraph brings with it."""
    name = name_of(piece)
    if name in _NOTES:
        note = around.note(_NOTES[name], value_of(piece, "id"))
        if note is not None:
            said, *beside = box(note, around, f"a {_NOTES[name]}")
            yield replace(said, text=NOTE + said.text.strip(), part_of_text=True)
            yield from beside
    elif name == "commentReference":
        yield from comment(value_of(piece, "id"), around, box)
    else:
        yield from _drawn(piece, around, box)


def comment(number: str, around: Surroundings, box: Box) -> Iterator[Aside]:
    said = around.note("comment", number)
    if said is not None:
        author = value_of(said, "author").strip()
        yield from box(said, around, f"a comment by {author}" if author else "a comment")


def _drawn(drawing: Node, around: Surroundings, box: Box) -> Iterator[Aside]:
    boxes = list(drawing.iter("{*}txbxContent"))
    inside = {each for one in boxes for each in one.iter() if each is not one}
    for one in boxes:
        if one not in inside:
            yield from box(one, around, "a text box")
    shapes = (shape for shape in drawing.iter("{*}docPr", "{*}shape") if shape not in inside)
    descriptions = [_description(shape) for shape in shapes]
    described = " ".join(dict.fromkeys(filter(None, descriptions)))
    graphics = list(_graphics(drawing, around))
    yield from graphics
    for art in drawing.iter("{*}textpath"):
        yield Aside("decorated text", value_of(art, "string"))
    has_picture = any(True for _ in drawing.iter("{*}blip", "{*}imagedata"))
    if described or (has_picture and not boxes and not graphics):
        yield Aside("a picture", f"{PICTURE}{described}" if described else UNDESCRIBED, part_of_text=True)


def _graphics(drawing: Node, around: Surroundings) -> Iterator[Aside]:
    """Charts and diagrams, whose words lie in parts of their own."""
    for data in drawing.iter("{*}chart", "{*}relIds"):
        kind, reference = ("a chart", "id") if name_of(data) == "chart" else ("a diagram", "dm")
        part = around.part(value_of(data, reference))
        root = part.root if part else None
        if root is not None:
            words = (piece.text or "" for piece in root.iter("{*}t"))
            yield Aside(kind, "\n".join(word for word in words if word.strip()))


def _description(shape: Node) -> str:
    """The words for those who cannot see it, in Word's way or an older one."""
    said = (value_of(shape, name).strip() for name in ("descr", "title", "alt"))
    return " ".join(dict.fromkeys(filter(None, said)))


def is_separator(note: Node) -> bool:
    """Word keeps the lines between text and notes among the notes."""
    return value_of(note, "type") not in ("", "normal") and child_of(note, "p") is not None
