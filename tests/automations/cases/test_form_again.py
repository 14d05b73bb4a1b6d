"""What was written about a concern is not lost where it is refused; and nothing of it is kept."""

from automations.engine.inbound.port import CardAnswer, MessageAnswer
from tests.automations.case_office import TALK, about, card, press, significant, texts
from tests.automations.cases.test_router import acknowledged_now
from tests.automations.office import HEAD, SIP, Office
from tests.support.card_reading import inputs, words


async def test_a_form_in_a_dialog_comes_again_with_all_that_was_filled_in(small_office: Office) -> None:
    answer = await press(small_office, SIP, "concern.raise", route="dialog", **TALK | {"review_on": ""})
    assert isinstance(answer, CardAnswer)
    assert "Please give a review date." in words(answer.card)
    filled = {name: box.get("value", "") for name, box in inputs(answer.card).items()}
    assert filled == {name: {**TALK, "review_on": ""}.get(name, "") for name in filled}
    assert filled["facts"]
    with small_office.database.reading() as uow:
        assert uow.drafts.of(SIP.id) == {}


async def test_it_is_one_sentence_for_who_may_not_fill_it_in(small_office: Office) -> None:
    answer = await press(small_office, HEAD, "concern.raise", route="dialog", **TALK)
    assert isinstance(answer, MessageAnswer)
    assert "Only the School Improvement Partner of" in answer.text


async def test_what_came_too_late_stands_there_to_be_copied(small_office: Office) -> None:
    await significant(small_office)
    data = await about(small_office, SIP, "Add or correct")
    await acknowledged_now(small_office)
    stale = await card(small_office, SIP, "case.add", **data, **texts("late"), place="1")
    assert "This has changed since you opened it." in words(stale)
    assert "“This was seen late, twice.”" in words(stale)
