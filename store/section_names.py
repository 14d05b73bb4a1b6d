"""Under what headings a SIP's other forms have the sections of ours (M4): chosen once, kept for all their reports."""

from collections.abc import Mapping

import sqlalchemy as sa

from store.tables import section_names


class SectionNames:
    """What was chosen, in one transaction. Headings are as `Passage.name` has them."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def of_sip(self, sip_id: str) -> dict[str, str]:
        """Where the words under each heading belong."""
        query = sa.select(section_names.c.heading, section_names.c.belongs).where(section_names.c.sip_id == sip_id)
        return {row.heading: row.belongs for row in self._connection.execute(query)}

    def keep(self, sip_id: str, chosen: Mapping[str, str]) -> None:
        """The newest choice counts."""
        for heading, belongs in chosen.items():
            key = (section_names.c.sip_id == sip_id) & (section_names.c.heading == heading)
            if self._connection.execute(section_names.update().where(key), {"belongs": belongs}).rowcount == 0:
                row = {"sip_id": sip_id, "heading": heading, "belongs": belongs}
                self._connection.execute(section_names.insert(), row)
