"""What was typed and not taken is kept, for whoever typed it, until it is sent or 30 days old: the next card with the
same boxes has it in them, whatever became of the card that it was typed on. Nothing of a concern or complaint is kept
like that: nothing of those is kept before it is sent."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast

from automations.engine.command_bus import CommandContext, Handler, TrustPolicy
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import OutboxJob
from cards import actions
from cards.kit.click_fields import forged
from cards.kit.dialog_replies import OPENER
from cards.kit.drafts import Typed, has_text_box, with_typed
from cards.kit.elements import Json
from store.unit_of_work import UnitOfWork

KEPT_FOR: Final = timedelta(days=30)
NOT_KEPT: Final = frozenset(("forged", "unknown", "not_yours", "too_old"))
"""Refusals of what no card of theirs can have sent."""
DIALOG: Final = "dialog"
_AT_MOST: Final = 50_000
_WRITTEN: Final = "written"
"""Under this name it is kept which of the values a person wrote."""


@dataclass(frozen=True, slots=True)
class ForgetDrafts:
    """A command of the clock: those that were left for so long."""

    before: datetime


def typed_by(click: Click) -> Typed:
    return Typed(click.verb, click.data, actions.written(click.verb, click.data))


def keep(uow: UnitOfWork, person_id: str, click: Click, about: str, now: datetime) -> Iterable[OutboxJob]:
    """Keeps what was typed, where there is anything."""
    typed = typed_by(click)
    values = {name: one for name, one in typed.values.items() if isinstance(one, str)}
    values[_WRITTEN] = ",".join(sorted(typed.texts))
    if typed.texts and len(json.dumps(values)) <= _AT_MOST:
        uow.drafts.keep(person_id, _form(click, about), values, now)
    return ()


def sent(uow: UnitOfWork, person_id: str, click: Click, about: str) -> None:
    """It was taken, so that no draft of it is left."""
    uow.drafts.drop(person_id, _form(click, about))


def with_drafts(uow: UnitOfWork, person_id: str, shown: Json) -> Json:
    """A card with what this person has typed on such a card and not sent."""
    if not has_text_box(shown):
        return shown
    own = uow.drafts.of(person_id)
    return with_typed(shown, [_kept(form, values) for form, values in own.items()]) if own else shown


def forget(uow: UnitOfWork, command: ForgetDrafts, _: CommandContext) -> Iterable[OutboxJob]:
    uow.drafts.forget_before(command.before)
    return ()


def due_now(uow: UnitOfWork, _policy: TrustPolicy, now: datetime) -> Iterable[object]:
    before = now - KEPT_FOR
    return [ForgetDrafts(before)] if uow.drafts.any_before(before) else ()


HANDLERS: Final[Mapping[type, Handler]] = {ForgetDrafts: forget}


def opener(click: Click) -> Click | None:
    """The press that opened the dialog in which this one was made; None where it was made in none. Raises Refused where
    what says so is not ours."""
    opened = click.data.get(OPENER)
    if click.route != DIALOG or not isinstance(opened, str):
        return None
    try:
        data = json.loads(opened)
    except ValueError:
        raise forged() from None
    if not isinstance(data, dict):
        raise forged()
    found = cast("dict[str, Any]", data)
    return Click(str(found.pop("verb", "")), found, route=DIALOG)


def _kept(form: str, values: Mapping[str, str]) -> Typed:
    return Typed(form.partition("@")[0], values, frozenset(values.get(_WRITTEN, "").split(",")))


def _form(click: Click, about: str) -> str:
    return f"{click.verb}@{about}"
