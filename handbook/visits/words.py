"""What people write about a visit, and what they are asked for."""

from typing import Final

from handbook.core.refusal import Refused

WORDS_AT_MOST: Final = 500
"""How much somebody may write as a reason, in characters."""


def words_in(text: str) -> str:
    """What somebody wrote, if it is not too long. Raises Refused."""
    words = text.strip()
    if len(words) > WORDS_AT_MOST:
        raise Refused("missing", f"Please keep what you write below {WORDS_AT_MOST} characters.")
    return words


def needed_words(text: str, please: str) -> str:
    """What somebody wrote. Raises Refused, with `please` where that is nothing."""
    words = words_in(text)
    if not words:
        raise Refused("missing", please)
    return words
