"""Whom somebody means who asks what is held about a person: by name, address or account, also of those who have left,
who applied, or who were on the list under another name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from handbook.core.refusal import Refused
from handbook.subject_access.spellings import same_name
from handbook.subject_access.subject import Subject


@dataclass(slots=True)
class Known:
    """One account, as the database knows it: the newest name first."""

    names: list[str] = field(default_factory=list[str])
    emails: list[str] = field(default_factory=list[str])

    def add(self, name: str, email: str) -> None:
        if name.strip() and name not in self.names:
            self.names.append(name)
        if email.strip() and email.casefold() not in self.emails:
            self.emails.append(email.casefold())


class Everybody:
    """All accounts that anything is kept of, and what schools are called."""

    def __init__(self) -> None:
        self.known: dict[str, Known] = {}
        self.schools: dict[str, str] = {}

    def learn(self, table: str, row: Mapping[str, Any]) -> None:
        """What one row says of who is who."""
        if table in ("schools", "schools_then"):
            self.schools.setdefault(str(row["urn"]), f"{row['name']}, {row['town']}")
        elif table in ("people", "people_then"):
            self._is(str(row["id"]), str(row["name"]), str(row.get("email", "")))
        elif table == "safeguarding":
            self._is(f"safeguarding-{row['urn']}", str(row.get("name", "")), str(row.get("email", "")))
        elif table == "applications":
            whose = str(row["applicant_id"] or f"application-{row['id']}")
            self._is(whose, str(row.get("name", "")), str(row["email"]))
        else:
            for whose, name, email in _named_in(row):
                self._is(whose, name, email)

    def _is(self, whose: str, name: str, email: str) -> None:
        self.known.setdefault(whose, Known()).add(name, email)

    @property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        return {whose: tuple(one.names) for whose, one in self.known.items() if one.names}

    def accounts(self, words: str) -> frozenset[str]:
        """Those that somebody means: by account, address or name."""
        asked = words.strip()
        return frozenset(
            whose
            for whose, one in self.known.items()
            if whose.casefold() == asked.casefold()
            or asked.casefold() in one.emails
            or any(same_name(asked, name) for name in one.names)
        )

    def subject(self, words: str, also: Iterable[str]) -> Subject:
        """Raises Refused where it may be one of several people, who share no address."""
        ids = self.accounts(words)
        if len(ids) > 1 and not self._is_one_person(ids):
            listed = "\n".join(f"  {whose}  {self._said(whose)}" for whose in sorted(ids))
            raise Refused("several", f"Several people may be meant by “{words}”. Give the account of one:\n{listed}")
        asked = [words, *also]
        ids = ids.union(*(self.accounts(one) for one in also))
        known = [self.known[one] for one in sorted(ids)]
        names = [name for one in known for name in one.names]
        emails = {email for one in known for email in one.emails}
        written = [one for one in asked if one not in ids and "@" not in one]
        return Subject(
            label=next(iter((*names, *written, words))),
            ids=ids,
            emails=frozenset(emails | {one.casefold().strip() for one in asked if "@" in one}),
            names=frozenset((*names, *written)),
        )

    def _is_one_person(self, ids: Iterable[str]) -> bool:
        shared = [set(self.known[one].emails) for one in ids]
        return bool(shared[0].intersection(*shared[1:]))

    def _said(self, whose: str) -> str:
        one = self.known[whose]
        return ", ".join((*one.names[:1], *one.emails[:1])) or "no name"


def _named_in(value: Any) -> Iterable[tuple[str, str, str]]:
    """Whoever a record names with their account: a signature, or somebody as they then were on the list."""
    match value:
        case {"person_id": str(whose), "name": str(name)}:
            yield whose, name, ""
        case {"id": str(whose), "name": str(name), "role": _}:
            yield whose, name, str(value.get("email", ""))  # pyright: ignore[reportUnknownMemberType,reportUnknownArgumentType]
        case Mapping():
            for one in value.values():  # pyright: ignore[reportUnknownVariableType,reportUnknownMemberType]
                yield from _named_in(one)
        case list():
            for one in value:  # pyright: ignore[reportUnknownVariableType]
                yield from _named_in(one)
        case _:
            return
