"""Letters that something waits, and the codes for their links. Keys and codes are made when they are sent, and of both
only a hash is kept: neither is in a job, the audit or a log."""

import secrets
from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.jobs.trouble_hearers import nobody_named
from automations.engine.notifications import has_address
from automations.engine.roster import known_person
from automations.engine.workflow import Effect, RecordTrouble, Work, WorkflowTables
from cards.kit.lines import is_closed
from handbook.core.people import Person
from handbook.mail import letters
from handbook.mail import links as rules
from handbook.mail.links import MailLink, NoteMailCode, NoteMailed
from store.audit import AuditEntry
from store.unit_of_work import UnitOfWork

OF_LINK: Final = "mail_link"
ROUTE: Final = "mail"


async def mail_card(work: Work, kind: str, person_id: str, about: str, version: int, letter: str) -> None:
    """Writes once to somebody whom Teams does not reach, unless they were reached meanwhile or may not read it any
    more. After a crash at the wrong moment it may be sent twice, each with a link that opens the same."""
    card, context, tables = CardRef(kind, about, version), work.bus.render_context, work.tables
    person = await work.bus.read(lambda uow: _waits_for(uow, tables, card, person_id, letter, context))
    if person is None or work.mailer is None or work.links is None:
        return
    key, now = secrets.token_urlsafe(32), work.bus.now()
    link = MailLink(rules.marked(key), letter, person_id, kind, about, version, now, now + rules.LASTS)

    def keep(uow: UnitOfWork) -> Iterable[OutboxJob]:
        uow.mail_links.forget(now)
        uow.mail_links.open(link, entry(link, "mail_link_made", "service"), now)
        return ()

    await work.bus.record(keep)
    way = tables.by_mail[kind]
    url = work.links.mail_page(key)
    await work.mailer.send(letters.letter(person.email, way.waits, url, link.until, is_reminder=way.is_reminder))
    await work.bus.decide(NoteMailed(link.id))


async def mail_code(work: Work, link_id: str) -> None:
    """Sends a code to the address on record. The last that was made is the one that counts."""
    person = await work.bus.read(lambda uow: _whose(uow, link_id, work.bus.render_context))
    if person is None or work.mailer is None:
        return
    code = f"{secrets.randbelow(10**rules.CODE_DIGITS):0{rules.CODE_DIGITS}}"
    await work.bus.decide(NoteMailCode(link_id, rules.code_marked(link_id, code)))
    await work.mailer.send(letters.code_letter(person.email, code, int(rules.CODE_LASTS.total_seconds() // 60)))


def note_mailed(uow: UnitOfWork, command: NoteMailed, ctx: CommandContext) -> Iterable[OutboxJob]:
    link = uow.mail_links.get(command.link_id)
    uow.mail_links.save(rules.sent(link, ctx.now), entry(link, "mailed", ctx.actor_id), ctx.now)
    return ()


def note_code(uow: UnitOfWork, command: NoteMailCode, ctx: CommandContext) -> Iterable[OutboxJob]:
    link = uow.mail_links.get(command.link_id)
    saved = rules.code_sent(link, command.code, ctx.now)
    uow.mail_links.save(saved, entry(link, "mail_code_made", ctx.actor_id), ctx.now)
    return ()


HANDLERS: Final[Mapping[type, Handler]] = {NoteMailed: note_mailed, NoteMailCode: note_code}
EFFECTS: Final[Mapping[str, Effect]] = {
    "mail_card": Effect(mail_card, "An e-mail could not be sent", "An e-mail to {name} could not be sent"),
    "mail_code": Effect(mail_code, "A code could not be sent by e-mail", about=(OF_LINK, "link_id")),
}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {OF_LINK: RecordTrouble(nobody_named, once_a_week=True)}
"""Whoever looks after the service hears that codes do not arrive, and not whose."""


def entry(link: MailLink, action: str, actor_id: str) -> AuditEntry:
    """Named by the link: what it is about stands with what is decided."""
    return AuditEntry(actor_id, action, f"{OF_LINK}:{link.id[:16]}", {"route": ROUTE, "kind": link.kind})


def _waits_for(
    uow: UnitOfWork, tables: WorkflowTables, card: CardRef, person_id: str, job: str, context: RenderContext
) -> Person | None:
    is_sent = any(link.sent_at for link in uow.mail_links.of_job(job))
    if is_sent or uow.cards.get(job) is not None or not has_address(uow, person_id):
        return None
    person = known_person(uow, person_id)
    return None if is_closed(tables.cards.render(uow, card, person, context)) else person


def _whose(uow: UnitOfWork, link_id: str, context: RenderContext) -> Person | None:
    link = uow.mail_links.find(link_id)
    if link is None or not rules.is_open(link, context.now) or not has_address(uow, link.person_id):
        return None
    return uow.roster.person(link.person_id)
