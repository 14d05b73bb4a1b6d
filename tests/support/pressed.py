"""What the data of a button is read as."""

from typing import Any

import pytest

from cards.actions import read
from handbook.core.refusal import Refused


def refused(verb: str, data: dict[str, Any]) -> Refused:
    with pytest.raises(Refused) as caught:
        read(verb, data)
    assert caught.value.reason.endswith(".")
    return caught.value
