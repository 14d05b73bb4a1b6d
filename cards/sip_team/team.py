"""The list of SIPs, for whoever keeps the list of people: what is missing or runs out, who has room, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cards.kit.elements import Json, buttons, card, container, execute, heading, input_choice, input_text, refresh, text
from cards.kit.lines import capital, why
from cards.sip_team.actions import ShowSips, SipShow, list_data, sip_data
from cards.sip_team.record import checks_words
from cards.sip_team.verbs import SipVerb
from handbook.core.plain_words import several
from handbook.sip_team.changes import lacking
from handbook.sip_team.chase import ChecksState
from handbook.sip_team.standing import TeamMember

ROWS_AT_MOST: Final = 8
SHOWS: Final = {
    SipShow.ALL: "All SIPs",
    SipShow.CHECKS: "Checks missing, run out or running out",
    SipShow.LACKING: "Something not on record",
    SipShow.APPRAISAL: "Trained for headteacher appraisal",
    SipShow.ROOM: "Can take on more schools",
}


@dataclass(frozen=True, slots=True)
class SipRow:
    """A SIP of the list; `left` are school days until the checks run out, `schools` how many they serve."""

    member: TeamMember
    state: ChecksState
    left: int | None
    schools: int

    @property
    def has_room(self) -> bool:
        """Whether they said that they take more schools than they have."""
        most = self.member.record.capacity.schools
        return most is not None and self.schools < most


def sips_card(rows: Sequence[SipRow], total: int, asked: ShowSips) -> Json:
    """`rows` are those that match, in the order of the list; `total` is how many SIPs there are."""
    pages = max(1, -(-len(rows) // ROWS_AT_MOST))
    page = min(asked.page, pages)
    shown = rows[(page - 1) * ROWS_AT_MOST : page * ROWS_AT_MOST]
    at = f", page {page} of {pages}" if pages > 1 else ""
    count = several(total, "SIP") if len(rows) == total else f"{len(rows) or 'None'} of {total} SIPs"
    body = [
        *_sought(asked),
        heading(f"{count}{at}"),
        *([_row(row) for row in shown] or [text("No SIP is like that. Please choose all, or another part of a name.")]),
        *_turns(asked, page, pages),
        why("you keep the list of people"),
    ]
    again = refresh(SipVerb.LIST, list_data(asked))
    return card("School Improvement Partners", body, [], "The list of School Improvement Partners.", asks_again=again)


def _row(row: SipRow) -> Json:
    one, record = row.member, row.member.record
    opens = execute(one.person.name, SipVerb.SHOW, sip_data(one.person.id), submits_inputs=False)
    most = record.capacity.schools
    schools = f"{several(row.schools, 'school')}{'' if most is None else f' of {most}'}"
    checks = f"checks {checks_words(one.checks, row.state, row.left)}"
    mark = {ChecksState.CURRENT: ""}.get(row.state, "Look at this: ")
    missing = lacking(one.checks, record)
    lines = [text(f"{mark}{checks}; {schools}." if mark else f"{capital(checks)}; {schools}.", bold=bool(mark))]
    lines += [text(f"Not on record: {', '.join(missing)}.", muted=True)] if missing else []
    return container([buttons([opens]), *lines])


def _turns(asked: ShowSips, page: int, pages: int) -> list[Json]:
    turns = [
        *([_turn("Previous page", asked, page - 1)] if page > 1 else []),
        *([_turn("Next page", asked, page + 1)] if page < pages else []),
    ]
    return [buttons(turns)] if turns else []


def _turn(title: str, asked: ShowSips, page: int) -> Json:
    return execute(title, SipVerb.LIST, list_data(asked, page=page), submits_inputs=False)


def _sought(asked: ShowSips) -> list[Json]:
    shows = [(words, one.value) for one, words in SHOWS.items()]
    return [
        input_text("find", "Part of a name", "Please shorten it.", at_most=60, multiline=False, value=asked.find),
        input_choice("show", "Which SIPs", "Please choose.", shows, value=asked.show.value),
        buttons([execute("Show", SipVerb.LIST, {})]),
    ]
