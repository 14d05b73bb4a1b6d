"""Words of a report that stand in no section of the form, and where the SIP says that they belong (M4, P1)."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

LEFT_OUT: Final = "out"
"""The SIP leaves the words out of the summary; they stay in the report."""
OF_ITS_OWN: Final = "own"
"""A section that the school added stays one."""


@dataclass(frozen=True, slots=True)
class Passage:
    """`where` says where it stands (“a text box”); `title` is its heading, where people added a section; `near` the
    section in which or after which it stands. `belongs` is what the SIP chose: the key of a section, LEFT_OUT,
    OF_ITS_OWN, or nothing yet."""

    where: str
    text: str
    title: str = ""
    near: str = ""
    belongs: str = ""

    @property
    def is_comment(self) -> bool:
        """A comment is no part of the report: it is taken out before the report is sent."""
        return self.where.startswith("a comment")

    @property
    def name(self) -> str:
        """By what it is known again in another version: its heading, or else its words."""
        words = sha256(_plain(self.text).encode(errors="replace")).hexdigest()
        return _plain(self.title) or f"{self.where}: {words}"

    @property
    def words(self) -> str:
        return "\n".join(filter(None, (self.title, self.text)))


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the words with this name (`Passage.name`) belong, also in the next version."""

    name: str
    belongs: str


@dataclass(frozen=True, slots=True)
class TrackedChange:
    """A change that Word still tracks: what was `put in` or `taken out` (or only its look changed), and by whom."""

    word: str
    text: str
    by: str


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
