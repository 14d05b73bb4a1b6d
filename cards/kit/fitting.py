"""Cards as full as Teams takes them: it refuses one that is larger than 28 KB."""

import json
from collections.abc import Callable
from typing import Final

from cards.kit.elements import Json

BYTES_AT_MOST: Final = 27_000
_PARTS: Final = (1, 2, 4, 8, 16)


def fitting(render: Callable[[int], Json]) -> Json:
    """The fullest card that fits. `draw` is told into how many parts to divide what it quotes, first 1: all of it."""
    made = render(_PARTS[0])
    for part in _PARTS[1:]:
        if len(json.dumps(made, ensure_ascii=False).encode()) <= BYTES_AT_MOST:
            break
        made = render(part)
    return made
