"""Installing SIP Desk for those who lack it: read by name first, and then what became of each of them."""

from collections.abc import Mapping, Sequence
from typing import Final

from cards.kit.elements import Json, bullets, card, execute, heading, status, text
from cards.kit.lines import capital, why
from cards.reach.broadcast import all_names
from cards.reach.verbs import ReachVerb
from handbook.core.british_time import moment_words
from handbook.core.people import Person
from handbook.reach.installing import (
    NOT_INSTALLED,
    AppInstall,
    InstallOutcome,
    counts,
    mark_of,
    newest,
    people_words,
)

NAMES_AT_MOST: Final = 12
HOW_TO_PERMIT: Final = (
    "SIP Desk could install itself for them. For that, your Microsoft 365 administrator gives it the permission, and "
    "sets SIPDESK_TEAMS_APP_ID: step 2 of the guide “Setting up the tenant” says how."
)
_WHAT_FOLLOWS: Final = (
    "They get a first message from SIP Desk, and what waits for them. Who has it already keeps it as it is."
)
_WHY: Final = why("you asked who SIP Desk can be installed for")


def install_card(lacking: Sequence[Person], without_account: Sequence[Person], no: str = "") -> Json:
    """All for whom it would be installed, by name; `no` says what was wrong with an earlier press."""
    count = people_words(len(lacking))
    back = execute("Back to the list", ReachVerb.LIST, {"page": 1})
    left_out = "Left out, without an open account in Microsoft Entra: "
    body = [
        *([status("Not installed", no, "attention")] if no else []),
        status("Nothing done yet", f"SIP Desk would be installed for {count}", "warning")
        if lacking
        else status("Nothing to do", "nobody with an account lacks SIP Desk, as far as is known", "good"),
        *([heading(f"Who for: {len(lacking)}"), text(all_names(lacking))] if lacking else []),
        *([text(left_out + all_names(without_account), muted=True)] if without_account else []),
        *([text(_WHAT_FOLLOWS)] if lacking else []),
        _WHY,
    ]
    install = execute(f"Install for {count}", ReachVerb.INSTALL, {"names": mark_of(lacking)}, style="positive")
    actions = [*([install] if lacking else []), back]
    return card("Install SIP Desk for people", body, actions, "Who SIP Desk can be installed for.")


def installed_lines(asked: Mapping[str, AppInstall], people: Mapping[str, Person]) -> list[Json]:
    """What became of it for all for whom it was asked last: the numbers come to all."""
    last = newest(asked)
    if not last:
        return []
    found = counts(last)
    missed = [
        f"{people[one.person_id].name if one.person_id in people else 'Somebody who has left'}: {one.outcome.words}"
        for one in last
        if one.outcome in NOT_INSTALLED
    ]
    lines = [f"{capital(one.words)}: {found[one]}{one.because}" for one in InstallOutcome if found[one]]
    return [
        heading(f"Installed by SIP Desk, asked for on {moment_words(last[0].asked_at)}"),
        bullets([*lines, f"Total: {len(last)}"], len(InstallOutcome) + 1),
        *([bullets(sorted(missed), NAMES_AT_MOST)] if missed else []),
    ]
