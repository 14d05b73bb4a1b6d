"""What is no report that can be read: one sentence to the SIP, an entry in the audit, and nothing else."""

from io import BytesIO
from zipfile import ZipFile

from documents.package import MAX_BYTES
from tests.documents.crafted import document, line, packed, parts_of, with_part
from tests.support.story import Story

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
TYPES = "[Content_Types].xml"


def files(good: bytes) -> dict[str, tuple[str, bytes, str]]:
    """Of each kind: the code in the audit, the bytes, and words of the sentence."""
    macros = parts_of(good)[TYPES].replace(b"</Types>", b'<Default Extension="x" ContentType="a.vbaProject"/></Types>')
    return {
        "picture.png": ("not_docx", b"\x89PNG\r\n\x1a\n", "not a Word document"),
        "empty.docx": ("not_docx", b"", "not a Word document"),
        "text.docx": ("not_docx", b"Dear all, the report is attached.", "not a Word document"),
        "sheet.docx": ("not_docx", packed({TYPES: b"<Types/>"}), "not a Word document"),
        "locked.docx": ("encrypted", OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        "old.doc": ("old_doc", OLE + "WordDocument".encode("utf-16-le"), "older Word format"),
        "report.pdf": ("pdf", b"%PDF-1.7\n", "That is a PDF"),
        "report.docm": ("macros", with_part(good, "word/vbaProject.bin", b"code"), "carries macros"),
        "macros.docx": ("macros", with_part(good, TYPES, macros), "carries macros"),
        "bomb.docx": ("zip_bomb", with_part(good, "word/media/a.xml", bytes(20_000_000)), "not packed the way Word"),
        "torn.docx": ("damaged", good[:-200], "seems to be damaged"),
        "bent.docx": ("damaged", with_part(good, "word/document.xml", b"<w:document>"), "seems to be damaged"),
        "letter.docx": ("no_proforma", document(line("Dear all, thank you.")), "headings of the report proforma"),
        "entity.docx": ("damaged", with_part(good, "word/document.xml", _billion_laughs()), "seems to be damaged"),
        "large.docx": ("too_big", good + bytes(MAX_BYTES), "10 MB"),
    }


def _billion_laughs() -> bytes:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE x [<!ENTITY l0 "ha">{levels}]><x>&l11;</x>'.encode()


async def test_files_that_cannot_be_read(story: Story) -> None:
    good = story.house.paper(story.school)
    assert ZipFile(BytesIO(good)).testzip() is None
    before, bad = await story.house.records(), files(good)
    for name, (_, data, words) in bad.items():
        told = len(await story.sip.messages())
        await story.sip.send_file(name, data)
        await story.house.kept()
        cards = await story.sip.cards()
        assert len(cards) == told + 1, name
        assert words in cards[-1].words, name
    assert await story.house.records() == before
    assert await story.house.later() == 0
    entries = await story.house.audit("file_turned_away")
    assert [entry["detail"]["code"] for entry in entries] == [code for code, _, _ in bad.values()]


async def test_after_a_bad_file_a_good_one_is_taken(story: Story) -> None:
    await story.sip.send_file("report.pdf", b"%PDF-1.7\n")
    card = await story.arrives()
    assert card.verbs == {"report.send", "report.set_aside"}
