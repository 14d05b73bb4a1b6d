"""A2: the Trust Advisor's private note is theirs alone."""

import pytest

from handbook.allocation.personality import LEANINGS, WritePersonality, may_read, written
from handbook.core.people import Role
from handbook.core.refusal import Refused
from tests.support.builders import MONDAY, a_person
from tests.support.covers import another
from tests.support.sip_choices import ADVISOR, HEAD, NEW_SIP, SCHOOL

WRITE = WritePersonality("run-1", NEW_SIP.id, SCHOOL.urn, -1, " Both talk a lot. ")


def test_only_who_wrote_it_reads_it_while_they_are_the_trust_advisor() -> None:
    note = written(WRITE, HEAD.id, ADVISOR, MONDAY)
    assert (note.words, note.headteacher_id, note.weight) == ("Both talk a lot.", HEAD.id, -1)
    readers = [one for role in Role for one in (a_person(role), another(role)) if may_read(note, one)]
    assert readers == [ADVISOR]
    assert not may_read(note, a_person(Role.SIP, id=ADVISOR.id))  # they hold another office now


@pytest.mark.parametrize(
    ("command", "head", "person", "says"),
    [
        (WRITE, HEAD.id, NEW_SIP, "Only the Trust Advisor"),
        (WRITE, "", ADVISOR, "nobody to write about"),
        (WritePersonality("r", NEW_SIP.id, SCHOOL.urn, 3, ""), HEAD.id, ADVISOR, "choose one of the answers"),
        (WritePersonality("r", NEW_SIP.id, SCHOOL.urn, 0, "x" * 1001), HEAD.id, ADVISOR, "shorten"),
    ],
)
def test_what_cannot_be_written(command: WritePersonality, head: str, person: object, says: str) -> None:
    with pytest.raises(Refused, match=says):
        written(command, head, person, MONDAY)  # type: ignore[arg-type]
    assert list(LEANINGS) == [-2, -1, 0, 1, 2]
