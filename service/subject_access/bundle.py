"""The two zips: the copy for the person, with blanks, and the file of the officer, with the marks open."""

import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any, Final

from documents.subject_access.pages import (
    Document,
    Entry,
    Section,
    write_index,
    write_records,
    write_review,
    write_searched,
)
from handbook.core.british_time import LONDON, date_words, london_date
from handbook.core.plain_words import several
from handbook.subject_access.kinds import CALENDARS, KINDS, SHAREPOINT, WAITING, Kind, Words
from handbook.subject_access.marking import Marker, person_words
from handbook.subject_access.plain import Reading
from handbook.subject_access.subject import Relation
from service.subject_access.files import Wanted
from service.subject_access.gather import Gathered, Held
from service.subject_access.outside import Outside

_LEGAL: Final = re.compile(r"[^\w .,()’'\[\]-]+")
NOT_SEARCHED: Final = (
    "Chats in Teams with SIP Desk: they lie with Microsoft 365 and not with the service. What was sent in them is "
    "shown here as cards, files and records. Your trust can search the chats themselves in Microsoft Purview.",
    "The mailbox that the service sends e-mails from: its e-mails are shown here as pages to answer on. Your trust can "
    "search the mailbox in Microsoft Purview.",
    "The words inside files in SharePoint that no record names. The columns of every file were searched.",
    "Backups of the database: they hold earlier states of the same records, and are overwritten in turn.",
    "Logs of the server: they hold no names and no contents, only numbers of records and kinds of faults.",
    "Figures of schools: they are of whole schools, with small numbers left out.",
)


