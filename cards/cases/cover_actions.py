"""What the buttons about cover say, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cards.cases.verbs import CaseVerb
from cards.kit.click_fields import Fields, identity
from handbook.cases.cover import Cover, EndCover, NameDeputy
from handbook.core.people import Person
from handbook.core.refusal import Refused


@dataclass(frozen=True, slots=True)
class ShowCover:
    """A card about cover asks how it stands now."""


CoverCommand = NameDeputy | EndCover | ShowCover


def cover_data(cover: Cover) -> dict[str, str | int]:
    """What a button about a cover carries."""
    return {"cover": cover.id}


def person_data(person: Person) -> dict[str, str | int]:
    """What the form carries where it is about one person."""
    return {"person": person.id}


def _name(fields: Fields) -> NameDeputy:
    person_id = _chosen(fields, "person", "Please choose who it is for.")
    deputy_id = _chosen(fields, "deputy", "Please choose who stands in.")
    first_on = fields.needed_day("first_on", "Please choose the first day.")
    return NameDeputy(person_id, deputy_id, first_on, fields.day("last_on") or first_on)


def _chosen(fields: Fields, key: str, please: str) -> str:
    words = fields.words(key)
    if not words:
        raise Refused("missing", please)
    return identity(words)


COVER_READERS: Final[Mapping[str, Callable[[Fields], CoverCommand]]] = {
    CaseVerb.COVER: lambda _: ShowCover(),
    CaseVerb.COVER_NAME: _name,
    CaseVerb.COVER_END: lambda fields: EndCover(fields.identity("cover")),
}
