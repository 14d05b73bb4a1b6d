"""Texts told apart by their words alone."""

import re


def bare(text: str) -> str:
    """The words and figures of a text in small letters, a blank between them, without any sign."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
