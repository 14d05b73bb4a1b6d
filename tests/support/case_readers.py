"""Who reads which part of a case, and what everybody else can tell of it: nothing."""

import pytest

from handbook.cases.case import (
    NO_SUCH_CASE,
    Case,
    Deed,
    Stage,
    check_reads,
    is_closed_for,
    parts_for,
    readers_of,
    readers_of_part,
    review_for,
    stage_for,
    version_for,
)
from handbook.core.refusal import Refused
from tests.support.case_people import (
    ADVISOR,
    BOARD_MEMBER,
    CHAIR,
    CHAIR_OF_GOVERNORS,
    DIRECTOR,
    DSO,
    HEAD,
    LA_OFFICER,
    OTHER_ADVISOR,
    OTHER_CHAIR,
    OTHER_DSO,
    OTHER_HEAD,
    OTHER_SIP,
    SIP,
)

S = Stage
NAMES = {
    "sip": SIP,
    "head": HEAD,
    "advisor": ADVISOR,
    "dso": DSO,
    "director": DIRECTOR,
    "chair": CHAIR,
    "sip2": OTHER_SIP,
    "head2": OTHER_HEAD,
    "advisor2": OTHER_ADVISOR,
    "dso2": OTHER_DSO,
    "chair2": OTHER_CHAIR,
    "la": LA_OFFICER,
    "board": BOARD_MEMBER,
    "governors": CHAIR_OF_GOVERNORS,
}
_IDS = {person.id: name for name, person in NAMES.items()}


def read(case: Case) -> list[tuple[str, set[str]]]:
    """Each part, with who may read it."""
    return [(part.deed.value, {_IDS[one] for one in readers_of_part(case, part.number)}) for part in case.parts]


def table(lines: str) -> list[tuple[str, set[str]]]:
    rows = [line.split() for line in lines.strip().splitlines()]
    return [(deed, set(readers)) for deed, *readers in rows]


def check_readers(case: Case, lines: str) -> None:
    """Each line is one part: what it records, and who may read it at the end of the story."""
    assert read(case) == table(lines)


def check_outsiders(case: Case) -> None:
    """Nobody else can tell that there is a case (E5)."""
    for person in NAMES.values():
        ids = [person.id]
        reads = any(person.id in readers_of_part(case, part.number) for part in case.parts)
        assert reads is (person.id in readers_of(case)) is bool(parts_for(case, ids))
        if not reads:
            assert (version_for(case, ids), review_for(case, ids), is_closed_for(case, ids)) == (0, None, False)
            with pytest.raises(IndexError):
                stage_for(case, ids)
            with pytest.raises(Refused, match=NO_SUCH_CASE):
                check_reads(case, ids)


def check_standing(case: Case) -> None:
    """What a reader is told of how it stands comes from what they may read."""
    for person in NAMES.values():
        known = parts_for(case, [person.id])
        if known:
            assert stage_for(case, [person.id]) in {part.stage for part in known}
            assert review_for(case, [person.id]) in {part.review_on for part in known} | {None}
            assert is_closed_for(case, [person.id]) is any(part.deed is Deed.CLOSED for part in known)
            assert version_for(case, [person.id]) == len(known)
