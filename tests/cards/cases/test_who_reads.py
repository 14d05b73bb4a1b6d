"""What a form says of who will read what is written in it is who reads it by the rules: now, and once it goes on."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from cards.cases import complaint_forms, concern_forms
from cards.cases import forms as case_forms
from cards.cases.forms import Form
from cards.cases.offers import offer_of
from cards.cases.preview import form_card
from cards.cases.record import CaseView
from cards.cases.who_reads import office
from handbook.cases.case import Case, Deed, Ladder, Part, Seat, Stage, readers_of_part
from handbook.cases.complaint_steps import About
from handbook.core.people import Person
from tests.support import case_commands as c
from tests.support.card_reading import words
from tests.support.case_builders import a_complaint, a_concern, answer
from tests.support.case_people import ADVISOR, CHAIR, DIRECTOR, DSO, HEAD, LATE, NOW, SCHOOL, SIP, actor

S = Stage
FURTHER = " If it goes further"
CONCERNED, COMPLAINED = a_concern(S.WITH_TRUST_ADVISOR), a_complaint(S.WITH_TRUST_ADVISOR)
ANSWERED = answer(COMPLAINED, S.WITH_TRUST_ADVISOR, ADVISOR)


@dataclass(frozen=True)
class Written:
    """Somebody fills in a form: `before` is None where a case begins with it."""

    form: Form
    by: Person
    before: Case | None
    after: Case

    @property
    def sentence(self) -> str:
        """What the form says when it is drawn."""
        if self.before is None:
            return self.form.who
        offer = offer_of(CaseView(self.before, SCHOOL, actor(self.by), NOW), self.form.verb)
        assert offer, self.form.title
        return offer.form.who

    @property
    def new(self) -> list[Part]:
        """The parts in which something is written for a reader; that the headteacher is told says nothing."""
        before = len(self.before.parts) if self.before else 0
        unsaid = (Deed.TOLD_OF_STEP, Deed.NOT_TOLD_OF_STEP)
        return [part for part in self.after.parts[before:] if part.deed not in unsaid]

    def readers(self, case: Case) -> set[str]:
        """The seats of those who read all that, besides who wrote it."""
        names = {person_id: seat.value for seat, person_id in case.seats.items()}
        found = [readers_of_part(case, part.number) for part in self.new]
        return {names[one] for one in set[str]().union(*found) if one != self.by.id}


def further(case: Case) -> Case:
    """As far as it can be taken by whom it is of."""
    if not case.is_open or case.stage in (S.NOT_TALKED, S.WITH_CHAIR):
        return case
    if case.ladder is Ladder.CONCERN:
        talked = c.talk(case) if case.stage is S.TO_TALK else case
        return c.take_to_advisor(talked) if talked.stage in (S.TALKED, S.TALK_WAIVED) else talked
    asked = c.take_on_to_advisor(case) if case.stage in (S.PREPARING, S.TALKED_TO_SIP) else case
    return c.take_on_to_chair(asked, now=LATE)


def written(form: Form, by: Person, before: Case, press: Callable[[Case], Case]) -> Written:
    return Written(form, by, before, press(before))


def concluded(stage: Stage, by: Person, before: Case, form: Form = case_forms.OUTCOME) -> Written:
    return written(form, by, before, lambda case: c.conclude(case, actor(by), stage))


def other_day(by: Person, before: Case) -> Written:
    return written(case_forms.SET_REVIEW, by, before, lambda case: c.set_review(case, actor(by)))


def shut(by: Person, before: Case) -> Written:
    return written(case_forms.CLOSE, by, before, lambda case: c.close(case, actor(by)))


SUPPORTED = (a_concern(S.WITH_TRUST_ADVISOR, tell=False), a_concern(S.WITH_DSO, tell=False), a_concern(S.WITH_DSO))
EVERY = (
    Written(concern_forms.RAISE, SIP, None, a_concern(S.TALKED)),
    written(concern_forms.COULD_NOT_TALK, SIP, a_concern(S.TO_TALK), c.say_could_not_talk),
    written(concern_forms.WAIVE_TALK, ADVISOR, a_concern(S.NOT_TALKED), c.waive_talk),
    written(concern_forms.ASK_TO_TALK, ADVISOR, a_concern(S.NOT_TALKED), c.ask_to_talk),
    written(concern_forms.TALK, SIP, a_concern(S.TO_TALK), c.talk),
    written(concern_forms.TO_TRUST_ADVISOR, SIP, a_concern(S.TALKED), c.take_to_advisor),
    written(concern_forms.TO_DSO, ADVISOR, CONCERNED, c.take_to_dso),
    written(concern_forms.TO_DIRECTOR, ADVISOR, a_concern(S.WITH_DSO), c.take_to_director),
    *(written(concern_forms.ARRANGE_SUPPORT, ADVISOR, case, c.arrange_support) for case in SUPPORTED),
    written(concern_forms.SET_MEETING, DSO, a_concern(S.WITH_DSO), c.set_meeting),
    written(concern_forms.CALL_OFF_MEETING, DSO, c.set_meeting(a_concern(S.WITH_DSO)), c.call_off_meeting),
    concluded(S.TALKED, SIP, a_concern(S.TALKED)),
    concluded(S.TALKED, SIP, CONCERNED),
    concluded(S.TALK_WAIVED, SIP, a_concern(S.TALK_WAIVED)),
    concluded(S.WITH_TRUST_ADVISOR, ADVISOR, CONCERNED),
    concluded(S.WITH_DSO, DSO, a_concern(S.WITH_DSO)),
    concluded(S.WITH_DIRECTOR, DIRECTOR, a_concern(S.WITH_DIRECTOR)),
    *(other_day(SIP, a_concern(stage)) for stage in (S.TALKED, S.TALK_WAIVED)),
    *(other_day(ADVISOR, a_concern(stage)) for stage in (S.WITH_TRUST_ADVISOR, S.WITH_DSO, S.WITH_DIRECTOR)),
    *(shut(ADVISOR, a_concern(stage)) for stage in (S.WITH_TRUST_ADVISOR, S.WITH_DSO, S.WITH_DIRECTOR)),
    shut(SIP, a_concern(S.TALKED)),
    Written(complaint_forms.PREPARE, HEAD, None, a_complaint(S.PREPARING)),
    written(complaint_forms.TALK, HEAD, a_complaint(S.PREPARING), c.talk_to_sip),
    Written(complaint_forms.MAKE, HEAD, None, c.complain(About.SIP)),
    Written(complaint_forms.ABOUT_TRUST_ADVISOR, HEAD, None, c.complain(About.TRUST_ADVISOR)),
    *(
        written(complaint_forms.TO_TRUST_ADVISOR, HEAD, a_complaint(stage), c.take_on_to_advisor)
        for stage in (S.PREPARING, S.TALKED_TO_SIP)
    ),
    written(complaint_forms.TO_CHAIR, HEAD, ANSWERED, c.take_on_to_chair),
    concluded(S.TALKED_TO_SIP, HEAD, a_complaint(S.TALKED_TO_SIP)),
    concluded(S.WITH_TRUST_ADVISOR, ADVISOR, COMPLAINED, complaint_forms.ANSWER),
    concluded(S.WITH_CHAIR, CHAIR, a_complaint(S.WITH_CHAIR), complaint_forms.ANSWER),
    other_day(HEAD, a_complaint(S.PREPARING)),
    other_day(HEAD, a_complaint(S.TALKED_TO_SIP)),
    other_day(ADVISOR, COMPLAINED),
    other_day(CHAIR, a_complaint(S.WITH_CHAIR)),
    shut(HEAD, a_complaint(S.PREPARING)),
    shut(HEAD, COMPLAINED),
)


def named(sentence: str, one: Written) -> set[str]:
    """The seats that a sentence names, besides that of who writes."""
    own = {seat for seat, person_id in one.after.seats.items() if person_id == one.by.id}
    return {seat.value for seat in Seat if office(seat) in sentence and seat not in own}


@pytest.mark.parametrize("one", EVERY, ids=lambda one: f"{one.form.verb} {one.after.stage} {len(one.after.parts)}")
def test_the_sentence_names_exactly_those_who_read_it(one: Written) -> None:
    now, _, later = one.sentence.partition(FURTHER)
    assert named(now.partition(" They ")[0], one) == one.readers(one.after)
    assert ("Nobody else reads this" in now) is (not one.readers(one.after))
    gone_on = further(one.after)
    assert named(later.partition(" They ")[0], one) == one.readers(gone_on) - one.readers(one.after)


def test_every_form_with_words_to_read_is_in_the_table_or_below() -> None:
    forms = {
        form
        for module in (case_forms, concern_forms, complaint_forms)
        for form in vars(module).values()
        if isinstance(form, Form)
    }
    below = {concern_forms.RAISE_UNTALKED, concern_forms.PUT_ON_AGENDA, concern_forms.HAND_OVER, case_forms.ADD}
    acknowledge = {case_forms.ACKNOWLEDGE, concern_forms.ACKNOWLEDGE, complaint_forms.ACKNOWLEDGE}
    assert forms == {one.form for one in EVERY} | below | acknowledge


def test_why_there_was_no_talk_is_read_by_the_trust_advisor_and_the_rest_by_nobody_yet() -> None:
    sentence = concern_forms.RAISE_UNTALKED.who
    raised, why = a_concern(S.NOT_TALKED).parts
    assert (raised.deed, set(raised.readers)) == (Deed.RAISED, {SIP.id})
    assert (why.deed, set(why.readers)) == (Deed.COULD_NOT_TALK, {SIP.id, ADVISOR.id})
    assert f"Only you and {office(Seat.TRUST_ADVISOR)} read why it was not possible." in sentence
    assert "Nobody else reads the rest, unless you take it further" in sentence


def test_why_the_headteacher_is_not_told_is_for_the_trust_advisor_alone() -> None:
    for after in (c.take_to_dso(CONCERNED, tell=False), c.take_to_director(a_concern(S.WITH_DSO), tell=False)):
        assert after.parts[-1].readers == (ADVISOR.id,)
    for form in (concern_forms.ACKNOWLEDGE, concern_forms.TO_DSO, concern_forms.TO_DIRECTOR):
        assert "If not, why not? (only you read this)" in [box.label for box in form.boxes]
        told = c.take_to_dso(CONCERNED).parts[-1]
        assert (told.deed, told.words.all, told.why) == (Deed.TOLD_OF_STEP, (), "")
        assert "they read only that the step was taken" in words(form_card("t", form, {"case": "c"}, {}, {}))


def test_an_addition_is_read_by_the_readers_of_its_part_and_an_agenda_by_who_attends() -> None:
    added = c.add(CONCERNED, actor(SIP), place=1).parts[-1]
    assert set(added.readers) == {SIP.id, HEAD.id}
    assert "Only the people who read the part that you choose" in case_forms.ADD.who
    item = c.place_on_agenda(CONCERNED, attending=(SIP, DSO)).parts[-1]
    assert set(item.readers) == {ADVISOR.id, SIP.id, DSO.id}
    assert concern_forms.PUT_ON_AGENDA.who.startswith("Only those who attend that meeting")
    handed = c.hand_over(CONCERNED).parts[-1]
    assert set(handed.readers) == {ADVISOR.id, handed_to(handed)}
    assert concern_forms.HAND_OVER.who == "Only you and the new person read this."


def handed_to(part: Part) -> str:
    return next(one for one in part.readers if one != ADVISOR.id)
