"""Who may press and see what: the rules themselves are asked, for everybody who can be something to a record, in each
state that a story comes through; what they say is what stands in the table, and no more."""

from pathlib import Path

import pytest

from automations.workflows import TABLES
from cards.actions import READERS
from handbook.cases.case import Confidential
from tests.access import views
from tests.access.not_pressed import NOT_PRESSED
from tests.access.page import PAGE, page
from tests.access.people import RELATIONS
from tests.access.played import Seen, found, played
from tests.access.story import STORIES
from tests.access.table import BEYOND, EVERYBODY, anywhere, sections
from tests.support.databases import Databases

pytestmark = pytest.mark.no_cover  # measuring it doubles its time; each line that it passes has a test of its own


NOBODY = Seen(frozenset())


@pytest.mark.parametrize("story", STORIES)
async def test_whoever_is_not_named_is_told_no(story: str, sqlite_databases: Databases) -> None:
    with sqlite_databases.ready() as url:
        play = await played(story, url)
    seen, rows = found(play), sections()[story]
    says = {name: sorted(row.who) for name, row in rows.items()}
    assert {name: sorted(seen.get(name, NOBODY).who) for name in rows} == says
    taken = {name: seen[name].taken for name in rows}
    assert taken == {name: row.taken for name, row in rows.items()}, "“~” stands where it is not taken, and only there"
    more = {name: more for name, one in seen.items() if (more := one.who - anywhere(name) - of_themselves(name))}
    assert more == {}, "no row allows that"
    assert not {one.__name__ for one in play.command.values()} & NOT_PRESSED, "the service’s own, and on a button"


def of_themselves(name: str) -> frozenset[str]:
    """Where everybody may, they may about themselves."""
    return frozenset(("own",)) if anywhere(name) >= EVERYBODY else frozenset()


def test_every_button_every_kind_of_card_and_every_page_has_a_row() -> None:
    rows = {name for of_story in sections().values() for name in of_story}
    assert {str(verb) for verb in READERS} <= rows
    assert not {word for word in TABLES.cards.words if not any(f"{name}.".startswith(f"card.{word}.") for name in rows)}
    assert set(views.PAGES) <= rows
    known = {*map(str, READERS), *views.PAGES}
    assert not {one for one in rows if one not in known and not one.startswith("card.")}, "of what is there no more"
    assert sections().keys() == {*STORIES, BEYOND}


def test_every_command_is_a_buttons_or_named_as_the_services_own() -> None:
    """What nobody presses comes from the clock, from what was sent or typed, and from what was carried out."""
    on_buttons = {one.__name__ for one in TABLES.handlers if one in TABLES.replies or issubclass(one, Confidential)}
    assert {one.__name__ for one in TABLES.handlers} - on_buttons == NOT_PRESSED - on_buttons
    assert {one.__name__ for one in TABLES.handlers} >= NOT_PRESSED


def test_nobody_is_named_who_is_nothing_to_the_record() -> None:
    words = {one for rows in sections().values() for row in rows.values() for one in row.who}
    assert words <= {*RELATIONS, "own", "applicant", "former_head", "as-what-it-asks-about", "as-what-is-taken-back"}
    assert not words & {"leaver", "stranger"}


def test_what_is_typed_is_whose_help_says_it_is(tmp_path: Path) -> None:
    """Each word that `help` names to somebody is one of their office’s, and no office names another’s."""
    for word, names in views.typed(RELATIONS).items():
        offices = {RELATIONS[name].role for name in names}
        assert {name for name, one in RELATIONS.items() if one.role in offices} == names, word


def test_the_page_says_what_the_table_says() -> None:
    """`make docs` makes it from the code, which the table is held against."""
    assert PAGE.read_text(encoding="utf-8") == page(sections(), len(RELATIONS)), "run `make docs`"
