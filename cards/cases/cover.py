"""Cover: who stands in for whom, for whoever is concerned, and the form to name somebody."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from cards.cases.cover_actions import cover_data, person_data
from cards.cases.verbs import CaseVerb
from cards.kit.elements import (
    Json,
    Tone,
    buttons,
    card,
    container,
    execute,
    heading,
    input_choice,
    input_date,
    refresh,
    status,
    text,
)
from cards.kit.lines import closed_card, why
from handbook.cases.cover import DEPUTIES, Cover, may_be_covered, may_end, may_name_for, may_see, takes_part
from handbook.core.british_time import london_date, moment_words
from handbook.core.people import Person, Role

SHOWN_AT_MOST: Final = 8
"""Covers in one part of a card; the next come up as these end."""
_SEARCHED_FROM: Final = 13
"""From so many choices on they are searched."""
_MEANING: Final = (
    "On these days, the person standing in can read and do what the other may: for a headteacher about reports and "
    "visits, for a SIP also about concerns and complaints, for others about concerns and complaints. Both names are "
    "recorded."
)
_BY_ADVISOR: Final = "The Trust Advisor records who stands in for a headteacher: please ask them."
_PLEASE: Final = "Please choose somebody."


@dataclass(frozen=True, slots=True)
class NamedCover:
    """A cover with the names of both."""

    cover: Cover
    person: str
    deputy: str

    @property
    def words(self) -> str:
        return f"{self.deputy} stands in for {self.person} {self.cover.words}"


def covers_card(covers: Sequence[NamedCover], people: Sequence[Person], viewer: Person, now: datetime) -> Json:
    """What stands and what is to come, and the form. `people` are all who may take part in some cover."""
    if not takes_part(viewer):
        return closed_card()
    shown = [one for one in covers if may_end(one.cover, viewer, london_date(now))]
    body = [
        text(_MEANING),
        *_group("Who stands in for you", shown, lambda cover: cover.person_id == viewer.id),
        *_group("Who you stand in for", shown, lambda cover: cover.deputy_id == viewer.id),
        *_group("Others", shown, lambda cover: viewer.id not in (cover.person_id, cover.deputy_id)),
        *([] if shown else [text("Nobody is named now.")]),
        *_form(people, viewer),
        _why(viewer),
    ]
    return card("Cover", body, [], "Who stands in for who.", asks_again=refresh(CaseVerb.COVER, {}))


def cover_card(one: NamedCover, viewer: Person, now: datetime) -> Json:
    """One cover, for both whom it concerns and the Trust Advisor."""
    if not may_see(one.cover, viewer):
        return closed_card()
    word, words, tone = _state(one, london_date(now))
    body = [status(word, words, tone), text(_MEANING), text("Type “cover” to see all of yours."), _why(viewer)]
    end = [_end(one)] if may_end(one.cover, viewer, london_date(now)) else []
    return card("Cover", body, end, "Who stands in for who.", asks_again=refresh(CaseVerb.COVER, {}))


def _state(one: NamedCover, today: date) -> tuple[str, str, Tone]:
    cover = one.cover
    if cover.ended_at is not None:
        return "Ended", f"{one.words}; ended on {moment_words(cover.ended_at)}", "warning"
    if cover.is_over(today):
        return "Over", one.words, "emphasis"
    return ("Now", one.words, "good") if cover.stands(today) else ("To come", one.words, "accent")


def _group(title: str, covers: Sequence[NamedCover], belongs: Callable[[Cover], bool]) -> list[Json]:
    own = [one for one in covers if belongs(one.cover)]
    lines = [container([text(f"{one.words}."), buttons([_end(one)])]) for one in own[:SHOWN_AT_MOST]]
    more = [text(f"{len(own) - SHOWN_AT_MOST} more will appear here as these end.")] if len(own) > SHOWN_AT_MOST else []
    return [heading(title), *lines, *more] if own else []


def _end(one: NamedCover) -> Json:
    data, tooltip = cover_data(one.cover), f"End it now: {one.words}"
    return execute("End it now", CaseVerb.COVER_END, data, style="destructive", submits_inputs=False, tooltip=tooltip)


def _form(people: Sequence[Person], viewer: Person) -> list[Json]:
    covered = [one for one in people if may_name_for(viewer, one)]
    if not covered:
        return [text(_BY_ADVISOR)] if viewer.is_a(Role.HEADTEACHER) else []
    several = len(covered) > 1
    roles = {role for one in covered for office in one.offices for role in DEPUTIES.get(office, ())}
    deputies = [one for one in people if one.is_a(*roles) and (several or one.id != viewer.id)]
    if not deputies:
        return [text("There is nobody on the service’s list who could stand in for you.")]
    return [
        heading("Name somebody"),
        *([_choice("person", "Who for", covered, viewer)] if several else []),
        _choice("deputy", "Who stands in", deputies),
        input_date("first_on", "First day", "Please choose the first day."),
        input_date("last_on", "Last day (leave it empty for one day)", "Please choose the last day."),
        buttons([execute("Name", CaseVerb.COVER_NAME, {} if several else person_data(covered[0]), style="positive")]),
    ]


def _choice(name: str, label: str, people: Sequence[Person], chosen: Person | None = None) -> Json:
    choices = [(f"{one.name} ({one.office_words})", one.id) for one in people]
    many = len(choices) >= _SEARCHED_FROM
    return input_choice(name, label, _PLEASE, choices, value=chosen.id if chosen else "", searchable=many)


def _why(viewer: Person) -> Json:
    part = "others can stand in for you" if may_be_covered(viewer) else "you can stand in for others"
    return why(f"the service knows you as {viewer.office_words}, and {part}")
