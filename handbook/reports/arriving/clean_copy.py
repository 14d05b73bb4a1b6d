"""A clean copy of a report, for one that still has tracked changes, comments or hidden text (W1): what it takes out is
said first, and what is sent is a version of its own."""

from dataclasses import dataclass, replace

from handbook.core.people import Person
from handbook.core.plain_words import several
from handbook.core.refusal import Refused
from handbook.reports.approval import check_in_hand
from handbook.reports.dossier import Dossier
from handbook.reports.paper.proforma import Contents
from handbook.reports.report import Version


@dataclass(frozen=True, slots=True)
class SendCleanCopy:
    """The SIP has a clean copy of this version made and sent to the headteacher. `choices` as in `SendReport`."""

    report_id: str
    version: int
    choices: tuple[tuple[int, str], ...] = ()


def wants_cleaning(contents: Contents) -> bool:
    return not contents.is_clean or contents.hidden_words > 0


def check_may_send_clean(dossier: Dossier, person: Person, version: int) -> None:
    """Raises Refused unless there is something to clean, and this SIP may have it done now."""
    check_in_hand(dossier, person, version)
    if dossier.newest.cleaning:
        raise Refused("not_now", "A clean copy is being made already. Its card comes to you here.", "W1")
    if not wants_cleaning(dossier.newest.contents):
        raise Refused("stale", "There is nothing to clean in this version: please send it as it is.", "W1")


def may_send_clean(dossier: Dossier, person: Person) -> bool:
    try:
        check_may_send_clean(dossier, person, dossier.report.latest)
    except Refused:
        return False
    return True


def what_it_does(contents: Contents) -> tuple[str, ...]:
    """What a clean copy of this report is without, as its SIP reads it."""
    parts = (
        (len(contents.tracked), "tracked change", "accepted"),
        (len(contents.comments), "comment", "taken out"),
        (contents.hidden_words, "hidden word", "taken out"),
    )
    done = (f"{several(count, what)} {'is' if count == 1 else 'are'} {done}" for count, what, done in parts if count)
    return (*done, "Prompts of the form and rows that nobody filled are taken out")


def says_the_same(contents: Contents, clean: Contents) -> bool:
    """Whether a clean copy says what its SIP has seen, less the comments."""
    return clean == replace(
        contents,
        tracked=(),
        hidden_words=0,
        unplaced=tuple(one for one in contents.unplaced if not one.is_comment),
    )


def is_over(dossier: Dossier, number: int) -> bool:
    """Whether a clean copy comes too late: a newer file lies before the SIP, or they did something else meanwhile."""
    newest: Version = dossier.newest
    return newest.number != number or not newest.cleaning or newest.set_aside or dossier.report.sent >= number
