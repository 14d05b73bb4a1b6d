"""Schools and SIPs of a made-up trust that are to be brought together. The same seed, the same trust."""

from dataclasses import replace
from random import Random
from typing import Final

from handbook.allocation.problem import (
    AllocationProblem,
    Bar,
    BarReason,
    PrivateNote,
    Request,
    RequestKind,
    SchoolNeed,
    SipOffer,
)
from handbook.core.places import Place

PHASES: Final = ("Primary", "Primary", "Primary", "Secondary", "Nursery")
CONTEXTS: Final = ("many pupils with English as an additional language", "rural", "small", "high deprivation", "SEND")
POSITIONS: Final = ("Outstanding", "Good", "Good", "Requires improvement", "Inadequate")
TOPICS: Final = (
    "phonics",
    "early reading",
    "mathematics",
    "writing",
    "curriculum",
    "attendance",
    "behaviour",
    "governance",
    "middle leaders",
    "early years",
)


def a_need(number: int = 1, **more: object) -> SchoolNeed:
    return replace(SchoolNeed(f"9{number:05d}", f"School {number}"), **more)  # type: ignore[arg-type]


def an_offer(letter: str = "A", schools: int = 9, **more: object) -> SipOffer:
    """A SIP with half-days for so many schools of the usual size."""
    return replace(SipOffer(f"sip-{letter}", letter, 10 * schools), **more)  # type: ignore[arg-type]


def a_trust(
    schools: int = 185, sips: int = 22, seed: int = 1, sizes: tuple[int, ...] = (10,), *, open_work: bool = True
) -> AllocationProblem:
    """A trust with a little more capacity than it needs, most schools with a SIP of last year, a few conflicts."""
    random = Random(seed)
    needs = tuple(_need(random, number, sips, random.choice(sizes)) for number in range(schools))
    if not open_work:
        needs = tuple(replace(one, open_work="") for one in needs)
    usual = sum(one.half_days for one in needs) / sips
    offers = tuple(_offer(random, number, round(usual * random.uniform(0.8, 1.5) / 10) * 10) for number in range(sips))
    pairs = [(one.sip_id, need.urn) for need in needs for one in offers if random.random() < 0.02]
    bars = tuple(Bar(sip, urn, random.choice(tuple(BarReason)[:4])) for sip, urn in pairs[::2])
    notes = tuple(PrivateNote(sip, urn, random.randint(-2, 2)) for sip, urn in pairs[1::2])
    return AllocationProblem(needs, offers, bars, notes=notes)


def _need(random: Random, number: int, sips: int, half_days: int) -> SchoolNeed:
    position = random.choice(POSITIONS)
    requests = (
        Request(RequestKind.KEEP_SIP),
        Request(RequestKind.APPRAISAL),
        Request(RequestKind.EXPERTISE, random.choice(TOPICS)),
    )
    return SchoolNeed(
        f"9{number:05d}",
        f"School {number}",
        random.choice(PHASES),
        tuple(random.sample(CONTEXTS, random.randint(0, 3))),
        position,
        tuple(random.sample(TOPICS, random.randint(1, 4))),
        (random.choice(requests),) if random.random() < 0.3 else (),
        half_days,
        _place(random),
        2 if position in POSITIONS[3:] else 1,
        f"sip-{random.randrange(sips)}" if random.random() < 0.85 else "",
        "the autumn report is open" if random.random() < 0.05 else "",
    )


def _offer(random: Random, number: int, half_days: int) -> SipOffer:
    return SipOffer(
        f"sip-{number}",
        f"SIP {number}",
        half_days,
        kind=random.choice(("consultant", "retired head", "serving head")),
        phases=tuple(set(random.choices(PHASES, k=2))),
        contexts=tuple(random.sample(CONTEXTS, 3)),
        ofsted_positions=tuple(set(random.choices(POSITIONS, k=3))),
        expertise=tuple(random.sample(TOPICS, 5)),
        appraisal_trained=random.random() < 0.6,
        place=_place(random),
    )


def _place(random: Random) -> Place:
    return Place(54.4 + random.random() * 0.4, -3.3 + random.random() * 0.6)
