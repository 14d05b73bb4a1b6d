"""A button that stands for words that can be typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cards.home.verbs import HomeVerb
from cards.kit.click_fields import Fields


@dataclass(frozen=True, slots=True)
class TypeWords:
    """Somebody presses a button in place of typing."""

    words: str


@dataclass(frozen=True, slots=True)
class ShowHelp:
    """Somebody leafs through what can be typed. `page` counts from 1."""

    page: int


TYPED_READERS: Final[Mapping[str, Callable[[Fields], TypeWords | ShowHelp]]] = {
    HomeVerb.TYPE: lambda fields: TypeWords(fields.words("words")[:60]),
    HomeVerb.HELP: lambda fields: ShowHelp(fields.number("page", 1)),
}
