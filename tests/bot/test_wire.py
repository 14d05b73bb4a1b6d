"""The room's HTTP session: one for each loop, and none after the end."""

import aiohttp
import pytest

from bot.wire import Wire


async def test_what_is_still_under_way_at_the_end_opens_no_session_that_nobody_closes() -> None:
    wire = Wire()
    session = wire.session()
    assert wire.session() is session
    await wire.close()
    assert session.closed
    with pytest.raises(aiohttp.ClientConnectionError):
        wire.session()
    await wire.close()  # once more does no harm
