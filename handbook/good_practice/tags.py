"""What a line of good practice, or a need, is about: the closed list of the form, and a school's own words (W3)."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from handbook.core.refusal import Refused
from handbook.reports.paper.boxes import PRACTICE_TAGS
from handbook.reports.paper.good_practice import tags_of

KEYS: Final = {tag: "_".join(tag.casefold().split()) for tag in PRACTICE_TAGS}
"""What each tag of the list is called on the wire."""
_TAGS: Final = {key: tag for tag, key in KEYS.items()}
_WORDS: Final = {
    "Reading": r"read(?:s|ing|ers?)?|librar\w*|books?",
    "Phonics": r"phonic\w*",
    "Writing": r"writ(?:e|es|ing|ers?)|spelling|handwriting",
    "Maths": r"maths?|mathematic\w*|number facts|times tables?|arithmetic",
    "Early years": r"early years|eyfs|nursery|reception",
    "Foundation subjects": r"histor\w+|geograph\w+|science|art|music|computing|foundation subjects?",
    "Curriculum design": r"curriculum",
    "Assessment": r"assess\w*|data|tracking|moderation",
    "SEND": r"sen|send|sendco|senco|ehcps?|special educational needs|autis\w+|dyslexi\w+",
    "Disadvantaged pupils": r"disadvantaged?|pupil premium|free school meals|fsm",
    "EAL": r"eal|additional language",
    "Attendance": r"attendance|absen(?:t|ce|tees?)|punctuality",
    "Behaviour": r"behaviour\w*|exclusions?|suspensions?",
    "Personal development": r"whole child|personal development|pshe|sports?|clubs?|residentials?|pupil voice",
    "Catholic life": r"catholic\w*|prayer\w*|worship|mass|liturg\w+|religious education",
    "Leadership": r"lead(?:er|ers|ership)|deput(?:y|ies)|headship|succession",
    "Governance": r"governors?|governance|governing",
    "Staff development": r"staff(?:ing)?|cpd|training|coach\w*|mentor\w*|ects?|teaching assistants?",
    "Parents and community": r"parents?|famil(?:y|ies)|communit\w+|carers?",
    "Safeguarding": r"safeguard\w*",
}
_IN_TEXT: Final = {tag: re.compile(rf"(?i)\b(?:{words})\b") for tag, words in _WORDS.items()}
OWN_AT_MOST: Final = 5
OWN_LENGTH: Final = 40


def tags_in(text: str) -> tuple[str, ...]:
    """What a line seems to be about, by its words. It is a guess, for people to correct."""
    return tuple(tag for tag, words in _IN_TEXT.items() if words.search(text))


def named(tags: Iterable[str]) -> str:
    """Several, for the end of a line."""
    return ", ".join(tags) or "no topic yet"


def checked_tags(keys: Sequence[str], own: str) -> tuple[str, ...]:
    """What somebody chose of the list, and wrote of their own with commas between. Their own words for a tag of the
    list are that tag. Raises Refused for a tag that nobody knows, and for too many or too long words."""
    if any(key not in _TAGS for key in keys):
        raise Refused("unknown", "I do not know that topic. Please choose from the list, or use your own words.", "W3")
    known, written = tags_of(own)
    if len(written) > OWN_AT_MOST or any(len(one) > OWN_LENGTH for one in written):
        most = f"Please write {OWN_AT_MOST} topics of your own at most, each below {OWN_LENGTH} characters."
        raise Refused("missing", most, "W3")
    return tuple(dict.fromkeys((*(_TAGS[key] for key in keys), *known, *written)))


def own_words(tags: Iterable[str]) -> str:
    """Those that are not of the list, as they are written into a box."""
    return ", ".join(tag for tag in tags if tag not in KEYS)


def shared(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    """The tags that two lines have in common, as the first has them."""
    theirs = set(map(plain, other))
    return tuple(tag for tag in one if plain(tag) in theirs)


def plain(tag: str) -> str:
    return " ".join(tag.casefold().split())
