"""What is another's in what somebody is given: others' names, and what others said in confidence. It is marked, not
taken away: an officer reads what stands under a mark, and who is given the copy sees that something stood there."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from handbook.subject_access.spellings import Found, Names, addresses_in, apart, folded
from handbook.subject_access.subject import Seeker

_TOKEN: Final = re.compile(r"[\w-]{3,}")
_SUBJECT: Final = ""


class Marked(StrEnum):
    """What a mark stands on."""

    PERSON = "person"
    ADDRESS = "address"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place where something of another's stood: `original`. `number` is the same for one person throughout."""

    what: Marked
    number: int
    label: str
    original: str

    @property
    def for_officer(self) -> str:
        if self.what is Marked.WORDS:
            return f"[a third party’s words, in confidence: {self.original}]"
        return f"[a third party: {self.label}]"

    @property
    def for_person(self) -> str:
        if self.what is Marked.PERSON:
            return f"[another person {self.number}]"
        return f"[another person’s {'address' if self.what is Marked.ADDRESS else 'words, in confidence'}]"


Piece = str | Mark


def short_name(name: str) -> str:
    """Helen M."""
    parts = name.split()
    return f"{parts[0]} {parts[-1][0]}." if len(parts) > 1 else name


@dataclass(slots=True)
class Marker:
    """Marks what is not `seeker`'s. `names` are all names of others by their account; `named` are those whose names may
    stand, since they agreed or it is fair that they do."""

    seeker: Seeker
    names: Mapping[str, tuple[str, ...]]
    named: frozenset[str] = frozenset()
    numbers: dict[str, int] = field(default_factory=dict[str, int])
    _others: Names = field(init=False)
    _own: Names = field(init=False)

    def __post_init__(self) -> None:
        own = self.seeker.subject.ids
        self._others = Names({whose: names for whose, names in self.names.items() if whose not in own})
        self._own = Names({_SUBJECT: self.seeker.subject.names})

    def marked(self, text: str) -> tuple[Piece, ...]:
        """A text in pieces, as it stands where nothing is another's. Where it may be this person or another, it is
        taken as theirs."""
        own = self._own.in_text(text)
        others = (*self._accounts(text), *addresses_in(text), *self._others.in_text(text))
        kept = [one for one in others if not any(one.start < mine.end and mine.start < one.end for mine in own)]
        return tuple(self._pieces(text, apart(kept)))

    def in_confidence(self, text: str) -> tuple[Piece, ...]:
        """A whole text that another said in confidence."""
        return (Mark(Marked.WORDS, 0, "", text),)

    def name_of(self, account: str) -> str:
        """What somebody is called, theirs as they are called; empty for an account of nobody's."""
        if account in self.seeker.subject.ids:
            return self.seeker.subject.label
        return (self.names.get(account) or ("",))[0]

    def _accounts(self, text: str) -> Iterable[Found]:
        for one in _TOKEN.finditer(text):
            if self.name_of(one.group()):
                yield Found(one.start(), one.end(), one.group())

    def _pieces(self, text: str, found: Iterable[Found]) -> Iterable[Piece]:
        at = 0
        for one in found:
            if one.start > at:
                yield text[at : one.start]
            yield self._piece(text[one.start : one.end], one.whose)
            at = one.end
        if at < len(text):
            yield text[at:]

    def _piece(self, original: str, whose: str) -> Piece:
        """An account is said by its name, also the person's own."""
        subject = self.seeker.subject
        if whose in subject.ids:
            return subject.label
        name = self.name_of(whose)
        if whose in self.named:
            return name if folded(original) == folded(whose) else original
        if name:
            return Mark(
                Marked.PERSON, self.numbers.setdefault(whose, len(self.numbers) + 1), short_name(name), original
            )
        return original if whose in subject.emails else Mark(Marked.ADDRESS, 0, original, original)


def officer_words(pieces: Iterable[Piece]) -> str:
    return "".join(one.for_officer if isinstance(one, Mark) else one for one in pieces)


def person_words(pieces: Iterable[Piece]) -> str:
    return "".join(one.for_person if isinstance(one, Mark) else one for one in pieces)
