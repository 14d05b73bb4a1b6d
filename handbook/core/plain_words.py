"""Lists and counts as people say them."""

from collections.abc import Sequence


def and_list(words: Sequence[str]) -> str:
    """A, B and C."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def several(count: int, what: str) -> str:
    """1 school, 2 schools."""
    return f"{count} {what}{'' if count == 1 else 's'}"
