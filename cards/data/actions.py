"""What the buttons about figures say, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cards.data.verbs import DataVerb
from cards.kit.click_fields import Fields


@dataclass(frozen=True, slots=True)
class ShowFigures:
    """A card of a school's figures asks how they stand now."""

    urn: str


FIGURE_READERS: Final[Mapping[str, Callable[[Fields], ShowFigures]]] = {
    DataVerb.SHOW_FIGURES: lambda fields: ShowFigures(fields.identity("urn")),
}
