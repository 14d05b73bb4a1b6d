"""How an entry of the audit is hashed: the exact bytes. What is said here is printed in every export, and promised to
whoever verifies one years later; so a form once used never changes, and another is added beside it.

    detail digest = SHA-256 of  SALT DETAIL
    entry's line  = {"about", "action", "actor_id", "at", "detail_digest", "seq"} as JSON, its keys in this order
    hash          = SHA-256 of  PREVIOUS SHA-256-OF-THE-LINE

So an entry's detail can be forgotten, and the whole entry be left out of what is handed on, while the chain still
verifies: a salt that nobody knows keeps what is not told from being guessed.

Entries from before this form have no detail digest. Their line has all: {"about", "action", "actor_id", "at", "detail",
"previous", "seq"}, and the hash is its SHA-256. An entry `audit_sealed` holds them together: the SHA-256 of all their
hashes, each with a line's end."""

import hashlib
import json
import secrets
from typing import Any, Final, Protocol

GENESIS: Final = "0" * 64
SEALED: Final = "audit_sealed"
"""The entry that holds together those of the earlier form: `entries`, and the digest of their `hashes`."""
FORGOTTEN: Final = "details_forgotten"
"""The entry that says how many details were forgotten: `entries`, `through` the last of them, and `why`."""


class Row(Protocol):
    """A row of the table `audit`, by its columns' names."""

    def __getitem__(self, key: str, /) -> Any: ...


_LINE: Final = ("about", "action", "actor_id", "at", "detail_digest", "seq")
_EARLIER_LINE: Final = ("about", "action", "actor_id", "at", "detail", "previous", "seq")


def salt() -> str:
    return secrets.token_hex(16)


def detail_line(row: Row) -> str:
    """What the detail's digest is of."""
    return f"{row['salt']} {row['detail']}"


def is_earlier(row: Row) -> bool:
    """Whether it was written before details had digests of their own."""
    return not row["detail_digest"]


def is_forgotten(row: Row) -> bool:
    """Whether its detail was emptied: written, it is never empty."""
    return not row["detail"]


def line(row: Row) -> str:
    """The entry as it is hashed."""
    keys = _EARLIER_LINE if is_earlier(row) else _LINE
    return json.dumps({key: row[key] for key in keys}, sort_keys=True, ensure_ascii=False)


def digest(row: Row) -> str:
    """The hash that an entry must have."""
    own = sha256(line(row))
    return own if is_earlier(row) else sha256(f"{row['previous']} {own}")


def is_sound(row: Row) -> bool:
    """Whether its hash and its detail's digest are those of what it says; of a forgotten detail, what is left of it. An
    entry of the earlier form whose detail was forgotten says nothing: the seal answers for it."""
    if is_earlier(row):
        return is_forgotten(row) or row["hash"] == digest(row)
    told = is_forgotten(row) or row["detail_digest"] == sha256(detail_line(row))
    return told and row["hash"] == digest(row)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
