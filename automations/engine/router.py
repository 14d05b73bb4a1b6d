"""The front door: what came in from people, judged at the desk, answered with the card as it now is."""

import time
from collections.abc import Callable, Mapping
from typing import Any, Final, get_args

from automations.cases.cover import cover_answer
from automations.cases.reception import CaseReception
from automations.engine.card_registry import Card, Kind, agreement_about, draw, report_about
from automations.engine.clicked_card import copy_pressed
from automations.engine.clicks_first import ClicksFirst
from automations.engine.command_bus import Desk, Occasion, Sight, known_person
from automations.engine.extension_door import Asker, Asks, DialogCard, Results
from automations.engine.inbound_port import Answer, CardAnswer, Click, MessageAnswer, Sender, SentFile
from automations.engine.notifications import say
from automations.engine.outbox import Promise
from automations.half_days.ledger import ledger_answer
from automations.home.typed import AnswerTyped, Welcome
from automations.meetings.team_meeting import meeting_answer
from automations.plans.plan_cards import plan_answer
from automations.reports.arrival import NoteFile
from automations.search.message_extension import MessageExtension
from automations.visits.answers import has_turned, turned_into, visit_answer
from cards import actions
from cards.actions import CardCommand, ShowAgreement, ShowReport
from cards.cases.cover_actions import CoverCommand, ShowCover
from cards.half_days.actions import LedgerCommand, ShowHalfDays
from cards.meetings.actions import ShowTeamMeetings, TeamMeetingCommand
from cards.plans.actions import PlanCommand, ShowPlan
from cards.reports.lines import closed_card
from cards.reports.sharing import report_card
from cards.visits.actions import ShowOfstedCall, ShowVisit, ShowVisits, VisitCommand
from handbook.cases.case import Confidential
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.reports.approval import ApproveReport, AskForChange, SendReport, SetReportAside, TellGovernors
from handbook.reports.sharing import ShareReport
from handbook.reports.sharing_agreement import AskForAgreement, DeclineAgreement, SignAgreement, WithdrawAgreement
from handbook.visits.booking import SeekVisit
from handbook.visits.calendar_file import AskForCalendarFile
from handbook.visits.ofsted_call import TellOfstedCalled
from store.audit import Entry
from store.ledger import Ledger
from store.whereabouts import Whereabouts

SUBMIT: Final = "teams_submit"
_NOTED_FOR: Final = 60.0
"""Seconds: meanwhile sending may show that somebody blocked the bot; their next words put it right."""
_SHOWS_HOW_IT_STANDS: Final = frozenset(("stale", "not_now", "no_agreement"))

_CARD_OF: Final = {
    SendReport: Kind.ARRIVAL,
    SetReportAside: Kind.ARRIVAL,
    ApproveReport: Kind.APPROVAL,
    AskForChange: Kind.APPROVAL,
    TellGovernors: Kind.GOVERNORS,
    ShareReport: Kind.REPORT,
    ShowReport: Kind.APPROVAL,
}
_ABOUT_AGREEMENTS: Final = (AskForAgreement, SignAgreement, DeclineAgreement, WithdrawAgreement, ShowAgreement)
_ONLY_SHOWS: Final = (
    ShowReport,
    ShowAgreement,
    ShowVisit,
    ShowVisits,
    ShowOfstedCall,
    ShowPlan,
    ShowCover,
    ShowTeamMeetings,
    ShowHalfDays,
)
_Elsewhere = VisitCommand | AskForCalendarFile | PlanCommand | CoverCommand | TeamMeetingCommand | LedgerCommand
_ANSWERS: Final[Mapping[type, Callable[[Ledger, Any, Person, Sight, Click], Card]]] = {
    command: answer
    for commands, answer in (
        (VisitCommand | AskForCalendarFile, visit_answer),
        (PlanCommand, plan_answer),
        (CoverCommand, cover_answer),
        (TeamMeetingCommand, meeting_answer),
        (LedgerCommand, ledger_answer),
    )
    for command in get_args(commands)
}
"""Commands whose own workflow knows which card answers them."""


