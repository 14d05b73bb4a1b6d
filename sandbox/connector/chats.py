"""The chats: what stands in each, in order, with every edit and every person's own view of a card."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sandbox.connector.channels import THREAD, channel_of
from sandbox.connector.names import new_conversation_id
from sandbox.connector.shapes import Object
from sandbox.events import Tell, tell_nobody

BOT = "bot"


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it now stands. `sender` is "bot" or a person's id, `edits` how often it was changed."""

    id: str
    conversation_id: str
    sender: str
    body: Object
    at: str
    deleted: bool
    seen: bool
    edits: int


class Chats:
    """Every write is one transaction, and told of. A person has at most one chat with the bot, and it keeps its id. A
    channel's id means all its threads; what is written there belongs to one of them."""

    def __init__(self, state: sqlite3.Connection, clock: Callable[[], datetime], tell: Tell = tell_nobody) -> None:
        self._state = state
        self._clock = clock
        self._tell = tell
        self._newest = int(state.execute("select coalesce(max(id), 0) from message").fetchone()[0])

    def next_id(self) -> str:
        """A number of milliseconds that no other activity has."""
        self._newest = max(int(self._clock().timestamp() * 1000), self._newest + 1)
        return str(self._newest)

    def open(self, person_id: str) -> tuple[str, bool]:
        """The id of a person's chat, and whether it was made just now."""
        found = self.conversation_of(person_id)
        if found is not None:
            return found, False
        made = new_conversation_id()
        with self._state as state:
            state.execute("insert into conversation (id, person_id) values (?, ?)", (made, person_id))
        return made, True

    def conversation_of(self, person_id: str) -> str | None:
        row = self._state.execute("select id from conversation where person_id = ?", (person_id,)).fetchone()
        return None if row is None else row["id"]

    def person_in(self, conversation_id: str) -> str | None:
        row = self._state.execute("select person_id from conversation where id = ?", (conversation_id,)).fetchone()
        return None if row is None else row["person_id"]

    def add(self, conversation_id: str, sender: str, message_id: str, body: Object) -> None:
        """Puts a message at the end of a chat. A person's own message counts as read."""
        row = (int(message_id), conversation_id, sender, json.dumps(body), self._now(), sender != BOT)
        with self._state as state:
            state.execute("insert into message (id, conversation_id, sender, body, at, seen) values (?,?,?,?,?,?)", row)
        self._changed(conversation_id, message_id)

    def change(self, message: Message, body: Object) -> None:
        """Replaces a message for everybody; what it was before is kept, people's own views of it are not."""
        with self._state as state:
            self._keep(state, message)
            state.execute("update message set body = ? where id = ?", (json.dumps(body), int(message.id)))
        self._changed(message.conversation_id, message.id)

    def delete(self, message: Message) -> None:
        with self._state as state:
            self._keep(state, message)
            state.execute("update message set deleted_at = ? where id = ?", (self._now(), int(message.id)))
        self._changed(message.conversation_id, message.id)

    def _changed(self, conversation_id: str, message_id: str | None = None) -> None:
        where = {"person": self.person_in(conversation_id), "channel": channel_of(conversation_id)}
        self._tell("chat", **where, message=message_id)

    def _keep(self, state: sqlite3.Connection, message: Message) -> None:
        row = (int(message.id), json.dumps(message.body), self._now())
        state.execute("insert into earlier (message_id, body, until) values (?, ?, ?)", row)
        state.execute("delete from personal_view where message_id = ?", (int(message.id),))

    def message(self, conversation_id: str, message_id: str) -> Message | None:
        return next(iter(self._select("and id = :wanted", conversation_id, wanted=message_id)), None)

    def messages(self, conversation_id: str, since: int = 0) -> list[Message]:
        """Every message of a chat in order, deleted ones included; those before the one with the id `since` are left
        out."""
        return self._select("and id >= :since order by id", conversation_id, since=since)

    def newest(self, conversation_id: str, count: int, before: int | None = None) -> list[Message]:
        """So many messages at the end of a chat, or before one of them; in order."""
        more = "and id < coalesce(:before, id + 1) order by id desc limit :count"
        return self._select(more, conversation_id, before=before, count=count)[::-1]

    def has(self, conversation_id: str) -> bool:
        """Whether this is a channel, or a thread in which something was said."""
        return THREAD not in conversation_id or self.first(conversation_id) is not None

    def first(self, conversation_id: str) -> str | None:
        """The id of a chat's first message."""
        return next((message.id for message in self._select("order by id limit 1", conversation_id)), None)

    def counted(self, conversation_id: str) -> tuple[int, int]:
        """How many messages a chat holds, and how many of them are neither read nor deleted."""
        unread = "coalesce(sum(seen = 0 and deleted_at is null), 0)"
        sql = f"select count(*), {unread} from message where conversation_id = ?"  # noqa: S608 -- ours
        messages, new = self._state.execute(sql, (conversation_id,)).fetchone()
        return messages, new

    def _select(self, more: str, conversation_id: str, **values: object) -> list[Message]:
        edits = "(select count(*) from earlier where message_id = message.id)"
        rows = self._state.execute(
            f"select *, {edits} as edits from message"  # noqa: S608 -- all of it is ours
            f" where (conversation_id = :chat or conversation_id like :chat || '{THREAD}%') {more}",
            {"chat": conversation_id, **values},
        )
        return [_message(row) for row in rows]

    def earlier(self, message_id: str) -> list[Object]:
        """What a message said before, oldest first: `body` and `until` when it stood."""
        rows = self._state.execute("select * from earlier where message_id = ? order by number", (int(message_id),))
        return [{"body": json.loads(row["body"]), "until": row["until"]} for row in rows]

    def show(self, message: Message, person_id: str, card: Object) -> None:
        """Shows one person another card in place of a message's own, until the message is updated."""
        row = (int(message.id), person_id, json.dumps(card))
        with self._state as state:
            state.execute("insert or replace into personal_view (message_id, person_id, card) values (?, ?, ?)", row)
        self._changed(message.conversation_id, message.id)

    def shown(self, message: Message, person_id: str) -> Object | None:
        """The card that only this person sees, where there is one."""
        row = self._state.execute(
            "select card from personal_view where message_id = ? and person_id = ?", (int(message.id), person_id)
        ).fetchone()
        return None if row is None else json.loads(row["card"])

    def mark_read(self, conversation_id: str) -> None:
        with self._state as state:
            read = state.execute(
                "update message set seen = 1 where conversation_id = ? and seen = 0", (conversation_id,)
            )
        if read.rowcount:
            self._changed(conversation_id)

    def _now(self) -> str:
        return self._clock().isoformat()


def _message(row: sqlite3.Row) -> Message:
    return Message(
        id=str(row["id"]),
        conversation_id=row["conversation_id"],
        sender=row["sender"],
        body=json.loads(row["body"]),
        at=row["at"],
        deleted=row["deleted_at"] is not None,
        seen=bool(row["seen"]),
        edits=row["edits"],
    )
