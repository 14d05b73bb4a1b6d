"""Who wants the week's digest, and for which week it was seen to."""

from typing import Final

import sqlalchemy as sa

from handbook.home.digest import DigestWish
from store.record_table import Kept, RecordTable
from store.tables import METADATA

digest_wishes: Final = sa.Table(
    "digest_wishes",
    METADATA,
    sa.Column("person_id", sa.String, primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)


class DigestWishes(RecordTable[DigestWish]):
    """Those of one transaction."""

    kept = Kept(DigestWish, digest_wishes, lambda one: {"person_id": one.person_id}, key=("person_id",))

    def of(self, person_id: str) -> DigestWish:
        """One that says nothing where somebody has said nothing."""
        found = self._of(person_id=person_id)
        return found[0] if found else DigestWish(person_id)

    def every(self) -> dict[str, DigestWish]:
        return {one.person_id: one for one in self._of()}
