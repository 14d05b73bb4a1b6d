"""What can be written into the half-days of a year: preparation by the SIP (V1), extra services by the SIP or the Trust
Advisor (AS1)."""

from collections.abc import Iterator
from typing import Final

from cards.half_days.verbs import HalfDayVerb
from cards.kit.elements import Json, buttons, execute, input_choice, input_date, input_text, text
from cards.kit.folding import Fold
from handbook.core.people import Person, Role, School
from handbook.half_days.extra_services import NAME_AT_MOST, may_note_extras
from handbook.half_days.year_dossier import YearDossier

CHOICES_AT_MOST: Final = 200
DROPPED_AT_MOST: Final = 12
"""The newest: what was noted by mistake is taken off soon."""
_ROOM: Final = 11_000
_NAME_AT_MOST: Final = 60
"""The bytes that all schools' names may take on one card, and one of them: a whole trust's must have room."""
_AT_A_GLANCE: Final = 12
_EXTRA_HALF_DAYS: Final = 12


def ledger_folds(found: YearDossier, viewer: Person) -> Iterator[Fold]:
    """Those that this person may use."""
    own = [school for school, account in found.accounts if school.sip_id == viewer.id and account.preparation.remaining]
    if own and viewer.is_a(Role.SIP):
        yield _prepare(own)
    if found.schools and found.sips:
        yield _note(found, viewer)
    droppable = [
        (f"{extra.name}, {school.full_name}", extra.id)
        for school, extra, line in found.bought
        if may_note_extras(school, viewer) and line.remaining == line.allowed
    ]
    if droppable:
        which = input_choice("dropped", "Which one?", "Please choose the extra service.", droppable[:DROPPED_AT_MOST])
        take = execute("Take it off the record", HalfDayVerb.EXTRA_DROP, {}, style="destructive")
        yield Fold("drop_box", "Take an extra service off", [which, buttons([take])])


def _prepare(own: list[School]) -> Fold:
    half_days = [("One half-day", "1"), ("The whole day (two)", "2")]
    items = [
        text("It is counted here. To keep that time free, enter it in your calendar too.", muted=True),
        _school("prepare_for", "School", "Please choose the school.", own),
        input_date("prepare_on", "Day", "Please choose the day."),
        input_choice("prepare", "How much?", "Please choose how many half-days.", half_days, value="1"),
        buttons([execute("Set it aside", HalfDayVerb.PREPARATION_PLAN, {})]),
    ]
    return Fold("prepare_box", "Set preparation aside", items)


def _note(found: YearDossier, viewer: Person) -> Fold:
    sips = [(sip.name, sip.id) for sip in found.sips[:CHOICES_AT_MOST]]
    own = viewer.id if viewer.is_a(Role.SIP) else ""
    half_days = [(str(number), str(number)) for number in range(1, _EXTRA_HALF_DAYS + 1)]
    items = [
        text(
            "For services that a school buys on top of its half-days. Its headteacher is told. What costs something "
            "counts once they agree.",
            muted=True,
        ),
        _school("extra_for", "School that buys it", "Please choose the school.", list(found.schools)),
        input_text(
            "extra_name",
            "What is it? (such as headteacher appraisal)",
            "Please name it.",
            at_most=NAME_AT_MOST,
            multiline=False,
        ),
        input_choice("extra_half_days", "How many half-days?", "Please choose how many.", half_days, value="1"),
        input_choice("extra_by", "Who does it?", "Please choose who does it.", sips, value=own),
        input_text(
            "extra_charge",
            "Charge in pounds (optional)",
            "Please give it in pounds.",
            at_most=20,
            multiline=False,
        ),
        buttons([execute("Note it", HalfDayVerb.EXTRA_AGREE, {"year": found.year.starts_in})]),
    ]
    return Fold("note_box", "Note an extra service", items)


def _school(name: str, label: str, error: str, schools: list[School]) -> Json:
    """The town comes first, for a long name is cut."""
    room = min(_NAME_AT_MOST, _ROOM // len(schools))
    choices = [(_cut(f"{one.town}: {one.name}", room), one.urn) for one in schools[:CHOICES_AT_MOST]]
    only = schools[0].urn if len(schools) == 1 else ""
    return input_choice(name, label, error, choices, value=only, searchable=len(schools) > _AT_A_GLANCE)


def _cut(words: str, room: int) -> str:
    sent = words.encode()
    return words if len(sent) <= room else f"{sent[: room - 4].decode(errors='ignore')} …"
