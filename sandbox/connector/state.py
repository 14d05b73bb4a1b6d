"""The file that keeps everything which Teams knows: chats with every edit, who has the app, files sent in chat."""

import sqlite3
from pathlib import Path

_TABLES = {
    "conversation": "id text primary key, person_id text not null unique",
    "message": "id integer primary key, conversation_id text not null, sender text not null, body text not null,"
    " at text not null, deleted_at text, seen integer not null default 0",
    "earlier": "number integer primary key, message_id integer not null, body text not null, until text not null",
    "personal_view": "message_id integer not null, person_id text not null, card text not null,"
    " primary key (message_id, person_id)",
    "standing": "person_id text primary key, installed integer not null, blocked integer not null",
    "chat_file": "key text primary key, person_id text not null, name text not null, data blob not null,"
    " expires_at text not null",
}


def open_state(folder: Path) -> sqlite3.Connection:
    """Opens, and makes where missing, the state in a folder. What was committed outlives a kill -9."""
    folder.mkdir(parents=True, exist_ok=True)
    state = sqlite3.connect(folder / "teams.sqlite")
    state.row_factory = sqlite3.Row
    state.execute("pragma journal_mode = wal")
    state.execute("pragma synchronous = normal")  # a power cut may lose the last second here; a kill loses nothing
    with state:
        for name, columns in _TABLES.items():
            state.execute(f"create table if not exists {name} ({columns})")
    return state


def forget_all(state: sqlite3.Connection) -> None:
    """Empties every table: the first day again."""
    with state:
        for name in _TABLES:
            state.execute(f"delete from {name}")  # noqa: S608 -- the name is one of ours, above
