"""What the buttons about reaching people say, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cards.kit.click_fields import Fields, forged
from cards.reach.verbs import ReachVerb
from handbook.reach.states import Reached

NOT_REACHED: Final = "not_reached"
"""In the place of a state: whoever is not reached."""


@dataclass(frozen=True, slots=True)
class ShowReach:
    """The list of people, of whom it stands so with Teams (`state`; None: who is not reached); `page` counts from 1."""

    state: Reached | None = None
    page: int = 1


def reach_data(asked: ShowReach, **changes: str | int) -> dict[str, str | int]:
    """What a button of the list carries, so that it comes back to where it was."""
    return {"state": asked.state.value if asked.state else NOT_REACHED, "page": asked.page, **changes}


def _list(fields: Fields) -> ShowReach:
    word = fields.words("show") if fields.was_sent("show") else fields.words("state")
    page = fields.number("page", 1) if fields.was_sent("page") else 1
    try:
        return ShowReach(None if word in ("", NOT_REACHED) else Reached(word), page)
    except ValueError:
        raise forged() from None


REACH_READERS: Final[Mapping[str, Callable[[Fields], object]]] = {ReachVerb.LIST: _list}
