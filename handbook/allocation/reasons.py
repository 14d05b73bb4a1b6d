"""Why a pair earns what it earns: one plain sentence for each factor of A2."""

from typing import Final

from handbook.allocation.points import covered, is_judged, knows, meets
from handbook.allocation.problem import AllocationProblem, Bar, PrivateNote, Request, RequestKind, SchoolNeed, SipOffer
from handbook.core.plain_words import and_list, several

NOT_AVAILABLE: Final = "is not available for this school"
"""All that a school reads of a bar (A2): who declared what is not its business."""
_PERSONALITY: Final = {
    -2: "You think that the two would not get on.",
    -1: "You think that the two may not get on.",
    0: "You have no view on how the two would get on.",
    1: "You think that the two would get on.",
    2: "You think that the two would get on very well.",
}
_ASKED: Final = {
    RequestKind.KEEP_SIP: "to keep its SIP",
    RequestKind.ANOTHER_SIP: "another SIP than now",
    RequestKind.APPRAISAL: "headteacher appraisal",
}


def experience_reason(need: SchoolNeed, offer: SipOffer) -> str:
    known = [f"{offer.name} is the school’s SIP now"] if knows(need, offer) else []
    asked = [one for one in (need.phase, *need.contexts, need.ofsted_position) if one]
    if not asked:
        return ". ".join([*known, "Nothing is recorded of the school’s context"]) + "."
    has = {
        *(covered((need.phase,), offer.phases) if need.phase else ()),
        *covered(need.contexts, offer.contexts),
        *(covered((need.ofsted_position,), offer.ofsted_positions) if need.ofsted_position else ()),
    }
    return ". ".join([*known, *_has_and_lacks("Has worked with", asked, has, "no experience on record of")]) + "."


def capacity_reason(problem: AllocationProblem, need: SchoolNeed, offer: SipOffer) -> str:
    schools = "" if offer.schools_at_most is None else f", to {several(offer.schools_at_most, 'school')} at most"
    gives = f"Gives {several(offer.half_days, 'half-day')} a year{schools}; this school needs {need.half_days}."
    if need.place is None or offer.place is None:
        return f"{gives} The distance is not known."
    return f"{gives} About {round(problem.travel.minutes(need.place, offer.place))} minutes away."


def focus_reason(need: SchoolNeed, offer: SipOffer) -> str:
    if not need.focus_areas:
        return "The school has named no areas of focus."
    has = covered(need.focus_areas, offer.expertise)
    return ". ".join(_has_and_lacks("Knows", need.focus_areas, set(has), "no expertise on record in")) + "."


def requests_reason(need: SchoolNeed, offer: SipOffer) -> str:
    if not need.requests:
        return "The school has asked for nothing in particular."
    judged = [one for one in need.requests if is_judged(one)]
    met = [request_words(one) for one in judged if meets(one, need, offer)]
    unmet = [request_words(one) for one in judged if not meets(one, need, offer)]
    unjudged = [request_words(one) for one in need.requests if not is_judged(one)]
    said = (("Meets", met), ("does not meet", unmet), ("nobody has judged yet", unjudged))
    line = "; ".join(f"{what}: {and_list(words)}" for what, words in said if words)
    return f"{line[0].upper()}{line[1:]}."


def request_words(request: Request) -> str:
    """What the school asked for, in its own words where there are any."""
    return request.words or _ASKED.get(request.kind, "a SIP by name")


def conflict_reason(offer: SipOffer, bar: Bar | None) -> str:
    """As anybody may read it; the Trust Advisor reads `bar_words` as well."""
    return f"{offer.name} {NOT_AVAILABLE}." if bar else "Nothing on record stands against it."


def bar_words(offer: SipOffer, bar: Bar) -> str:
    """For the Trust Advisor: A has a conflict of interest on record (family at the school)."""
    return f"{offer.name} {bar.reason.words}{f' ({bar.detail})' if bar.detail else ''}"


def private_reason(note: PrivateNote | None) -> str:
    if note is None:
        return _PERSONALITY[0]
    return " ".join(filter(None, (_PERSONALITY[note.weight], note.words)))


def _has_and_lacks(verb: str, asked: list[str] | tuple[str, ...], has: set[str], lacking: str) -> list[str]:
    lacks = [one for one in asked if one not in has]
    found = [one for one in asked if one in has]
    said = ([f"{verb}: {and_list(found)}"] if found else []) + ([f"{lacking}: {and_list(lacks)}"] if lacks else [])
    line = "; ".join(said)
    return [f"{line[0].upper()}{line[1:]}"]
