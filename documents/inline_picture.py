"""A picture in a line of text. Which part of the file holds it is known when the file is put together (`paper.py`)."""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Final
from xml.sax.saxutils import quoteattr

from documents.house_style import TEXT_WIDTH
from documents.word_xml import Node, W, parse

_EMU: Final = 635
"""The unit of drawings, in a twentieth of a point."""
_PLACE: Final = "picture:"
_EMBED: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_SPACES: Final = (
    f'xmlns:w="{W}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def inline_picture(place: int, png: bytes, alt_text: str) -> Node:
    """A run with the picture over the width of the text. `place` is its place among the pictures of the document."""
    width, height = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
    across = TEXT_WIDTH * _EMU
    size = f'cx="{across}" cy="{across * height // width}"'
    named = f'id="{place + 1}" name="Picture {place + 1}"'
    return parse(
        f'<w:r {_SPACES}><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f"<wp:docPr {named} descr={quoteattr(alt_text)}/>"
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"<pic:pic><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{_PLACE}{place}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>".encode()
    )


def embed(body: Iterable[Node], pictures: Iterable[bytes], add: Callable[[BytesIO], str]) -> None:
    """Gives each picture the name of the part that holds it, which `add` makes."""
    names = [add(BytesIO(picture)) for picture in pictures]
    for part in body:
        for blip in part.iter("{*}blip"):
            blip.set(_EMBED, names[int((blip.get(_EMBED) or "").removeprefix(_PLACE))])
