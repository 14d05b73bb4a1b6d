"""Content controls: the fillable places of the proforma. Each has a tag, by which it is found after editing."""

import zlib
from collections.abc import Sequence

from documents.page_parts import paragraph, paragraphs, run
from documents.word_xml import Node, node


def text_block(tag: str, title: str, text: str, prompt: str) -> Node:
    """A place for paragraphs, lists and tables."""
    content = paragraphs(text) if text else [paragraph(_words(text, prompt))]
    return _control(tag, title, content, prompting=not text)


def text_line(tag: str, title: str, text: str, prompt: str) -> Node:
    """A place for words inside a paragraph. Not marked as plain text: LibreOffice would show its prompt as content."""
    return _control(tag, title, [_words(text, prompt)], prompting=not text)


def choice(tag: str, title: str, text: str, prompt: str, choices: Sequence[str]) -> Node:
    """A place for one of a few words."""
    items = [node("listItem", displayText=word, value=word) for word in choices]
    return _control(tag, title, [_words(text, prompt)], node("dropDownList", *items), prompting=not text)


def grade(tag: str, title: str, text: str, prompt: str, grades: Sequence[str]) -> Node:
    """A place for one of a few words, or for words of one's own."""
    items = [node("listItem", displayText=word, value=word) for word in grades]
    return _control(tag, title, [_words(text, prompt)], node("comboBox", *items), prompting=not text)


def locked_line(tag: str, title: str, text: str) -> Node:
    """Words inside a paragraph that nobody changes in Word by mistake."""
    return _control(tag, title, [run(text)], node("lock", val="sdtContentLocked"), prompting=False)


def locked_block(tag: str, title: str, content: Sequence[Node]) -> Node:
    """What nobody changes in Word by mistake. It can be taken out as a whole."""
    return _control(tag, title, content, node("lock", val="contentLocked"), prompting=False)


def _words(text: str, prompt: str) -> Node:
    return run(text) if text else run(prompt, "PlaceholderText")


def _control(tag: str, title: str, content: Sequence[Node], kind: Node | None = None, *, prompting: bool) -> Node:
    properties = node("sdtPr", node("alias", val=title[:64]), node("tag", val=tag), node("id", val=_number(tag)))
    if prompting:
        properties.append(node("showingPlcHdr"))
    if kind is not None:
        properties.append(kind)
    return node("sdt", properties, node("sdtContent", *content))


def _number(tag: str) -> str:
    """Word wants a different number in each control of a document; the same one each time keeps the bytes the same."""
    return str(zlib.crc32(tag.encode()) & 0x7FFFFFFF)
