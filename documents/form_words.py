"""The tags that tell the parts of a form apart; and the form's own words in a filled one. Those stand in locked
controls whose tag holds a fingerprint of them: untouched, they are the form's and not what somebody wrote, however the
template words them; changed by somebody, they are read like anything else."""

import hashlib
from typing import Final

from documents.form import is_known, plain
from documents.word_xml import Node, child_of, value_of

OURS: Final = "sip:"
PART: Final = "sip:part:"
"""Around a section with its heading: it is left out where the term does not ask for it and nobody has filled it."""
ROWS: Final = "sip:rows:"
"""Around the one row of a table that is repeated."""
AGAIN: Final = "sip:again:"
"""What stands elsewhere too: the school in the header, the year in the subtitle."""
_WORDS: Final = "sip:words:"


def tag_of(control: Node) -> str:
    tag = child_of(control, "sdtPr", "tag")
    return "" if tag is None else value_of(tag)


def tag_of_words(text: str) -> str:
    return _WORDS + hashlib.sha256(plain(text).encode()).hexdigest()[:16]


def are_other_words(tag: str, control: Node) -> bool:
    """Whether a control holds untouched words of a form that are not those that reading knows by themselves: a heading
    or label of ours tells what stands beside it, whether it is locked or not."""
    if not tag.startswith(_WORDS):
        return False
    text = text_of(control)
    return not is_known(text) and are_untouched(tag, text)


def are_untouched(tag: str, text: str) -> bool:
    """Whether these are words of a form, as it was filled."""
    return tag.startswith(_WORDS) and tag == tag_of_words(text)


def text_of(element: Node) -> str:
    return "".join(piece.text or "" for piece in element.iter("{*}t"))
