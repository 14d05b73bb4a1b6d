"""What the buttons about figures say, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cards.kit.click_fields import Fields
from cards.kit.verbs import Verb


@dataclass(frozen=True, slots=True)
class ShowFigures:
    """A card of a school's figures asks how they stand now."""

    urn: str


FIGURE_READERS: Final[Mapping[str, Callable[[Fields], ShowFigures]]] = {
    Verb.SHOW_FIGURES: lambda fields: ShowFigures(fields.identity("urn")),
}
