"""What somebody said is wrong about them in a record, on each card of the record."""

import json
from collections.abc import Sequence
from typing import Final

from cards.kit.elements import Json, container, text
from cards.kit.fitting import BYTES_AT_MOST
from cards.kit.lines import is_closed
from handbook.core.british_time import date_words
from handbook.subject_access.correction import Correction

_SHORT: Final = "A correction was noted to this. There is no room for it here: please ask the Trust Advisor."


def with_corrections(shown: Json, corrections: Sequence[Correction]) -> Json:
    """The card with what was said, under its heading; a card that says nothing stays as it is. Where it would be larger
    than Teams takes, it says that there is one."""
    if not corrections or is_closed(shown):
        return shown
    whole = _below(shown, [_said(one) for one in corrections])
    if len(json.dumps(whole, ensure_ascii=False).encode()) <= BYTES_AT_MOST:
        return whole
    return _below(shown, [text(_SHORT)])


def _below(shown: Json, said: Sequence[Json]) -> Json:
    first, *rest = shown["body"]
    return {**shown, "body": [first, *said, *rest]}


def _said(one: Correction) -> Json:
    lines = [
        text(f"Correction: {one.name} said on {date_words(one.asked_on)} that this is wrong: “{one.wrong}”"),
        text(f"They say that this is right: “{one.right}”"),
    ]
    return container(lines, tone="warning")
