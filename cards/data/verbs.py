"""The verbs on the wire of figures."""

from enum import StrEnum


class DataVerb(StrEnum):
    """The buttons of figures."""

    SHOW_FIGURES = "figures.show"
    SHOW_SIMILAR = "figures.similar"
