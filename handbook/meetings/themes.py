"""Common themes for a SIP team meeting (T2), proposed from what several schools have in common. No school is named, and
nothing is proposed that only one of them has: the theme would say which."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.meetings.team_meeting import TeamMeeting, check_attends, is_to_come, may_set

THEMES_AT_MOST: Final = 10
THEME_LENGTH: Final = 150
PROPOSED_OF_EACH: Final = 4
_SCHOOLS_AT_LEAST: Final = 2


@dataclass(frozen=True, slots=True)
class SetThemes:
    """These of what was proposed or stands already, by their names, and others in the Trust Advisor's own words, one
    a line."""

    meeting_id: str
    version: int
    chosen: tuple[str, ...]
    own: tuple[str, ...]


def name_of(theme: str) -> str:
    """By which a card sends it back."""
    return hashlib.sha256(theme.encode()).hexdigest()[:16]


def proposed(
    practice: Iterable[tuple[str, str]], gaps: Iterable[tuple[str, str]], questions: Sequence[str]
) -> tuple[str, ...]:
    """`practice` and `gaps` are topics or areas, each with the school whose they are; `questions` are those of the FAQ,
    which names nobody, the newest first."""
    return (
        *(f"Good practice in {topic}: {count} schools" for topic, count in _common(practice)),
        *(f"School and SIP judge {area} differently: {count} schools" for area, count in _common(gaps)),
        *(f"Asked by more than one headteacher: {one}"[:THEME_LENGTH] for one in questions[:PROPOSED_OF_EACH]),
    )


def offered(meeting: TeamMeeting, found: Iterable[str]) -> Mapping[str, str]:
    """What the Trust Advisor can choose, by name: first what stands."""
    return {name_of(one): one for one in (*meeting.themes, *found)}


def themes_set(
    meeting: TeamMeeting, command: SetThemes, person: Person, found: Iterable[str], named: Sequence[str], now: datetime
) -> TeamMeeting:
    """`named` are names of people and schools that stand in the own words. Raises Refused."""
    check_attends(meeting, person)
    if not may_set(person):
        raise Refused("not_yours", "The Trust Advisor chooses the themes of SIP team meetings.", "T2")
    if command.version != meeting.version or not is_to_come(meeting, now):
        raise Refused("stale", "This meeting has changed since. Here is how it stands now.", "T2")
    if named:
        raise Refused("missing", f"Please name no school and nobody: take out “{named[0]}”.", "T2")
    known = offered(meeting, found)
    own = (" ".join(line.split())[:THEME_LENGTH] for line in command.own)
    themes = tuple(dict.fromkeys((*(known[one] for one in command.chosen if one in known), *filter(None, own))))
    if len(themes) > THEMES_AT_MOST:
        raise Refused("missing", f"Please choose {THEMES_AT_MOST} themes at most.", "T2")
    return replace(meeting, themes=themes)


def _common(of_schools: Iterable[tuple[str, str]]) -> list[tuple[str, int]]:
    """Those of several schools, of most first."""
    schools: dict[str, set[str]] = defaultdict(set)
    for topic, urn in of_schools:
        schools[topic].add(urn)
    often = [(topic, len(urns)) for topic, urns in schools.items() if len(urns) >= _SCHOOLS_AT_LEAST]
    return sorted(often, key=lambda one: (-one[1], one[0]))[:PROPOSED_OF_EACH]
