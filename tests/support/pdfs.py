"""Real PDFs for tests: blank pages, each with the text of its place as its bookmark."""

from io import BytesIO

from pypdf import PdfReader, PdfWriter


def a_pdf(pages: int = 1, *bookmarks: str, password: str = "") -> bytes:
    writer, made = PdfWriter(), BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    for number, words in enumerate(bookmarks):
        writer.add_outline_item(title=words, page_number=number)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(made)
    return made.getvalue()


def pages_of(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


def bookmarks_of(pdf: bytes) -> list[tuple[str, int]]:
    """Each with the page that it opens, counted from 1; those below another one after it."""
    read = PdfReader(BytesIO(pdf))

    def flat(items: list[object]) -> list[tuple[str, int]]:
        found: list[tuple[str, int]] = []
        for item in items:
            if isinstance(item, list):
                found += flat(item)
            else:
                found.append((str(item.title), (read.get_destination_page_number(item) or 0) + 1))
        return found

    return flat(read.outline)
