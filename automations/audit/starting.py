"""What the service is when it starts: its version and its settings. Said where either has changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob
from store.unit_of_work import UnitOfWork

SERVICE_ITSELF: Final = "service"
_SETTING: Final = "setting "


@dataclass(frozen=True, slots=True)
class NoteStarted:
    """The service starts. `settings` has a digest of each, by its name, and none of a secret."""

    version: str
    settings: tuple[tuple[str, str], ...]


def note_started(uow: UnitOfWork, command: NoteStarted, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Each setting's digest goes with it, so that the next start can say which ones changed."""
    now = {f"{_SETTING}{name}": digest for name, digest in command.settings}
    last = uow.last_detail_about(SERVICE_ITSELF)
    before = {name: digest for name, digest in last.items() if name.startswith(_SETTING)}
    if last.get("version") == command.version and before == now:
        return ()
    changed = sorted(name for name in {*now, *before} if before and now.get(name) != before.get(name))
    said = ", ".join(name.removeprefix(_SETTING) for name in changed)
    uow.audit(ctx.entry("started", SERVICE_ITSELF, version=command.version, changed=said, **now), ctx.now)
    return ()


HANDLERS: Final[Mapping[type, Handler]] = {NoteStarted: note_started}
