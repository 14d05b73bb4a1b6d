"""Which schema a database has, and bringing it to this version's. A migration is one transaction on both kinds of
database: one that is cut off has changed nothing, and the next start begins it anew."""

import re
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

import sqlalchemy as sa

_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_NUMBER: Final = {name: re.compile(rf'^{name} = "(\w+)"', re.MULTILINE) for name in ("revision", "down_revision")}


class SchemaState(StrEnum):
    """How a database's schema stands to this version's."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


class NewerSchema(Exception):
    """The database has a schema that this version does not know; the sentence says which. Nothing was changed."""


def found(connection: sa.Connection) -> str:
    """The number of the schema that a database has, such as `0003`; empty where it has none."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() or ""


@cache
def known() -> tuple[str, ...]:
    """The schemas that this version knows, oldest first: the last is its own. Their order is that in which they follow
    from each other, whatever their numbers."""
    follows = {before: number for number, before in map(_numbers, _MIGRATIONS.glob("versions/m*.py"))}
    chain: list[str] = []
    while (following := follows.get(chain[-1] if chain else "")) is not None:
        chain.append(following)
    return tuple(chain)


def _numbers(migration: Path) -> tuple[str, str]:
    """A migration's own number, and that of the one before it; empty where it is the first."""
    said = migration.read_text(encoding="utf-8")
    own, before = (_NUMBER[name].search(said) for name in ("revision", "down_revision"))
    return own[1] if own else "", before[1] if before else ""


def state_of(connection: sa.Connection) -> SchemaState:
    """A schema that none of this version's migrations makes was made by a newer one."""
    number, ours = found(connection), known()
    if number not in ours:
        return SchemaState.NEWER if number else SchemaState.EMPTY
    return SchemaState.CURRENT if number == ours[-1] else SchemaState.OLDER


def is_current(connection: sa.Connection) -> bool:
    """Whether it is exactly this version's."""
    return state_of(connection) is SchemaState.CURRENT


def check_known(number: str) -> None:
    """Raises NewerSchema for one that only a newer version of the service can have made."""
    ours = known()
    if number and number not in ours:
        raise NewerSchema(
            f"The database belongs to a newer version of SIP Desk: its schema is {number}, and this version knows "
            f"{ours[0]} to {ours[-1]}. Start the newer version, or restore a backup from before the upgrade."
        )


def bring_up_to_date(connection: sa.Connection) -> None:
    """Carries out the migrations that are missing, on the caller's transaction. Raises NewerSchema."""
    check_known(found(connection))
    if not is_current(connection):
        _upgrade(connection)


def _upgrade(connection: sa.Connection) -> None:
    from alembic import command  # noqa: PLC0415 - memory and a tenth of a second that only a new version's start pays
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
