"""What the buttons of the list of people, and of a person's card, say both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cards.kit.click_fields import Fields, forged
from cards.schools.verbs import PersonVerb
from handbook.core.people import Role
from handbook.schools.people_list import ShowPeople, ShowWho

_WORDS_SOUGHT: Final = 60


@dataclass(frozen=True, slots=True)
class ShowPerson:
    """A person's card is opened, or asks how it stands now."""

    person: str


def person_data(person_id: str) -> dict[str, str | int]:
    """What a button about a person carries."""
    return {"person": person_id}


def people_data(asked: ShowPeople, **changes: str) -> dict[str, str | int]:
    """What a button of the list carries."""
    data = {"show": asked.show.value, "office": asked.office, "find": asked.find}
    data |= {"after": asked.after, "before": asked.before, **changes}
    return {name: value for name, value in data.items() if value}


def _list(fields: Fields) -> ShowPeople:
    show, office = fields.words("show") or ShowWho.ALL.value, fields.words("office")
    if show not in set(ShowWho) or office not in {"", "all", *Role}:
        raise forged()
    find = " ".join(fields.words("find").split())[:_WORDS_SOUGHT]
    after, before = (fields.identity(key) if fields.words(key) else "" for key in ("after", "before"))
    return ShowPeople(ShowWho(show), "" if office == "all" else office, find, after, before)


PEOPLE_READERS: Final[Mapping[str, Callable[[Fields], ShowPeople | ShowPerson]]] = {
    PersonVerb.LIST: _list,
    PersonVerb.SHOW: lambda fields: ShowPerson(fields.identity("person")),
}
