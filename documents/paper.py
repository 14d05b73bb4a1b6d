"""Our Word paper: A4, British English, titled, with page numbers; packed so that the same words give the same bytes."""

import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Final, cast

from documents.house_style import LANGUAGE, bullets, defaults, styles
from documents.inline_picture import embed
from documents.page_parts import field, paragraph, run, tab
from documents.word_xml import Node, child_of, name_of, value_of

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

AUTHOR: Final = "SIP Desk"
_WORD_2013: Final = "15"
_UNSTAMPED: Final = datetime(1980, 1, 1, tzinfo=UTC)
_UNUSED: Final = ("stylesWithEffects", "customXml", "thumbnail")


def paper(
    *,
    title: str,
    subject: str,
    running_head: tuple[str, str],
    running_foot: str,
    body: Sequence[Node],
    pictures: Sequence[bytes] = (),
) -> bytes:
    """A whole document as bytes. `pictures` are those that the body refers to by their places (`inline_picture`). No
    clock is read: the same arguments give the same bytes, so a file that is made again after a crash is known for the
    same."""
    from docx import Document  # noqa: PLC0415 - 7 MB that only those pay who write

    document = Document(BytesIO(_blank()))
    properties = document.core_properties
    properties.title, properties.subject = title[:255], subject[:255]
    section = document.sections[0]
    _fill(section.header.part.element, paragraph(run(running_head[0]), tab(), run(running_head[1]), style="Header"))
    pages = [run("Page "), field("PAGE"), run(" of "), field("NUMPAGES")]
    _fill(section.footer.part.element, paragraph(run(running_foot), tab(), *pages, style="Footer"))
    _fill(child_of(cast("Node", document.part.element), "body"), *body)
    embed(body, pictures, lambda picture: document.part.get_or_add_image(picture)[0])
    return _packed(document)


@cache
def _blank() -> bytes:
    """python-docx's own blank document is American, Letter size and 38 kB of unused styles: ours is made of it once."""
    from docx import Document  # noqa: PLC0415 - as above
    from docx.shared import Mm  # noqa: PLC0415

    document = Document()
    _drop_unused(document)
    _replace(document.styles.element, {"docDefaults", "style"}, [defaults(), *styles()])
    _replace(document.part.numbering_part.element, {"abstractNum", "num"}, bullets())
    _settle(cast("Node", document.settings.element))
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(17)
    section.header_distance = section.footer_distance = Mm(9)
    properties = document.core_properties
    properties.author = properties.last_modified_by = AUTHOR
    properties.comments, properties.language = "", LANGUAGE
    properties.created = properties.modified = _UNSTAMPED
    return _packed(document)


def _drop_unused(document: "WordDocument") -> None:
    for owner in filter(None, (document.part, document.part.package)):
        for key in [key for key, relation in owner.rels.items() if relation.reltype.endswith(_UNUSED)]:
            del owner.rels[key]


def _replace(parent: object, names: set[str], fresh: list[Node]) -> None:
    root = cast("Node", parent)
    for old in [child for child in root if name_of(child) in names]:
        root.remove(old)
    for index, new in enumerate(fresh):
        # docDefaults first, then the table of latent styles that stands there already, then the styles
        root.insert(index if index == 0 else len(root), new)


def _settle(settings: Node) -> None:
    """Not in compatibility mode, and proofed as British English."""
    for setting in settings.iter():
        if name_of(setting) == "compatSetting" and value_of(setting, "name") == "compatibilityMode":
            setting.set(setting.tag.replace("compatSetting", "val"), _WORD_2013)
        if name_of(setting) == "themeFontLang":
            setting.set(setting.tag.replace("themeFontLang", "val"), LANGUAGE)


def _fill(parent: object, *content: Node) -> None:
    """Puts content before the section properties (body), in place of what stands there (header, footer)."""
    root = cast("Node", parent)
    for old in [child for child in root if name_of(child) == "p"]:
        root.remove(old)
    at = len(root) - (child_of(root, "sectPr") is not None)
    for index, part in enumerate(content):
        root.insert(at + index, part)


def _packed(document: "WordDocument") -> bytes:
    """Saved, and packed again without the time of day that a zip holds for each part."""
    saved, packed = BytesIO(), BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for part in parts.infolist():
            unstamped = zipfile.ZipInfo(part.filename)
            unstamped.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(unstamped, parts.read(part))
    return packed.getvalue()
