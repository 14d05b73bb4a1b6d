"""The XML inside Word's files. lxml ships no types, so this is the one module that touches it."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, Final, Protocol, cast

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAX_DEPTH: Final = 120
"""Levels of elements; a text box in a table in a table has about fifty."""

W_2012: Final = "http://schemas.microsoft.com/office/word/2012/wordml"

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


class Node(Protocol):
    """One XML element, as far as this room uses it."""

    text: str | None

    @property
    def tag(self) -> str: ...

    @property
    def attrib(self) -> Mapping[str, str]: ...

    def get(self, key: str, /) -> str | None: ...

    def getparent(self) -> "Node | None": ...

    def set(self, key: str, value: str) -> None: ...

    def append(self, element: "Node", /) -> None: ...

    def insert(self, index: int, element: "Node", /) -> None: ...

    def remove(self, element: "Node", /) -> None: ...

    def iter(self, /, *tags: str) -> "Iterator[Node]": ...

    def iterchildren(self, /, *tags: str) -> "Iterator[Node]": ...

    def __iter__(self) -> "Iterator[Node]": ...

    def __len__(self) -> int: ...


@cache
def _lxml() -> Any:
    from lxml import etree  # noqa: PLC0415  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType] - 4 MB that only those pay who read or write; it has no types

    return cast("Any", etree)


def node(name: str, /, *children: Node, text: str = "", **attributes: str) -> Node:
    """A new element of Word's namespace, as are its attributes. Text in it keeps its spaces."""
    made = cast("Node", _lxml().Element(f"{{{W}}}{name}", nsmap={"w": W}))
    for key, value in attributes.items():
        made.set(f"{{{W}}}{key}", value)
    for child in children:
        made.append(child)
    if text:
        made.text = text
        made.set(_SPACE, "preserve")
    return made


def node_2012(name: str, /, **attributes: str) -> Node:
    """A new element of what Word 2013 added."""
    made = cast("Node", _lxml().Element(f"{{{W_2012}}}{name}", nsmap={"w15": W_2012}))
    for key, value in attributes.items():
        made.set(f"{{{W_2012}}}{key}", value)
    return made


def as_utf8(data: bytes) -> bytes:
    """A part that is written in UTF-16, as the format allows, in UTF-8. Raises ValueError where it is neither."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16").encode()
    if data.startswith((b"<\0", b"\0<")):
        return data.decode("utf-16-le" if data.startswith(b"<") else "utf-16-be").encode()
    return data


def parse(data: bytes) -> Node:
    """The root of a part. Entities stay unresolved, nothing is fetched, libxml2 bounds the length of a text to 10 MB.
    Raises ValueError for what is not well-formed UTF-8 XML or is deeper than MAX_DEPTH, and for any DTD: Word writes
    none."""
    if b"<!DOCTYPE" in data:
        raise ValueError("a document type declaration")
    parser = _lxml().XMLParser(
        encoding="utf-8",  # given, so that no other encoding can hide what was looked for above
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = _lxml().fromstring(data, parser)
    except _lxml().XMLSyntaxError as error:
        raise ValueError("not well-formed") from error
    if root.xpath(f"boolean({'/*' * (MAX_DEPTH + 1)})"):
        raise ValueError("too deep")
    return cast("Node", root)


def written(root: Node) -> bytes:
    """A part as bytes."""
    return cast("bytes", _lxml().tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def name_of(element: Node) -> str:
    """The name without its namespace: strict and transitional files differ in the namespace alone."""
    return _local(element.tag)


@lru_cache(2048)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def value_of(element: Node, attribute: str = "val") -> str:
    """An attribute, in whichever namespace it stands; empty where there is none."""
    usual = element.get(f"{{{W}}}{attribute}")
    if usual is not None:
        return usual
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == attribute), "")


def child_of(element: Node | None, *path: str) -> Node | None:
    """The first child by each name in turn, or None."""
    for name in path:
        if element is None:
            break
        element = next(element.iterchildren(f"{{*}}{name}"), None)
    return element
