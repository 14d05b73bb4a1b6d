"""Wordings that new users stumbled over, and others of their kind, as patterns."""

import re
from typing import Final

INSTEAD: Final = {
    r"\bVoid\b": "Replaced by version 2",
    r"(?i)\bI have read your\b": "Checked – ready to send",
    r"\bvisit of \{\}": "Desmond’s visit",
    r"(?i)\bany more\b|\bit no more\b": "no longer",
    r"\b(be|is|are) had\b": "available",
    r"(?i)\blooked at again on\b": "Review on",
    r"(?i)\btaken on:": "Passed to …",
    r"(?i)\b(I come|cannot come)\b": "I’ll be there, I can’t make it",
    r"(?i)\bcounted by themselves\b": "counted separately",
    r"(?i)\bdoes Ofsted come\b": "are the inspectors in",
    r"(?i)\bif you (like|wish)\b": "(optional)",
    r"(?i)\btold to\b": "You were told",
    r"\bsought\b(?=.* )|(?<= )sought\b": "looked for",
    r"(?i)\bcould not be asked\b": "could not be read, searched or reached",
    r"(?i)\btime has come\b": "has already started",
    r"(?i)\bhears? (of|that|when|how)\b": "is told",
    r"(?i)\bwhoever\b": "the person who, anyone who",
    r"(?i)\bwhom\b": "who",
    r"(?i)\border to call\b": "change-notification subscription",
    r"\bany way takes\b": "minimum travel time",
    r"\blies? at least\b": "minimum notice",
    r"(?i)\bto mend\b|\bmended\b": "fix",
    r"\bsuch a (file|school|person) says\b": "…",
    r"(?i)(?<!\d)\b0 of ": "none of",
    r"\([A-Z]{1,2}\d(, [A-Z]{1,2}\d)*\)": "no rule ids",
    r"(?i)\b(anew|lest|hence|thereof|wherein|by and by|at present)\b": "again, now",
}
"""What was said, and the kind of it; and what is said instead."""


def stumbled_over(said: str) -> list[str]:
    """Which of them a sentence holds, each with what is better."""
    return [f"{match.group()!r}: better {better}" for old, better in INSTEAD.items() if (match := re.search(old, said))]
