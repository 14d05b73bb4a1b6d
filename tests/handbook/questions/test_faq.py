"""The FAQ (F1): what may stand in it, and whose names do not."""

from dataclasses import replace

import pytest

from handbook.core.refusal import Refused
from handbook.questions import faq
from handbook.questions.faq import AddToFaq, ChangeFaq, TakeOffFaq, mark
from handbook.questions.names import listed_in, names_in
from handbook.questions.question import Question
from tests.support.builders import MONDAY
from tests.support.questions import ADVISOR, HEAD, NAMES, OTHER_HEAD, PAID, SIP, a_question, an_entry

WHO_PAYS = "Who pays for a SIP’s travel?"
BOTH = [a_question(), a_question(id="q-2", asker_id=OTHER_HEAD.id)]


def add(question: str = WHO_PAYS, answer: str = PAID, sure: str = "", of: list[Question] = BOTH) -> faq.FaqEntry:
    command = AddToFaq(tuple(one.id for one in of), question, answer, sure)
    return faq.added(command, of, ADVISOR, NAMES, MONDAY, "f-1")


def test_what_two_headteachers_asked_goes_in_as_the_trust_advisor_words_it() -> None:
    entry = add("Who pays \n for a SIP’s travel? ", f"{PAID}\n")
    assert entry == replace(an_entry(), revision=0)
    assert entry.is_listed
    assert entry.words == f"{WHO_PAYS} {PAID}"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"of": BOTH[:1]}, "more than one headteacher"),
        ({"of": []}, "more than one headteacher"),
        ({"of": [BOTH[0], replace(BOTH[0], id="q-3")]}, "more than one headteacher"),
        ({"of": [BOTH[0], replace(BOTH[1], by_headteacher=False)]}, "more than one headteacher"),
        ({"of": [BOTH[0], replace(BOTH[1], faq_id="f-0")]}, "answers that already"),
        ({"question": " "}, "Please write the question"),
        ({"question": "x" * 301}, "below 300"),
        ({"answer": ""}, "Please write the answer"),
        ({"answer": f"Ask {HEAD.name}."}, f"take out “{HEAD.name}”"),
        ({"answer": f"Ask {SIP.name.upper()}."}, f"take out “{SIP.name}”"),
        ({"question": "Who pays at St. Hilda's primary school?"}, "take out “St Hilda’s Primary School”"),
        ({"answer": "Sam Rowe did that."}, "Is “Sam Rowe” a person"),
    ],
)
def test_what_may_not_stand_in_it(changes: dict[str, object], why: str) -> None:
    with pytest.raises(Refused, match=why):
        add(**changes)  # pyright: ignore[reportArgumentType] - of one test


def test_words_that_only_look_like_a_name_go_in_once_they_were_looked_at() -> None:
    answer = "Read Keeping Learners Safe first."
    with pytest.raises(Refused) as no:
        add(answer=answer)
    assert no.value.code == faq.NAMES
    assert add(answer=answer, sure=mark(WHO_PAYS, answer)).answer == answer
    with pytest.raises(Refused, match="“Sam Rowe” a person"):
        add(answer=f"{answer} Sam Rowe.", sure=mark(WHO_PAYS, answer))
    with pytest.raises(Refused, match="take out"):
        add(answer=HEAD.name, sure=mark(WHO_PAYS, HEAD.name))


def test_only_the_trust_advisor_words_it_and_only_as_it_stands() -> None:
    change, off = ChangeFaq("f-1", 1, "Who pays?", PAID), TakeOffFaq("f-1", 1)
    assert faq.changed(an_entry(), change, ADVISOR, NAMES, MONDAY).question == "Who pays?"
    assert not faq.taken_off(an_entry(), off, ADVISOR, MONDAY).is_listed
    for entry, person, why in (
        (an_entry(), HEAD, "The Trust Advisor words the FAQ"),
        (an_entry(revision=2), ADVISOR, "has changed since"),
        (an_entry(taken_off_at=MONDAY), ADVISOR, "has changed since"),
    ):
        with pytest.raises(Refused, match=why):
            faq.changed(entry, change, person, NAMES, MONDAY)
        with pytest.raises(Refused, match=why):
            faq.taken_off(entry, off, person, MONDAY)


def test_it_is_searched_by_words_and_read_by_questions() -> None:
    entries = [an_entry(), an_entry(id="f-2", question="How many visits are there?", answer="Three a year.")]
    assert [one.id for one in faq.found(entries, "")] == ["f-2", "f-1"]
    assert [one.id for one in faq.found(entries, "visit year")] == ["f-2"]
    assert faq.found(entries, "fencing") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Can we have more half-days?", ()),
        ("Will Copilot help? Does Arbor?", ()),
        ("Can Year 6 take part when Ofsted calls?", ()),
        (f"Will {HEAD.name} be told?", (HEAD.name,)),
        ("The pupil Sam Rowe has left.", ("Sam Rowe",)),
        ("Born 3/4/2016, who helps?", ("Born 3/4/2016",)),
        ("Does St Hilda’s Primary School in Wrenmouth pay?", ()),
        ("Sam asks whether it may be moved.", ()),
    ],
)
def test_what_is_warned_about_before_a_question_is_sent(words: str, found: tuple[str, ...]) -> None:
    """A first name alone is not found: a limit, and said to people."""
    assert names_in(words, NAMES.people, (*NAMES.schools, *NAMES.towns)) == found


def test_a_name_is_found_whole() -> None:
    assert listed_in("Ann Leeson and Ann-Lee", ("Ann Lee", "", "Leeson")) == ("Ann Lee", "Leeson")
