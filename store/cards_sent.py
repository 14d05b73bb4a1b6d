"""Which cards stand where, so that every copy can be told the truth."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from store.tables import cards_sent


@dataclass(frozen=True, slots=True)
class CardSent:
    """One copy of a card. `key` names the sending, so that it happens once; `kind` says which card it is, `about` whose
    record (`report:…`, `agreement:…`); `shows` is a digest of what it showed last, empty once the message is gone;
    `told_trouble` marks what did not work about the record when it was sent, and was told with it. An `earlier` one is
    a line: another about the same record came to the same person after it, and says all."""

    key: str
    person_id: str
    kind: str
    about: str
    version: int
    conversation_id: str
    activity_id: str
    service_url: str
    shows: str
    told_trouble: str = ""
    earlier: bool = False


IN_DOUBT: Final = "in doubt"
"""In the place of a digest: nobody knows what this copy shows."""

_AT: Final = sa.select(cards_sent).where(
    cards_sent.c.conversation_id == sa.bindparam("conversation"),
    cards_sent.c.activity_id == sa.bindparam("activity"),
    cards_sent.c.shows != "",
)

_EVERYBODY: Final = """
WITH RECURSIVE somebody(id) AS (
    SELECT min(person_id) FROM cards_sent
    UNION ALL
    SELECT (SELECT min(person_id) FROM cards_sent WHERE person_id > somebody.id) FROM somebody WHERE id IS NOT NULL
)
SELECT id FROM somebody WHERE id IS NOT NULL AND ({})
"""
_SOME: Final = "EXISTS (SELECT 1 FROM cards_sent WHERE person_id = somebody.id AND {})"
_SHOWN: Final = sa.text(_EVERYBODY.format(_SOME.format("shows = :shows")))
_BEFORE: Final = _SOME.format("shows > '' AND shows < :shows AND shows <> :in_doubt")
_BEHIND: Final = _SOME.format("shows > :shows AND shows <> :in_doubt")
_SHOWN_ANOTHER: Final = sa.text(_EVERYBODY.format(f"{_BEFORE} OR {_BEHIND}"))


class CardsSent:
    """The cards of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def get(self, key: str) -> CardSent | None:
        row = self._connection.execute(sa.select(cards_sent).where(cards_sent.c.key == key)).mappings().first()
        return CardSent(**row) if row else None

    def people_shown(self, shows: str, *, showing: bool) -> tuple[str, ...]:
        """Everybody in whose chat some card shows this; or without `showing`, something else that is known. A person
        after the other is looked up, and never a person's cards one after the other: there are few people and many
        cards."""
        if showing:
            return tuple(self._connection.execute(_SHOWN, {"shows": shows}).scalars())
        return tuple(self._connection.execute(_SHOWN_ANOTHER, {"shows": shows, "in_doubt": IN_DOUBT}).scalars())

    def in_doubt(self, person_id: str) -> None:
        """Forgets what the cards in somebody's chat show."""
        standing = (cards_sent.c.person_id == person_id) & (cards_sent.c.shows != "")
        self._connection.execute(cards_sent.update().where(standing), {"shows": IN_DOUBT})

    def of_person(self, person_id: str) -> tuple[CardSent, ...]:
        """All copies in somebody's chat that still stand."""
        return self._where(cards_sent.c.person_id == person_id)

    def about(self, about: str) -> tuple[CardSent, ...]:
        """All copies of cards about one record that still stand."""
        return self._where(cards_sent.c.about == about)

    def at(self, conversation_id: str, activity_id: str) -> CardSent | None:
        """The card that a message holds, if it is one that we know."""
        place = {"conversation": conversation_id, "activity": activity_id}
        row = self._connection.execute(_AT, place).mappings().first()
        return CardSent(**row) if row else None

    def add(self, card: CardSent) -> None:
        self._connection.execute(cards_sent.insert(), {name: getattr(card, name) for name in CardSent.__slots__})

    def of_matter(self, card: CardSent, apart: Collection[str]) -> tuple[CardSent, ...]:
        """All copies in the same chat that still stand and are about the same matter: one record, but that kinds which
        are `apart` are a matter of their own."""
        same = (cards_sent.c.person_id == card.person_id) & (cards_sent.c.about == card.about)
        own = cards_sent.c.kind == card.kind if card.kind in apart else cards_sent.c.kind.not_in(apart)
        return self._where(same & own)

    def now_live(self, live: CardSent, apart: Collection[str]) -> tuple[CardSent, ...]:
        """This copy says all from now on, and all others of its matter are earlier ones. Returns those that were not
        what they are now."""
        turned = [one for one in self.of_matter(live, apart) if one.earlier is (one.key == live.key)]
        for one in turned:
            update = cards_sent.update().where(cards_sent.c.key == one.key)
            self._connection.execute(update, {"earlier": not one.earlier})
        return tuple(turned)

    def becomes(self, key: str, kind: str, about: str, version: int, shows: str) -> None:
        """The message shows another card from now on."""
        columns = {"kind": kind, "about": about, "version": version, "shows": shows}
        self._connection.execute(cards_sent.update().where(cards_sent.c.key == key), columns)

    def moves(self, key: str, activity_id: str, shows: str) -> None:
        """It stands in another message from now on."""
        columns = {"activity_id": activity_id, "shows": shows}
        self._connection.execute(cards_sent.update().where(cards_sent.c.key == key), columns)

    def refreshed(self, key: str, shows: str) -> None:
        self._connection.execute(cards_sent.update().where(cards_sent.c.key == key), {"shows": shows})

    def all_in_doubt(self) -> tuple[str, ...]:
        """Forgets what every card that still stands shows, so that each is drawn again; returns their keys."""
        standing = cards_sent.c.shows != ""
        keys = self._connection.execute(sa.select(cards_sent.c.key).where(standing).order_by(cards_sent.c.key))
        found = tuple(keys.scalars())
        self._connection.execute(cards_sent.update().where(standing), {"shows": IN_DOUBT})
        return found

    def _where(self, condition: sa.ColumnElement[bool]) -> tuple[CardSent, ...]:
        query = sa.select(cards_sent).where(condition, cards_sent.c.shows != "").order_by(cards_sent.c.key)
        return tuple(CardSent(**row) for row in self._connection.execute(query).mappings())
