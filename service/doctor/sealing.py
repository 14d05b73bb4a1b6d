"""Whether concerns and complaints can be opened."""

import asyncio
from typing import Final

from handbook.core.plain_words import several
from service.doctor.finding import Finding, amber, green, red
from service.doctor.set_up import SetUp, within_moments
from store.schema import SchemaState
from store.sealing.steps import Sealing

_PUT_BACK: Final = "Put the file of keys back, from where it is kept apart: docs/security/at-rest.md."


async def look_at_case_keys(set_up: SetUp) -> Finding:
    found = await asyncio.to_thread(_sealing, set_up)
    if found is None:
        return amber("Concerns and complaints are not sealed yet.", "The service does it when it next starts.")
    if found.lost:
        return red(f"The key to {several(found.lost, 'case')} is missing: they stay closed.", _PUT_BACK)
    if found.ring is None:
        make = "sipdesk keys make case-keys.json"
        return red(f"Concerns and complaints stay closed. {found.missing}", "Make a key, and name its file:", make)
    older = sum(count for key_id, count in found.under.items() if key_id != found.ring.current)
    if older:
        return amber(f"Not under the newest key yet: {several(older, 'case')}.", "Go on with:", "sipdesk keys rotate")
    return green("Concerns and complaints are sealed, and the key to them is there.")


def _sealing(set_up: SetUp) -> Sealing | None:
    """None where the database is not of this version."""
    database = within_moments(set_up.service.database)
    try:
        return database.sealing() if database.schema_state() is SchemaState.CURRENT else None
    finally:
        database.close()
