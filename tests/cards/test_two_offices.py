"""Somebody in two offices sees of each record what they are to it, and no more (every card and button of it)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from cards.home.welcome import commands, help_card
from cards.reports.copies import copy_for
from cards.reports.verbs import ReportCard
from cards.visits.pack import pack_card
from cards.visits.visit import visit_card
from handbook.core.people import Person, Role
from tests.support import builders as a
from tests.support import visit_builders as v
from tests.support.card_gallery import STRANGERS
from tests.support.card_reading import words
from tests.support.report_gallery import dossiers
from tests.support.visit_gallery import visit_dossiers

Draw = Callable[[Person], dict[str, Any]]
OTHERS = {Role.SIP: Role.HEADTEACHER, Role.HEADTEACHER: Role.SIP}
"""The other office of each."""


def drawn() -> Iterator[tuple[str, Draw]]:
    for name, dossier in dossiers():
        for kind in ReportCard:
            yield f"{kind} {name}", lambda one, d=dossier, k=kind: copy_for(d, one, d.report.latest, k)
    for name, visit, now in visit_dossiers():
        yield f"visit {name}", lambda one, d=visit, at=now: visit_card(d, one, at)
        yield f"pack {name}", lambda one, d=visit, at=now: pack_card(d, [], one, at)


def test_every_card_of_a_record_is_the_same_with_another_office_beside() -> None:
    people = (v.SIP, v.HEAD, *STRANGERS)
    assert {one.role for one in people} == set(OTHERS)
    for name, draw in drawn():
        for person in people:
            with_both = replace(person, also=(OTHERS[person.role], Role.BOARD_MEMBER))
            turned = replace(with_both, role=OTHERS[person.role], also=(person.role,))
            assert draw(person) == draw(with_both) == draw(turned), (name, person.name)


def test_help_says_what_each_office_can_do_once() -> None:
    sip, head = ("\n".join(commands(a.a_person(role))) for role in (Role.SIP, Role.HEADTEACHER))
    person = replace(a.a_person(Role.SIP), also=(Role.HEADTEACHER,))
    both = "\n".join(commands(person))
    for line in {*sip.split("\n"), *head.split("\n")}:
        assert both.count(line) >= 1, line
    assert both.count("my records – ") == 1
    assert "the service knows you as School Improvement Partner and headteacher" in words(help_card(person))
