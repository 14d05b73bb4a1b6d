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


@dataclass(frozen=True, slots=True)
class ShowSimilarSchools:
    """A card of the schools most like one asks how they stand now."""

    urn: str


FIGURE_READERS: Final[Mapping[str, Callable[[Fields], ShowFigures | ShowSimilarSchools]]] = {
    DataVerb.SHOW_FIGURES: lambda fields: ShowFigures(fields.identity("urn")),
    DataVerb.SHOW_SIMILAR: lambda fields: ShowSimilarSchools(fields.identity("urn")),
}
