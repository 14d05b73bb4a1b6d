"""What somebody took on: the open work of a school, or of whom they stand in for, each with a button that brings it."""

from typing import Final

from cards.handover.actions import handover_data
from cards.handover.verbs import HandoverVerb
from cards.kit.elements import Json, buttons, card, container, execute, refresh, status, text
from cards.kit.lines import closed_card, why
from handbook.core.british_time import day_words, london_date
from handbook.core.people import Person, Role, School
from handbook.handover.handover import Handover, OpenItem

SHOWN_AT_MOST: Final = 12
_THE_REST: Final = {
    Role.HEADTEACHER: "“my reports” and “our visits” show what waits for you at any time.",
    Role.SIP: "“my reports” and “my visits” show what waits for you at any time.",
}


def handover_card(handover: Handover, school: School | None, holder: str, viewer: Person) -> Json:
    """`holder` is the name of whose work it was; `school` is None where the viewer stands in for them. It says how
    things stood on that day; the card that a button brings says how they stand now."""
    if viewer.id != handover.person_id:
        return closed_card()
    day = day_words(london_date(handover.at))
    shown = handover.items[:SHOWN_AT_MOST]
    more = len(handover.items) - len(shown)
    body = [
        _first(handover, school, holder),
        text(f"This was open on {day}. Each button brings it as it stands now, and there you can answer."),
        *(_item(handover, number, item) for number, item in enumerate(shown, start=1)),
        *([text(f"{more} more are open.")] if more > 0 else []),
        text(_THE_REST.get(handover.part, "“my reports” shows what waits for you at any time.")),
        why("the trust’s list names you" if school else f"the trust’s records name you to stand in for {holder}"),
    ]
    title = f"You take over: {school.full_name}" if school else f"You stand in for {holder}"
    asks_again = refresh(HandoverVerb.SHOW_HANDOVER, handover_data(handover))
    return card(title, body, [], "Somebody’s open work has passed to you.", asks_again=asks_again)


def _first(handover: Handover, school: School | None, holder: str) -> Json:
    if school is None:
        return status("Standing in", f"what you do for {holder} is recorded with both names", "accent")
    words = f"you are the {handover.part.words} of {school.full_name} now, after {holder}. What was done stays"
    return status("Taken over", words, "accent")


def _item(handover: Handover, number: int, item: OpenItem) -> Json:
    bring = execute("Bring it", HandoverVerb.BRING, {**handover_data(handover), "item": number}, tooltip=item.words)
    return container([text(item.words), buttons([bring])])
