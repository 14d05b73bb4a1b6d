"""Reading a filled proforma back, whoever saved it: by the tags of its controls where they are still there (Word keeps
them), else by its headings and the labels of its tables (LibreOffice drops tags; people retype, paste and reorder)."""

from typing import Final

from documents.flow import Block, Line, blocks, lines_of
from documents.form import SECTION_OF_TITLE, judgement_line, plain, said, section_tag, target_line, tidy
from documents.form_head import read_head
from documents.form_tables import take_judgements, take_targets
from documents.package import MAX_BYTES, open_document
from documents.unreadable import Unreadable
from documents.word_xml import child_of
from handbook.reports.proforma import SECTIONS, Contents

__all__ = ["MAX_BYTES", "Unreadable", "read_proforma"]

MIN_SECTIONS: Final = 3
"""With fewer headings of ours than this, it is some other document."""

_SECTION_OF_TAG: Final = {section_tag(kind.key): kind.key for kind in SECTIONS}


def read_proforma(data: bytes) -> Contents:
    """What a report says. Prompts of the form are not content; list items are lines beginning “• ”; judgements and
    targets are given as rows, and as the first lines of their sections. Sections that people added are not read.
    Raises Unreadable, and nothing else, whatever the bytes are; the work is bounded (`package.py`)."""
    body = child_of(open_document(data), "body")
    sections = _by_section(blocks(body) if body is not None else [])
    if len(sections) <= MIN_SECTIONS:
        raise Unreadable("no_proforma")
    judgements, targets = take_judgements(sections), take_targets(sections)
    head = read_head(sections[None])
    rows = {"judgements": map(judgement_line, judgements), "targets": map(target_line, targets)}
    texts = {
        kind.key: tidy("\n".join((*rows.get(kind.key, ()), *_said_lines(sections.get(kind.key, [])))))
        for kind in SECTIONS
    }
    return Contents(
        school_name=head.school,
        town=head.town,
        urn=head.urn,
        academic_year=head.year,
        term=head.term,
        sip_name=head.sip,
        sections={key: text for key, text in texts.items() if text.strip()},
        judgements=judgements,
        targets=targets,
    )


def _by_section(content: list[Block]) -> dict[str | None, list[Block]]:
    """The content under the key of its section; under None what stands before the first and in added sections. A tag
    says more than the heading above it. A line that only repeats a title counts as the heading where none is styled."""
    styled = {_titled(block) for block in content if isinstance(block, Line) and block.level}
    found: dict[str | None, list[Block]] = {None: []}
    current, depth = None, 0
    for block in content:
        tagged = next((_SECTION_OF_TAG[tag] for tag in block.tags if tag in _SECTION_OF_TAG), None)
        if tagged:
            current = tagged
        elif isinstance(block, Line):
            title = _titled(block)
            if title and (block.level or title not in styled):
                current, depth = title, block.level or 1
                found.setdefault(title, [])
                continue
            if 0 < block.level <= depth:
                current = None
        found.setdefault(current, []).append(block)
    return found


def _titled(line: Line) -> str | None:
    """The section that a line is the title of; a heading may say more after it (“Next visit: 12 March”)."""
    words = plain(line.text).lstrip("0123456789 ")
    if not line.level:
        return SECTION_OF_TITLE.get(words)
    return next((key for title, key in SECTION_OF_TITLE.items() if f"{words} ".startswith(f"{title} ")), None)


def _said_lines(content: list[Block]) -> list[str]:
    lines = "\n".join(lines_of(content)).split("\n")
    return [spoken for line in lines if (spoken := said(line)) or not line.strip()]
