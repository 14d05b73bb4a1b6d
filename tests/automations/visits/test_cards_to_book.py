"""The card to book with, and the visits that people ask for: each sees their own."""

import pytest

from automations.engine.inbound.commands import AnswerTyped
from automations.engine.inbound.port import CardAnswer, Click, Sender
from automations.visits.answers import visit_begun
from automations.visits.cards import VisitKind, book_about, visit_about, visits_about
from cards.kit.lines import closed_card
from handbook.core.refusal import Refused
from handbook.visits.visit import VisitStatus as S
from tests.automations.office import HEAD, SIP, Office
from tests.automations.visit_office import WISH, come_to, the_visit
from tests.automations.visits.test_booking import SOMEBODY_ELSE
from tests.support.card_reading import words
from tests.support.rendering import render


async def test_the_card_to_book_with_becomes_the_visits(small_office: Office) -> None:
    await small_office.bus.decide(AnswerTyped("Book", "m1"), SIP.id, "teams")
    await small_office.run_all()
    [message] = small_office.ends.messenger.to(SIP)
    assert "Book a visit" in words(message.card)
    sender = Sender(SIP.id, message.place.conversation_id, message.place.service_url)
    data = {"year": 2026, "school": "900001", "purpose": "termly:Autumn"}
    first = await small_office.router.clicked(sender, Click("visit.seek", data, message.place))
    await small_office.run_all()
    again = await small_office.router.clicked(sender, Click("visit.seek", data, message.place))
    assert isinstance(first, CardAnswer)
    assert isinstance(again, CardAnswer)
    visit = await the_visit(small_office)
    with small_office.database.reading() as uow:
        rendered = render(uow, VisitKind.VISIT, visit_about(visit.id), SIP, 0, small_office.bus.render_context)
    assert again.card == rendered == message.card


async def test_a_card_that_nobody_knows_is_answered_with_the_visits(small_office: Office) -> None:
    sender = Sender(SIP.id, "chat", "https://teams.example/")
    data = {"year": 2026, "school": "900001", "purpose": "termly:Autumn"}
    begun = await small_office.router.clicked(sender, Click("visit.seek", data))
    await small_office.run_all()
    visit = await the_visit(small_office)
    shown = await small_office.router.clicked(sender, Click("visit.show", {"visit": visit.id, "version": 1}))
    assert isinstance(begun, CardAnswer)
    assert isinstance(shown, CardAnswer)
    assert "Autumn visit" in words(shown.card)


async def test_a_headteacher_who_types_book_is_told_what_there_is(small_office: Office) -> None:
    await small_office.bus.decide(AnswerTyped("book", "m1"), HEAD.id, "teams")
    await small_office.run_all()
    assert "” is for: " in words(small_office.ends.messenger.to(HEAD)[-1].card)


async def test_nobody_sees_what_another_may_book(small_office: Office) -> None:
    with small_office.database.reading() as uow:
        shown = render(uow, VisitKind.BOOK, book_about(SIP.id), SOMEBODY_ELSE, 0, small_office.bus.render_context)
        begun = visit_begun(uow, WISH, SIP, small_office.bus.render_context, Click("visit.seek", {}))
        with pytest.raises(Refused, match="cannot find that visit"):
            render(uow, begun.kind, begun.about, SIP, 0, small_office.bus.render_context)
    assert shown == closed_card()


async def test_both_ask_for_their_visits_and_nobody_sees_anothers(small_office: Office) -> None:
    await come_to(small_office, S.BOOKED)
    for person, said in ((SIP, "my visits"), (HEAD, "our visits")):
        await small_office.bus.decide(AnswerTyped(said, said), person.id, "teams")
        await small_office.run_all()
        message = small_office.ends.messenger.to(person)[-1]
        assert "1 planned, 5 left" in words(message.card)
        shown = await small_office.router.clicked(Sender(person.id, "c", "https://t/"), Click("visits.show", {}))
        assert isinstance(shown, CardAnswer)
        assert shown.card == message.card
    with small_office.database.reading() as uow:
        shown = render(uow, VisitKind.VISITS, visits_about(SIP.id), HEAD, 0, small_office.bus.render_context)
    assert shown == closed_card()
    await small_office.bus.decide(AnswerTyped("my visits", "m9"), SOMEBODY_ELSE.id, "teams")
    await small_office.run_all()
    assert "” is for: " in words(small_office.ends.messenger.to(SOMEBODY_ELSE)[-1].card)
