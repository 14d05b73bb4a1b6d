"""All that the database holds about one person, table by table."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from automations.engine.jobs.dbos_jobs import waiting
from handbook.subject_access.kinds import KINDS, WAITING, Kind, Words, kind_of
from handbook.subject_access.plain import own_parts, pruned
from handbook.subject_access.subject import Relation, Seeker, Subject, texts_of
from service.subject_access.whom import Everybody
from store.every_row import every_row, tables
from store.unit_of_work import UnitOfWork

WAITING_TABLE: Final = "waiting_jobs"
_CHILDREN: Final = frozenset(name for name, kind in KINDS.items() if kind.parent)
_CASE: Final = re.compile(r"\b(?:cases?|concern|complaint)[_:.](?=[\w])")
"""A case’s number, or a verb about one; not the word at the end of a sentence."""
_WORD: Final = re.compile(r"[\w-]{3,}")
_PLACE: Final = ("id", "urn", "report_id", "number", "at", "year", "term", "action", "actor_id")
_PRINCIPALS: Final = ("sip_id", "headteacher_id")
"""Whose a report is, and with it its versions; with others it was shared."""
_PASSED_BY: Final = frozenset(name for name, kind in KINDS.items() if kind.nobodys)


@dataclass(frozen=True, slots=True)
class Held:
    """One row that is about somebody, or may be."""

    table: str
    kind: Kind
    relation: Relation
    row: Mapping[str, Any]


@dataclass(slots=True)
class Gathered:
    """What is held, in the order of the tables, and who is who in it."""

    subject: Subject
    seeker: Seeker
    everybody: Everybody
    held: list[Held] = field(default_factory=list[Held])

    def rows(self, table: str) -> list[Mapping[str, Any]]:
        return [one.row for one in self.held if one.table == table and one.relation is Relation.ABOUT]


def gather(uow: UnitOfWork, words: str, also: Iterable[str]) -> Gathered:
    """Raises Refused where it is not clear who is meant."""
    everybody = Everybody()
    for table, row in every_row(uow, leave_out=_PASSED_BY):
        everybody.learn(table, row)
    subject = everybody.subject(words, also)
    found = Gathered(subject, Seeker(subject), everybody)
    theirs: dict[str, set[str]] = {}
    cases = frozenset(str(row["id"]) for _, row in every_row(uow, leave_out=frozenset(tables()) - {"cases"}))
    for table, row in _parents_first(uow):
        kind = kind_for(table)
        relation = found.seeker.relation(_shown(row, kind))
        is_child = kind.parent is not None and str(row[kind.parent[1]]) in theirs.get(kind.parent[0], ())
        relation = Relation.ABOUT if is_child else relation
        if relation is not None:
            kind = _apart(kind, row, cases)
            shown = _as_far_as(relation, kind, row, found.seeker, whole=is_child)
            found.held.append(Held(table, kind, relation, shown))
        if "id" in row and any(row.get(one) in subject.ids for one in _PRINCIPALS):
            theirs.setdefault(table, set()).add(str(row["id"]))
    found.held.sort(key=lambda one: list(KINDS).index(one.table) if one.table in KINDS else len(KINDS))
    return found


def _parents_first(uow: UnitOfWork) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from every_row(uow, leave_out=_PASSED_BY | _CHILDREN)
    yield from every_row(uow, leave_out=frozenset(tables()) - _CHILDREN)
    for one in waiting(uow.connection):
        yield WAITING_TABLE, asdict(one.job) | {"due_at": one.due_at and one.due_at.isoformat()}


def _shown(row: Mapping[str, Any], kind: Kind) -> Mapping[str, Any]:
    return {key: value for key, value in row.items() if key not in kind.secret}


def _as_far_as(
    relation: Relation, kind: Kind, row: Mapping[str, Any], seeker: Seeker, *, whole: bool
) -> Mapping[str, Any]:
    """Where it stands, and of what is about others too the parts about them; a case is whole, for an officer."""
    if whole or (relation is Relation.ABOUT and kind.words is Words.APART):
        return row
    place = {key: row[key] for key in _PLACE if key in row}
    parts = own_parts(row, seeker) if relation is Relation.ABOUT else pruned(row, seeker)
    return {**place, **(parts or {})}


def _apart(kind: Kind, row: Mapping[str, Any], cases: frozenset[str]) -> Kind:
    """What tells that there is a concern or complaint, in whatever table, is an officer's to decide."""
    if any(_CASE.search(text) or any(word in cases for word in _WORD.findall(text)) for text in texts_of(row)):
        return replace(kind, words=Words.APART)
    return kind


def kind_for(table: str) -> Kind:
    return WAITING if table == WAITING_TABLE else kind_of(table)
