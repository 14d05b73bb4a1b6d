"""The prompts of a form's controls, as the building blocks from which Word shows them again in a control that was
emptied."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from documents.page_parts import paragraph, run
from documents.word_xml import Node, node, written

FOLDER: Final = "word/glossary/"
DOCUMENT: Final = f"{FOLDER}document.xml"
STYLES: Final = f"{FOLDER}styles.xml"
RELATIONS: Final = f"{FOLDER}_rels/document.xml.rels"
RELATION: Final = "glossaryDocument"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES_RELATED: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
)


@dataclass(frozen=True, slots=True)
class Prompts:
    """Each wording once, by the name of its building block."""

    by_name: dict[str, str] = field(default_factory=dict[str, str])

    def name_of(self, text: str) -> str:
        name = hashlib.sha256(text.encode()).hexdigest()[:32].upper()
        self.by_name[name] = text
        return name

    def parts(self, styles: bytes) -> Mapping[str, bytes]:
        """The parts of a package that hold them."""
        blocks = node("docParts", *(_block(name, text) for name, text in sorted(self.by_name.items())))
        return {
            DOCUMENT: written(node("glossaryDocument", blocks)),
            STYLES: styles,
            RELATIONS: _STYLES_RELATED.encode(),
        }


def _block(name: str, text: str) -> Node:
    guid = f"{{{name[:8]}-{name[8:12]}-{name[12:16]}-{name[16:20]}-{name[20:]}}}"
    properties = node(
        "docPartPr",
        node("name", val=name),
        node("category", node("name", val="General"), node("gallery", val="placeholder")),
        node("types", node("type", val="bbPlcHdr")),
        node("behaviors", node("behavior", val="content")),
        node("guid", val=guid),
    )
    return node("docPart", properties, node("docPartBody", paragraph(run(text, "PlaceholderText"))))
