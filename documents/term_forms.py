"""The form of each term: the service's own, or the trust's where it keeps some of its own."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from documents.template import Template, made_ready
from handbook.core.school_years import Term

SHIPPED: Final = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class TermForms:
    """`folder` is where a trust keeps forms that it has edited; a term without one there has the service's own."""

    folder: Path | None = None

    def of(self, term: Term | None) -> Template:
        """Where the term is not known, the autumn’s, which asks for everything."""
        return _ready(self.file(term or Term.AUTUMN))

    def file(self, term: Term) -> Path:
        name = file_name(term)
        own = self.folder / name if self.folder else None
        return own if own and own.exists() else SHIPPED / name


OUR_FORMS: Final = TermForms()


def file_name(term: Term) -> str:
    return f"{term.lower()}.docx"


@cache
def _ready(file: Path) -> Template:
    """Kept for as long as the service runs: a form that is edited meanwhile is used from its next start on, when it
    is looked over."""
    return made_ready(file.read_bytes())
