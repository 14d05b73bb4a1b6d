"""Where a report is filed and what is written beside it (W1, W2)."""

from dataclasses import dataclass
from enum import StrEnum


class Library(StrEnum):
    """The two libraries. Drafts are apart, because nobody but SIP and headteacher may see them before approval (W2)."""

    DRAFTS = "drafts"
    REPORTS = "reports"


@dataclass(frozen=True, slots=True)
class FiledItem:
    """A file in a library. `list_item_id` is where its columns are written; `web_url` is what people open."""

    library: Library
    item_id: str
    list_item_id: str
    name: str
    web_url: str
    size: int


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file in which somebody writes, as it was when it was read. `tag` is another once anything in it is."""

    data: bytes
    tag: str
