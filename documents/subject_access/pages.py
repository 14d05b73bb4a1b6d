"""The pages that somebody reads who asked what is held about them, and those of the officer who looks at it first. HTML
that needs nothing else: it prints, it is read on a telephone, and a screen reader goes by its headings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from handbook.core.plain_words import several
from handbook.subject_access.marking import Mark, Piece
from handbook.subject_access.plain import Line


@dataclass(frozen=True, slots=True)
class Entry:
    """One record: its heading, and its lines."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What is held of one kind."""

    title: str
    anchor: str
    about: tuple[Entry, ...] = ()
    maybe: tuple[Entry, ...] = ()

    @property
    def count(self) -> str:
        said = [several(len(self.about), "record")] if self.about else []
        if self.maybe:
            said.append(f"{several(len(self.maybe), 'record')} that may be about you")
        return ", and ".join(said)


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it is, in a folder beside the pages."""

    path: str
    what: str
    size: int


def write_index(
    name: str, made_on: str, sections: Sequence[Section], documents: Sequence[Document], held_back: Sequence[str]
) -> bytes:
    """The first page of the copy for the person."""
    listed = "".join(
        f'<li><a href="records/{one.anchor}.html">{escape(one.title)}</a>: {escape(one.count)}</li>\n'
        for one in sections
    )
    return _page(
        f"What SIP Desk holds about {name}",
        f"<p>Put together on {escape(made_on)}, because you asked for it. You have this right by article 15 of the UK "
        "General Data Protection Regulation.</p>\n"
        "<h2>How to read it</h2>\n<ul>\n"
        "<li>Each line below opens a page with what is held of that kind. They are written by a computer from what it "
        "keeps.</li>\n"
        "<li>Where something is about somebody else, you see a blank such as <mark>[another person 3]</mark>. The "
        "same number is the same person throughout. Nothing was left out without a blank, a line here, or a word on "
        "the page about what was searched.</li>\n"
        "<li>“May be about you” means that your name, or a name like it, stands in somebody’s words. Please say if it "
        "is not you.</li>\n"
        '<li><a href="what-was-searched.html">What was searched, what was not, and why</a>.</li>\n'
        '<li><a href="data.json">The same for a computer to read (JSON)</a>.</li>\n</ul>\n'
        f"<h2>What is held</h2>\n<ul>\n{listed or '<li>Nothing was found.</li>'}</ul>\n"
        f"<h2>Documents</h2>\n{_documents(documents, 'There are none.')}"
        f"<h2>What is not in this copy</h2>\n{_list(held_back, 'Nothing that was found was kept back.')}"
        "<h2>Your rights</h2>\n<p>If something is wrong or incomplete, you may ask to have it put right (article "
        "16). You may ask for what is no longer needed to be erased; where the trust must keep it, it says why. Ask "
        "the trust’s data protection officer. If you are not content with the answer, you may complain to the "
        "Information Commissioner’s Office (ico.org.uk, telephone 0303 123 1113).</p>\n",
    )


def write_records(section: Section, *, officer: bool = False) -> bytes:
    """One kind of record, on a page of its own."""
    whose = "them" if officer else "you"
    parts: list[str] = []
    for heading, entries in ((f"About {whose}", section.about), (f"May be about {whose}", section.maybe)):
        if entries:
            parts.append(f"<h2>{heading}</h2>\n" + "".join(_entry(one, officer=officer) for one in entries))
    back = "../review.html" if officer else "../index.html"
    return _page(section.title, f'<p><a href="{back}">Back to the first page</a></p>\n' + "".join(parts))


def write_searched(name: str, looked_for: Sequence[str], searched: Sequence[str], not_searched: Sequence[str]) -> bytes:
    """Where was looked, for what, and where not."""
    return _page(
        "What was searched, and what was not",
        f'<p><a href="index.html">Back to the first page</a></p>\n'
        f"<p>This says where {escape(name)} was looked for.</p>\n"
        f"<h2>What was looked for</h2>\n{_list(looked_for, 'Nothing.')}"
        f"<h2>Where it was looked for</h2>\n{_list(searched, 'Nowhere.')}"
        f"<h2>Where it was not looked for, and why</h2>\n{_list(not_searched, 'Everywhere was looked.')}",
    )


def write_review(
    name: str,
    sections: Sequence[Section],
    apart: Sequence[Section],
    documents: Sequence[Document],
    people: Sequence[tuple[int, str]],
) -> bytes:
    """The first page of the officer's file."""
    return _page(
        f"For the officer: what is held about {name}",
        "<p><strong>Do not hand this file over.</strong> It holds others’ names and words. Check the marks here, "
        "decide about what lies in <code>documents</code> and <code>confidential</code>, and then hand over the other "
        "file.</p>\n"
        f"<h2>Records, with the marks open</h2>\n{_links('records', sections)}"
        f"<h2>Concerns and complaints that name them</h2>\n<p>None of this is in the person’s copy. Decide on each: an "
        "extract may go to them where no child, and nobody who spoke in confidence, is harmed by it.</p>\n"
        f"{_links('confidential', apart)}"
        f"<h2>Documents to look at</h2>\n<p>They name the person, who did not send them and was not sent them. A "
        f"document is not marked by the service: read it, and black out what is another’s.</p>\n"
        f"{_documents(documents, 'There are none.')}"
        f"<h2>Who stands behind the blanks</h2>\n"
        f"{_list([f'{number}: {who}' for number, who in people], 'Nobody.')}"
        "<p>Somebody who agreed, or who may fairly be named (an officer in their office), may stand in the copy by "
        "name: run the command again with <code>--name ADDRESS</code>.</p>\n",
    )


