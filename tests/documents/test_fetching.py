"""Files that fetch something, or start a program, when they are opened are turned away; ordinary ones are not."""

import pytest

from documents.proforma import write_proforma
from documents.reading import read_proforma
from documents.unreadable import UnreadableDocument
from documents.word_xml import Node
from tests.documents.crafted import edited, sample, with_part, xml

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def referring(kind: str, target: str, mode: str = "External") -> bytes:
    listing = (
        f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    )
    return with_part(write_proforma(sample()), "word/_rels/other.xml.rels", listing.encode())


def with_fields(*pieces: str) -> bytes:
    def add(root: Node) -> None:
        for piece in pieces:
            root[0].insert(0, xml(f"<w:p><w:r>{piece}</w:r></w:p>"))  # pyright: ignore[reportIndexIssue]

    return edited(write_proforma(sample()), add)


def is_refused(data: bytes) -> bool:
    try:
        read_proforma(data)
    except UnreadableDocument as refused:
        return refused.code == "fetches"
    return False


@pytest.mark.parametrize(
    ("kind", "target", "refused"),
    [
        ("attachedTemplate", "https://evil.example/t.dotm", True),
        ("attachedTemplate", "HTTP://evil.example/t.dotm", True),
        ("attachedTemplate", r"\\evil.example\share\t.dotm", True),
        ("attachedTemplate", r"\\evil@SSL\share\t.dotm", True),
        ("attachedTemplate", r"file:///\\evil.example\share\t.dotm", True),
        ("attachedTemplate", "file://evil.example/share/t.dotm", True),
        ("oleObject", "https://evil.example/sheet.xlsx", True),
        ("frame", "https://evil.example/", True),
        ("aFChunk", "https://evil.example/part.html", True),
        ("attachedTemplate", "file:///C:/Users/jo/AppData/Roaming/Microsoft/Templates/Normal.dotm", False),
        ("attachedTemplate", r"\\school-server\templates\Letter.dotx", False),
        ("attachedTemplate", "Normal.dotm", False),
        ("oleObject", r"file:///C:\data\Book1.xlsx", False),
        ("hyperlink", "https://www.gov.uk/", False),
        ("image", "https://www.gov.uk/crest.png", False),
    ],
)
def test_what_is_fetched_when_it_is_opened(kind: str, target: str, refused: bool) -> None:
    assert is_refused(referring(kind, target)) is refused


def test_a_part_of_its_own_is_not_fetched() -> None:
    assert not is_refused(referring("attachedTemplate", "https://evil.example/t.dotm", mode="Internal"))


@pytest.mark.parametrize(
    ("field", "refused"),
    [
        ('<w:fldChar w:fldCharType="begin"/><w:instrText> DDEAUTO c:\\\\windows\\\\cmd.exe "/k"</w:instrText>', True),
        (
            '<w:fldChar w:fldCharType="begin"/><w:instrText> D</w:instrText><w:instrText>DE Excel</w:instrText>',
            True,
        ),
        ('<w:fldSimple w:instr=" ddeauto excel "/>', True),
        (
            '<w:fldChar w:fldCharType="begin"/><w:instrText> IF </w:instrText><w:fldChar w:fldCharType="begin"/>'
            "<w:instrText>DDE a b</w:instrText>",
            True,
        ),
        ('<w:fldChar w:fldCharType="begin"/><w:instrText> PAGE </w:instrText>', False),
        ('<w:fldSimple w:instr=" TITLE &quot;DDE lessons&quot; "/>', False),
        ("<w:t>DDEAUTO is what we teach</w:t>", False),
    ],
)
def test_a_field_that_starts_a_program(field: str, refused: bool) -> None:
    assert is_refused(with_fields(field)) is refused
