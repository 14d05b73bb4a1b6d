"""How our paper looks: the styles and the bullet of every Word document that SIP Desk writes."""

from typing import Final

from documents.word_xml import Node, node

FONT: Final = "Arial"
LANGUAGE: Final = "en-GB"
INK: Final = "1B365D"
QUIET: Final = "595959"
FAINT: Final = "666666"
TINT: Final = "E8EEF5"
LINE: Final = "B4C2D3"

TEXT_WIDTH: Final = 9638
"""Between the margins of A4, in twentieths of a point; so are all lengths here. Type sizes are in half points."""


def defaults() -> Node:
    """The language of the whole document. Fonts are left to Normal: LibreOffice lays those of the defaults over every
    character style that is used in a table."""
    language = node("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA")
    return node("docDefaults", node("rPrDefault", node("rPr", language)), node("pPrDefault"))


def styles() -> list[Node]:
    """Every style that our documents use, and those that Word expects."""
    return [
        _normal(),
        _base("character", "DefaultParagraphFont", "Default Paragraph Font"),
        _base("table", "TableNormal", "Normal Table", node("tblPr", _cell_margins("0"))),
        _base("numbering", "NoList", "No List"),
        _style("Title", "Title", [_spacing("0", "20")], _type("40", INK, bold=True), following="Subtitle"),
        _style("Subtitle", "Subtitle", [_spacing("0", "160")], _type("24", QUIET), following="Normal"),
        *(_heading(level, size) for level, size in ((1, "28"), (2, "23"), (3, "21"))),
        _style(
            "ListBullet",
            "List Bullet",
            [node("numPr", node("numId", val="1")), _spacing("0", "120"), node("contextualSpacing")],
        ),
        _style(
            "ListBulletTable",
            "SIP Table Bullet",
            [
                node("numPr", node("numId", val="1")),
                _spacing("20", "20"),
                node("ind", left="198", hanging="198"),
                node("contextualSpacing"),
            ],
            _type("18"),
        ),
        _style("Hint", "SIP Hint", [node("keepNext"), _spacing("0", "80")], _type("19", QUIET)),
        _style("TableText", "SIP Table Text", [_spacing("20", "20")], _type("20")),
        _style("TableLabel", "SIP Table Label", based_on="TableText", run=_type("20", INK, bold=True)),
        _style(
            "TableHeading",
            "SIP Table Heading",
            [node("keepNext")],
            based_on="TableText",
            run=_type("20", "FFFFFF", bold=True),
        ),
        _style("Header", "header", [_edge_tab(), _spacing("0", "0")], _type("17", QUIET)),
        _style("Footer", "footer", [_edge_tab(), _spacing("0", "0")], _type("17", QUIET)),
        _style("PlaceholderText", "Placeholder Text", kind="character", run=[node("color", val=FAINT)]),
        _style("FingerPrint", "SIP Fingerprint", kind="character", run=_fingerprint()),
        _table_style(),
    ]


def bullets() -> list[Node]:
    """The one list of our documents, used by the style List Bullet."""
    sign = node("rPr", node("rFonts", ascii="Symbol", hAnsi="Symbol", hint="default"), node("color", val=INK))
    level = node(
        "lvl",
        node("start", val="1"),
        node("numFmt", val="bullet"),
        node("pStyle", val="ListBullet"),
        node("lvlText", val="\uf0b7"),
        node("lvlJc", val="left"),
        node("pPr", node("ind", left="397", hanging="284")),
        sign,
        ilvl="0",
    )
    abstract = node("abstractNum", node("multiLevelType", val="singleLevel"), level, abstractNumId="0")
    return [abstract, node("num", node("abstractNumId", val="0"), numId="1")]


def _normal() -> Node:
    paragraph = node("pPr", node("spacing", after="120", line="269", lineRule="auto"))
    fonts = node("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    run = node("rPr", fonts, *_type("21"))
    name = node("name", val="Normal")
    return node("style", name, node("qFormat"), paragraph, run, type="paragraph", default="1", styleId="Normal")


def _base(kind: str, key: str, name: str, *properties: Node) -> Node:
    """A style that Word wants to be there, out of sight."""
    marks = (node("semiHidden"), node("unhideWhenUsed"))
    return node("style", node("name", val=name), *marks, *properties, type=kind, default="1", styleId=key)


def _style(
    key: str,
    name: str,
    paragraph: list[Node] | None = None,
    run: list[Node] | None = None,
    *,
    kind: str = "paragraph",
    based_on: str = "",
    following: str = "",
) -> Node:
    parent = based_on or ("Normal" if kind == "paragraph" else "DefaultParagraphFont")
    made = node("style", node("name", val=name), node("basedOn", val=parent), type=kind, styleId=key)
    if following:
        made.append(node("next", val=following))
    made.append(node("qFormat"))
    if paragraph:
        made.append(node("pPr", *paragraph))
    if run:
        made.append(node("rPr", *run))
    return made


def _heading(level: int, size: str) -> Node:
    rule = [node("pBdr", node("bottom", val="single", sz="6", space="3", color=LINE))] if level == 1 else []
    paragraph = [node("keepNext"), node("keepLines"), *rule, _spacing("240" if level == 1 else "160", "80")]
    outline = node("outlineLvl", val=str(level - 1))
    run = _type(size, INK, bold=True)
    return _style(f"Heading{level}", f"heading {level}", [*paragraph, outline], run, following="Normal")


def _table_style() -> Node:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = node("tblBorders", *(node(side, val="single", sz="4", space="0", color=LINE) for side in sides))
    properties = node("tblPr", borders, _cell_margins("40"))
    return node(
        "style",
        node("name", val="SIP Table"),
        node("basedOn", val="TableNormal"),
        node("qFormat"),
        properties,
        type="table",
        styleId="SIPTable",
    )


def _cell_margins(upright: str) -> Node:
    widths = (("top", upright), ("left", "108"), ("bottom", upright), ("right", "108"))
    return node("tblCellMar", *(node(side, w=width, type="dxa") for side, width in widths))


def _spacing(before: str, after: str) -> Node:
    return node("spacing", before=before, after=after)


def _edge_tab() -> Node:
    return node("tabs", node("tab", val="right", pos=str(TEXT_WIDTH)))


def _type(size: str, colour: str = "", *, bold: bool = False) -> list[Node]:
    weight = [node("b"), node("bCs")] if bold else []
    shade = [node("color", val=colour)] if colour else []
    return [*weight, *shade, node("sz", val=size), node("szCs", val=size)]


def _fingerprint() -> list[Node]:
    return [node("rFonts", ascii="Courier New", hAnsi="Courier New", cs="Courier New"), *_type("17")]
