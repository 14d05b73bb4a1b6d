"""The Trust Advisor's private note about a SIP and a headteacher (A2): whether the two would get on. Nobody else ever
reads it, nor who comes into the office after them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from handbook.allocation.needs import advises, check_advises, check_length
from handbook.core.people import Person
from handbook.core.refusal import Refused

LEANINGS: Final = {
    -2: "would not get on",
    -1: "would rather not",
    0: "no view",
    1: "would get on",
    2: "made for each other",
}


@dataclass(frozen=True, slots=True)
class PersonalityNote:
    """Of a SIP and the headteacher of a school; it says nothing about whoever comes after either. `weight` is one of
    `LEANINGS`."""

    id: str
    sip_id: str
    headteacher_id: str
    weight: int
    words: str
    by_id: str
    at: datetime
    revision: int = 0


@dataclass(frozen=True, slots=True)
class WritePersonality:
    """The Trust Advisor writes the note about a SIP and the headteacher of a school, or writes it anew; `run_id` is the
    proposal on whose card it stands."""

    run_id: str
    sip_id: str
    urn: str
    weight: int
    words: str


def may_read(note: PersonalityNote, person: Person) -> bool:
    """The Trust Advisor who wrote it, while they are the Trust Advisor."""
    return advises(person) and person.id == note.by_id


def note_id(sip_id: str, headteacher_id: str) -> str:
    return f"{sip_id}:{headteacher_id}"


def written(command: WritePersonality, headteacher_id: str, person: Person, now: datetime) -> PersonalityNote:
    """What was written before is gone. Raises Refused."""
    check_advises(person)
    if not headteacher_id:
        raise Refused("no_headteacher", "The school has no headteacher on the list, so there is nobody to write about.")
    if command.weight not in LEANINGS:
        raise Refused("unknown", "Please choose one of the answers.", "A2")
    check_length(command.words)
    return PersonalityNote(
        note_id(command.sip_id, headteacher_id),
        command.sip_id,
        headteacher_id,
        command.weight,
        command.words.strip(),
        person.id,
        now,
    )
