"""How a case reads: what each part records, and what it says, with facts, opinion and action apart."""

from collections.abc import Mapping, Sequence
from typing import Final

from handbook.cases.case import Deed, Part, Stage
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


def what(part: Part, place: Mapping[int, int]) -> str:
    """What a part records, in a few words. `place` says where a part stands among those that the reader may read."""
    if part.deed is Deed.TAKEN_ON:
        stage = STAGES[part.stage]
        return (
            f"Passed to {stage.removeprefix('with ')}" if stage.startswith("with ") else f"{DEEDS[part.deed]}: {stage}"
        )
    if part.deed is Deed.TOLD_OF_STEP:  # of a complaint, the Trust Advisor is told who has answered it before
        whom = "Trust Advisor" if part.stage is Stage.WITH_CHAIR else "headteacher"
        return f"The {whom} was told: it is {STAGES[part.stage]}"
    return DEEDS[part.deed] + (f" to {place[part.adds_to]}" if part.adds_to in place else "")


def places(parts: Sequence[Part]) -> dict[int, int]:
    """Numbers for a reader: those of the record would tell how much they may not read."""
    return {part.number: place for place, part in enumerate(parts, 1)}


def told(part: Part) -> list[tuple[str, str]]:
    """What a part says, each with its name; only what it says."""
    said = (
        ("On", day_words(part.on) if part.on else ""),
        ("At", part.half_day.words if part.half_day else ""),
        ("Why", part.why),
        ("Facts", part.words.facts),
        ("Opinion", part.words.opinion),
        ("Answer", part.words.response),
        ("Action", part.words.action),
        ("With", part.with_whom),
        ("Until", day_words(part.until) if part.until else ""),
        ("Review on", day_words(part.review_on) if part.review_on else ""),
    )
    return [(name, words) for name, words in said if words]