def _links(folder: str, sections: Sequence[Section]) -> str:
    lines = [
        f'<li><a href="{folder}/{one.anchor}.html">{escape(one.title)}</a>: '
        f"{several(len(one.about) + len(one.maybe), 'record')}</li>\n"
        for one in sections
    ]
    return f"<ul>\n{''.join(lines)}</ul>\n" if lines else "<p>There are none.</p>\n"


def _entry(entry: Entry, *, officer: bool) -> str:
    return (
        f"<section>\n<h3>{escape(entry.heading)}</h3>\n<dl>\n{_lines(entry.lines, officer=officer)}</dl>\n</section>\n"
    )


def _lines(lines: Iterable[Line], *, officer: bool) -> str:
    said: list[str] = []
    for one in lines:
        words = "".join(_piece(piece, officer=officer) for piece in one.pieces)
        said.append(f'<div class="d{min(one.depth, 3)}"><dt>{escape(one.label)}</dt><dd>{words}</dd></div>\n')
    return "".join(said)


def _piece(piece: Piece, *, officer: bool) -> str:
    if isinstance(piece, Mark):
        return f"<mark>{escape(piece.for_officer if officer else piece.for_person)}</mark>"
    return escape(piece).replace("\n", "<br>")


def _documents(documents: Sequence[Document], none: str) -> str:
    rows = [
        f'<li><a href="{escape(one.path)}">{escape(one.path.rpartition("/")[2])}</a>: {escape(one.what)} '
        f"({max(1, one.size // 1024):,} KB)</li>\n"
        for one in documents
    ]
    return f"<ul>\n{''.join(rows)}</ul>\n" if rows else f"<p>{escape(none)}</p>\n"


def _list(lines: Sequence[str], none: str) -> str:
    return "<ul>\n" + "".join(f"<li>{escape(one)}</li>\n" for one in lines or (none,)) + "</ul>\n"


def _page(title: str, body: str) -> bytes:
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style></head>\n<body><main>\n<h1>{escape(title)}</h1>\n{body}"
        "</main></body></html>\n"
    ).encode()


_STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#1a1a1a;background:#fff}"
    "main{max-width:50rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}h1{font-size:1.6rem;line-height:1.25}"
    "h2{font-size:1.25rem;margin-top:2rem}h3{font-size:1rem;margin:0 0 .5rem}a{color:#0b4f9e}"
    "section{border:1px solid #8a8a8a;border-radius:.25rem;padding:.75rem;margin:0 0 1rem}dl{margin:0}"
    "dl div{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.25rem 1rem;padding:.2rem 0;"
    "border-top:1px solid #ddd}dt{font-weight:600}dd{margin:0}.d1{padding-left:1rem}.d2{padding-left:2rem}"
    ".d3{padding-left:3rem}mark{background:#e6e6e6;color:#1a1a1a;padding:0 .15rem;border:1px dashed #555}"
    "@media(max-width:30rem){dl div{grid-template-columns:1fr}.d1,.d2,.d3{padding-left:.75rem}}"
    "@media print{main{max-width:none}section{break-inside:avoid-page}a{color:inherit}}"
)
