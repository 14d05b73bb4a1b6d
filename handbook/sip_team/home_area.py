"""Where a SIP sets out from: a town, a local authority, or the first half of a postcode. An address is no business of
the service."""

import re
from typing import Final

from handbook.core.refusal import Refused

LONGEST: Final = 40
_OUTWARD: Final = re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]?")
_STREET: Final = re.compile(
    r"(?i)\b(?:street|road|avenue|lane|drive|close|crescent|terrace|court|way|flat|house|cottage|farm|st|rd|ave|dr)\.?$"
)


def home_area_in(text: str) -> str:
    """The area as it is kept; empty for nothing. Raises Refused for what looks like an address."""
    words = " ".join(text.split())
    if _OUTWARD.fullmatch(words):
        return words.upper()
    if any(sign.isdigit() for sign in words) or _STREET.search(words) or len(words) > LONGEST:
        raise Refused(
            "missing",
            "Please give a town, a local authority, or the first half of a postcode such as L18; no street and no full "
            "postcode.",
        )
    return words
