"""W5, D1: the trust writes the texts; what was signed is never changed."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from handbook.core.british_time import LONDON
from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.reports.agreements.texts import (
    FIRST_TEXTS,
    WORDS_AT_LEAST,
    WORDS_AT_MOST,
    AdoptText,
    AgreementKind,
    DropText,
    WriteText,
    WrittenText,
    adopted,
    drafted,
    dropped,
    fingerprint,
)
from tests.support import builders as a

SHARING, DATA = AgreementKind.SHARING, AgreementKind.DATA
ADVISOR, HEAD = a.a_person(Role.TRUST_ADVISOR), a.a_person(Role.HEADTEACHER)
WORDS = "We agree that our reports may be shared with our diocese and with nobody else."


def a_draft(kind: AgreementKind = SHARING, words: str = WORDS, before: WrittenText | None = None) -> WrittenText:
    return drafted(FIRST_TEXTS[kind], before, WriteText(kind, words), ADVISOR)


def adopt(draft: WrittenText) -> AdoptText:
    return AdoptText(draft.kind, draft.number, fingerprint(draft.words))


def test_the_words_that_schools_have_signed_are_as_they_were() -> None:
    """Who must change a text writes a new one in chat."""
    assert {kind: text.sha256[:16] for kind, text in FIRST_TEXTS.items()} == {
        SHARING: "310d4dc8f24a4eab",
        DATA: "45c6a0e41a49c876",
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Please write the text"),
        (" \n ", "Please write the text"),
        ("1. 2. 3. " * 9, "Please write the text"),
        ("We agree.", "too short"),
        ("x" * (WORDS_AT_LEAST - 1), "too short"),
        ("We agree. " * 2000, "has 19,999 characters. Please keep it to 4,000"),
        ("x" * (WORDS_AT_MOST + 1), "Please keep it to 4,000"),
        (FIRST_TEXTS[SHARING].words, "the words of the text as it is"),
        (f"  {FIRST_TEXTS[SHARING].words} \n", "the words of the text as it is"),
    ],
)
def test_what_nobody_could_sign_is_no_text(words: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        a_draft(words=words)


def test_the_longest_and_the_shortest_text_are_taken() -> None:
    for length in (WORDS_AT_LEAST, WORDS_AT_MOST):
        assert len(a_draft(words="x" * length).words) == length


def test_only_the_trust_advisor_writes() -> None:
    draft = a_draft()
    for attempt in (
        lambda: drafted(FIRST_TEXTS[SHARING], None, WriteText(SHARING, WORDS), HEAD),
        lambda: adopted(draft, adopt(draft), HEAD, a.MONDAY),
        lambda: dropped(draft, DropText(SHARING, 2, fingerprint(WORDS)), HEAD),
    ):
        with pytest.raises(Refused, match="Only the Trust Advisor writes the text of the sharing agreement"):
            attempt()


def test_a_draft_is_written_anew_under_its_number_and_keeps_its_paragraphs() -> None:
    draft = a_draft()
    again = a_draft(words=f"{WORDS}\n\n  And   more. ", before=draft)
    assert (again.number, again.words) == (2, f"{WORDS}\n\nAnd more.")
    with pytest.raises(ValueError, match="a draft"):
        _ = again.text


@pytest.mark.parametrize(("kind", "version"), [(SHARING, "2026.2"), (DATA, "data 2026.2")])
def test_a_text_has_number_day_and_fingerprint(kind: AgreementKind, version: str) -> None:
    draft = a_draft(kind)
    late = datetime(2026, 11, 23, 23, 30, tzinfo=LONDON)
    text = adopted(draft, adopt(draft), ADVISOR, late).text
    assert (text.version, text.number, text.from_on, text.written_by) == (version, 2, date(2026, 11, 23), ADVISOR.name)
    assert text.sha256 == fingerprint(WORDS)


def test_only_the_draft_that_was_read_is_adopted_or_dropped() -> None:
    draft = a_draft()
    changed = replace(draft, words=f"{WORDS} More.")
    for found in (changed, replace(draft, number=3), None):
        with pytest.raises(Refused, match="has been changed since"):
            adopted(found, adopt(draft), ADVISOR, a.MONDAY)
    with pytest.raises(Refused, match="has been changed since"):
        dropped(changed, DropText(SHARING, 2, fingerprint(WORDS)), ADVISOR)
    assert dropped(draft, DropText(SHARING, 2, fingerprint(WORDS)), ADVISOR) == draft
