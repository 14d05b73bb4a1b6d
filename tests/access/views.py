"""Who is shown what, without pressing anything: every kind of card that is sent, the pages of the tab, search in the
message box, and what may be typed."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Final

import sqlalchemy as sa

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import RenderContext
from automations.engine.inbound.extension_port import Search
from automations.operating.board import board
from automations.overview.overview import line_rows, overview, school_page, sip_page
from automations.overview.schools import school_table
from automations.search.finding import Sought, find
from automations.workflows import TABLES
from cards.home.commands import words_of
from cards.kit.lines import is_closed
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.overview.line import Line
from handbook.overview.school_table import TableAsked
from handbook.schools.school_list import ShowSchools
from store.tables import cards_sent
from store.unit_of_work import UnitOfWork
from tests.access.people import RELATIONS, URN, relation_to
from tests.access.play import Play
from tests.automations.office import SIP

Look = Callable[[UnitOfWork, Person, RenderContext], object]
PAGES: Final[Mapping[str, Look]] = {
    "tab.overview": lambda uow, who, at: overview(uow, who, at).lines,
    "tab.school": lambda uow, who, at: school_page(uow, URN, who, at),
    "tab.jobs": lambda uow, who, at: board(uow, TABLES, {}, who, at),
    "tab.sip": lambda uow, who, at: sip_page(uow, SIP.id, who, at),
    "tab.schools": lambda uow, who, at: school_table(uow, TableAsked(ShowSchools()), who, at),
    **{f"tab.line.{line}": lambda uow, who, at, line=line: line_rows(uow, line.value, who, at) for line in Line},
    **{f"search.{sought}": lambda uow, who, at, sought=sought: _found(uow, who, sought, at) for sought in Sought},
}
"""The pages of the tab and what is found in the message box, as far as they are about the first school or its SIP."""


def card_kinds(play: Play) -> dict[str, set[str]]:
    """Of every card that stands in a chat: to whom the same would show."""
    shown = defaultdict[str, set[str]](set)
    with play.office.database.reading() as uow:
        rows = uow.connection.execute(sa.select(cards_sent.c.kind, cards_sent.c.about, cards_sent.c.version).distinct())
        first = dict[tuple[str, str, str], CardRef]()
        for kind, about, version in sorted(rows, key=lambda row: (row.kind, row.about.partition(":")[0], row.version)):
            first.setdefault((kind, about.partition(":")[0], _school(about)), CardRef(kind, about, version))
        for ref in (*first.values(), *play.also):
            shown[name_of(ref)] |= _sees(play, uow, ref)
    return shown


def name_of(ref: CardRef) -> str:
    word = ref.about.partition(":")[0]
    return f"card.{word}" if word == ref.kind else f"card.{word}.{ref.kind}"


def _school(about: str) -> str:
    return next((urn for urn in (URN, "900002", "900009") if urn in about), "")


def _sees(play: Play, uow: UnitOfWork, ref: CardRef) -> set[str]:
    found, context = set[str](), play.office.bus.render_context
    for name, person in RELATIONS.items():
        known = uow.roster.person(person.id)
        if known is None:
            continue
        try:
            card = TABLES.cards.render(uow, ref, known, context)
        except Refused:
            continue
        if not is_closed(card):
            own = person.id in ref.about
            found.add("own" if own else play.called.get(name) or relation_to(name, {"about": ref.about}))
    return found


def pages(play: Play, wanted: tuple[str, ...]) -> dict[str, set[str]]:
    """To whom these pages show something."""
    looks = {name: look for name, look in PAGES.items() if name.startswith(wanted)}
    shown = {name: set[str]() for name in looks}
    with play.office.database.reading() as uow:
        for name, person in RELATIONS.items():
            known = uow.roster.person(person.id)
            if known is None:
                continue
            for view, look in looks.items():
                try:
                    if look(uow, known, play.office.bus.render_context):
                        shown[view].add(play.called.get(name, name))
                except Refused:
                    continue
    return shown


def _found(uow: UnitOfWork, who: Person, sought: Sought, at: RenderContext) -> list[str]:
    """What is found of the first school; of questions, whatever is."""
    every = find(uow, who, Search(sought.value, "", 0, 25), "https://t/", at.now)
    return [one.title for one in every if sought is Sought.FAQ or "Hilda" in f"{one.title} {one.line} {one.card}"]


def typed(people: Mapping[str, Person]) -> dict[str, set[str]]:
    """By each word that `help` names: whose it is, by office."""
    words = {word for role in Role for word in words_of(Person("", "", "", role))}
    return {word: {name for name, person in people.items() if word in words_of(person)} for word in sorted(words)}