@dataclass(slots=True)
class Bundle:
    """What goes into both, put together once."""

    found: Gathered
    outside: Outside
    marker: Marker
    files: Sequence[tuple[Wanted, bytes]]
    made_at: datetime
    lacks: list[str] = field(default_factory=list[str])

    @property
    def _reading(self) -> Reading:
        return Reading(self.marker, self.found.everybody.schools)

    def write(self, person: IO[bytes], officer: IO[bytes]) -> None:
        held = [*self.found.held, *self._from_outside()]
        copy = [one for one in held if _is_in_copy(one)]
        sections = self._sections(copy)
        self._for_person(person, sections, copy)
        self._for_officer(officer, self._sections([one for one in held if one.kind.words is not Words.APART]), held)

    def _for_person(self, out: IO[bytes], sections: Sequence[Section], held: Sequence[Held]) -> None:
        documents = [(f"documents/{name}", one, data) for name, one, data in self._named(theirs=True)]
        with zipfile.ZipFile(out, "w") as opened:
            listed = [Document(path, one.what, len(data)) for path, one, data in documents]
            index = write_index(self.found.subject.label, self._made_on, sections, listed, self._held_back())
            self._put(opened, "index.html", index)
            self._put(opened, "what-was-searched.html", self._searched())
            for section in sections:
                self._put(opened, f"records/{section.anchor}.html", write_records(section))
            self._put(opened, "data.json", self._data(held))
            for path, _, data in documents:
                self._put(opened, path, data)

    def _for_officer(self, out: IO[bytes], sections: Sequence[Section], held: Sequence[Held]) -> None:
        apart = self._sections([one for one in held if one.kind.words is Words.APART])
        documents = [(f"documents/{name}", one, data) for name, one, data in self._named(theirs=False)]
        with zipfile.ZipFile(out, "w") as opened:
            listed = [Document(path, one.what, len(data)) for path, one, data in documents]
            people = sorted((number, self._who(whose)) for whose, number in self.marker.numbers.items())
            review = write_review(self.found.subject.label, sections, apart, listed, people)
            self._put(opened, "review.html", review)
            for folder, group in (("records", sections), ("confidential", apart)):
                for section in group:
                    self._put(opened, f"{folder}/{section.anchor}.html", write_records(section, officer=True))
            for path, _, data in documents:
                self._put(opened, path, data)

    def _who(self, whose: str) -> str:
        known = self.found.everybody.known[whose]
        return ", ".join((*known.names[:1], *known.emails[:1]))

    def _sections(self, held: Sequence[Held]) -> list[Section]:
        by_table: dict[str, list[Held]] = {}
        for one in held:
            by_table.setdefault(one.table, []).append(one)
        return [self._section(table, rows) for table, rows in by_table.items()]

    def _section(self, table: str, rows: Sequence[Held]) -> Section:
        kind, reading = rows[0].kind, self._reading
        entries = {
            relation: tuple(
                Entry(self._heading(one, number), reading.lines(one.row, kind))
                for number, one in enumerate((row for row in rows if row.relation is relation), 1)
            )
            for relation in Relation
        }
        return Section(kind.title, table.replace("_", "-"), entries[Relation.ABOUT], entries[Relation.MAYBE])

    def _heading(self, one: Held, number: int) -> str:
        """Which it is, by its school or its name; else by its place on the page."""
        row = one.row
        school = self.found.everybody.schools.get(str(row.get("urn")), "")
        term = str(row.get("term") or "")
        said = ", ".join(part for part in (school, term, _capital(str(row.get("action", "")))) if part)
        return f"{number}. {said}" if said else f"{number}. {one.kind.title}"

    def _from_outside(self) -> list[Held]:
        found: list[Held] = []
        for table, kind, rows in (
            ("sharepoint", SHAREPOINT, self.outside.columns),
            ("calendars", CALENDARS, self.outside.entries),
        ):
            found += [Held(table, kind, relation, row) for relation, row in rows]
        return found

    def _data(self, held: Sequence[Held]) -> bytes:
        reading = self._reading
        rows: dict[str, list[Any]] = {}
        for one in held:
            masked = reading.masked(one.row, one.kind)
            rows.setdefault(one.table, []).append({"relation": one.relation.value, "held": masked})
        whole: Mapping[str, Any] = {
            "about": self.found.subject.label,
            "made_at": self.made_at.isoformat(),
            "held": rows,
        }
        return json.dumps(whole, ensure_ascii=False, indent=1).encode()

    def _searched(self) -> bytes:
        subject = self.found.subject
        looked = (
            *(
                f"The name {one}, also with an initial, a title, without accents, or turned round"
                for one in sorted(subject.names)
            ),
            *(f"The address {one}" for one in sorted(subject.emails)),
            *(f"The account {one}" for one in sorted(subject.ids)),
        )
        searched = (
            *(kind.title for kind in _searched_kinds()),
            f"{WAITING.title}.",
            *self.outside.searched,
        )
        not_searched = (*self.outside.missed, *self._lacking, *NOT_SEARCHED)
        return write_searched(subject.label, looked, searched, not_searched)

    def _held_back(self) -> list[str]:
        said: list[str] = []
        kept = [one for one in self.found.held if one.kind.words is Words.CONFIDENCE and one.relation is Relation.MAYBE]
        if kept:
            said.append(f"{several(len(kept), 'record')} told in confidence that may name you: an officer looks first.")
        if count := sum(not one.theirs for one, _ in self.files):
            said.append(f"{several(count, 'document')} that you neither sent nor were sent: an officer looks first.")
        said.append(
            "Whether there are concerns or complaints that name you. An officer of the trust looks at each such "
            "record, and tells you what you may have of it. This line stands in every copy."
        )
        return [*said, *self._lacking]

    def _named(self, *, theirs: bool) -> list[tuple[str, Wanted, bytes]]:
        """Under their own names; two of one name are told apart by their fingerprints."""
        taken: set[str] = set()
        named: list[tuple[str, Wanted, bytes]] = []
        for one, data in self.files:
            if one.theirs is not theirs:
                continue
            called = person_words(self.marker.marked(one.name)) if theirs else one.name
            name = _LEGAL.sub("_", called).strip(" .") or one.sha256[:12]
            if name.casefold() in taken:
                name = f"{one.sha256[:8]} {name}"
            taken.add(name.casefold())
            named.append((name, one, data))
        return named

    @property
    def _lacking(self) -> list[str]:
        """A file's name may name somebody."""
        return [person_words(self.marker.marked(one)) for one in self.lacks]

    @property
    def _made_on(self) -> str:
        return date_words(london_date(self.made_at))

    def _put(self, opened: zipfile.ZipFile, path: str, data: bytes) -> None:
        year, month, day, hour, minute, second, *_ = self.made_at.astimezone(LONDON).timetuple()
        entry = zipfile.ZipInfo(path, (year, month, day, hour, minute, second))
        entry.compress_type = zipfile.ZIP_DEFLATED
        opened.writestr(entry, data)


def _capital(code: str) -> str:
    return code.replace("_", " ").capitalize()


def _is_in_copy(one: Held) -> bool:
    """A case is an officer's to decide; so is what somebody told in confidence and may name them."""
    if one.kind.words is Words.APART:
        return False
    return one.relation is Relation.ABOUT or one.kind.words is Words.OPEN


def _searched_kinds() -> list[Kind]:
    """Without the concerns and complaints: they are named on every copy alike."""
    return [kind for kind in KINDS.values() if not kind.nobodys and kind.words is not Words.APART]
