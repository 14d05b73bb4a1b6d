"""The locked control in which a school's figures stand in a report. Its tag holds a fingerprint of their words:
untouched, they are the form's and not what somebody wrote; changed by somebody, they are read like anything else."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

from documents.form import plain
from documents.word_xml import Node, name_of, value_of

_FIGURES: Final = "sip:figures:"


def tag_of(parts: Iterable[Node]) -> str:
    """The tag of a control that holds these."""
    return _FIGURES + hashlib.sha256(plain(" ".join(words_of(parts))).encode()).hexdigest()[:16]


def is_untouched(tag: str, control: Node) -> bool:
    """Whether a control is that of the figures, and says what it said when it was written."""
    return tag.startswith(_FIGURES) and tag == tag_of([control])


def words_of(parts: Iterable[Node]) -> Iterator[str]:
    """A paragraph each, and the descriptions of pictures."""
    for part in parts:
        for each in part.iter("{*}p", "{*}docPr"):
            if name_of(each) == "p":
                yield "".join(piece.text or "" for piece in each.iter("{*}t"))
            else:
                yield f"{value_of(each, 'descr')} {value_of(each, 'title')}"
