"""How a case reads: what each part records, and what it says, with facts, opinion and action apart."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from handbook.cases.case import Case, Deed, Ladder, Part, Stage, root_of
from handbook.cases.complaint_escalation import ANSWERED
from handbook.core.british_time import day_words

DEEDS: Final[Mapping[Deed, str]] = {
    Deed.RAISED: "Concern raised",
    Deed.TALKED: "Talked about it",
    Deed.COULD_NOT_TALK: "It was not possible to talk",
    Deed.ASKED_TO_TALK: "Asked to talk about it first",
    Deed.TALK_WAIVED: "Accepted that there was no conversation",
    Deed.PREPARED: "Prepared to talk",
    Deed.TAKEN_ON: "Passed on",
    Deed.REACHED: "Reached the Diocesan Schools Officer",
    Deed.ACKNOWLEDGED: "Acknowledged",
    Deed.TOLD_OF_STEP: "Told of this step",
    Deed.NOT_TOLD_OF_STEP: "The headteacher is not told of this step",
    Deed.OUTCOME: "Outcome",
    Deed.SUPPORT_ARRANGED: "Support arranged",
    Deed.MEETING_SET: "Partnership meeting set",
    Deed.MEETING_OFF: "Partnership meeting cancelled",
    Deed.ON_AGENDA: "On the agenda of a SIP team meeting",
    Deed.ADDED: "Added",
    Deed.REVIEW_SET: "Review date set",
    Deed.HANDED_OVER: "Handed over",
    Deed.CLOSED: "Closed",
}

STAGES: Final[Mapping[Stage, str]] = {
    Stage.NOT_TALKED: "not talked about with the headteacher yet",
    Stage.TO_TALK: "to be talked about with the headteacher first",
    Stage.TALK_WAIVED: "accepted without a conversation",
    Stage.TALKED: "talked about with the headteacher",
    Stage.PREPARING: "in preparation, read by nobody else",
    Stage.TALKED_TO_SIP: "talked about with the SIP",
    Stage.WITH_TRUST_ADVISOR: "with the Trust Advisor",
    Stage.WITHOUT_DSO: "waiting until the school has a Diocesan Schools Officer",
    Stage.WITH_DSO: "with the Diocesan Schools Officer",
    Stage.WITH_DIRECTOR: "with the Director for Schools and Colleges",
    Stage.WITH_CHAIR: "with the Chair of the Trust Board",
}


_OF_MEETINGS: Final = {
    Deed.ON_AGENDA: "For a SIP team meeting",
    Deed.MEETING_SET: "Partnership meeting",
    Deed.MEETING_OFF: "Partnership meeting",
}
_TITLES: Final = {Ladder.CONCERN: "Concern", Ladder.COMPLAINT: "Complaint"}
_NUMBERS: Final = range(100, 1000)


@dataclass(frozen=True, slots=True)
class Reading:
    """How parts read. `numbers` are those that a reader sees, by their numbers in the record: of parts that they may
    not read there is none."""

    ladder: Ladder
    numbers: Mapping[int, int]

    def number(self, part: Part) -> int:
        return self.numbers[part.number]


def reading_of(case: Case, parts: Sequence[Part]) -> Reading:
    """For a reader of these parts. Everybody reads the same number for the same part; and the numbers are in no order,
    since a gap would tell how much somebody may not read."""
    numbers = _shuffled(f"{case.id} {case.opened_at.isoformat()}")
    return Reading(case.ladder, {part.number: numbers[(part.number - 1) % len(numbers)] for part in parts})


def only_meets(case: Case, parts: Sequence[Part]) -> bool:
    """Whether a reader of these parts was only asked to a meeting: what it is about is then not for a title to tell."""
    return all(root_of(case, part).deed in _OF_MEETINGS for part in parts)


def title_for(case: Case, parts: Sequence[Part]) -> str:
    """What it is called for a reader of these parts."""
    if not only_meets(case, parts):
        return _TITLES[case.ladder]
    return " · ".join(dict.fromkeys(_OF_MEETINGS[root_of(case, part).deed] for part in parts))


def what(part: Part, reading: Reading) -> str:
    """What a part records, in a few words."""
    if part.deed is Deed.TAKEN_ON:
        stage = STAGES[part.stage]
        return (
            f"Passed to {stage.removeprefix('with ')}" if stage.startswith("with ") else f"{DEEDS[part.deed]}: {stage}"
        )
    if part.deed is Deed.TOLD_OF_STEP:  # of a complaint, the Trust Advisor is told who has answered it before
        whom = "Trust Advisor" if part.stage is Stage.WITH_CHAIR else "headteacher"
        return f"The {whom} was told: it is {STAGES[part.stage]}"
    if _is_answer(part, reading):
        return "Answer"
    adds_to = reading.numbers.get(part.adds_to)
    return DEEDS[part.deed] + (f" to item {adds_to}" if adds_to else "")


def told(part: Part, reading: Reading) -> list[tuple[str, str]]:
    """What a part says, each with its name; only what it says."""
    came_of_it = part.deed is Deed.OUTCOME and not _is_answer(part, reading)
    said = (
        ("On", day_words(part.on) if part.on else ""),
        ("At", part.half_day.words if part.half_day else ""),
        ("Why", part.why),
        ("Outcome" if came_of_it else "Facts", part.words.facts),
        ("Opinion", part.words.opinion),
        ("What they answered", part.words.response),
        ("Action", part.words.action),
        ("With", part.with_whom),
        ("Until", day_words(part.until) if part.until else ""),
        (_day_name(part, reading), day_words(part.review_on) if part.review_on else ""),
    )
    return [(name, words) for name, words in said if words]


@lru_cache(maxsize=64)
def _shuffled(seed: str) -> tuple[int, ...]:
    return tuple(sorted(_NUMBERS, key=lambda number: hashlib.sha256(f"{seed} {number}".encode()).digest()))


def _is_answer(part: Part, reading: Reading) -> bool:
    return part.deed is Deed.OUTCOME and reading.ladder is Ladder.COMPLAINT and part.stage in ANSWERED


def _day_name(part: Part, reading: Reading) -> str:
    if _is_answer(part, reading):
        return "Reply by"
    named = {Deed.ACKNOWLEDGED: "Answer by", Deed.TAKEN_ON: "Answer asked for by"}
    return named.get(part.deed, "Review on") if reading.ladder is Ladder.COMPLAINT else "Review on"
