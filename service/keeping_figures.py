"""Figures that were read are kept by the same door as all that is decided."""

from automations.data.keeping import KeepFigures
from handbook.data.figures import FigureSet
from service.deciding import decide
from store.database import Database


def keep(database: Database, sha256: str, sets: tuple[FigureSet, ...]) -> None:
    """What one file says, all of it or nothing; `sha256` is of the file. Raises Refused."""
    decide(database, "figures", KeepFigures(sha256, sets))
