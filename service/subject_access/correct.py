"""`sipdesk correct`: what somebody says is wrong about them is noted beside the record, on all its cards. The record
itself stays as it is. It needs no running service; one that runs draws the cards again."""

import argparse
import sys
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa

from automations.corrections.noting import NoteCorrection
from automations.workflows import TABLES
from handbook.core.british_time import london_date
from handbook.core.plain_words import and_list
from handbook.core.refusal import Refused
from service.audit_check import has_database
from service.database_settings import DatabaseSettings
from service.deciding import decide
from service.subject_access.command import NO_DATABASE
from service.subject_access.gather import Gathered, gather
from store.database import Database
from store.retention_rules import RULES
from store.tables import METADATA
from store.unit_of_work import UnitOfWork

_WORDS: Final = {rule.table: rule.word for rule in RULES if rule.word}
"""By the table, how a record of it is named (`report:…`): those that the retention run forgets, and their corrections
with them."""
_APART: Final = (
    "A concern or complaint is corrected by a part that is added to it, by who may read it: open it in Teams."
)


def run(settings: DatabaseSettings, chosen: argparse.Namespace) -> int:
    """0 where it is noted, or the records are listed; 1 where it cannot be; 2 where there is no database."""
    database = Database(settings.database_url, keys=settings.case_keys_source())
    try:
        if not has_database(database):
            print(NO_DATABASE, file=sys.stderr)
            return 2
        with database.reading() as uow:
            found = gather(uow, chosen.person, chosen.also)
            if not chosen.record:
                print("\n".join(_listed(found)))
                return 0
            command = _command(uow, found, chosen)
        decide(database, "correct", command)
        print(f"Noted beside {chosen.record}. Its cards are drawn again, and say so to those who may read it.")
        return 0
    except Refused as no:
        print(no.reason, file=sys.stderr)
        return 1
    finally:
        database.close()


def _command(uow: UnitOfWork, found: Gathered, chosen: argparse.Namespace) -> NoteCorrection:
    about: str = chosen.record
    if TABLES.is_confidential(about):
        raise Refused("apart", _APART)
    _check_is_there(uow, about)
    person_id = next(iter(sorted(found.subject.ids)), "")
    if not person_id:
        raise Refused("unknown", f"Nobody is known as “{chosen.person}”. Try another spelling, address or account.")
    name = next(iter(found.everybody.names.get(person_id, ())), chosen.person)
    asked_on = chosen.asked_on or london_date(datetime.now(UTC))
    return NoteCorrection(about, person_id, name, asked_on, chosen.wrong, chosen.right)


def _check_is_there(uow: UnitOfWork, about: str) -> None:
    word, _, name = about.partition(":")
    tables = [METADATA.tables[table] for table, one in _WORDS.items() if one == word]
    if not tables:
        kinds = and_list(sorted(_WORDS.values()))
        raise Refused("unknown", f"A correction stands beside one of these: {kinds}. Name it as KIND:ID.")
    if uow.connection.execute(sa.select(tables[0].c.id).where(tables[0].c.id == name)).first() is None:
        raise Refused("unknown", f"There is no {about}. Without --record I list those that name the person.")


def _listed(found: Gathered) -> list[str]:
    """The records that name this person, by the names that are typed."""
    named = {f"{_WORDS[one.table]}:{one.row['id']}": one.kind.title for one in found.held if one.table in _WORDS}
    lines = [f"--record {about}   {title}" for about, title in named.items()]
    return (
        ["Say which record, what is wrong and what is right. These name them:", *lines]
        if lines
        else ["None names them."]
    )
