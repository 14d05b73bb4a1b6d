"""A record in lines that somebody reads: days in British form, accounts by name, and no marks of machines."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from handbook.core.british_time import date_words, moment_words
from handbook.core.people import Role
from handbook.core.plain_words import several
from handbook.core.school_years import AcademicYear
from handbook.subject_access.kinds import Kind, Words
from handbook.subject_access.marking import Marker, Piece, person_words
from handbook.subject_access.subject import Seeker

TECHNICAL: Final = frozenset(
    (
        "revision", "version_hash", "shows", "activity_id", "service_url", "conversation_id", "told_trouble", "hash",
        "salt", "detail_digest", "id", "key", "rule", "earlier", "watch_id", "arrival_id",
        "previous", "item_id", "list_item_id", "transaction", "event_id", "mark", "form_version", "far_end", "seq",
    )
)  # fmt: skip
"""In what a machine reads, and on no page."""
_AUTHORS: Final = (
    "by_id",
    "member_id",
    "asker_id",
    "applicant_id",
    "asked_by_id",
    "noted_by_id",
    "person_id",
    "by",
    "sip_id",
)
_CALLED: Final = {
    "urn": "School",
    "sip_id": "School Improvement Partner",
    "headteacher_id": "Headteacher",
    "dso_id": "Diocesan Schools Officer",
    "la_officer_id": "Local authority officer",
    "actor_id": "Who did it",
    "by_id": "By",
    "sha256": "Fingerprint of the file",
    "at": "When",
    "FileLeafRef": "File",
    "shown": "Version that is shown",
    "latest": "Newest version",
    "sent": "Version that was sent",
    "sent_before": "Version that was sent before",
    "web_url": "Address",
    "also": "Also",
}
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*")
_CODE: Final = re.compile(r"[a-z][a-z0-9]*(?:[_.][a-z0-9]+)+")
_SHORT: Final = 24
"""Up to so many letters, what stands in a field is a choice out of a list, and tells nobody's words."""
_RECORD: Final = re.compile(r"[0-9a-f]{32}")
_OF_RECORD: Final = re.compile(r"([a-z_]+):(?:[0-9a-f]{32}|\d{6}).*")
_LONG_IDS: Final = re.compile(r"[0-9a-f]{40,}")


@dataclass(frozen=True, slots=True)
class Line:
    """`depth` says in what it stands; a line without pieces is the heading of those below it."""

    depth: int
    label: str
    pieces: tuple[Piece, ...] = ()


@dataclass(slots=True)
class Reading:
    """Reads records for one person. `schools` are names by URN."""

    marker: Marker
    schools: Mapping[str, str] = field(default_factory=dict[str, str])

    def lines(self, row: Mapping[str, Any], kind: Kind) -> tuple[Line, ...]:
        return tuple(self._of_mapping(row, kind, 0, author=""))

    def masked(self, value: Any, kind: Kind, author: str = "") -> Any:
        """The same for a machine: of the shape that is kept, with blanks."""
        match value:
            case str():
                return person_words(self._said("", value, kind, author, plain=False))
            case Mapping():
                pairs: Mapping[str, Any] = value  # pyright: ignore[reportUnknownVariableType]
                author = author_of(pairs) or author
                kept = self._own(pairs, kind)
                return {self._key(key): self.masked(one, kind, author) for key, one in kept.items()}
            case Sequence():
                many: Sequence[Any] = value  # pyright: ignore[reportUnknownVariableType]
                return [self.masked(one, kind, author) for one in self._about(many, kind)]
            case _:
                return value

    def _key(self, key: str) -> str:
        return person_words(self.marker.marked(key))

    def _of_mapping(self, row: Mapping[str, Any], kind: Kind, depth: int, author: str) -> Sequence[Line]:
        author = author_of(row) or author
        lines: list[Line] = []
        for key, value in self._own(row, kind).items():
            if key not in TECHNICAL and value not in (None, "", [], {}, ()) and not _is_number_of_record(value):
                lines += self._of_field(key, value, kind, depth, author)
        return lines

    def _of_field(self, key: str, value: Any, kind: Kind, depth: int, author: str) -> Sequence[Line]:
        label = self._label(key)
        match value:
            case {"starts_in": int(year)}:
                return (Line(depth, label, (str(AcademicYear(year)),)),)
            case Mapping():
                pairs: Mapping[str, Any] = value  # pyright: ignore[reportUnknownVariableType]
                below = self._of_mapping(pairs, kind, depth + 1, author)
                return (Line(depth, label), *below) if below else ()
            case str():
                return (Line(depth, label, self._said(key, value, kind, author)),)
            case Sequence():
                many: Sequence[Any] = value  # pyright: ignore[reportUnknownVariableType]
                return self._of_many(key, many, kind, depth, author)
            case _:
                return (Line(depth, label, self._said(key, value, kind, author)),)

    def _of_many(self, key: str, many: Sequence[Any], kind: Kind, depth: int, author: str) -> Sequence[Line]:
        own, lines = self._about(many, kind), list[Line]()
        if len(own) == len(many) and all(isinstance(one, str) for one in many):
            said = (self._said(key, one, kind, author) for one in many)
            return (Line(depth, self._label(key), tuple(_one_after_another(said))),)
        for number, one in enumerate(own, 1):
            of = f"{key} {number}" if len(own) > 1 else key
            lines += self._of_field(of, one, kind, depth, author)
        if len(own) < len(many):
            others = several(len(many) - len(own), "part")
            lines.append(Line(depth, self._label(key), (f"{others} about others, left out",)))
        return lines

    def _about(self, many: Sequence[Any], kind: Kind) -> Sequence[Any]:
        return [one for one in many if self.marker.seeker.is_named(one)] if kind.many else many

    def _own(self, row: Mapping[str, Any], kind: Kind) -> Mapping[str, Any]:
        """Without what opens something; of what is kept by person, in a record of many, this one's alone."""
        shown = {key: value for key, value in row.items() if key not in kind.secret}
        if not kind.many or not any(self.marker.name_of(key) for key in shown):
            return shown
        return {key: one for key, one in shown.items() if self.marker.seeker.is_named({key: one})}

    def _label(self, key: str) -> str:
        if key in _CALLED:
            return _CALLED[key]
        if self.marker.name_of(key):
            return person_words(self.marker.marked(key))
        words = re.sub(r"_ids?(?=$| )", "", re.sub(r"_at(?=$| )", "_on", key))
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", words).replace("_", " ")
        return re.sub(r"\bdbs\b", "DBS", words[:1].upper() + words[1:], flags=re.IGNORECASE)

    def _said(self, key: str, value: Any, kind: Kind, author: str, *, plain: bool = True) -> tuple[Piece, ...]:
        if not isinstance(value, str):
            return (_simple(value),)
        if kind.words is Words.CONFIDENCE and self._is_anothers(author) and _is_words(value):
            return self.marker.in_confidence(value)
        if not plain:
            return self.marker.marked(value)
        if (known := self._known(key, value)) is not None:
            return (known,)
        if _LONG_IDS.fullmatch(value):
            return (f"{value[:12]}…",)
        return self.marker.marked(_in_words(value))

    def _known(self, key: str, value: str) -> str | None:
        """A school by its name, an office as people say it."""
        if key == "role" and value in set(Role):
            return Role(value).words
        return f"{self.schools[value]} (URN {value})" if key == "urn" and value in self.schools else None

    def _is_anothers(self, author: str) -> bool:
        return author not in self.marker.seeker.subject.ids


