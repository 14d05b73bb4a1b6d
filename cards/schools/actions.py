"""What the buttons of an import, of the list of schools and of a school's card say, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cards.kit.click_fields import Fields, forged
from cards.schools.verbs import SchoolsVerb, SchoolVerb
from handbook.schools.list_import import ApplyImport, LeaveImport
from handbook.schools.school_list import Show, ShowSchools

_WORDS_SOUGHT: Final = 60


@dataclass(frozen=True, slots=True)
class ShowImport:
    """The card of an import asks how it stands now."""

    import_id: str


@dataclass(frozen=True, slots=True)
class ShowSchool:
    """A school's card is opened, or asks how it stands now."""

    urn: str


@dataclass(frozen=True, slots=True)
class BringOfSchool:
    """Somebody wants something of a school as its own card: `report:Autumn`, `visit:…`, `agreement:data`, `figures`."""

    school: str
    what: str


ImportCommand = ApplyImport | LeaveImport | ShowImport
SchoolCommand = ShowSchools | ShowSchool | BringOfSchool

IMPORT_READERS: Final[Mapping[str, Callable[[Fields], ImportCommand]]] = {
    SchoolsVerb.APPLY: lambda fields: ApplyImport(fields.identity("import"), fields.number("list", 0)),
    SchoolsVerb.LEAVE: lambda fields: LeaveImport(fields.identity("import")),
    SchoolsVerb.SHOW: lambda fields: ShowImport(fields.identity("import")),
}


def school_data(urn: str) -> dict[str, str | int]:
    """What a button about a school carries."""
    return {"school": urn}


def list_data(asked: ShowSchools, **changes: str) -> dict[str, str | int]:
    """What a button of the list carries."""
    data = {"show": asked.show.value, "of": asked.of, "find": asked.find, "after": asked.after, "before": asked.before}
    return {name: value for name, value in {**data, **changes}.items() if value}


def _list(fields: Fields) -> ShowSchools:
    show, of = fields.words("show") or Show.ALL.value, fields.words("of")
    if show not in set(Show):
        raise forged()
    find = " ".join(fields.words("find").split())[:_WORDS_SOUGHT]
    after, before = (fields.identity(key) if fields.words(key) else "" for key in ("after", "before"))
    return ShowSchools(Show(show), "" if of == "all" else of[:100], find, after, before)


SCHOOL_READERS: Final[Mapping[str, Callable[[Fields], SchoolCommand]]] = {
    SchoolVerb.LIST: _list,
    SchoolVerb.SHOW: lambda fields: ShowSchool(fields.identity("school")),
    SchoolVerb.BRING: lambda fields: BringOfSchool(fields.identity("school"), fields.identity("what")),
}
