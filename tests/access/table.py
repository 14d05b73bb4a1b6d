"""The table that is kept by hand."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from tests.access.people import ON_THE_LIST, RELATIONS
from tests.access.played import Seen

_FILE: Final = Path(__file__).with_name("who_may.txt")
EVERYBODY: Final = frozenset(name for name, person in RELATIONS.items() if person in ON_THE_LIST)
BEYOND: Final = "elsewhere"
"""The section of what is judged as something else, and played in another test."""


@cache
def sections() -> Mapping[str, Mapping[str, Seen]]:
    """By story, and then by the name of the button or view. Raises ValueError for a line that is there twice."""
    found, rows = dict[str, dict[str, Seen]](), dict[str, Seen]()
    for line in _lines():
        if line.startswith("# "):
            rows = found.setdefault(line[2:], {})
            continue
        name, *who = line.split()
        if name in rows:
            raise ValueError(f"{name} is there twice")
        said = frozenset[str](who) - {"~"}
        rows[name] = Seen(EVERYBODY if said == frozenset(("everybody",)) else said, "~" not in who)
    return found


def _lines() -> list[str]:
    """Without the words before the first section."""
    whole = _FILE.read_text(encoding="utf-8").splitlines()
    first = next(number for number, line in enumerate(whole) if line.startswith("# "))
    return [line for line in whole[first:] if line.strip()]


def anywhere(name: str) -> frozenset[str]:
    """All that some section allows."""
    return frozenset(who for rows in sections().values() if name in rows for who in rows[name].who)
