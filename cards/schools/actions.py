"""What the buttons of an import say, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cards.kit.click_fields import Fields
from cards.schools.verbs import SchoolsVerb
from handbook.schools.list_import import ApplyImport, LeaveImport


@dataclass(frozen=True, slots=True)
class ShowImport:
    """The card of an import asks how it stands now."""

    import_id: str


ImportCommand = ApplyImport | LeaveImport | ShowImport

IMPORT_READERS: Final[Mapping[str, Callable[[Fields], ImportCommand]]] = {
    SchoolsVerb.APPLY: lambda fields: ApplyImport(fields.identity("import"), fields.number("list", 0)),
    SchoolsVerb.LEAVE: lambda fields: LeaveImport(fields.identity("import")),
    SchoolsVerb.SHOW: lambda fields: ShowImport(fields.identity("import")),
}