class Reception:
    """Keeps the promises of `front_door.FrontDoor`."""

    def __init__(self, desk: Desk, clicks: ClicksFirst) -> None:
        self._desk = desk
        self._clicks = clicks
        self._extension = MessageExtension(desk, clicks)
        self._noted: dict[str, tuple[Whereabouts, float]] = {}
        self._cases = CaseReception(desk, self._note_lately, self._tried)

    async def clicked(self, sender: Sender, click: Click) -> Answer:
        with self._clicks.click():
            return await self._answer(sender, click)

    async def _answer(self, sender: Sender, click: Click) -> Answer:
        try:
            command = actions.read(click.verb, click.data)
        except Refused as refusal:
            await self._tried(sender, click, refusal.code)
            return await self._no(sender, click, refusal)
        if isinstance(command, Confidential):
            return await self._confidential(sender, click, command)
        return await self._click(sender, click, command)

    async def typed(self, sender: Sender, text: str, activity_id: str) -> None:
        await self._hear(sender, AnswerTyped(text[:200], activity_id), activity_id)

    async def sent_files(self, sender: Sender, files: tuple[SentFile, ...]) -> None:
        for number, file in enumerate(files):
            arrival_id = f"{file.activity_id}-{number}"
            await self._hear(sender, NoteFile(arrival_id, file.name[:200], file.url), arrival_id)

    async def met(self, sender: Sender, activity_id: str, *, first_time: bool) -> None:
        if first_time:
            await self._hear(sender, Welcome(activity_id), activity_id)
        else:
            await self._desk.record(lambda books: self._note(books, sender, "active"))

    async def asked(self, asker: Asker, asks: Asks) -> Results | DialogCard | MessageAnswer:
        return await self._extension.asked(asker, asks)

    async def left(self, sender: Sender) -> None:
        await self._desk.record(lambda books: self._note(books, sender, "uninstalled"))

    async def turned_away(self, reason: str, detail: str) -> None:
        await self._audit(Entry("", "turned_away", "", {"reason": reason, "detail": detail[:200]}))

    async def _click(self, sender: Sender, click: Click, command: CardCommand) -> Answer:
        def card(books: Ledger) -> CardAnswer:
            return self._card(books, sender, click, command)

        def answer(books: Ledger, occasion: Occasion) -> Answer:
            self._note_lately(books, sender)
            if isinstance(command, SeekVisit | TellOfstedCalled):
                return CardAnswer(turned_into(books, command, occasion.somebody, self._desk.sight, click))
            return card(books)

        try:
            if isinstance(command, _ONLY_SHOWS) or await self._is_pressed_again(sender, click, command):
                return await self._show(sender, click, card)
            return await self._desk.handle(command, sender.person_id, click.route, answer)
        except Refused as no:
            refusal = no
        said = await self._no(sender, click, refusal)
        if refusal.code not in _SHOWS_HOW_IT_STANDS:
            return said
        if isinstance(command, ShareReport) and refusal.code == "no_agreement":
            return await self._desk.read(lambda books: self._not_shared(books, sender, command, refusal))
        return await self._desk.read(card)

    async def _confidential(self, sender: Sender, click: Click, command: Confidential) -> Answer:
        answer = await self._cases.answer(sender, click, command)
        if click.route == SUBMIT and isinstance(answer, MessageAnswer):
            return await self._no(sender, click, Refused("too_old", answer.text))
        return answer

    async def _show(self, sender: Sender, click: Click, card: Callable[[Ledger], CardAnswer]) -> CardAnswer:
        """Only a forged card asks for what is not there, or not open to whoever asks."""
        try:
            answer = await self._desk.read(card)
        except Refused as refusal:
            await self._tried(sender, click, refusal.code)
            raise
        if answer.card == closed_card():
            await self._tried(sender, click, "not_yours")
        return answer

    async def _no(self, sender: Sender, click: Click, refusal: Refused) -> MessageAnswer:
        """A no and its reason, shown beside the card; where the client cannot be answered, it is sent."""
        if click.route == SUBMIT:
            no = say(sender.person_id, refusal.reason, f"refused:{click.activity_id}")
            await self._desk.record(lambda _: [no])
        return MessageAnswer(refusal.reason)

    async def _is_pressed_again(self, sender: Sender, click: Click, command: CardCommand) -> bool:
        if not isinstance(command, SeekVisit | TellOfstedCalled):
            return False
        who = sender.person_id
        return await self._desk.read(lambda books: has_turned(books, known_person(books, who), click))

    def _not_shared(self, books: Ledger, sender: Sender, command: ShareReport, refusal: Refused) -> CardAnswer:
        """Why it is not shared, and the offer to ask the school."""
        dossier = books.reports.dossier(books.reports.get(command.report_id))
        return CardAnswer(report_card(dossier, known_person(books, sender.person_id), refusal))

    def _card(self, books: Ledger, sender: Sender, click: Click, command: CardCommand) -> CardAnswer:
        """The card that was clicked, as it now is: a report's button tells which one it stands on, an agreement's
        stands on several, so there the message is looked up."""
        viewer, sight = known_person(books, sender.person_id), self._desk.sight
        if isinstance(command, _Elsewhere):
            return CardAnswer(_ANSWERS[type(command)](books, command, viewer, sight, click))
        if not isinstance(command, _ABOUT_AGREEMENTS):
            kind = Kind(command.card.value) if isinstance(command, ShowReport) and command.card else None
            about = report_about(command.report_id)
            return CardAnswer(draw(books, kind or _CARD_OF[type(command)], about, viewer, command.version, sight))
        copy = copy_pressed(books, viewer, click)
        if copy is not None:
            return CardAnswer(draw(books, Kind(copy.kind), copy.about, viewer, copy.version, sight))
        kind = Kind.AGREEMENT_STATE if viewer.role is Role.TRUST_ADVISOR else Kind.AGREEMENT
        return CardAnswer(draw(books, kind, agreement_about(command.urn), viewer, 0, sight))

    async def _hear(self, sender: Sender, command: object, key: str) -> None:
        """Carries out what somebody said; a no is said to them, for a message cannot answer with a card."""
        await self._desk.record(lambda books: self._note(books, sender, "active"))
        try:
            await self._desk.decide(command, sender.person_id, "teams")
        except Refused as refusal:
            no = say(sender.person_id, refusal.reason, f"refused:{key}")
            await self._desk.record(lambda _: [no])

    def _note(self, books: Ledger, sender: Sender, state: str, *, lately: bool = False) -> tuple[Promise, ...]:
        """Where a person can be answered from now on. What was noted `lately` need not be looked up for a click, which
        is in a hurry and is answered at once; for everything else it must, since sending may have failed meanwhile."""
        seen = Whereabouts(sender.person_id, sender.conversation_id, sender.service_url, state)
        noted, until = self._noted.get(sender.person_id, (None, 0.0))
        if sender.personal and not (lately and noted == seen and time.monotonic() < until):
            books.whereabouts.note(seen)
            self._noted[sender.person_id] = (seen, time.monotonic() + _NOTED_FOR)
        return ()

    def _note_lately(self, books: Ledger, sender: Sender) -> None:
        self._note(books, sender, "active", lately=True)

    async def _tried(self, sender: Sender, click: Click, code: str) -> None:
        await self._audit(Entry(sender.person_id, "refused", "", {"code": code, "route": click.route}))

    async def _audit(self, entry: Entry) -> None:
        def note(books: Ledger) -> tuple[Promise, ...]:
            books.audit(entry, self._desk.now())
            return ()

        await self._desk.record(note)
