"""Questions (F1): two headteachers ask nearly the same, and everybody reads the answer without knowing who asked."""

from tests.support.card_reading import Json, inputs, parts, words
from tests.support.house import House
from tests.support.visit_story import VisitStory

FIRST, SECOND = "Who pays for the travel of our SIP?", "Does the school have to pay travel costs for the SIP?"
WORDED = {"faq_question": "Who pays for a SIP’s travel?", "faq_answer": "The fee covers it."}


async def test_two_headteachers_ask_and_the_faq_answers_everybody(house: House) -> None:
    advisor, sip = house.holder("trust_advisor"), house.holder("sip")
    heads = [VisitStory.of(house, number).head for number in (0, 1)]
    for head, question in zip(heads, (FIRST, SECOND), strict=True):
        await head.type("ask")
        await house.kept()
        card = await head.newest()
        form = await head.play("press", activity_id=card.id, action=button(card.card, "Ask a question"))
        assert form["shows"] == "dialog"
        sent = {"verb": "question.check", "question_words": question}
        before = await head.play("dialog", activity_id=card.id, data=sent)
        assert "your question, not sent yet" in words(before["dialog"]["card"])
        send = button(before["dialog"]["card"], "Send it")
        await head.play("dialog", activity_id=card.id, data=send["data"])
        await house.kept()
        assert question in (await head.again(card)).words

    asked = await advisor.newest()
    assert SECOND in asked.words
    assert not any(head.name in asked.words for head in heads)
    word = button(asked.card, "Word it for the FAQ")
    form = await advisor.play("press", activity_id=asked.id, action=word)
    chosen = inputs(form["dialog"]["card"])["questions"]["value"]
    data = {"verb": "faq.add", "questions": chosen, **WORDED}
    named = await advisor.play(
        "dialog", activity_id=asked.id, data={**data, "faq_answer": f"As I told {heads[0].name}."}
    )
    assert f"take out “{heads[0].name}”" in words(named["dialog"]["card"])
    assert inputs(named["dialog"]["card"])["faq_answer"]["value"] == f"As I told {heads[0].name}."
    await advisor.play("dialog", activity_id=asked.id, data=data)
    await house.kept()
    for head in heads:
        assert "The fee covers it." in (await head.newest()).words

    await sip.type("faq travel")
    await house.kept()
    assert "Who pays for a SIP’s travel?" in (await sip.newest()).words
    await house.check_cards()


def button(node: Json, title: str) -> Json:
    """One of those that a client sends itself."""
    return next(one for one in parts(node) if one.get("type") == "Action.Submit" and one["title"] == title)
