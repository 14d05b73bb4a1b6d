"""A file that cannot be read as a report, and what the person who sent it can do."""

from typing import Final, Literal

Code = Literal[
    "not_docx",
    "encrypted",
    "macros",
    "fetches",
    "too_big",
    "too_hard",
    "zip_bomb",
    "damaged",
    "no_proforma",
    "no_form",
    "old_doc",
    "pdf",
]

_REASONS: Final[dict[Code, str]] = {
    "not_docx": "That is not a Word document: please save your report as a Word document (.docx) and send it again.",
    "encrypted": "That document is locked with a password: please take the password off in Word and send it again.",
    "macros": "That document carries macros, which I do not open: please save it as a Word document (.docx) without "
    "macros and send it again.",
    "fetches": "That document would fetch something from elsewhere, or start a program, when somebody opens it, so I "
    "did not open it: please copy your words into a new proforma and send that.",
    "too_big": "That document is too big to read (the limit is 10 MB): please take out or shrink large pictures and "
    "pasted data, and send it again.",
    "too_hard": "I could not read that document, because it holds far more than a report does: please copy your report "
    "into a new proforma and send that.",
    "zip_bomb": "That file is not packed the way Word packs documents, so I did not open it: please open your report "
    "in Word, save it under a new name and send that copy.",
    "damaged": "That document seems to be damaged: please open it in Word, save it under a new name and send "
    "that copy.",
    "no_proforma": "I could not find the headings of the report proforma in that document: please write your report "
    "on the proforma and send it again.",
    "no_form": "I could not find the questions of the application form in that document: please write on the form that "
    "I give you when you type “application form”, and send it again.",
    "old_doc": "That document is in an older Word format: please open it in Word, save it as a Word document (.docx) "
    "and send it again.",
    "pdf": "That is a PDF, which I cannot read as a report: please send the Word document (.docx) it was made from.",
}
CODES: Final[tuple[Code, ...]] = tuple(_REASONS)


class UnreadableDocument(Exception):
    """Not a report that can be read. `code` is for the audit, `reason` is what the person reads."""

    def __init__(self, code: Code) -> None:
        self.code: Code = code
        self.reason = _REASONS[code]
        super().__init__(self.reason)
