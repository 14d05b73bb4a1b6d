"""The texts that schools agree to (W5, D1). The trust writes them; each has a version, and none is ever lost: what a
school signed is read in the words that it signed."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from handbook.core.british_time import london_date
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused


class AgreementKind(StrEnum):
    """What is agreed to. The values lie in the database."""

    SHARING = "sharing"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class AgreementNames:
    """What an agreement is called, by which rule of the handbook, and who asks for it by which."""

    name: str
    rule: str
    asked_by_rule: str

    @property
    def plural(self) -> str:
        return f"{self.name}s"


NAMES: Final = {
    AgreementKind.SHARING: AgreementNames("sharing agreement", "W5", "W4"),
    AgreementKind.DATA: AgreementNames("data agreement", "D1", "D1"),
}
WORDS_AT_MOST: Final = 4000
"""How long a text may be, in characters: it must stand whole on the card on which it is signed."""
WORDS_AT_LEAST: Final = 40
"""What is shorter says nothing that a school could agree to."""


@dataclass(frozen=True, slots=True)
class AgreementText:
    """A text from the day on which it became the one to sign. `version` is what is signed; `number` counts the texts of
    a kind; `written_by` is the name of who wrote it, empty for the first ones, which came with the service."""

    kind: AgreementKind
    version: str
    words: str
    from_on: date
    number: int = 1
    written_by: str = ""

    @property
    def sha256(self) -> str:
        return fingerprint(self.words)


TEXT_VERSION: Final = "2026.1"
TEXT: Final = (
    "We agree that, once our headteacher has approved a SIP report, the Trust Advisor may share that report with our "
    "Diocesan Schools Officer and with our local authority. We may withdraw this agreement at any time; nothing new is "
    "shared after that. Our SIP service does not depend on it."
)
FIRST_TEXTS: Final = {
    AgreementKind.SHARING: AgreementText(AgreementKind.SHARING, TEXT_VERSION, TEXT, date(2026, 9, 1)),
    AgreementKind.DATA: AgreementText(
        AgreementKind.DATA,
        "data 2026.1",
        "We agree that our school’s figures, as the DfE publishes them and as the EBIU supplies them in July and "
        "December, are brought together, shown to our headteacher, our SIP and the Trust Advisor, and stand in our SIP "
        "reports, for whoever may read those. Groups of fewer than six pupils are never shown. We may withdraw this "
        "agreement at any time: from then on no figures are shown, and new reports have none. Our SIP service does not "
        "depend on it.",
        date(2026, 9, 1),
    ),
}
"""Schools have signed these words: they are never changed. A new text is written by the Trust Advisor."""


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A text that the Trust Advisor has written. Until `adopted_at` it is a draft, of which each kind has one at most.
    `version` is empty as long."""

    kind: AgreementKind
    number: int
    words: str
    by_id: str
    by_name: str
    adopted_at: datetime | None = None
    version: str = ""
    revision: int = 0

    @property
    def text(self) -> AgreementText:
        """Raises ValueError for a draft."""
        if self.adopted_at is None:
            raise ValueError("a draft is no text that could be signed")
        day = london_date(self.adopted_at)
        return AgreementText(self.kind, self.version, self.words, day, self.number, self.by_name)


@dataclass(frozen=True, slots=True)
class WriteText:
    """The Trust Advisor writes a draft, or writes it anew."""

    kind: AgreementKind
    words: str


@dataclass(frozen=True, slots=True)
class AdoptText:
    """The draft is the text from now on. `sha256` is of the words that the Trust Advisor has read."""

    kind: AgreementKind
    number: int
    sha256: str


@dataclass(frozen=True, slots=True)
class DropText:
    """The draft is let go."""

    kind: AgreementKind
    number: int
    sha256: str


def fingerprint(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def check_writes_texts(kind: AgreementKind, person: Person) -> None:
    """Raises Refused for everybody but the Trust Advisor."""
    if not person.is_a(Role.TRUST_ADVISOR):
        names = NAMES[kind]
        raise Refused("not_yours", f"Only the Trust Advisor writes the text of the {names.name}.", names.rule)


def drafted(current: AgreementText, draft: WrittenText | None, command: WriteText, person: Person) -> WrittenText:
    """The draft with these words. Raises Refused for words that nobody could sign."""
    check_writes_texts(command.kind, person)
    words = "\n".join(" ".join(line.split()) for line in command.words.strip().splitlines())
    rule = NAMES[command.kind].rule
    if not any(letter.isalpha() for letter in words):
        raise Refused("missing", "Please write the text that schools are to sign.", rule)
    if len(words) < WORDS_AT_LEAST:
        short = (
            f"That is too short for a text that schools are to sign: please write {WORDS_AT_LEAST} characters or more."
        )
        raise Refused("missing", short, rule)
    if len(words) > WORDS_AT_MOST:
        long = (
            f"That text has {len(words):,} characters. Please keep it to {WORDS_AT_MOST:,}, so that it stands whole on "
            "the card on which it is signed."
        )
        raise Refused("missing", long, rule)
    if words == current.words:
        raise Refused("missing", "Those are the words of the text as it is. Please change them first.", rule)
    before = draft or WrittenText(command.kind, current.number + 1, "", "", "")
    return replace(before, words=words, by_id=person.id, by_name=person.name)


def adopted(draft: WrittenText | None, command: AdoptText, person: Person, now: datetime) -> WrittenText:
    """The draft as the text from now on. Raises Refused where it is not the one that was read."""
    check_writes_texts(command.kind, person)
    found = _same_draft(draft, command)
    year = f"{london_date(now).year}.{found.number}"
    version = year if command.kind is AgreementKind.SHARING else f"{command.kind.value} {year}"
    return replace(found, adopted_at=now, version=version, by_id=person.id, by_name=person.name)


def dropped(draft: WrittenText | None, command: DropText, person: Person) -> WrittenText:
    """The draft that is let go. Raises Refused where it is not the one that was read."""
    check_writes_texts(command.kind, person)
    return _same_draft(draft, command)


def _same_draft(draft: WrittenText | None, command: AdoptText | DropText) -> WrittenText:
    if draft is None or (draft.number, fingerprint(draft.words)) != (command.number, command.sha256):
        raise Refused("stale", "This draft has been changed since, adopted or dropped. Here is how it stands now.")
    return draft
