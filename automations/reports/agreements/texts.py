"""The Trust Advisor writes what schools are asked to sign (W5, D1). Whom a new text concerns, the clock asks again."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import OutboxJob, follow_up
from automations.engine.notifications import refresh_all
from automations.engine.ports import Card
from automations.engine.workflow import FollowUp, Reply
from automations.reports.cards import agreement_about
from cards.reports.agreements.actions import EditText, ShowText
from cards.reports.agreements.text import DRAFT, draft_card, edit_card, text_card
from handbook.core.people import Person
from handbook.reports.agreements.texts import (
    AdoptText,
    AgreementKind,
    DropText,
    WriteText,
    adopted,
    check_writes_texts,
    drafted,
    dropped,
)
from store.unit_of_work import UnitOfWork


def write(uow: UnitOfWork, command: WriteText, ctx: CommandContext) -> Iterable[OutboxJob]:
    texts = uow.agreement_texts
    draft = drafted(texts.current(command.kind), texts.draft(command.kind), command, ctx.somebody)
    texts.save(draft, ctx.entry("text_drafted", _about(command.kind), number=draft.number), ctx.now)
    return []


def adopt(uow: UnitOfWork, command: AdoptText, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Every card on which the text stands is drawn again at once; the schools are asked by the clock."""
    text = adopted(uow.agreement_texts.draft(command.kind), command, ctx.somebody, ctx.now)
    entry = ctx.entry("text_adopted", _about(command.kind), text_version=text.version, sha256=text.text.sha256)
    uow.agreement_texts.save(text, entry, ctx.now)
    return [follow_up("agreement_text_adopted", _about(command.kind), f"{_about(command.kind)}@{text.number}")]


def drop(uow: UnitOfWork, command: DropText, ctx: CommandContext) -> Iterable[OutboxJob]:
    draft = dropped(uow.agreement_texts.draft(command.kind), command, ctx.somebody)
    uow.agreement_texts.drop(draft, ctx.entry("text_dropped", _about(command.kind), number=draft.number), ctx.now)
    return []


HANDLERS: Final[Mapping[type, Handler]] = {WriteText: write, AdoptText: adopt, DropText: drop}


def text_adopted(uow: UnitOfWork, kind: str, _context: RenderContext) -> Iterable[OutboxJob]:
    of_kind = AgreementKind(kind)
    version = uow.agreement_texts.current(of_kind).version
    for agreement in uow.agreements.all_of(of_kind).values():
        about = agreement_about(agreement.urn, of_kind)
        yield from refresh_all(uow, about, f"{agreement.revision}+{version}")


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = {"agreement_text_adopted": text_adopted}


def _shown(
    uow: UnitOfWork,
    command: ShowText | WriteText | AdoptText | DropText,
    viewer: Person,
    _context: RenderContext,
    _click: Click,
) -> Card | CardRef:
    """The draft, where there is one and no other was asked for; else a version, or the newest."""
    check_writes_texts(command.kind, viewer)
    texts, asked = uow.agreement_texts, command.version if isinstance(command, ShowText) else ""
    draft = texts.draft(command.kind)
    if draft is not None and asked in ("", DRAFT):
        return draft_card(draft, _concerned(uow, command.kind))
    known = texts.all_of(command.kind)
    shown = next((one for one in known if one.version == asked), known[-1])
    held = [one for one in uow.agreements.all_of(command.kind).values() if one.in_force]
    signed = sum(one.text_version == shown.version for one in held)
    return text_card(known, shown, has_draft=draft is not None, signed=signed)


def _edited(uow: UnitOfWork, command: EditText, viewer: Person, _context: RenderContext, _click: Click) -> Card:
    check_writes_texts(command.kind, viewer)
    draft = uow.agreement_texts.draft(command.kind)
    return edit_card(command.kind, draft.words if draft else uow.agreement_texts.current(command.kind).words)


REPLIES: Final[Mapping[type, Reply]] = {
    ShowText: Reply(_shown, only_shows=True),
    EditText: Reply(_edited, only_shows=True),
    WriteText: Reply(_shown),
    AdoptText: Reply(_shown),
    DropText: Reply(_shown),
}


def _concerned(uow: UnitOfWork, kind: AgreementKind) -> dict[str, int]:
    """How many of the schools on the list have signed, wait, or neither."""
    found = uow.agreements.all_of(kind)
    of_list = [found.get(school.urn) for school in uow.roster.schools()]
    signed = sum(one is not None and one.in_force for one in of_list)
    waiting = sum(one is not None and one.is_waiting and not one.in_force for one in of_list)
    return {"signed": signed, "waiting": waiting, "others": len(of_list) - signed - waiting}


def _about(kind: AgreementKind) -> str:
    return f"agreement_texts:{kind.value}"
