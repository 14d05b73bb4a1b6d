"""The Trust Advisor's board of good practice and needs, and the introductions made from it (W3)."""

from collections.abc import Iterable
from typing import Final

import sqlalchemy as sa

from handbook.good_practice.introduction import NO_SUCH_INTRODUCTION, Introduction
from handbook.good_practice.line import NO_SUCH_LINE, PracticeLine
from store.record_table import Kept, RecordsById
from store.tables import METADATA

practice_lines: Final = sa.Table(
    "practice_lines",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("urn", sa.String, nullable=False, index=True),
    sa.Column("is_withdrawn", sa.Boolean, nullable=False),
    sa.Column("is_offer", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sa.Index("standing_lines", "is_withdrawn", "is_offer"),
)

introductions: Final = sa.Table(
    "introductions",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("need_id", sa.String, nullable=False, index=True),
    sa.Column("offer_id", sa.String, nullable=False, index=True),
    sa.Column("is_open", sa.Boolean, nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)


class PracticeLines(RecordsById[PracticeLine]):
    """The lines of one transaction."""

    unknown = NO_SUCH_LINE
    kept = Kept(
        PracticeLine,
        practice_lines,
        lambda one: {"id": one.id, "urn": one.urn, "is_withdrawn": one.is_withdrawn, "is_offer": one.is_offer},
        order=("urn",),
    )

    def standing(self) -> tuple[PracticeLine, ...]:
        """All that were not withdrawn, school by school."""
        return self._where(~practice_lines.c.is_withdrawn)

    def needs(self) -> tuple[PracticeLine, ...]:
        """Those of them that are needs."""
        return self._where(~practice_lines.c.is_withdrawn & ~practice_lines.c.is_offer)

    def of_school(self, urn: str) -> tuple[PracticeLine, ...]:
        """Those of a school, the withdrawn ones among them."""
        return self._of(urn=urn)


class Introductions(RecordsById[Introduction]):
    """The introductions of one transaction."""

    unknown = NO_SUCH_INTRODUCTION
    kept = Kept(
        Introduction,
        introductions,
        lambda one: {
            "id": one.id,
            "need_id": one.need.line_id,
            "offer_id": one.offer.line_id,
            "is_open": one.is_open,
        },
    )

    def every(self) -> tuple[Introduction, ...]:
        return self._of()

    def open_ones(self) -> tuple[Introduction, ...]:
        """Those that wait for an answer."""
        return self._where(introductions.c.is_open)

    def about_lines(self, line_ids: Iterable[str]) -> tuple[Introduction, ...]:
        """All in which one of these lines has a part."""
        ids = tuple(line_ids)
        return self._where(introductions.c.need_id.in_(ids) | introductions.c.offer_id.in_(ids))
