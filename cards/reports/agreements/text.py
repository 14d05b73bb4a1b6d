"""The texts of an agreement, for the Trust Advisor: read each version, write the next, see who is asked again (W5,
D1)."""

from collections.abc import Mapping, Sequence

from cards.kit.elements import Json, buttons, card, execute, facts, heading, input_text, refresh, status, text
from cards.kit.folding import short_card
from cards.kit.lines import why
from cards.reports.agreements.actions import ShowAgreements, list_data
from cards.reports.agreements.lines import whole_text
from cards.reports.agreements.verbs import AgreementVerb
from handbook.core.british_time import day_words
from handbook.core.plain_words import several
from handbook.reports.agreements.texts import (
    NAMES,
    WORDS_AT_MOST,
    AgreementKind,
    AgreementText,
    WrittenText,
    fingerprint,
)

_WHY = why("you are the Trust Advisor, who writes what schools are asked to sign")


def text_card(texts: Sequence[AgreementText], shown: AgreementText, *, has_draft: bool, signed: int) -> Json:
    """One version in full. `signed` is how many schools have signed that one and not withdrawn."""
    kind, current = shown.kind, texts[-1]
    at, title = texts.index(shown), f"The text of the {NAMES[shown.kind].name}"
    is_current = shown == current
    rows = [
        ("Version", shown.version),
        ("From", day_words(shown.from_on)),
        ("Written by", shown.written_by or "the service’s first text"),
        ("Holds for", several(signed, "school")),
        ("SHA-256", shown.sha256),
    ]
    newer = [] if is_current else [texts[at + 1]]
    turn = [
        *([_show("The version before", texts[at - 1])] if at else []),
        *([_show("The version after", one) for one in newer]),
    ]
    word, tone = ("In use", "good") if is_current else ("Replaced", "emphasis")
    body = [
        status(word, "schools sign this text" if is_current else "schools sign a newer text", tone),
        whole_text(shown),
        *([buttons(turn)] if turn else []),
    ]
    draft = execute("The draft", AgreementVerb.SHOW_TEXT, {"kind": kind.value, "version": DRAFT})
    write = execute("Write a new text…", AgreementVerb.EDIT_TEXT, {"kind": kind.value})
    again = refresh(AgreementVerb.SHOW_TEXT, {"kind": kind.value, "version": shown.version})
    actions = [draft if has_draft else write, _back(kind)]
    return short_card(title, body, actions, f"{title}.", details=[facts(rows), _WHY], asks_again=again)


DRAFT = "draft"
"""In the place of a version: the one that is being written."""


def edit_card(kind: AgreementKind, words: str) -> Json:
    """The box in which the next text is written, with the words to begin from."""
    title = f"Write the text of the {NAMES[kind].name}"
    box = input_text(
        "words", "The whole text that schools are to sign", "Please shorten it.", at_most=WORDS_AT_MOST, value=words
    )
    body = [
        text(f"At most {WORDS_AT_MOST:,} characters. You see it once more before anything changes."),
        box,
        _WHY,
    ]
    preview = execute("Preview", AgreementVerb.WRITE_TEXT, {"kind": kind.value}, style="positive")
    return card(title, body, [preview, _back(kind)], f"{title}.")


def draft_card(draft: WrittenText, counts: Mapping[str, int]) -> Json:
    """The draft as schools would read it, and how many are asked again."""
    kind, sha256 = draft.kind, fingerprint(draft.words)
    title = f"Draft of the {NAMES[kind].name}"
    data: dict[str, str | int] = {"kind": kind.value, "number": draft.number, "sha256": sha256}
    body = [
        status("Not in use yet", f"written by {draft.by_name}; schools still sign the text before it", "warning"),
        text(draft.words),
        heading("If you make this the text"),
        text(_asked_again(counts)),
        text(
            "What a school signed before holds until it answers. Each is asked on its next school day, and nobody in "
            "the holidays."
        ),
    ]
    details = [text(f"Its fingerprint (SHA-256) is {sha256}.", muted=True), _WHY]
    actions = [
        execute("Make this the text from now on", AgreementVerb.ADOPT_TEXT, data, style="positive"),
        execute("Change it…", AgreementVerb.EDIT_TEXT, {"kind": kind.value}),
        execute("Drop the draft", AgreementVerb.DROP_TEXT, data),
        _back(kind),
    ]
    again = refresh(AgreementVerb.SHOW_TEXT, {"kind": kind.value, "version": DRAFT})
    return short_card(title, body, actions, f"{title}.", details=details, asks_again=again)


def _asked_again(counts: Mapping[str, int]) -> str:
    signed, waiting, others = counts["signed"], counts["waiting"], counts["others"]
    return (
        f"{several(signed, 'school')} that signed and {several(waiting, 'school')} that have not answered are asked "
        f"again: {signed + waiting} in all. {several(others, 'school')} are not: they were never asked, or said no."
    )


def _show(title: str, one: AgreementText) -> Json:
    return execute(title, AgreementVerb.SHOW_TEXT, {"kind": one.kind.value, "version": one.version})


def _back(kind: AgreementKind) -> Json:
    return execute("Back to the list", AgreementVerb.LIST, list_data(ShowAgreements(kind)), submits_inputs=False)
