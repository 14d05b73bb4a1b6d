"""The FAQ (F1) at the desk: worded from what two headteachers asked, read and searched by everybody."""

from automations.engine.inbound.extension_port import Asker, Results, Search
from tests.automations.office import ADVISOR, HEAD, SIP, Office
from tests.automations.question_office import asked, pressed, said, told, typed, with_two_heads
from tests.support.card_reading import buttons, inputs, words
from tests.support.questions import OTHER_HEAD, PAID, TRAVEL, TRAVEL_TOO

WHO_PAYS = "Who pays for a SIP’s travel?"
WORDED = {"faq_question": WHO_PAYS, "faq_answer": PAID}


async def two_questions(office: Office) -> str:
    """Their ids, as a card sends them."""
    with_two_heads(office)
    first, second = await asked(office, HEAD, TRAVEL), await asked(office, OTHER_HEAD, TRAVEL_TOO)
    return f"{first.id},{second.id}"


async def test_what_two_asked_goes_into_the_faq_and_answers_both(office: Office) -> None:
    ids = await two_questions(office)
    await typed(office, ADVISOR, "questions")
    form = await pressed(office, ADVISOR, "faq.word", question=ids.partition(",")[0])
    assert set(inputs(form)["questions"]["value"].split(",")) == set(ids.split(","))
    assert "That is in the FAQ now." in await said(office, ADVISOR, "faq.add", questions=ids, **WORDED)
    for who in (HEAD, OTHER_HEAD):
        assert PAID in told(office, who)
    assert "Proposed" not in told(office, ADVISOR)
    again = await said(office, ADVISOR, "faq.add", questions=ids, **WORDED)
    assert "The FAQ answers that already." in again, "pressed twice, it is one entry"
    assert len(await office.bus.read(lambda uow: uow.questions.faq.listed())) == 1
    assert "The FAQ answers that already" in await said(office, ADVISOR, "faq.word", question=ids.partition(",")[0])

    read = await typed(office, SIP, "FAQ")
    assert WHO_PAYS in read
    assert HEAD.name not in read
    assert "Change entry 1" not in read
    assert WHO_PAYS in await typed(office, SIP, "faq travel")
    assert "Nothing in the FAQ has words of “fencing”." in await typed(office, SIP, "faq fencing")
    assert WHO_PAYS in await said(office, SIP, "faq.show", find="pays", page=0)
    found = await office.router.asked(Asker(SIP.id, ""), Search("faq", "travel", 0, 25))
    assert isinstance(found, Results)
    assert [(one.title, one.line) for one in found.found] == [(WHO_PAYS, PAID)]
    assert WHO_PAYS in await said(office, SIP, "question.check", question_words="Who pays when a SIP travels?")


async def test_an_answer_that_was_given_stays_and_the_form_begins_with_it(small_office: Office) -> None:
    office = small_office
    ids = await two_questions(office)
    first, second = ids.split(",")
    await pressed(office, ADVISOR, "question.answer", question=first, revision=1, answer="Nobody pays.")
    form = await pressed(office, ADVISOR, "faq.word", question=second)
    assert inputs(form)["faq_answer"]["value"] == "Nobody pays."
    await pressed(office, ADVISOR, "faq.add", questions=ids, **WORDED)
    kept = {one.id: one.answer for one in await office.bus.read(lambda uow: uow.questions.every())}
    assert kept == {first: "Nobody pays.", second: PAID}


async def test_an_entry_that_is_not_taken_is_shown_again_with_its_words(small_office: Office) -> None:
    office = small_office
    ids = await two_questions(office)
    unsure = "Read Keeping Learners Safe first."
    for changes, why in (
        ({"faq_answer": f"Ask {HEAD.name} about it."}, f"take out “{HEAD.name}”"),
        ({"questions": ids.partition(",")[0]}, "more than one headteacher"),
        ({"faq_answer": unsure}, "a person?"),
    ):
        card = await pressed(office, ADVISOR, "faq.add", **{"questions": ids, **WORDED, **changes})
        assert why in words(card)
        assert inputs(card)["faq_answer"]["value"] == changes.get("faq_answer", PAID)
    sure = buttons(card)["It names nobody: save"]["data"]
    assert "more than one headteacher" in await said(office, ADVISOR, "faq.add", questions="", **WORDED)
    await pressed(office, ADVISOR, "faq.add", **{**sure, "questions": ids, **WORDED, "faq_answer": unsure})
    [entry] = await office.bus.read(lambda uow: uow.questions.faq.listed())
    assert entry.answer == unsure


async def test_an_entry_is_changed_and_taken_off_by_the_trust_advisor_alone(small_office: Office) -> None:
    office = small_office
    await pressed(office, ADVISOR, "faq.add", questions=await two_questions(office), **WORDED)
    [entry] = await office.bus.read(lambda uow: uow.questions.faq.listed())
    data = {"faq": entry.id, "revision": entry.revision}
    assert "Change entry 1" in await typed(office, ADVISOR, "faq")
    for verb in ("faq.edit", "faq.change", "faq.take_off", "faq.add"):
        no = await said(office, HEAD, verb, **data, questions="q-1", **WORDED)
        assert no == "The Trust Advisor words the FAQ."
    form = await pressed(office, ADVISOR, "faq.edit", faq=entry.id)
    assert inputs(form)["faq_question"]["value"] == WHO_PAYS
    other = {**WORDED, "faq_answer": "The trust pays."}
    again = await pressed(office, ADVISOR, "faq.change", **data, **{**WORDED, "faq_answer": f"Ask {SIP.name} now."})
    assert inputs(again)["faq_answer"]["value"] == f"Ask {SIP.name} now."
    assert "in the FAQ now" in await said(office, ADVISOR, "faq.change", **data, **other)
    assert "The trust pays." in await typed(office, SIP, "faq")
    late = await said(office, ADVISOR, "faq.take_off", **data)
    assert "This entry has changed since." in late
    assert "The trust pays." in late
    assert "no longer" in await said(office, ADVISOR, "faq.take_off", **data | {"revision": 2})
    assert "The FAQ is empty so far." in await typed(office, SIP, "faq")
    assert "Not open to you" in await said(office, ADVISOR, "faq.edit", faq=entry.id)
    assert [one.action for one in office.entries() if one.about == f"faq:{entry.id}" and one.action != "refused"] == [
        "faq_added",
        "faq_changed",
        "faq_taken_off",
    ]
