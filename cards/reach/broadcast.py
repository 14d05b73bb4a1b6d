"""A message to a group: written in a dialog, read once more with the names of whom it goes to, sent, and then whom it
reached. The numbers come to all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cards.kit.elements import Json, bullets, card, execute, heading, input_choice, input_text, refresh, status, text
from cards.kit.lines import capital, closed_card, why
from cards.reach.verbs import ReachVerb
from handbook.core.british_time import moment_words
from handbook.core.people import Person, Role
from handbook.reach.broadcast import NOT_REACHED, WORDS_AT_MOST, Audience, Broadcast, Outcome, counts, may_broadcast
from handbook.reach.installing import people_words

NAMES_AT_MOST: Final = 20
PREVIEWED_AT_MOST: Final = 250
"""A trust’s headteachers and SIPs are all named, and a card has room for them."""
_NAME_AT_MOST: Final = 40
EVERY: Final = "every"
"""In the place of an authority or a diocesan officer: whichever."""
_WHY = why("you are the Trust Advisor, who can write to a group")
_PLURAL: Final = {
    Role.HEADTEACHER: "Headteachers",
    Role.SIP: "School Improvement Partners",
    Role.DSO: "Diocesan Schools Officers",
    Role.LA_OFFICER: "Local authority officers",
    Role.CHAIR_OF_GOVERNORS: "Chairs of Governors",
    Role.BOARD_MEMBER: "Trust Board members",
}
OFFICES: Final = tuple(_PLURAL)
"""Whom a message can be for."""


@dataclass(frozen=True, slots=True)
class Groups:
    """What a message can be narrowed by: authorities, and diocesan officers with their ids."""

    authorities: Sequence[str]
    dsos: Sequence[tuple[str, str]]


def compose_card(groups: Groups, chosen: Audience, words: str, no: str = "") -> Json:
    """The form, with what was written before; `no` says what is wrong with it."""
    at = groups.authorities.index(chosen.authority) if chosen.authority in groups.authorities else -1
    authorities = [("Every authority", EVERY), *((name, f"a{one}") for one, name in enumerate(groups.authorities))]
    dsos = [("Every Diocesan Schools Officer", EVERY), *groups.dsos]
    body = [
        *([status("Not possible", no, "attention")] if no else []),
        text("You see who it goes to, by name, before anything is sent."),
        input_choice(
            "offices",
            "Who it is for",
            "Please choose at least one.",
            [(words, role.value) for role, words in _PLURAL.items()],
            value=",".join(chosen.offices),
            several=True,
        ),
        input_choice(
            "authority",
            "Only those of schools of",
            "Please choose.",
            authorities,
            value=f"a{at}" if at >= 0 else EVERY,
            searchable=len(authorities) > 12,
        ),
        input_choice(
            "dso",
            "Only those of schools with",
            "Please choose.",
            dsos,
            value=next((one for _, one in groups.dsos if one == chosen.dso_id), EVERY),
            searchable=len(dsos) > 12,
        ),
        input_text(
            "words",
            "The message",
            "Please write the message.",
            at_most=WORDS_AT_MOST,
            value=words,
        ),
        _WHY,
    ]
    preview = execute("Preview", ReachVerb.WRITE, {}, style="positive")
    return card("Write to a group", body, [preview], "Write to a group.")


def audience_words(audience: Audience, dso: str) -> str:
    """Headteachers and School Improvement Partners of schools in Wrenmouth."""
    whom = " and ".join(words for role, words in _PLURAL.items() if role in audience.offices)
    where = f" of schools in {audience.authority}" if audience.authority else ""
    return f"{whom}{where}" + (f"{' and' if where else ' of schools'} with {dso}" if dso else "")


def preview_card(broadcast: Broadcast, people: Sequence[Person], dso: str) -> Json:
    """The message as people will read it, and all whom it goes to."""
    data = draft_data(broadcast)
    body = [
        status("Not sent yet", f"it goes to {people_words(len(people))}, each once", "warning"),
        text(f"To: {audience_words(broadcast.audience, dso)}."),
        heading("The message"),
        text(broadcast.words),
        heading(f"Who it goes to: {len(people)}"),
        text(all_names(people)),
        _WHY,
    ]
    actions = [
        execute(f"Send to {people_words(len(people))}", ReachVerb.SEND, data, style="positive"),
        execute("Change it", ReachVerb.COMPOSE, {}),
        execute("Drop it", ReachVerb.DROP, data),
    ]
    return card("Write to a group", body, actions, "A message to a group, not sent yet.")


def on_its_way_card(broadcast: Broadcast) -> Json:
    """The answer to Send; whom it reaches stands on the card that comes."""
    count = people_words(len(broadcast.recipient_ids))
    body = [status("On its way", f"to {count}. A card in our chat says who it reaches", "good"), _WHY]
    return card("Write to a group", body, [], "Your message is on its way.")


def dropped_card() -> Json:
    body = [status("Dropped", "nothing was sent", "emphasis"), _WHY]
    again = execute("Write another", ReachVerb.COMPOSE, {})
    return card("Write to a group", body, [again], "Nothing was sent.")


def report_card(
    broadcast: Broadcast, people: Mapping[str, Person], outcomes: Mapping[str, Outcome], dso: str, viewer: Person
) -> Json:
    """Whom it reached: the outcomes come to all whom it went to."""
    if not may_broadcast(viewer) or broadcast.sent_at is None:
        return closed_card()
    found = counts(broadcast, outcomes)
    missed = sum(found[one] for one in NOT_REACHED)
    waiting = found[Outcome.WAITING]
    stands = (
        status("Being sent", f"{waiting} are still to be tried", "accent")
        if waiting
        else status("Sent", "everybody was reached", "good")
        if not missed
        else status("Sent", f"{people_words(missed)} could not be reached", "warning")
    )
    body = [
        stands,
        text(f"To: {audience_words(broadcast.audience, dso)}. Sent on {moment_words(broadcast.sent_at)}."),
        bullets([f"{capital(one.words)}: {found[one]}" for one in Outcome] + [f"Total: {found.total()}"], 8),
        *_names(broadcast, people, outcomes),
        heading("The message"),
        text(broadcast.words),
        text("Anyone not reached is tried again for two days, and at once when they can be reached.", muted=True),
        _WHY,
    ]
    again = execute(
        "Resend to those not reached", ReachVerb.RESEND, {"broadcast": broadcast.id, "round": broadcast.round}
    )
    asks = refresh(ReachVerb.SHOW, {"broadcast": broadcast.id})
    return card(
        "Your message to a group", body, [again] if missed else [], "Who your message reached.", asks_again=asks
    )


def message_card(words: str, by: str) -> Json:
    """What each of them reads."""
    body = [text(words), why(f"{by} (Trust Advisor) wrote to you and others")]
    return card("A message from the Trust Advisor", body, [], "A message from the Trust Advisor.")


def draft_data(broadcast: Broadcast) -> dict[str, str | int]:
    return {"broadcast": broadcast.id, "revision": broadcast.revision}


def _names(broadcast: Broadcast, people: Mapping[str, Person], outcomes: Mapping[str, Outcome]) -> list[Json]:
    lines = [
        f"{people[one].name if one in people else 'Somebody who has left'}: {outcomes[one].words}"
        for one in broadcast.recipient_ids
        if outcomes.get(one) in NOT_REACHED
    ]
    return [heading("Who was not reached"), bullets(lines, NAMES_AT_MOST)] if lines else []


def all_names(people: Sequence[Person]) -> str:
    """Every one of them, as far as a card has room."""
    names = [one.name[:_NAME_AT_MOST] for one in people[:PREVIEWED_AT_MOST]]
    more = len(people) - len(names)
    return "; ".join(names) + (f"; and {more} more" if more else "")
