"""Whom a request is about, and whether something that is held names them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from handbook.subject_access.spellings import Names, addresses_in


class Relation(StrEnum):
    """What something that is held is to somebody."""

    ABOUT = "about"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True)
class Subject:
    """`ids` are their accounts, `emails` their addresses, folded, and `names` every way in which a list of ours or who
    asks writes their name. `label` is the name that they are called by."""

    label: str
    ids: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


_BEFORE: Final = r"(?<![\w-])"
_AFTER: Final = r"(?![\w-])"


@dataclass(slots=True)
class Seeker:
    """Looks through what is held for one person."""

    subject: Subject
    _names: Names = field(init=False)
    _ids: re.Pattern[str] | None = field(init=False)

    def __post_init__(self) -> None:
        self._names = Names({"subject": self.subject.names})
        ids = "|".join(re.escape(one) for one in sorted(self.subject.ids, key=len, reverse=True))
        self._ids = re.compile(f"{_BEFORE}(?:{ids}){_AFTER}", re.IGNORECASE) if ids else None

    def relation(self, value: Any) -> Relation | None:
        """Their account or address anywhere in it: it is about them. Their name in words: it may be."""
        texts = tuple(texts_of(value))
        if any(self.is_theirs(text) for text in texts):
            return Relation.ABOUT
        return Relation.MAYBE if any(self._names.in_text(text) for text in texts) else None

    def is_theirs(self, text: str) -> bool:
        """Whether their account or address stands in it."""
        if self._ids is not None and self._ids.search(text):
            return True
        return "@" in text and any(one.whose in self.subject.emails for one in addresses_in(text))

    def is_named(self, value: Any) -> bool:
        return self.relation(value) is not None


def texts_of(value: Any) -> Iterable[str]:
    """All words of something that is held, the keys of what is kept by person among them."""
    match value:
        case str():
            yield value
        case Mapping():
            pairs: Mapping[str, Any] = value  # pyright: ignore[reportUnknownVariableType]
            for key, one in pairs.items():
                yield str(key)
                yield from texts_of(one)
        case Sequence():
            many: Sequence[Any] = value  # pyright: ignore[reportUnknownVariableType]
            for one in many:
                yield from texts_of(one)
        case _:
            return