def author_of(row: Mapping[str, Any]) -> str:
    """Whose words stand in a part of a record, as far as it says so."""
    for key in _AUTHORS:
        value = row.get(key)
        if isinstance(value, Mapping):
            of: Mapping[str, Any] = value  # pyright: ignore[reportUnknownVariableType]
            value = of.get("person_id") or of.get("holder_id")
        if isinstance(value, str) and value:
            return value
    return ""


def pruned(value: Any, seeker: Seeker) -> Any:
    """Of a record that may be about somebody, only what names them; None where nothing does."""
    match value:
        case str():
            return value if seeker.is_named(value) else None
        case Mapping():
            pairs: Mapping[str, Any] = value  # pyright: ignore[reportUnknownVariableType]
            kept = {key: found for key, one in pairs.items() if (found := pruned(one, seeker)) is not None}
            return kept or None
        case Sequence():
            many: Sequence[Any] = value  # pyright: ignore[reportUnknownVariableType]
            return [found for one in many if (found := pruned(one, seeker)) is not None] or None
        case _:
            return None


def _is_number_of_record(value: Any) -> bool:
    return isinstance(value, str) and bool(_RECORD.fullmatch(value))


def _one_after_another(said: Iterable[tuple[Piece, ...]]) -> Iterable[Piece]:
    for number, pieces in enumerate(said):
        if number:
            yield "; "
        yield from pieces


def own_parts(value: Any, seeker: Seeker) -> Any:
    """Of a record that is about several people, the parts that are about this one: each that names their account or
    that they wrote, whole; None where there is none."""
    match value:
        case str():
            return value if seeker.is_theirs(value) else None
        case Mapping():
            pairs: Mapping[str, Any] = value  # pyright: ignore[reportUnknownVariableType]
            if _is_about(pairs, seeker):
                return pairs
            kept = {
                key: one if seeker.is_theirs(key) else found
                for key, one in pairs.items()
                if (found := own_parts(one, seeker)) is not None or seeker.is_theirs(key)
            }
            return kept or None
        case Sequence():
            many: Sequence[Any] = value  # pyright: ignore[reportUnknownVariableType]
            return [found for one in many if (found := own_parts(one, seeker)) is not None] or None
        case _:
            return None


def _is_about(row: Mapping[str, Any], seeker: Seeker) -> bool:
    said = (author_of(row), *(one for one in row.values() if isinstance(one, str)))
    return any(seeker.is_theirs(one) for one in said)


def _is_words(text: str) -> bool:
    return (len(text) > _SHORT or " " in text.strip()) and not _MOMENT.fullmatch(text)


def _simple(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _in_words(text: str) -> str:
    """A day as people in Britain write it; a choice out of a list without its underlines."""
    try:
        if _MOMENT.fullmatch(text) and (at := datetime.fromisoformat(text)).tzinfo:
            return moment_words(at)
        if _DAY.fullmatch(text):
            return date_words(date.fromisoformat(text))
    except ValueError:
        return text
    if text == "service":
        return "the service"
    if of := _OF_RECORD.fullmatch(text):
        return f"a record: {of[1].replace('_', ' ')}"
    return text.replace("_", " ").replace(".", ": ", 1) if _CODE.fullmatch(text) else text
