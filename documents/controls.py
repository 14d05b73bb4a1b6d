"""The locked control of what we add to a form. The places to be filled in stand in the form itself."""

import zlib
from collections.abc import Sequence

from documents.word_xml import Node, node


def locked_block(tag: str, title: str, content: Sequence[Node]) -> Node:
    """What nobody changes in Word by mistake. It can be taken out as a whole."""
    number = str(zlib.crc32(tag.encode()) & 0x7FFFFFFF)  # different from others of the document, and always the same
    named = (node("alias", val=title[:64]), node("tag", val=tag), node("id", val=number))
    return node("sdt", node("sdtPr", *named, node("lock", val="contentLocked")), node("sdtContent", *content))
