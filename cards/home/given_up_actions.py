"""What the buttons about jobs that are not tried any more say, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cards.home.verbs import HomeVerb
from cards.kit.click_fields import Fields


@dataclass(frozen=True, slots=True)
class TryGivenUpAgain:
    """All jobs of a kind that were given up for one reason."""

    kind: str
    error: str


@dataclass(frozen=True, slots=True)
class ShowGivenUp:
    """A card about such jobs asks how it stands now."""

    kind: str
    error: str


GivenUpCommand = TryGivenUpAgain | ShowGivenUp


def given_up_data(kind: str, error: str) -> dict[str, str | int]:
    """What a button about these jobs carries."""
    return {"kind": kind, "error": error}


def _which(fields: Fields) -> tuple[str, str]:
    return fields.identity("kind"), fields.identity("error")


GIVEN_UP_READERS: Final[Mapping[str, Callable[[Fields], GivenUpCommand]]] = {
    HomeVerb.JOBS_TRY_AGAIN: lambda fields: TryGivenUpAgain(*_which(fields)),
    HomeVerb.SHOW_JOBS: lambda fields: ShowGivenUp(*_which(fields)),
}
